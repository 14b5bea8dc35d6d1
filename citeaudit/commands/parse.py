"""`citeaudit parse ARTICLE…`: the references of an article as a table, no network."""

from __future__ import annotations

from dataclasses import replace

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import READING, Settings, run_time


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import audit, files, inputs, tables, wording
    from citeaudit.errors import InputError
    from citeaudit.web.live import open_web

    files.refuse_unwritable(settings.out)
    read = inputs.read_articles(arguments, settings)
    unchecked = replace(settings, offline=True, no_live=True, no_archive=True)
    with open_web(unchecked, run_time()) as web:
        made = audit.run_audit(unchecked, read.articles, web)
    files.write_all(settings.out, {"references.csv": tables.to_csv(made)})
    console.say(wording.closing(replace(made, left_out=()), str(settings.out / "references.csv")))
    if read.mistakes:
        raise InputError("\n".join(map(str, read.mistakes)))
    return 0


COMMAND = Command(
    name="parse",
    summary="Write the references of an article as a table, without any check.",
    argument=Argument(name="ARTICLE", help="ARTICLE is a file (a plain-text copy or a saved Wikipedia page), or - for standard input.", many=True),
    options=("out", *READING, "offline", "config", "quiet", "debug"),
    run=_run,
)
