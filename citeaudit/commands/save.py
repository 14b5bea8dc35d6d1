"""`citeaudit save FILE`: asks the archive to save the live, unarchived sources of a checked table."""

from __future__ import annotations

from citeaudit.errors import UsageError
from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import Settings, run_time


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import inputs, saving, tables
    from citeaudit.web.keys import read_keys
    from citeaudit.web.live import open_web

    if settings.send:
        if settings.offline:
            raise UsageError("--send and offline do not go together: the archive is asked over the network", hint="leave one of them out")
        read_keys()
    sources = inputs.read_checked(arguments[0])
    with open_web(settings, run_time()) as web:
        plan = saving.plan(sources, web)
        if not settings.send:
            console.put(tables.to_lines([{"reference": page.reference, "url": page.url} for page in plan.to_ask], ("reference", "url")))
            console.say(saving.announcement(plan))
            return 0
        console.put(tables.to_lines([], saving.COLUMNS))
        outcomes = []
        for outcome in saving.save(plan, settings, web, console.tell):
            outcomes.append(outcome)
            console.put(tables.to_lines([outcome.cells], saving.COLUMNS).partition("\n")[2])
    console.say(saving.closing(plan, outcomes))
    return 0


COMMAND = Command(
    name="save",
    summary="Ask the archive to save sources that are live and not archived.",
    argument=Argument(
        name="FILE",
        help="FILE is a references.csv that audit or check has written; - is standard input. Prints the pages that would be asked for. With --send "
        "they are, with your own keys of the Internet Archive in IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY: a CSV row for each page says what "
        "became of it.",
    ),
    options=("send", "offline", "store", "config", "no_progress", "quiet", "debug"),
    run=_run,
)
