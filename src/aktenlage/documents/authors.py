"""Who wrote a page, where it names a person; publishers, agencies and editors as a body are no authors."""

import re
from collections.abc import Iterable, Iterator

from aktenlage.documents.dates import DAY
from aktenlage.documents.lines import Line
from aktenlage.documents.metadata import is_site

WORD = r"[^\W\d_](?:(?:[^\W\d_]|[’'-](?=[^\W\d_]))*[^\W\d_])?"
CAPITAL = rf"(?=[^\Wa-zäöüß\d_]){WORD}(?![\w-])"
SMALL = r"(?:von|van|vom|zu|zum|zur|de|der|den|del|della|di|du|da|la|le|el|al|bin|ben|ibn|und zu|of|ter|ten|v\.)"
TITLE = r"(?:(?:Prof|Dr|Mag|Ing|Dipl|DI|MMag|DDr|med|phil|jur|rer|nat|h|c)\b\.?(?:-\w+\.?)?\s?)*"
NAME = rf"{TITLE}{CAPITAL}(?: (?:[A-ZÄÖÜ]\.(?:-?[A-ZÄÖÜ]\.)?|{SMALL}|{CAPITAL})){{0,4}} {CAPITAL}"
PERSON = re.compile(NAME)
# Words of which a name of a person has none.
NOBODY = re.compile(
    r"redaktion|admin|verlag|verband|verein|e\.\s?v\b|gmbh|zeitung|nachrichten|online|magazin|stiftung|ministerium|institut|portal|"
    r"agentur|medien|rundfunk|universit|feuerwehr|abteilung|fraktion|bündnis|gesellschaft|copyright|community|deutschland|germany|"
    r"http|www\.|\.(?:de|at|ch|com|net|org)\b|kommentar|artikel|beitr[aä]g|mitarbeiter|marketing|korrespondent|veröffentlicht|"
    r"lesezeit|unbekannt|anonym|"
    r"\b(?:ag|kg|se|amt|bund|team|on|vom|tv|theme|gast|staff|editor|news|newsroom|dpa|afp|ap|reuters|kna|epd|sid|apa|sda|ots)\b|"
    r"(?:press|presse|pressestelle|media|radio|studio|partei|blog|blogger|desk|service|solutions|group|uhr|stand|autor|autorin|"
    r"deutsche[rs]?|praxis|werkstatt|wirtschaft|schule|kirche|stadt|gemeinde|landkreis|club|quelle|nachricht|touren|reisen)\b",
    re.IGNORECASE,
)
# EFC, MDR: what has a few capitals beside other words is an organisation.
INITIALS = re.compile(r"^(?:(?=.*[a-zäöüß]).*(?<![\w-])[A-ZÄÖÜ]{2,4}(?![\w.-])|[B-DF-HJ-NP-TV-XZ]{2,4} )")
SPLIT = re.compile(r"\s*(?:[,;/|&•·»(]|\s[–-]\s|\bund\b(?! zu\b)|\band\b|\bmit\b|\b[Ff]otos?:.*)\s*")
ROLE = re.compile(
    r"^(?:(?:[Vv]on|VON|[Bb]y|BY|[Tt]ext(?: und \w+)?|[Ii]nterview|Autor(?:in)?(?:/in)?|[Gg]eschrieben|[Vv]eröffentlicht"
    r"|Eine? \w+|Aus \w+)"
    r"(?: von)?(?:\s*:)?\s+)+"
)
# A line of its own near the headline: "Von Erika Mustermann und Max Muster, 6.12.2024".
BYLINE = re.compile(
    r"(?:Eine? \w+ von|[Vv]on|VON|[Bb]y|BY|[Tt]ext(?: und \w+)?:|Interview:|Autor(?:in)?:|Aus \w+ (?:berichtet|von)):?\s+"
    rf"(?P<names>{NAME}(?:(?:,| und| and|/| &) ?{NAME}){{0,3}})\s*(?P<rest>$|[,|•·(–-]|(?:am|vom|\d{{1,2}}\.).{{0,60}}$)"
)
MARKED = re.compile(r"author|autor|byline|verfasser|redakteur|writer", re.IGNORECASE)
LONGEST = 160
# Four names or more in a row are of two people between whom the page has no mark.
SEVERAL = re.compile(rf"(?:{CAPITAL} ){{3}}{CAPITAL}")


def find_author(
    lines: Iterable[Line], articles: Iterable[str], metas: Iterable[str], sites: tuple[str, ...], url: str | None
) -> str | None:
    """Who a line near the headline says it is by, else who the article's markup names; joined by "; "."""
    near = [line for line in lines if len(line.text) <= LONGEST]
    bylines = (match["names"] for line in near if (match := BYLINE.match(line.text)))
    marked = (DAY.sub(",", line.text) for line in near if MARKED.search(line.hint) and not SEVERAL.search(line.text))
    found = (tuple(find_people(value, sites, url)) for value in (*bylines, ";".join(articles), *marked, *metas))
    people = next((people for people in found if people), ())
    mixed = [name for name in people if not name.isupper()]
    return "; ".join(dict.fromkeys(mixed or people)) or None


def find_people(value: str, sites: tuple[str, ...], url: str | None) -> Iterator[str]:
    words = " ".join(value.replace("\u00ad", "").split())
    for part in SPLIT.split(ROLE.sub("", words)):
        name = ROLE.sub("", part)
        if is_person(name) and not is_site(name, sites, url):
            yield name


def is_person(name: str) -> bool:
    """Two words or more with capitals, none of which is one of an organisation."""
    return len(name) <= 60 and bool(PERSON.fullmatch(name)) and not NOBODY.search(name) and not INITIALS.search(name)
