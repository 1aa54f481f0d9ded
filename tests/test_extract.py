"""Captures to documents: decoding, what a page states, and what is refused."""

import json
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any, Literal

import pytest

from aktenlage.documents import make_document
from aktenlage.errors import InputError, UsageError
from aktenlage.settings import make_settings
from aktenlage.types import Capture, Document, Note

PAGES = Path(__file__).parent / "pages"
TEXT = "Die Brücke ist fertig, sagte die Bürgermeisterin."
PARAGRAPH = "<p>Die Bürgermeisterin sagte am Freitag, dass die Brücke nun fertig sei und alle sie sehen könnten.</p>"


def read(body: bytes | str, media_type: Literal["text/plain", "text/html"] = "text/plain", **more: Any) -> Document:
    return read_with_notes(body, media_type, **more)[0]


def read_with_notes(
    body: bytes | str, media_type: Literal["text/plain", "text/html"] = "text/plain", **more: Any
) -> tuple[Document, tuple[Note, ...]]:
    content = body.encode() if isinstance(body, str) else body
    return make_document(Capture("1", "here", content, media_type, **more))


def read_page(name: str) -> tuple[Document, tuple[Note, ...]]:
    return read_with_notes((PAGES / name).read_bytes(), "text/html")


def refuse(body: bytes | str, media_type: Literal["text/plain", "text/html"] = "text/plain") -> str:
    with pytest.raises(InputError) as error:
        read(body, media_type)
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith("here: ")
    return message.removeprefix("here: ")


def get_kinds(notes: tuple[Note, ...]) -> list[str]:
    return [note.kind for note in notes]


@pytest.mark.parametrize(
    "text",
    [
        TEXT + "\r\nNeue Zeile.\r\n",
        unicodedata.normalize("NFD", TEXT),
        "Donau\u00addampf\u00a0\u200b" + TEXT,
        "  " + TEXT,
    ],
)
def test_text_is_handed_out_unchanged(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(codec: str) -> None:
    document, notes = read_with_notes(TEXT.encode(codec))
    assert document.text == TEXT
    assert get_kinds(notes) == []


def test_bytes_that_are_no_utf8_are_read_as_windows_1252_with_a_note() -> None:
    document, notes = read_with_notes("Er sagte: „Die Brücke kostet 5 €.“".encode("cp1252"))
    assert document.text == "Er sagte: „Die Brücke kostet 5 €.“"
    assert get_kinds(notes) == ["encoding"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "Windows-1252", "ISO-8859-15"])
def test_a_declared_encoding_is_taken(charset: str) -> None:
    document, notes = read_with_notes(TEXT.encode(charset), charset=charset)
    assert document.text == TEXT
    assert get_kinds(notes) == []


@pytest.mark.parametrize("charset", ["iso-8859-1", "zip", "rot13", "idna", "nonsense"])
def test_utf8_is_not_read_as_what_it_is_wrongly_declared(charset: str) -> None:
    assert read(TEXT, charset=charset).text == TEXT


def test_a_page_may_declare_its_encoding_itself() -> None:
    page = (
        f'<html><head><meta charset="iso-8859-1"><title>Brücke ist fertig</title></head><body>{PARAGRAPH}</body></html>'
    )
    document, notes = read_with_notes(page.encode("latin-1"), "text/html")
    assert "Bürgermeisterin" in document.text
    assert "encoding" not in get_kinds(notes)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t\xef\xbb\xbf", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"abc\x00def", "binary data, not text"),
        (b"\x01\x02\x03\x04 abc", "binary data, not text"),
        (b"%PDF-1.7 abc", "a PDF file, not text"),
        (b"PK\x03\x04abc", "a ZIP or office file, not text"),
        (b"123 456 -- ?!", "holds no letters"),
        (bytes(range(128, 256)) * 9, "encoding unknown, neither UTF-8 nor Windows-1252"),
        (b"Wort " * 2_000_000, "10,000,000 bytes, more than 5,000,000 (AKTENLAGE_MAX_BYTES)"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(body: bytes, message: str) -> None:
    assert refuse(body) == message


def test_a_page_gives_its_article_and_what_it_states() -> None:
    document, notes = read_page("musterzeitung.html")
    assert document.title == "Neue Brücke über die Muster ist fertig"
    assert (document.author, document.published, document.language) == ("Erika Mustermann", "2024-12-06", "de")
    paragraphs = document.text.split("\n\n")
    assert (
        "„Wir haben lange gewartet. Jetzt ist sie da“, sagte Bürgermeisterin Anna Beispiel vor rund 3.500 Gästen."
        in paragraphs
    )
    assert "Die Kosten stiegen nach Angaben der Stadt auf 12 Mio. Euro." in document.text
    assert "Cookies" not in document.text
    assert "Züge" not in document.text
    assert "Alle Rechte" not in document.text
    assert "date-missing" not in get_kinds(notes)


def test_a_teaser_in_a_page_is_skipped() -> None:
    document, _ = read_page("musterzeitung.html")
    assert any("Otto Vorbild" in document.words(span) for span in document.skipped)
    assert any(document.words(span).strip() == "Musterstadt (dpa) -" for span in document.skipped)


def test_a_visible_byline_gives_author_and_date() -> None:
    document, notes = read_page("beispielbote.html")
    assert (document.title, document.author, document.published) == (
        "Stadtrat vertagt Haushalt",
        "Max Muster",
        "2024-12-06",
    )
    assert "date-missing" not in get_kinds(notes)


def test_a_year_in_the_footer_or_in_the_text_is_no_date() -> None:
    document, notes = read_page("sample-times.html")
    assert document.published is None
    assert document.author is None
    assert "date-missing" in get_kinds(notes)
    assert document.language == "en"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Veröffentlicht am 6. Dezember 2024, aktualisiert am 9. Dezember 2024", "2024-12-06"),
        ("Erschienen am Freitag, den 6. März 2024", "2024-03-06"),
        ("Veröffentlicht am 31. Februar 2024", None),
        ("Die Brücke wurde am 6. Dezember 2024 eröffnet.", None),
    ],
)
def test_a_date_counts_where_the_page_says_that_it_is_one(line: str, published: str | None) -> None:
    page = f"<html><body><article><h1>Neue Brücke ist fertig</h1><p>{line}</p>{PARAGRAPH}</article></body></html>"
    assert read(page, "text/html").published == published


def test_what_the_input_states_goes_before_what_the_page_says() -> None:
    body = (PAGES / "musterzeitung.html").read_bytes()
    document = read(body, "text/html", title="Anders", published="2020-01-01", language="en")
    assert (document.title, document.published, document.language) == ("Anders", "2020-01-01", "en")


def test_a_scrap_of_html_is_read_too() -> None:
    assert read("<p>Kurz ist <b>gut</b>.</p><p>Ja.</p>", "text/html").text == "Kurz ist gut.\n\nJa."


@pytest.mark.parametrize(
    "page", ["<html></html>", "<script>var a = 'abc';</script>", "<p>123</p>", "<!-- nichts -->", "<img>a<"]
)
def test_html_without_text_is_refused_or_read(page: str) -> None:
    if page.startswith("<img>"):
        assert read(page, "text/html").text
    else:
        assert refuse(page, "text/html") in ("HTML that holds no text", "holds no letters")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<div>" * 10_000 + PARAGRAPH, "HTML nested 10,000 deep, more than 200 (AKTENLAGE_MAX_DEPTH)"),
        ("<b>" * 300 + PARAGRAPH, "HTML nested 300 deep, more than 200 (AKTENLAGE_MAX_DEPTH)"),
        ("<p>a" * 50_000, "HTML with 50,000 tags, more than 20,000 (AKTENLAGE_MAX_TAGS)"),
    ],
)
def test_a_bomb_is_refused(page: str, message: str) -> None:
    assert refuse(page, "text/html") == message


@pytest.mark.parametrize(
    "page",
    [
        f'<p data-x="{"a" * 4_000_000}">Hallo</p>{PARAGRAPH}',
        f"<div {'a=b ' * 500_000}>{PARAGRAPH}",
        "<!--" * 1_000_000 + PARAGRAPH,
        "<script>" * 500_000 + PARAGRAPH,
        "<a " * 1_500_000 + PARAGRAPH,
        "<meta " * 800_000 + PARAGRAPH,
        f"<p>{'Von ' * 1_000_000}</p>",
        "&amp;" * 900_000 + PARAGRAPH,
        f"<h1>Neue Brücke</h1><p>{'Veröffentlicht 6.12.2024 ' * 190_000}</p>",
        f"<h1>Neue Brücke</h1><p>{'6.12.2024 ' * 480_000}</p>",
        "<h1>" * 190 + "Neue Brücke " * 390_000,
        '<time datetime="2024-12-06">' * 190 + "Neue Brücke " * 390_000,
        f'<meta name="author" content="{"Max Muster " * 430_000}">{PARAGRAPH}',
        '<script type="application/ld+json">' + '{"@graph":[' * 400_000 + f"</script>{PARAGRAPH}",
    ],
)
def test_no_page_takes_long(page: str) -> None:
    begin = time.process_time()
    try:
        read(page, "text/html")
    except InputError as error:
        assert "\n" not in str(error)
    assert time.process_time() - begin < 15


def test_entities_are_not_expanded_and_no_file_is_read() -> None:
    declared = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy"><!ENTITY z "&y;&y;">]>'
    document = read(f"{declared}<html><body><p>&x; &z;</p>{PARAGRAPH}</body></html>", "text/html")
    assert "root:" not in document.text
    assert "yyyy" not in document.text


def test_text_input_loads_nothing_that_only_pages_and_addresses_need() -> None:
    script = (
        "import sys; from aktenlage.sources import find_captures; from aktenlage.documents import make_document;"
        "from aktenlage.types import Capture; make_document(Capture('1', 'here', b'Die Stadt ist alt.', 'text/plain'));"
        "print([name for name in ('trafilatura', 'lxml', 'httpx', 'warcio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_settings_come_from_the_environment() -> None:
    assert make_settings({"AKTENLAGE_MAX_BYTES": "10", "OTHER": "1"}).max_bytes == 10


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MAX_BYTES", "viel", "'viel', expected int"),
        ("MAX_BYTES", "", "'', expected int"),
        ("MAX_BYTES", "-5", "'-5', expected int >= 1"),
        ("MAX_BYTES", "9" * 30, f"'{'9' * 30}', expected int <= 1000000000"),
        ("TIMEOUT", "nan", "'nan', expected float > 0.0"),
        ("MAX_REDIRECTS", "-1", "'-1', expected int >= 0"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str, expected: str) -> None:
    with pytest.raises(UsageError) as error:
        make_settings({f"AKTENLAGE_{name}": value})
    assert str(error.value) == f"AKTENLAGE_{name}: {expected}"


def make_page(head: str, body: str) -> str:
    """A page with an article of two paragraphs below its headline and what else a test puts into it."""
    return (
        f"<html><head><title>Neue Brücke ist fertig</title>{head}</head><body>"
        f"<article><h1>Neue Brücke ist fertig</h1>{body}{PARAGRAPH}{PARAGRAPH}</article></body></html>"
    )


def make_thing(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


@pytest.mark.parametrize(
    "head",
    [
        make_thing(
            **{"@type": "NewsArticle", "datePublished": "2024-12-06T08:00:00+01:00", "dateModified": "2024-12-09"}
        ),
        make_thing(**{"@graph": [{"@type": ["BlogPosting"], "datePublished": "2024-12-06"}]}),
        '<meta property="article:modified_time" content="2024-12-09">'
        '<meta property="article:published_time" content="2024-12-06">',
        '<meta name="DC.date.issued" content="2024-12-06">',
        '<meta name="date" content="2024-12-06T14:00:00">',
    ],
)
def test_the_day_of_publication_stands_in_the_markup(head: str) -> None:
    assert read(make_page(head, ""), "text/html").published == "2024-12-06"


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2024-12-06T10:00">Freitag</time>',
        '<div itemscope itemtype="https://schema.org/Article"><meta itemprop="datePublished" content="2024-12-06"></div>',
        "<p>Stand: 06.12.2024, 14:30 Uhr</p>",
        "<p>Musterstadt, 6. Dezember 2024</p>",
        "<p>Von Erika Mustermann am 6. Dezember 2024</p>",
        '<p><span class="date">6. Dez. 2024</span> <span>admin</span></p>',
        "<p>Friday, December 6, 2024 | 10:30</p>",
        '<p>Erstellt am: 06.12.2024</p><time class="updated" datetime="2024-12-04">4.12.</time>',
        "<dl><dt>Veröffentlicht am:</dt><dd>6.12.2024</dd></dl>",
    ],
)
def test_the_day_of_publication_stands_at_the_headline(line: str) -> None:
    assert read(make_page("", line), "text/html").published == "2024-12-06"


@pytest.mark.parametrize(
    "line",
    [
        '<div class="comments"><time datetime="2024-12-06">6. Dezember 2024</time></div>',
        '<aside><p>6. Dezember 2024</p></aside><div class="teaser"><h3>Alte Brücke</h3><p>6.12.2024</p></div>',
        "<footer>Stand: 6.12.2024</footer>",
        "<p>Aktualisiert am 6.12.2024</p>",
        '<p>Zuletzt geändert: 6.12.2024</p><time class="date updated" datetime="2024-12-06">6.12.</time>',
        "<dl><dt>Beginn:</dt><dd>6.12.2024</dd></dl>",
        "<p>Kinostart: 6. Dezember 2024</p>",
        '<p>Kinostart: <span class="date">6. Dezember 2024</span></p>',
        '<p>Beginn: <time datetime="2024-12-06">6. Dezember</time></p>',
        '<p>Zuletzt aktualisiert <time datetime="2024-12-06">6. Dezember</time></p>',
        "<p>6.12.2024 - 8.12.2024</p>",
        "<p>06/12/2024</p>",
        "<p>Am 6. Dezember 2024 wurde gefeiert.</p>",
        "<p>© 6.12.2024 Musterzeitung</p>",
        "<p>Pressefotos: 31.02.2024</p>",
    ],
)
def test_a_day_of_something_else_is_not_taken(line: str) -> None:
    document, notes = read_with_notes(make_page("", line), "text/html", url="https://beispiel.example/2024/12/bruecke")
    assert document.published is None
    assert "date-missing" in get_kinds(notes)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2024-12-06">',
        '<meta property="og:updated_time" content="2024-12-06">',
        make_thing(**{"@type": "Product", "review": [{"@type": "Review", "datePublished": "2024-12-06"}]}),
        make_thing(**{"@type": "Event", "startDate": "2024-12-06"}),
        make_thing(**{"@graph": [{"@type": "Article", "datePublished": f"2024-12-0{day}"} for day in (5, 6)]}),
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 20241206</script>',
    ],
)
def test_markup_of_something_else_gives_no_day(head: str) -> None:
    assert read(make_page(head, ""), "text/html").published is None


def test_an_address_states_a_day_only_if_it_has_one() -> None:
    page = make_page("", "")
    assert read(page, "text/html", url="https://beispiel.example/2024/12/06/bruecke").published == "2024-12-06"
    assert read(page, "text/html", url="https://beispiel.example/2024/12/bruecke").published is None


def test_late_in_world_time_the_day_that_readers_see_counts() -> None:
    head = '<meta property="article:published_time" content="2024-12-05T23:10:00Z">'
    assert read(make_page(head, "<p>6. Dezember 2024</p>"), "text/html").published == "2024-12-06"


@pytest.mark.parametrize(
    ("head", "line", "author"),
    [
        (make_thing(**{"@type": "Article", "author": {"@type": "Person", "name": "Max Muster"}}), "", "Max Muster"),
        (
            make_thing(
                **{"@graph": [{"@type": "Article", "author": {"@id": "#1"}}, {"@id": "#1", "name": "Max Muster"}]}
            ),
            "",
            "Max Muster",
        ),
        ('<meta name="author" content="Musterzeitung, Max Muster">', "", "Max Muster"),
        (
            '<meta name="author" content="Paul Beispiel">',
            "<p>Von Max Muster und Erika Mustermann</p>",
            "Max Muster; Erika Mustermann",
        ),
        ("", '<p class="author">VON MAX MUSTER</p>', "MAX MUSTER"),
        ("", '<p>von <a rel="author" href="/mm">Max Muster</a> · 6. Dezember 2024</p>', "Max Muster"),
    ],
)
def test_people_are_authors(head: str, line: str, author: str) -> None:
    assert read(make_page(head, line), "text/html").author == author


@pytest.mark.parametrize(
    "name",
    [
        "Redaktion",
        "admin",
        "Musterstädter Nachrichten",
        "Bund der Musterleute e.V.",
        "dpa",
        "Beispiel Bote",
        "www.beispiel.example",
        "Muster Verlag GmbH, Musterstadt, Germany",
        "Artikel empfehlen",
        "MDR SACHSEN",
        "EFC Musterstadt",
        "@musterzeitung",
        "redaktion@beispiel.example",
    ],
)
def test_publishers_agencies_and_sites_are_no_authors(name: str) -> None:
    head = f'<meta property="og:site_name" content="Beispiel-Bote"><meta name="author" content="{name}">'
    line = f'<p class="author">{name}</p><p>Von Risiken und Folgen</p>'
    comment = '<div class="comment"><p class="author">Max Muster</p></div>'
    assert read(make_page(head, line + comment), "text/html").author is None


def test_a_tag_with_endless_attributes_is_refused() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    message = refuse(f"<html><body><p {attributes}>{TEXT}</p>{PARAGRAPH}</body></html>", "text/html")
    assert "attributes" in message
