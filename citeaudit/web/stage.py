"""Puts cases on loopback: the servers that behave as each says, the names that lead to them, and the surroundings in which they are asked."""

from __future__ import annotations

import os
import ssl
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import socket
from urllib.parse import urlsplit

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.settings import Settings
from citeaudit.web import trust
from citeaudit.web.behaviours.case import ABSENT, Case, Place, Way, page
from citeaudit.web.certificates import Certificates, NoCertificatesError, make_certificates, server_context
from citeaudit.web.misbehaving import ANY, Raw, Stranger, answer, black_hole, closed_port, reset
from citeaudit.web.names import Answer
from citeaudit.web.target import Target, read_target

LOOPBACK = "127.0.0.1"

_CERTIFIED = frozenset(
    (
        Place.SECURE,
        Place.EXPIRED,
        Place.WRONG_HOST,
        Place.SELF_SIGNED,
        Place.INCOMPLETE,
        Place.OLD_PROTOCOL,
        Place.RESETS_FIRST_HANDSHAKE,
    )
)
"""The places that need a certificate."""

_PROXIES = ("http_proxy", "https_proxy", "no_proxy")

# Small, so that hanging servers do not hold the run up, and still far above what an answer over loopback takes on a busy machine.
_CONNECT_S = 5.0
_DEADLINE_S = 8.0
_REPEAT_AFTER_S = 0.2
_MAX_WAIT_S = 10.0
_CONCURRENCY = 32


class Stage:
    """Cases ready to be asked. `cases` are those that this machine can play, `left_out` the others, `why` the reason.

    Names are looked up with `resolve`, and with nothing else: no case reaches the Web.
    """

    def __init__(self, cases: Sequence[Case], folder: Path, running: ExitStack) -> None:
        self._folder, self._running = folder, running
        self._over = threading.Event()
        self._running.callback(self._over.set)
        self._lock = threading.Lock()
        self._looked_up: set[str] = set()
        self._hosts = {target.host: case.place for case in cases if isinstance(target := read_target(case.url), Target)}
        self.why = ""
        self._certificates = self._made_certificates(cases)
        self.cases = tuple(case for case in cases if self._certificates or case.place not in _CERTIFIED)
        self.left_out = tuple(case for case in cases if case not in self.cases)
        self._proxy = self._start()
        self._closed, self._swallowing = running.enter_context(closed_port()), running.enter_context(black_hole())
        self._ports = self._started()
        for case in self.cases:
            self._tell(case)

    def settings(self, way: Way) -> Settings:
        """The settings of a run: small limits, a store of its own, nothing of the user's."""
        control = self._closed if way is Way.CUT_OFF else self._ports[Place.SERVER]
        return Settings(
            store=self._folder / f"{way}.sqlite3",
            no_archive=True,
            allow_private=way in (Way.USUAL, Way.CUT_OFF),
            connect_s=_CONNECT_S,
            deadline_s=_DEADLINE_S,
            repeat_after_s=_REPEAT_AFTER_S,
            max_wait_s=_MAX_WAIT_S,
            host_gap_s=0.0,
            concurrency=_CONCURRENCY,
            offline_controls=(f"http://{LOOPBACK}:{control}",),
        )

    @contextmanager
    def surroundings(self, way: Way) -> Iterator[None]:
        """The environment of a run: our authority is trusted, no proxy but ours is there. It is the process's own, and put back afterwards."""
        ours = {}
        if self._certificates:
            ours[trust.BUNDLES[0]] = str(self._certificates.authority)
        if way is Way.PROXIED:
            ours["http_proxy"] = self._proxy.url("")
        names = [*trust.BUNDLES, *_PROXIES, *map(str.upper, _PROXIES)]
        before = {name: os.environ[name] for name in names if name in os.environ}
        _set(names, ours)
        try:
            yield
        finally:
            _set(names, before)

    def resolve(self, host: str, port: int) -> Answer:
        """Where a name leads (`names.Resolve`)."""
        match self._hosts.get(host, Place.SECURE):
            case Place.NO_NAME:
                return _absent()
            case Place.NAME_AT_SECOND_LOOK if self._is_first_look(host):
                return _absent()
            case Place.NAME_UNSURE:
                return Failure(kind=FailureKind.NAME_UNSURE, phase=Phase.DNS, detail="the resolver of the selftest is not sure")
            case Place.NAME_NEVER_ANSWERED:
                self._over.wait()
                return _absent()
            case place:
                return ((LOOPBACK, self._port(place, port)),)

    def _is_first_look(self, host: str) -> bool:
        with self._lock:
            is_first = host not in self._looked_up
            self._looked_up.add(host)
        return is_first

    def _port(self, place: Place, port: int) -> int:
        is_everywhere = place in (Place.REFUSES, Place.SWALLOWS)
        return self._ports.get(place if port == 443 or is_everywhere else Place.SERVER, self._ports[Place.SERVER])

    def _made_certificates(self, cases: Sequence[Case]) -> Certificates | None:
        elsewhere = {urlsplit(path).hostname or "" for case in cases for path, _ in case.served if path.startswith("//")}
        try:
            return make_certificates(self._folder, sorted(filter(None, elsewhere | set(self._hosts))))
        except NoCertificatesError as missing:
            self.why = str(missing)
            return None

    def _started(self) -> Mapping[Place, int]:
        """The ports to which the places lead that have one."""
        self._servers = {Place.SERVER: self._start()}
        ports = {Place.REFUSES: self._closed, Place.SWALLOWS: self._swallowing}
        ports |= {place: self._start(raw=raw).port for place, raw in ((Place.RESETS, _resets), (Place.NO_TLS, _speaks_http))}
        if self._certificates:
            good = server_context(self._certificates.good)
            chains = {
                Place.EXPIRED: self._certificates.expired,
                Place.WRONG_HOST: self._certificates.wrong_host,
                Place.SELF_SIGNED: self._certificates.self_signed,
                Place.INCOMPLETE: self._certificates.incomplete,
            }
            self._servers |= {place: self._start(server_context(chain)) for place, chain in chains.items()}
            self._servers[Place.SECURE] = self._start(good)
            self._servers[Place.OLD_PROTOCOL] = self._start(_old(self._certificates.good))
            ports[Place.RESETS_FIRST_HANDSHAKE] = self._start(raw=_resets_first(good)).port
        return ports | {place: server.port for place, server in self._servers.items()}

    def _start(self, tls: ssl.SSLContext | None = None, raw: Raw | None = None) -> Stranger:
        server = Stranger(LOOPBACK, tls, raw)
        self._running.callback(server.close)
        server.does(ANY, ABSENT)
        return server

    def _tell(self, case: Case) -> None:
        target = read_target(case.url)
        if not isinstance(target, Target):
            return
        parts = urlsplit(target.url)
        cited = f"{parts.path}?{parts.query}" if parts.query else parts.path
        for path, behaviour in case.served:
            place = path if path.startswith("//") else f"//{target.host}{'/' * (path == ANY)}{path or cited}"
            # A proxy is asked for whole URLs.
            self._proxy.does(f"http:{place}", behaviour)
            for server in self._servers.values():
                server.does(place, behaviour)


@contextmanager
def staged(cases: Sequence[Case], folder: Path) -> Iterator[Stage]:
    """Plays cases for as long as the context lasts. `folder` is an empty one, for certificates and stores."""
    with ExitStack() as running:
        yield Stage(cases, folder, running)


def _set(names: Sequence[str], values: Mapping[str, str]) -> None:
    for name in names:
        os.environ.pop(name, None)
    os.environ.update(values)


def _absent() -> Failure:
    return Failure(kind=FailureKind.NO_SUCH_NAME, phase=Phase.DNS, detail="the selftest has no such name")


def _resets(connection: socket) -> None:
    connection.recv(65536)
    reset(connection)


def _speaks_http(connection: socket) -> None:
    """Takes a handshake for a bad request, as servers do that have no TLS on the port."""
    connection.recv(65536)
    connection.sendall(answer(b"bad request", 400))


def _resets_first(context: ssl.SSLContext) -> Raw:
    """Resets the first handshake; whoever comes again is answered."""
    first = threading.Lock()

    def serve(connection: socket) -> None:
        if first.acquire(blocking=False):
            _resets(connection)
            return
        with context.wrap_socket(connection, server_side=True) as inside:
            inside.recv(65536)
            inside.sendall(answer(page()))

    return serve


def _old(chain: Path) -> ssl.SSLContext:
    """What a server shows that has learnt no protocol since TLS 1.1."""
    context = server_context(chain)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of TLS 1.1, which is what this is about
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context
