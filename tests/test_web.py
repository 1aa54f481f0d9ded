"""Addresses, over a transport that answers from a table: nothing leaves the machine."""

import gzip
from collections.abc import Callable

import httpx
import pytest

from aktenlage.errors import InputError
from aktenlage.sources.web import fetch, is_public

Answers = dict[str, httpx.Response]
PAGE = httpx.Response(200, headers={"Content-Type": "text/html; charset=utf-8"}, content="<p>Die Brücke".encode())
ADDRESSES = {"news.example": "93.184.215.14", "other.example": "93.184.215.15", "inside.example": "10.0.0.1"}


def make_transport(answers: Answers, seen: list[httpx.Request] | None = None) -> httpx.MockTransport:
    """Answers by the host of the request and its path; what the table lacks is not there (404)."""

    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        found = answers.get(request.headers["Host"] + request.url.path, httpx.Response(404))
        return httpx.Response(found.status_code, headers=found.headers, content=found.content)

    return httpx.MockTransport(answer)


def resolve(host: str, port: int) -> list[str]:
    return [ADDRESSES[host]] if host in ADDRESSES else [host]


def redirect(target: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": target})


def refuse(url: str, answers: Answers | None = None, find: Callable[[str, int], list[str]] = resolve) -> str:
    with pytest.raises(InputError) as error:
        fetch(url, make_transport(answers or {}), find)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_page_is_fetched_from_the_address_that_was_checked() -> None:
    seen: list[httpx.Request] = []
    found = fetch("https://news.example/a#top", make_transport({"news.example/a": PAGE}, seen), resolve)
    assert (found.url, found.media_type, found.charset) == ("https://news.example/a", "text/html", "utf-8")
    assert [str(request.url) for request in seen] == ["https://93.184.215.14/robots.txt", "https://93.184.215.14/a"]
    assert seen[1].headers["User-Agent"].startswith("aktenlage/")
    assert seen[1].extensions["sni_hostname"] == "news.example"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.example/a", "gopher://news.example", "https://", "http:///a"]
)
def test_only_http_and_https_are_read(url: str) -> None:
    assert "only http and https" in refuse(url)


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    message = refuse("https://erika:geheim@news.example/a")
    assert "geheim" not in message


INSIDE = """127.0.0.1 10.0.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 [::1] [fe80::1] [fd00::1]
[::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] inside.example"""


@pytest.mark.parametrize("host", INSIDE.split())
def test_what_lies_inside_is_never_asked(host: str) -> None:
    assert "leads to no public address" in refuse(f"http://{host}/")


def test_one_inner_address_among_others_is_enough_to_refuse() -> None:
    assert "no public address" in refuse("http://news.example/", find=lambda host, port: ["93.184.215.14", "127.0.0.1"])


def test_public_addresses_are_public() -> None:
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_redirects_are_followed_and_each_is_checked() -> None:
    answers = {"news.example/a": redirect("https://other.example/b"), "other.example/b": PAGE}
    assert fetch("https://news.example/a", make_transport(answers), resolve).url == "https://other.example/b"
    assert "no public address" in refuse(
        "https://news.example/a", {"news.example/a": redirect("http://inside.example/")}
    )
    assert "only http" in refuse("https://news.example/a", {"news.example/a": redirect("file:///etc/passwd")})


def test_a_name_that_changes_its_address_is_checked_at_each_request() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    assert "no public address" in refuse("http://news.example/a", find=lambda host, port: next(answers))


def test_more_than_five_redirects_are_refused() -> None:
    assert "more than 5 redirects" in refuse("https://news.example/a", {"news.example/a": redirect("/a")})


def test_robots_are_respected() -> None:
    rules = httpx.Response(200, text="User-agent: aktenlage\nDisallow: /a\n")
    answers = {"news.example/robots.txt": rules, "news.example/a": PAGE, "news.example/b": PAGE}
    assert "robots.txt does not allow it" in refuse("https://news.example/a", answers)
    assert fetch("https://news.example/b", make_transport(answers), resolve)


def test_a_site_whose_robots_cannot_be_had_is_not_read() -> None:
    assert "nothing may be read" in refuse("https://news.example/a", {"news.example/robots.txt": httpx.Response(503)})


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (httpx.Response(404), "the server answers 404 Not Found"),
        (httpx.Response(200, headers={"Content-Type": "application/pdf"}), "application/pdf, neither HTML nor text"),
        (httpx.Response(200, text="a" * 5_000_001), "longer than 5,000,000 bytes"),
    ],
)
def test_what_is_no_page_is_refused(answer: httpx.Response, message: str) -> None:
    assert message in refuse("https://news.example/a", {"news.example/a": answer})


@pytest.mark.parametrize("target", ["http://xn--.de/", "http://\x7f/"])
def test_a_redirect_to_no_address_is_one_line(target: str) -> None:
    message = refuse("https://news.example/a", {"news.example/a": redirect(target)})
    assert message.startswith("https://news.example/a: ")


def test_a_name_that_is_none_is_one_line() -> None:
    assert "no address" in refuse("http://xn--.de/")


@pytest.mark.parametrize("line", ["Disallow: //[", "Crawl-delay: ²"])
def test_robots_that_cannot_be_understood_forbid(line: str) -> None:
    rules = httpx.Response(200, text=f"User-agent: *\n{line}\n")
    assert "cannot be understood" in refuse("https://news.example/a", {"news.example/robots.txt": rules})


def test_robots_with_a_byte_order_mark_are_respected() -> None:
    rules = httpx.Response(200, content=b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n")
    assert "does not allow" in refuse("https://news.example/a", {"news.example/robots.txt": rules})


def test_what_is_packed_twice_is_not_unpacked() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip, gzip"}
        body = gzip.compress(gzip.compress(bytes(1_000_000)))
        return httpx.Response(
            404 if "robots" in request.url.path else 200, headers=headers, stream=httpx.ByteStream(body)
        )

    with pytest.raises(InputError, match="packed more than once"):
        fetch("https://news.example/a", httpx.MockTransport(answer), resolve)


def test_a_host_that_is_not_there_is_one_line() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    assert refuse("https://nowhere.example/", find=fail) == "https://nowhere.example: no such host"


def test_a_connection_that_fails_is_one_line() -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("timed out")

    with pytest.raises(InputError, match=r"^https://news\.example/: timed out$"):
        fetch("https://news.example/", httpx.MockTransport(fail), resolve)
