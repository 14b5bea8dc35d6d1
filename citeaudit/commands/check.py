"""`citeaudit check FILE`: live and archive checks of a table or a list of URLs."""

from __future__ import annotations

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import CHECKING, Settings, run_time


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import audit, files, gates, inputs, wording
    from citeaudit.web.live import open_web

    files.refuse_unwritable(settings.out)
    sources = inputs.read_sources(arguments[0])
    with open_web(settings, run_time()) as web:
        made = audit.run_audit(settings, (), web, sources, tell=console.tell)
    files.write_all(settings.out, audit.rendered(made))
    console.say(wording.closing(made, f"{settings.out / 'references.csv'} and {settings.out / 'reports'}"))
    return gates.exit_code(made, settings.fail_on, suspected_too=settings.suspected_too)


COMMAND = Command(
    name="check",
    summary="Check the links of a table or a list, live and in the archive.",
    argument=Argument(
        name="FILE",
        help="FILE is a references.csv, any table with a column url, or a list of URLs, one a line. Writes references.csv, reports/link-rot.md and "
        "reports/audit.json; columns that the checks do not fill are kept as they are.",
    ),
    options=CHECKING,
    run=_run,
)
