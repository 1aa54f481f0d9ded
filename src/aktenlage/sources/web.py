"""One address, fetched politely: robots.txt is respected, and nothing inside a private network is ever asked."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser

import httpx
import msgspec

from aktenlage.errors import InputError
from aktenlage.settings import Settings, get_settings
from aktenlage.sources.bulk import CHARSET, MEDIA_TYPES
from aktenlage.sources.capture import get_id, quote
from aktenlage.types import Capture

Resolver = Callable[[str, int], list[str]]

# RFC 9309 asks crawlers to read at least this much of a robots.txt.
MAX_ROBOTS = 512_000
# The name that a robots.txt may give rules for.
ROBOTS_NAME = "aktenlage"
# Addresses that wrap others: IPv4 in IPv6 by translation (NAT64) and by 6to4. What they lead to cannot be told.
WRAPPED = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("2002::/16"),
)


class Web(msgspec.Struct, frozen=True):
    """What one fetch works with; ``end`` is when its time is up, so that a server cannot drip bytes for ever."""

    client: httpx.Client
    resolve: Resolver
    settings: Settings
    end: float


def find_addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, from the system."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(url: str, transport: httpx.BaseTransport | None = None, resolve: Resolver = find_addresses) -> Capture:
    """The page or text behind an address; InputError, in one line, where it cannot or may not be had."""
    settings = get_settings()
    headers = {"User-Agent": settings.user_agent, "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9"}
    with httpx.Client(transport=transport, headers=headers, timeout=settings.timeout, trust_env=False) as client:
        web = Web(client, resolve, settings, time.monotonic() + 3 * settings.timeout)
        try:
            return follow(web, parse(url))
        # The last two: the server leads to an address that is none.
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise InputError(f"{url}: {' '.join(str(error).split()) or type(error).__name__}") from error


def follow(web: Web, url: httpx.URL) -> Capture:
    """Asks for an address and where it leads; each one is checked like the first."""
    first = url
    for _ in range(web.settings.max_redirects + 1):
        check_robots(web, url)
        with ask(web, url) as response:
            if not response.has_redirect_location:
                return make_capture(web, url, response)
            url = parse(str(url.join(response.headers["Location"])))
    raise InputError(f"{first}: more than {web.settings.max_redirects} redirects")


def parse(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
        host = url.host
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"{quote(text)}: no address ({error})") from error
    if url.scheme not in ("http", "https") or not host:
        raise InputError(f"{text}: only http and https addresses are read")
    if url.userinfo:
        raise InputError(
            f"{url.copy_with(username=None, password=None)}: an address with a user name or password is not read"
        )
    return url.copy_with(fragment=None)


@contextmanager
def ask(web: Web, url: httpx.URL) -> Iterator[httpx.Response]:
    """A request to the very address that was checked, so that the name cannot lead elsewhere a moment later."""
    check_time(web, url)
    address = get_address(web, url)
    with web.client.stream(
        "GET",
        url.copy_with(host=address),
        headers={"Host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    ) as response:
        yield response


def get_address(web: Web, url: httpx.URL) -> str:
    site = f"{url.scheme}://{url.netloc.decode('ascii')}"
    try:
        addresses = web.resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
    except (OSError, UnicodeError) as error:
        raise InputError(f"{site}: no such host") from error
    if not addresses or not all(map(is_public, addresses)):
        raise InputError(f"{site}: leads to no public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address belongs to the open network: not to this machine, a private, local or reserved net."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if any(found in network for network in WRAPPED):
            return False
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast


def check_robots(web: Web, url: httpx.URL) -> None:
    """InputError where the site asks not to be read: by its robots.txt, or by failing to answer for it (RFC 9309)."""
    robots = url.copy_with(path="/robots.txt", query=None)
    status, body = ask_robots(web, robots)
    if status >= 500:
        raise InputError(f"{url}: {robots} answers {status}, so nothing may be read")
    parser = RobotFileParser()
    try:
        parser.parse(body.decode("utf-8-sig", "replace").splitlines() if status == 200 else [])
        allowed = parser.can_fetch(ROBOTS_NAME, str(url))
    except ValueError as error:  # a rule for an address that is none, a delay such as "²"
        raise InputError(f"{url}: {robots} cannot be understood, so nothing may be read") from error
    if not allowed:
        raise InputError(f"{url}: robots.txt does not allow it")


def ask_robots(web: Web, url: httpx.URL) -> tuple[int, bytes]:
    for _ in range(web.settings.max_redirects + 1):
        with ask(web, url) as response:
            if not response.has_redirect_location:
                return response.status_code, read(web, url, response, MAX_ROBOTS)[:MAX_ROBOTS]
            url = parse(str(url.join(response.headers["Location"])))
    return 404, b""


def read(web: Web, url: httpx.URL, response: httpx.Response, limit: int) -> bytes:
    """The body, at most a piece more than the limit."""
    if "," in response.headers.get("Content-Encoding", ""):
        raise InputError(f"{url}: packed more than once, which no honest server does")
    body = bytearray()
    for piece in response.iter_bytes(65536):
        body += piece
        if len(body) > limit:
            break
        check_time(web, url)
    return bytes(body)


def check_time(web: Web, url: httpx.URL) -> None:
    if time.monotonic() > web.end:
        raise InputError(f"{url}: took longer than {3 * web.settings.timeout:g} s")


def make_capture(web: Web, url: httpx.URL, response: httpx.Response) -> Capture:
    if response.status_code != 200:
        raise InputError(f"{url}: the server answers {response.status_code} {response.reason_phrase}".rstrip())
    content_type = response.headers.get("Content-Type", "text/html")
    media_type = MEDIA_TYPES.get(content_type.partition(";")[0].strip().lower())
    if media_type is None:
        raise InputError(f"{url}: {content_type}, neither HTML nor text")
    limit = web.settings.max_bytes
    body = read(web, url, response, limit)
    if len(body) > limit:
        raise InputError(f"{url}: longer than {limit:,} bytes (AKTENLAGE_MAX_BYTES)")
    charset = CHARSET.search(content_type)
    return Capture(
        id=get_id(body),
        place=str(url),
        body=body,
        media_type=media_type,
        charset=charset.group(1) if charset else None,
        url=str(url),
        fetched=datetime.now(UTC),
    )
