"""Links that are not asked: invalid-url, refused, and not-checked where there is no network."""

from __future__ import annotations

from citeaudit.model import LinkState
from citeaudit.web.behaviours.case import ARTICLE_PAGE, Case, Place, Way, here, leads, sends
from citeaudit.web.misbehaving import Behaviour

_INVALID = (
    ("no scheme", "www.invalid.example/2019/report"),
    ("a host alone", "invalid.example"),
    ("no scheme but slashes", "//invalid.example/2019/report"),
    ("no host", "http:///2019/report"),
    ("nothing behind the scheme", "http://"),
    ("a port beyond all ports", "http://invalid.example:99999/2019/report"),
    ("a port in letters", "http://invalid.example:port/2019/report"),
    ("a space in the host", "http://invalid host.example/2019/report"),
    ("an empty part of the host", "http://invalid..example/2019/report"),
    ("a host that IDNA has no spelling for", "http://\u2488invalid.example/2019/report"),
    ("a bracket that is not closed", "http://[::1/2019/report"),
    ("an IPv4 address with a mistake", "http://1.2.3.456/2019/report"),
)

_SCHEMES = (
    ("ftp", "ftp://files.example/report.pdf"),
    ("mailto", "mailto:editor@paper.example"),
    ("file", "file:///etc/hosts"),
    ("javascript", "javascript:history.back()"),
    ("data", "data:text/html,hello"),
)

# Spellings of loopback alone: were one of them asked after all, it would not leave this machine.
_LOOPBACK = (
    ("localhost", "http://localhost/"),
    ("a name below localhost, with a dot behind", "http://printer.localhost./"),
    ("an address of loopback", "http://127.0.0.1/"),
    ("an address of loopback as one number", "http://2130706433/"),
    ("an address of loopback in hexadecimal", "http://0x7f.1/"),
    ("an address of loopback in octal", "http://0177.0.0.1/"),
    ("an address of loopback in wide digits", "http://１２７.0.0.1/"),
    ("an address of loopback in IPv6", "http://[::1]/"),
    ("an address of loopback, mapped", "http://[::ffff:127.0.0.1]/"),
    ("a name that leads to loopback", "http://rebound.example/2019/report"),
)

# Through a proxy, which is on loopback too: it alone would be asked.
_ONWARD = (
    ("an address of a private network", "http://10.0.0.1/admin"),
    ("an address of a private network in hexadecimal", "http://0x0a000001/admin"),
    ("an address of a cloud's own service", "http://169.254.169.254/latest/meta-data/"),
    ("localhost", "http://localhost:8080/"),
    ("an address of loopback, mapped", "http://[::ffff:7f00:1]/"),
    ("a private address behind NAT64", "http://[64:ff9b::a00:1]/"),
    ("a name of one's own network", "http://printer.local/"),
)


def _refused(name: str, url: str, way: Way = Way.USUAL) -> Case:
    return Case(name=name, url=url, expected=LinkState.REFUSED, served=here(ARTICLE_PAGE), way=way)


def _proxied(name: str, url: str, expected: LinkState, behaviour: Behaviour) -> Case:
    return Case(name=name, url=url, expected=expected, served=here(behaviour), way=Way.PROXIED)


def _onward(number: int, name: str, location: str) -> Case:
    return _proxied(f"a redirect to {name}", f"http://outside-{number}.example/2019/report", LinkState.REFUSED, leads(location, 302))


_PROXIED = (
    Case(name="a page through a proxy", url="http://through.example/1", expected=LinkState.LIVE, served=here(ARTICLE_PAGE), way=Way.PROXIED),
    Case(
        name="a proxy that wants a password",
        url="http://through.example/2",
        expected=LinkState.UNKNOWN,
        served=here(sends(b"", 407)),
        way=Way.PROXIED,
    ),
)

_CUT_OFF = tuple(
    Case(name=f"no network, link {number}", url=f"http://unreached-{number}.example/1", expected=LinkState.NOT_CHECKED, place=place, way=Way.CUT_OFF)
    for number, place in enumerate((Place.NO_NAME, Place.NO_NAME, Place.NAME_UNSURE, Place.REFUSES, Place.NO_NAME, Place.NO_NAME))
)

_TO_FTP = here(leads("ftp://files.example/report.pdf"))

CASES: tuple[Case, ...] = (
    *(Case(name=name, url=url, expected=LinkState.INVALID_URL) for name, url in _INVALID),
    *(_refused(f"an address of {scheme}", url) for scheme, url in _SCHEMES),
    Case(name="a redirect to ftp", url="http://to-ftp.example/1", expected=LinkState.REFUSED, served=_TO_FTP),
    *(_refused(name, url, Way.GUARDED) for name, url in _LOOPBACK),
    *(_onward(number, name, location) for number, (name, location) in enumerate(_ONWARD)),
    *_PROXIED,
    *_CUT_OFF,
)
