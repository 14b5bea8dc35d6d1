"""Turns what aiohttp and the system raise into a Failure of ours: the one place that knows their exceptions."""

from __future__ import annotations

import errno
import os
import ssl

import aiohttp
from aiohttp.http_exceptions import ContentEncodingError, HttpProcessingError

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.address import UncheckedAddressError

RAISED = (aiohttp.ClientError, HttpProcessingError, TimeoutError, OSError, ValueError)
"""What a request may raise for what a server did; ValueError for what it made us send back, such as a cookie that no header can hold."""

_OUT_OF_FILES = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM))
"""What this machine lacks, not the host (errno(3))."""

_SHORT = 200
"""Characters of a failure's detail that are kept."""

# The first row that fits the error, the system error in it, or its cause decides; None is the phase the request was in. A refused connection and
# a reset inside the handshake are both a ClientConnectorError: the system error in it tells them apart, so those rows stand before it.
_ROWS: tuple[tuple[type[BaseException], FailureKind, Phase | None], ...] = (
    (UncheckedAddressError, FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS),
    (aiohttp.ClientHttpProxyError, FailureKind.PROXY, Phase.PROXY),
    (aiohttp.ClientProxyConnectionError, FailureKind.PROXY, Phase.PROXY),
    (ssl.CertificateError, FailureKind.CERTIFICATE, Phase.TLS),
    (ssl.SSLError, FailureKind.TLS, Phase.TLS),
    (ContentEncodingError, FailureKind.UNDECODABLE, Phase.BODY),
    (aiohttp.ConnectionTimeoutError, FailureKind.SILENT, Phase.CONNECT),
    (aiohttp.ServerDisconnectedError, FailureKind.RESET, None),
    (ConnectionRefusedError, FailureKind.CONNECTION_REFUSED, Phase.CONNECT),
    (ConnectionError, FailureKind.RESET, None),
    (aiohttp.ClientConnectorError, FailureKind.UNREACHABLE, Phase.CONNECT),
    (aiohttp.ClientConnectionError, FailureKind.RESET, None),
    (aiohttp.InvalidURL, FailureKind.INVALID_URL, Phase.URL),
    (aiohttp.ClientPayloadError, FailureKind.BROKEN_HTTP, Phase.BODY),
    (aiohttp.ClientResponseError, FailureKind.BROKEN_HTTP, Phase.HEADERS),
)


def failure_of(error: BaseException, phase: Phase) -> Failure:
    """What an error means.

    Args:
        error: one of RAISED.
        phase: what the request was at: CONNECT (TLS where a handshake belongs to it), PROXY, HEADERS or BODY.
    """
    system = getattr(error, "os_error", None)
    seen = [found for found in (error, system, error.__cause__) if isinstance(found, BaseException)]
    if any(isinstance(found, OSError) and found.errno in _OUT_OF_FILES for found in seen):
        return Failure(kind=FailureKind.OUT_OF_FILES, phase=Phase.CONNECT, detail=_words(system or error))
    if isinstance(system, TimeoutError):  # the system gave the connection up before we did (ETIMEDOUT)
        return Failure(kind=FailureKind.SILENT, phase=Phase.CONNECT, detail=_words(system))
    if type(error) is TimeoutError:  # our deadline; how far a TLS connection had come is not known
        return Failure(kind=FailureKind.DEADLINE, phase=Phase.CONNECT if phase is Phase.TLS else phase)
    for kind, meaning, where in _ROWS:
        fitting = next((found for found in seen if isinstance(found, kind)), None)
        if fitting is not None:
            return Failure(kind=meaning, phase=where or phase, detail=_words(system or fitting))
    return Failure(kind=FailureKind.BROKEN_HTTP, phase=phase, detail=_words(error))


def _words(error: BaseException) -> str:
    """The error's own short word for itself, without addresses and file names."""
    match error:
        case ssl.SSLCertVerificationError():
            words = error.verify_message
        case ssl.SSLError():
            words = error.reason or "TLS failed"
        case aiohttp.ClientResponseError():
            words = f"{error.status} {error.message}" if isinstance(error, aiohttp.ClientHttpProxyError) else error.message
        case OSError(errno=int(number)):
            words = os.strerror(number)
        case _:
            words = str(error)
    return " ".join(words.split())[:_SHORT]
