"""`citeaudit report DIR`: draws the files of an earlier audit again from its audit.json."""

from __future__ import annotations

from pathlib import Path

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import Settings


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import audit, files, opening, stored, wording
    from citeaudit.errors import InputError

    folder = Path(arguments[0])
    place = folder / "reports" / "audit.json"
    try:
        made = stored.from_json(opening.bytes_of(str(place), "name the --out folder of an earlier audit"))
    except InputError as mistake:
        raise InputError(mistake.message, where=str(place), hint="name the --out folder of an earlier audit") from None
    files.write_all(folder, audit.rendered(made))
    console.say(wording.closing(made, str(folder)))
    return 0


COMMAND = Command(
    name="report",
    summary="Draw the reports of an earlier audit again, without a network.",
    argument=Argument(name="DIR", help="DIR is the --out folder of an earlier audit; its reports/audit.json is read."),
    options=("quiet", "debug"),
    run=_run,
)
