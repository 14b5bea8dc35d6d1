"""`citeaudit parse ARTICLE…`: the references of an article as a table, no network."""

from __future__ import annotations

from dataclasses import replace

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import ARTICLE, READING, Settings, run_time


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import audit, companions, files, inputs, tables, wording
    from citeaudit.errors import together
    from citeaudit.model import Cause
    from citeaudit.web.live import open_web

    files.refuse_unwritable(settings.out)
    unchecked = replace(settings, offline=True, no_live=True, no_archive=True, no_recover=True)
    with open_web(settings, run_time()) as web:
        read = inputs.read_articles(arguments, settings, web, console.tell)
        found = companions.find_companions(read.articles, unchecked, web)
        made = audit.run_audit(unchecked, read.articles, web, companions=found.companions)
    files.write_all(settings.out, {"references.csv": tables.to_csv(made)})
    left_out = (*(left for left in made.left_out if left.cause is Cause.NOT_FOUND), *found.left_out)
    console.say(wording.closing(replace(made, left_out=left_out), str(settings.out / "references.csv")))
    if read.mistakes:
        raise together(read.mistakes)
    return 0


COMMAND = Command(
    name="parse",
    summary="Write the references of an article as a table, without any check.",
    argument=Argument(name="ARTICLE", help=f"{ARTICLE} Only the last two need a network.", many=True),
    options=("out", *READING, "urls_from", "offline", "allow_private", "store", "config", "no_progress", "quiet", "debug"),
    run=_run,
)
