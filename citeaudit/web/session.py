"""The `requests` session for named services: its trust, what it sends along, what it must not do, and its exceptions in our words."""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from http.client import CONTINUE, HTTPException, HTTPResponse, IncompleteRead
from http.cookiejar import DefaultCookiePolicy
from ipaddress import ip_address
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.exceptions import ContentDecodingError, InvalidSchema
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.address import is_inner_name, is_localhost, is_public, literal_ip
from citeaudit.web.client import INTERIM_MAX, user_agent
from citeaudit.web.trust import trusted

ENCODINGS = ("gzip", "deflate")
"""The content encodings that are offered; an answer in another one is not read."""

RAISED = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)
"""What a session may raise for what a service did, or for an address that cannot be asked."""


class PrivateAddressError(OSError):
    """A service is at an address that is none of the open internet."""


_UNREACHABLE = frozenset((errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.EADDRNOTAVAIL))

# The exceptions of an attempt wrap each other; the first row that names any of them says what it was. None: in the phase that was reached.
_FAILURES: tuple[tuple[tuple[type[BaseException], ...], FailureKind, Phase | None], ...] = (
    ((PrivateAddressError,), FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS),
    ((urllib3.exceptions.ProxyError, requests.exceptions.ProxyError), FailureKind.PROXY, Phase.PROXY),
    ((ssl.SSLCertVerificationError,), FailureKind.CERTIFICATE, Phase.TLS),
    ((ssl.SSLError, urllib3.exceptions.SSLError), FailureKind.TLS, Phase.TLS),
    ((ConnectionRefusedError,), FailureKind.CONNECTION_REFUSED, Phase.CONNECT),
    ((ConnectionResetError, ConnectionAbortedError, BrokenPipeError), FailureKind.RESET, None),
    ((urllib3.exceptions.ConnectTimeoutError,), FailureKind.SILENT, Phase.CONNECT),
    ((urllib3.exceptions.TimeoutError, requests.Timeout, TimeoutError), FailureKind.SILENT, None),
    ((urllib3.exceptions.InvalidChunkLength,), FailureKind.BROKEN_HTTP, Phase.BODY),
    ((IncompleteRead,), FailureKind.RESET, Phase.BODY),
    ((urllib3.exceptions.DecodeError, ContentDecodingError), FailureKind.UNDECODABLE, Phase.BODY),
    ((InvalidSchema,), FailureKind.OTHER_SCHEME, Phase.URL),
    ((ValueError,), FailureKind.INVALID_URL, Phase.URL),
)


def failure_of(raised: BaseException, phase: Phase) -> Failure:
    """What an error means (pure).

    Args:
        raised: one of RAISED.
        phase: what the request had reached, HEADERS or BODY: a session does not tell where before the headers it is.
    """
    causes = list(_causes(raised))
    detail = _words(causes)
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            kind = FailureKind.NO_SUCH_NAME if cause.errno == socket.EAI_NONAME else FailureKind.NAME_UNSURE
            return Failure(kind=kind, phase=Phase.DNS, detail=detail)
        if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
            return Failure(kind=FailureKind.UNREACHABLE, phase=Phase.CONNECT, detail=detail)
    rows = ((kind, where or phase) for kinds, kind, where in _FAILURES if any(isinstance(cause, kinds) for cause in causes))
    kind, where = next(rows, (FailureKind.BROKEN_HTTP, phase))
    return Failure(kind=kind, phase=where, detail=detail)


def _words(causes: list[BaseException]) -> str:
    """The innermost error's short word for itself, without addresses."""
    for cause in reversed(causes):
        match cause:
            case ssl.SSLCertVerificationError():
                return cause.verify_message
            case ssl.SSLError():
                return cause.reason or "TLS failed"
            case PrivateAddressError(args=(str(address),)):
                return address
            case OSError(errno=int(number)) if cause.strerror:
                return cause.strerror if number < 0 else os.strerror(number)
    return type(causes[-1]).__name__


def _causes(met: BaseException) -> Iterator[BaseException]:
    """An exception and all that it wraps: requests and urllib3 keep them as arguments, as `reason` and as causes."""
    left, seen = [met], set[int]()
    while left:
        wrong = left.pop(0)
        if id(wrong) in seen:
            continue
        seen.add(id(wrong))
        yield wrong
        wrapped = (*wrong.args, getattr(wrong, "reason", None), wrong.__cause__, wrong.__context__)
        left += [inner for inner in wrapped if isinstance(inner, BaseException)]


def check_public(host: str, *, behind_proxy: bool) -> None:
    """Refuses what can be told from a host alone; behind a proxy, which looks names up itself, that is all that can be.

    Raises:
        PrivateAddressError: it is a private address, or means this machine or one of its network.
    """
    literal = literal_ip(host)
    is_private = is_localhost(host) or (behind_proxy and is_inner_name(host)) if literal is None else not is_public(literal)
    if is_private:
        raise PrivateAddressError(host)


class _Response(HTTPResponse):
    """Gives up where interim answers do not end: Python skips them for as long as they come, in a thread that nobody waits for any more."""

    _interim = 0

    # There is no public way to count them (3.11); tests/web/test_line.py floods one.
    def _read_status(self) -> tuple[str, int, str]:
        read: tuple[str, int, str] = super()._read_status()  # type: ignore[misc]
        self._interim += read[1] == CONTINUE
        if self._interim > INTERIM_MAX:
            raise HTTPException("interim answers without end")
        return read


class _Told(HTTPConnection):
    """Tells whom it led to (`peer`), also when the other end has closed it since."""

    peer = ""
    response_class = _Response

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        self.peer = str(sock.getpeername()[0]).partition("%")[0]
        return sock


class _OnlyPublic(_Told):
    """Hangs up before a word is said where a name has led to a private address."""

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        if not is_public(ip_address(self.peer)):
            sock.close()
            raise PrivateAddressError(self.peer)
        return sock


class _ToldTls(_Told, HTTPSConnection):
    """The same, before TLS begins."""


class _OnlyPublicTls(_OnlyPublic, HTTPSConnection):
    """The same, before TLS begins."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Told


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _ToldTls


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _OnlyPublic


class _PublicTlsPool(HTTPSConnectionPool):
    ConnectionCls = _OnlyPublicTls


class _Session(requests.Session):
    """A session that looks at no redirect: even with `allow_redirects=False` and `stream=True` it would read, and inflate, a redirect's body."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None


class _Adapter(HTTPAdapter):
    """Uses the one TLS context of the program, instead of reading the bundle for each connection (40 ms a link)."""

    def __init__(self, context: ssl.SSLContext, *, only_public: bool) -> None:
        self._context, self._only_public = context, only_public
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **pool_kwargs)
        plain, tls = (_PublicPool, _PublicTlsPool) if self._only_public else (_Pool, _TlsPool)
        self.poolmanager.pool_classes_by_scheme = {"http": plain, "https": tls}

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, ssl_context=self._context, proxy_ssl_context=self._context, **proxy_kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """The context verifies; nothing is loaded into it."""


def open_session(contact: str, *, only_public: bool = False) -> requests.Session:
    """A session that verifies certificates, follows nothing, and keeps no cookies; with `only_public` it connects to no private address.

    Raises:
        UsageError: the certificates that the environment names cannot be read.
    """
    session = _Session()
    # Proxies and certificates are read in one place for both clients, and no .netrc is sent along.
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update({"User-Agent": user_agent(contact), "Accept-Encoding": ", ".join(ENCODINGS)})
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(trusted(), only_public=only_public))
    return session


# Nothing but what RFC 3986 lets stand in an address, and no user name.
_READY = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+/[A-Za-z0-9._~:/?\[\]!$&'()*+,;=%-]*")


def prepared(session: requests.Session, url: str, form: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> requests.PreparedRequest:
    """A POST of a form, or else a GET, with the session's headers and these.

    A GET of an address that is ready to be sent, without credentials, goes as it is: what `requests` does to it before (quoting it anew, merging what
    is empty) takes half as long as sending it.
    """
    if form or not _READY.fullmatch(url):
        return session.prepare_request(requests.Request("POST" if form else "GET", url, data=list(form), headers=dict(headers)))
    request = requests.PreparedRequest()
    request.method, request.url = "GET", url
    request.headers = CaseInsensitiveDict({name: str(value) for name, value in session.headers.items()} | dict(headers))
    request.prepare_cookies({})
    return request
