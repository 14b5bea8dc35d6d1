"""`citeaudit parse ARTICLE…`: the references of an article as a table, no network."""

from __future__ import annotations

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import Settings


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    raise NotImplementedError


COMMAND = Command(
    name="parse",
    summary="Write the references of an article as a table, without any check.",
    argument=Argument(name="ARTICLE", help="ARTICLE is a file (plain text or saved HTML), or - for standard input.", many=True),
    options=("out", "title", "lang", "input_format", "config", "quiet", "debug"),
    run=_run,
)
