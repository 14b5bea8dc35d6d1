"""`citeaudit audit ARTICLE…`: the whole job."""

from __future__ import annotations

from dataclasses import replace

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import CHECKING, READING, Settings, run_time


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import audit, files, gates, inputs, wording
    from citeaudit.errors import InputError
    from citeaudit.web.live import open_web

    files.refuse_unwritable(settings.out)
    read = inputs.read_articles(arguments, settings)
    with open_web(settings, run_time()) as web:
        made = audit.run_audit(settings, read.articles, web, tell=console.tell)
    made = replace(made, left_out=made.left_out + inputs.unread(read.mistakes))
    files.write_all(settings.out, audit.rendered(made))
    console.say(wording.closing(made, f"{settings.out / 'references.csv'} and {settings.out / 'reports'}"))
    if read.mistakes:
        raise InputError("\n".join(map(str, read.mistakes)))
    return gates.exit_code(made, settings.fail_on, suspected_too=settings.suspected_too)


COMMAND = Command(
    name="audit",
    summary="Audit the citations of an article: the whole job.",
    argument=Argument(
        name="ARTICLE",
        help="ARTICLE is a file (a plain-text copy or a saved Wikipedia page), or - for standard input. Writes references.csv and reports/.",
        many=True,
    ),
    options=(*CHECKING, *READING, "subject"),
    run=_run,
)
