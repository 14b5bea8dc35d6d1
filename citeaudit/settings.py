"""The settings of a run: a flag beats an environment variable beats the settings file beats the default.

Each setting is declared once, in `Settings`: its default, its help, its flag where commands offer one, its bounds.
The file is `citeaudit.toml` of the current folder, else `[tool.citeaudit]` of its `pyproject.toml`; `--config` names another.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from citeaudit.errors import UsageError
from citeaudit.policies import HostPolicy, Ignore
from citeaudit.policytables import read_hosts, read_ignores
from citeaudit.settingsfile import KeyPath, MistakesError, place_of, table_in

ENVIRONMENT = "CITEAUDIT_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a setting is told: `read` turns a word into its value or raises ValueError, `flags` are its command-line names.

    `private` settings bear on no verdict and stay out of audit.json; `filed` ones may stand in the settings file and the environment.
    """

    help: str
    read: Callable[[Any], Any]
    flags: tuple[str, ...] = ()
    metavar: str = ""
    filed: bool = True
    private: bool = False

    @property
    def is_switch(self) -> bool:
        """Whether its flag takes no value."""
        return self.read is _yes_or_no

    @property
    def is_many(self) -> bool:
        """Whether its flag may be repeated."""
        return self.read in (_countries, _gates)

    @property
    def is_table(self) -> bool:
        """Whether it is made of tables, which only the settings file can hold."""
        return self.read in (read_hosts, read_ignores)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text")
    return value


def _path(value: Any) -> Path:
    return Path(_text(value)) if not isinstance(value, Path) else value


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
    try:
        return known[str(value).casefold()]
    except KeyError:
        raise ValueError("must be true or false") from None


def _number(low: float, high: float, *, whole: bool = False) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        kind: type[int] | type[float] = int if whole else float
        try:
            if isinstance(value, bool):
                raise ValueError
            number = kind(value)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(f"must be a {'whole ' if whole else ''}number from {low:g} to {high:g}") from None
        if not low <= number <= high or (whole and number != float(value)):
            raise ValueError(f"must be a {'whole ' if whole else ''}number from {low:g} to {high:g}")
        return number

    return read


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [word for word in value.replace(",", " ").split() if word]
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) for word in value):
        raise ValueError("must be a list of words")
    return tuple(word for entry in value for word in entry.replace(",", " ").split())


def _countries(value: Any) -> tuple[str, ...]:
    codes = tuple(code.upper() for code in _words(value))
    if not codes:
        return ()
    import pycountry

    for code in codes:
        if len(code) != 2 or pycountry.countries.get(alpha_2=code) is None:
            raise ValueError(f"'{code}' is no country code; codes are ISO 3166-1 alpha-2, such as KZ")
    return codes


GATES = ("dead", "lost", "unarchived", "blocked", "error", "never")
"""What `--fail-on` may name (gates.py says what each means)."""


def _gates(value: Any) -> tuple[str, ...]:
    named = _words(value)
    for word in named:
        if word not in GATES:
            raise ValueError(f"knows no '{word}'; there are {', '.join(GATES)}")
    return named


def _endpoint(value: Any) -> str:
    address = _text(value).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("must be an http or https address, without user name and password")
    return address


def _endpoints(value: Any) -> tuple[str, ...]:
    return tuple(_endpoint(word) for word in _words(value))


def _language(value: Any) -> str:
    code = _text(value).strip().lower()
    if code and not (code.replace("-", "").isalnum() and code.isascii() and 2 <= len(code) <= 20):
        raise ValueError("must be a language code such as en or kk")
    return code


def _setting(default: Any, read: Callable[[Any], Any], help: str, *flags: str, metavar: str = "", filed: bool = True, private: bool = False) -> Any:
    told = Told(help=help, read=read, flags=flags, metavar=metavar, filed=filed, private=private)
    return field(default=default, metadata={"told": told})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a run; their flags, help and bounds stand beside them."""

    out: Path = _setting(Path(), _path, "Write into DIR (default: the current folder).", "--out", metavar="DIR", filed=False, private=True)
    config: Path | None = _setting(None, _path, "Read the settings from FILE.", "--config", metavar="FILE", filed=False, private=True)
    store: Path | None = _setting(None, _path, "Keep what was seen in FILE (default: in your data folder).", "--store", metavar="FILE", private=True)
    subject: tuple[str, ...] = _setting((), _countries, "Country the article is about, such as KZ; may be repeated.", "--subject", metavar="CODE")
    title: str = _setting("", _text, "Title of the article, where the copy does not say it.", "--title", metavar="TEXT", filed=False)
    lang: str = _setting("", _language, "Language of the article, such as en or kk.", "--lang", metavar="CODE", filed=False)
    input_format: str = _setting(
        "", _text, "Read the article as this format instead of looking at its content.", "--input-format", metavar="NAME", filed=False
    )
    listed: Path | None = _setting(None, _path, "Read more ARTICLEs from FILE, one a line.", "--from", metavar="FILE", filed=False, private=True)
    urls_from: Path | None = _setting(
        None,
        _path,
        "Take the addresses that a copy lacks from FILE: the same article as HTML or wikitext, or a table with the columns reference and url.",
        "--urls-from",
        metavar="FILE",
        filed=False,
        private=True,
    )
    no_recover: bool = _setting(False, _yes_or_no, "Do not look on the wiki for the addresses that a text copy lacks.", "--no-recover")
    offline: bool = _setting(False, _yes_or_no, "Use no network at all; what the store holds is used.", "--offline")
    no_live: bool = _setting(False, _yes_or_no, "Leave the live checks out.", "--no-live")
    no_archive: bool = _setting(False, _yes_or_no, "Leave the archive checks out.", "--no-archive")
    refresh: bool = _setting(False, _yes_or_no, "Ask anew even where the store has a fresh answer.", "--refresh")
    record: Path | None = _setting(
        None, _path, "Keep what this run sees in FILE, which must not exist yet.", "--record", metavar="FILE", filed=False, private=True
    )
    replay: Path | None = _setting(
        None, _path, "Judge again what an earlier run kept with --record; no network is used.", "--replay", metavar="FILE", filed=False, private=True
    )
    allow_private: bool = _setting(False, _yes_or_no, "Let loopback and private addresses be asked.", "--allow-private")
    fail_on: tuple[str, ...] = _setting(
        (), _gates, f"End with exit code 1 when any of these is found: {', '.join(GATES)}.", "--fail-on", metavar="LIST", private=True
    )
    suspected_too: bool = _setting(
        False, _yes_or_no, "Let --fail-on dead count links that are not confirmed dead yet.", "--suspected-too", private=True
    )
    send: bool = _setting(False, _yes_or_no, "Really ask the archive; without it, only say what would be asked.", "--send", filed=False, private=True)
    no_progress: bool = _setting(False, _yes_or_no, "Show no progress.", "--no-progress", private=True)
    quiet: bool = _setting(False, _yes_or_no, "Print nothing but errors.", "-q", "--quiet", filed=False, private=True)
    debug: bool = _setting(False, _yes_or_no, "Show the traceback of a fault.", "--debug", filed=False, private=True)

    contact: str = _setting("", _text, "Your mail address or page, sent in the User-Agent.", private=True)
    concurrency: int = _setting(64, _number(1, 512, whole=True), "Requests under way at once.")
    host_connections: int = _setting(2, _number(1, 8, whole=True), "Connections to one host at once.")
    # With two connections and the usual latencies, a longer gap would bind more than the connections do.
    host_gap_s: float = _setting(0.05, _number(0, 60), "Seconds between two requests to one host.")
    deadline_s: float = _setting(45.0, _number(0.1, 45), "Seconds after which a link's request is ended, whatever it does.")
    connect_s: float = _setting(15.0, _number(0.1, 45), "Seconds to wait for a connection.")
    repeat_after_s: float = _setting(5.0, _number(0, 60), "Seconds before a failing link is asked once more.")
    max_wait_s: float = _setting(30.0, _number(0, 300), "Longest Retry-After that is waited for, in seconds.")
    cdx_per_minute: float = _setting(24.0, _number(0.1, 6000), "Index look-ups a minute.")
    replays_per_second: float = _setting(8.0, _number(0.1, 1000), "Snapshot replays a second.")
    saves_per_minute: float = _setting(3.0, _number(0.1, 6000), "Pages that the archive is asked to save a minute.", private=True)
    offline_controls: tuple[str, ...] = _setting(
        ("https://web.archive.org", "https://en.wikipedia.org"), _endpoints, "Addresses asked to tell an offline machine from dead links."
    )
    wayback_url: str = _setting("https://web.archive.org", _endpoint, "The Wayback Machine.")
    mediawiki_url: str = _setting("", _endpoint, "The wiki's api.php (default: that of the article's language on Wikipedia).")
    availability_url: str = _setting("https://archive.org/wayback/available", _endpoint, "The archive's availability service.")
    memento_url: str = _setting(
        "", _endpoint, "A second archive: the address of its TimeMaps (RFC 7089), to which a page's own address is added (default: none)."
    )
    hosts: tuple[HostPolicy, ...] = _setting((), read_hosts, "How single hosts are asked.", private=True)
    ignore: tuple[Ignore, ...] = _setting((), read_ignores, "Links that are left alone, and why.", private=True)


CHECKING = (
    "out",
    "offline",
    "no_live",
    "no_archive",
    "refresh",
    "record",
    "replay",
    "allow_private",
    "fail_on",
    "suspected_too",
    "store",
    "config",
    "no_progress",
    "quiet",
    "debug",
)
"""The options of every command that checks links."""

READING = ("title", "lang", "input_format", "listed")
"""The options of every command that reads articles."""

ARTICLE = (
    "ARTICLE is a file (a saved page, wikitext, a plain-text copy, Markdown, reST, a saved answer of a wiki's API, an XML dump), - for standard "
    "input, or the title or address of a wiki's article."
)
"""What the help of such a command says of its argument."""

RECOVERING = ("urls_from", "no_recover")
"""The options of every command that looks for addresses which a copy lacks."""


def run_time(environ: Mapping[str, str] = os.environ) -> datetime:
    """When this run looks, in UTC: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), so that the same run gives the same bytes; else now.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"'{epoch}' is no number of seconds since 1970", where="SOURCE_DATE_EPOCH", hint="unset it or mend it") from None


def declared() -> dict[str, Told]:
    """Every setting with how it is told, in order."""
    return {f.name: f.metadata["told"] for f in fields(Settings)}


def bearing_on_verdicts(settings: Settings) -> tuple[tuple[str, str], ...]:
    """The settings that an audit must name to be understood later, as words; no path of a machine among them."""
    pairs = ((name, getattr(settings, name)) for name, told in declared().items() if not told.private)
    return tuple((name, " ".join(value) if isinstance(value, tuple) else str(value)) for name, value in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What was given for a setting. `place` tells where that, or something inside it, stands; `label` names the setting where the place does not."""

    name: str
    value: Any
    place: Callable[[KeyPath], str]
    label: str = ""


_CONTRARY = (
    ("record", "replay", "a replay sees nothing but what was recorded already"),
    ("replay", "refresh", "a replay asks nobody"),
    ("offline", "send", "pages are saved over the network"),
)
"""Flags that contradict each other, and why."""


def read_settings(flags: Mapping[str, Any], environ: Mapping[str, str] = os.environ, folder: Path = Path()) -> Settings:
    """Settles every setting.

    Args:
        flags: what the command line gave, by setting name; None, False and () mean "not given".
        environ: the environment; `CITEAUDIT_` + the setting's name in capitals.
        folder: where `citeaudit.toml` or `pyproject.toml` may stand.

    Raises:
        UsageError: with every mistake found, each with its place.
    """
    mistakes: list[str] = []
    values: dict[str, Any] = {}
    options = declared()
    from_flags = _from_flags(flags, options, mistakes)
    for given in [*_from_file(flags.get("config"), folder, options, mistakes), *_from_environment(environ, options, mistakes), *from_flags]:
        _take(values, options[given.name], given, mistakes)
    if mistakes:
        raise UsageError("\n".join(mistakes))
    # A file may ask for it in every run; a replay has nobody to ask.
    if "replay" in values:
        values.pop("refresh", None)
    return Settings(**values)


def _take(values: dict[str, Any], told: Told, given: _Given, mistakes: list[str]) -> None:
    try:
        values[given.name] = told.read(given.value)
    except MistakesError as wrong:
        mistakes += [f"{given.place(mistake.path)}: {mistake.words}" for mistake in wrong.mistakes]
    except ValueError as wrong:
        mistakes.append(f"{given.place(())}{given.label} {wrong}")


def _from_flags(flags: Mapping[str, Any], options: Mapping[str, Told], mistakes: list[str]) -> list[_Given]:
    named = {name: options[name].flags[-1] for name, value in flags.items() if name in options and value not in (None, False, ())}
    mistakes += [f"{named[one]} and {named[other]} do not go together: {why}" for one, other, why in _CONTRARY if {one, other} <= set(named)]
    return [_Given(name=name, value=flags[name], place=partial(_same, flag)) for name, flag in named.items()]


def _same(place: str, _inside: KeyPath) -> str:
    return place


def _from_environment(environ: Mapping[str, str], options: Mapping[str, Told], mistakes: list[str]) -> list[_Given]:
    found = []
    for variable, value in sorted(environ.items()):
        if not variable.startswith(ENVIRONMENT):
            continue
        name = variable.removeprefix(ENVIRONMENT).lower()
        if name not in options or not options[name].filed:
            mistakes.append(f"{variable}: {_not_here('there is no setting of this name', name, options)}")
        elif options[name].is_table:
            mistakes.append(f"{variable}: {name} can only stand in a settings file")
        else:
            found.append(_Given(name=name, value=value, place=partial(_same, variable), label=f": {name}"))
    return found


def _from_file(config: Path | str | None, folder: Path, options: Mapping[str, Told], mistakes: list[str]) -> list[_Given]:
    path = Path(config) if config else next((p for p in (folder / "citeaudit.toml", folder / "pyproject.toml") if p.is_file()), None)
    if path is None:
        return []
    written, table, above = table_in(path, is_ours=bool(config) or path.name != "pyproject.toml")
    found = []
    for key, value in table.items():
        place = partial(place_of, path, written, (*above, key))
        name = key.replace("-", "_")
        if name not in options or not options[name].filed:
            mistakes.append(f"{place(())}: {_not_here(f'there is no setting {key!r}', name, options)}")
        elif name == "subject" and isinstance(value, dict):
            mistakes += [f"{place((other,))}: [subject] has no '{other}'; it has country" for other in value if other != "country"]
            country = partial(place_of, path, written, (*above, key, "country"))
            found.append(_Given(name=name, value=value.get("country", ()), place=country, label=f": {name}"))
        else:
            found.append(_Given(name=name, value=value, place=place, label=f": {name}"))
    return found


def _not_here(words: str, name: str, options: Mapping[str, Told]) -> str:
    """Why a name cannot stand in a file or the environment, and what may have been meant."""
    if name in options:
        return f"{name} can only be a flag, {options[name].flags[-1]}"
    near = difflib.get_close_matches(name, [n for n, told in options.items() if told.filed], n=1)
    return f"{words}; did you mean '{near[0]}'?" if near else words
