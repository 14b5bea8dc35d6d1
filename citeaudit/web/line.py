"""One `requests` session on a thread of its own: an answer is read up to a cap, no redirect is followed, and a deadline can leave it all behind."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import replace
from datetime import datetime
from queue import SimpleQueue

import requests

from citeaudit.content.charset import decode_page
from citeaudit.model import Exchange, Failure, FailureKind, Hop, Phase, Request
from citeaudit.settings import Settings
from citeaudit.urls import host_of, without_credentials
from citeaudit.web.answers import kept_headers
from citeaudit.web.keys import keys_for, without_keys
from citeaudit.web.proxies import proxy_for
from citeaudit.web.session import ENCODINGS, RAISED, check_public, failure_of, open_session, prepared

ANSWER_MAX = 1 << 20
"""Decoded bytes of an answer that are read. A thousand rows of an index are a fifth of it."""

CHUNK = 1 << 14
"""Bytes read at a time, decoded; the cap is overrun by no more."""


class _Asking:
    """One request under way, between two threads: what is `seen` of its answer so far, `over` when nothing more comes, `done` when all came."""

    def __init__(self, url: str, seen: Exchange) -> None:
        self.url, self.seen = url, seen
        self.phase = Phase.HEADERS
        self.over, self.done = threading.Event(), False


class Line:
    """A session with one service, on a daemon thread: neither a look-up that hangs nor an answer without end holds the caller, or the program's end.

    `answer_max` bytes of an answer are read, decoded. With `only_public` no private address is asked.

    Raises:
        UsageError: the certificates that the environment names cannot be read.
    """

    def __init__(self, service: str, settings: Settings, *, answer_max: int = ANSWER_MAX, only_public: bool = False) -> None:
        self._settings, self._answer_max, self._only_public = settings, answer_max, only_public
        self._session = open_session(settings.contact, only_public=only_public)
        self._asked: SimpleQueue[_Asking | None] = SimpleQueue()
        self._waited_for: _Asking | None = None
        self._is_closed = False
        threading.Thread(target=self._work, daemon=True, name=f"asks {service}").start()

    def ask(self, request: Request, asked_at: datetime) -> Exchange:
        """One exchange, in `deadline_s` seconds at most; after a failure DEADLINE the line is of no more use.

        Raises:
            RuntimeError: a fault of ours ended the thread, which has printed it.
        """
        shown = replace(request, url=without_credentials(request.url))
        asking = self._waited_for = _Asking(request.url, Exchange(request=shown, asked_at=asked_at))
        if self._is_closed:
            asking.over.set()
        began = time.monotonic()
        self._asked.put(asking)
        in_time = asking.over.wait(self._settings.deadline_s)
        seen, took_s = asking.seen, round(time.monotonic() - began, 3)
        if asking.done:
            return replace(seen, took_s=took_s)
        if in_time and not self._is_closed:
            raise RuntimeError("the thread that asks a service has ended")
        why = "the run was ended" if self._is_closed else f"not done in {self._settings.deadline_s:g} s"
        failure = Failure(kind=FailureKind.DEADLINE, phase=asking.phase, detail=why)
        return replace(seen, failure=failure, truncated=bool(seen.status), took_s=took_s)

    def close(self) -> None:
        """Ends the thread and its session once what is under way is over; waits for nothing, and lets nobody wait for it."""
        self._is_closed = True
        self._asked.put(None)
        if self._waited_for is not None:
            self._waited_for.over.set()

    def _work(self) -> None:
        with self._session:
            while (asking := self._asked.get()) is not None:
                try:
                    self._fetch(asking)
                    asking.done = True
                finally:
                    asking.over.set()

    def _fetch(self, asking: _Asking) -> None:
        try:
            proxy = proxy_for(asking.url)
            if self._only_public:
                check_public(host_of(asking.url), behind_proxy=bool(proxy))
            timeout = (self._settings.connect_s, self._settings.deadline_s)
            proxies = {"http": proxy, "https": proxy} if proxy else {}
            form = asking.seen.request.form
            keys = keys_for(asking.url, self._settings.wayback_url)
            headers = {"Accept": "application/json", "Authorization": keys.authorization} if keys else {}
            asked = prepared(self._session, asking.url, form, headers)
            with self._session.send(asked, stream=True, allow_redirects=False, timeout=timeout, proxies=proxies) as response:
                seen = _headed(asking.seen, response, proxy)
                asking.seen = without_keys(seen, keys) if keys else seen
                asking.phase = Phase.BODY
                if not _is_redirect(response.status_code):
                    seen = _read(asking.seen, response, self._answer_max)
                    asking.seen = without_keys(seen, keys) if keys else seen
        except RAISED as met:
            asking.seen = replace(asking.seen, failure=failure_of(met, asking.phase))


def _headed(seen: Exchange, response: requests.Response, proxy: str) -> Exchange:
    """What the headers say. A redirect is a hop, and the last."""
    url, status = seen.request.url, response.status_code
    headers = kept_headers(response.headers)
    return replace(
        seen,
        hops=(Hop(url=url, status=status, location=dict(headers).get("location", "")),) if _is_redirect(status) else (),
        status=status,
        headers=headers,
        final_url=url,
        peer=f"proxy {without_credentials(proxy)}" if proxy else _peer(response),
        content_type=dict(headers).get("content-type", "").partition(";")[0].strip().lower(),
    )


def _is_redirect(status: int) -> bool:
    return 300 <= status < 400


def _peer(response: requests.Response) -> str:
    return str(getattr(getattr(response.raw, "connection", None), "peer", ""))


def _read(seen: Exchange, response: requests.Response, most: int) -> Exchange:
    """What the body says, up to `most` bytes, as far as it came."""
    # urllib3 hands an encoding that it does not know over as it is, without an error.
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in (*ENCODINGS, "identity", ""):
        return replace(seen, failure=Failure(kind=FailureKind.UNDECODABLE, phase=Phase.BODY, detail=encoding[:40]))
    body, failure = bytearray(), None
    try:
        for chunk in response.iter_content(CHUNK):
            body += chunk
            if len(body) > most:
                break
    except RAISED as met:
        failure = failure_of(met, Phase.BODY)
    whole = bytes(body[:most])
    # JSON is UTF-8 (RFC 8259, 8.1), whatever a page inside it says of itself.
    answer, charset = decode_page(whole, "charset=utf-8" if seen.content_type == "application/json" else response.headers.get("content-type", ""))
    return replace(
        seen,
        failure=failure,
        charset=charset,
        head=whole[:16],
        size=len(whole),
        truncated=failure is not None or len(body) > most,
        sha256=hashlib.sha256(whole).hexdigest(),
        answer=answer,
    )
