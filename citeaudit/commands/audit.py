"""`citeaudit audit ARTICLE…`: the whole job."""

from __future__ import annotations

from dataclasses import replace

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import ARTICLE, CHECKING, READING, RECOVERING, Settings, run_time


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import audit, companions, files, gates, inputs, wording
    from citeaudit.errors import together
    from citeaudit.web.live import open_web

    files.refuse_unwritable(settings.out)
    with open_web(settings, run_time()) as web:
        read = inputs.read_articles(arguments, settings, web, console.tell)
        found = companions.find_companions(read.articles, settings, web, console.tell)
        made = audit.run_audit(settings, read.articles, web, companions=found.companions, tell=console.tell)
    made = replace(made, left_out=(*made.left_out, *found.left_out, *inputs.unread(read.mistakes)))
    files.write_all(settings.out, audit.rendered(made))
    console.say(wording.closing(made, f"{settings.out / 'references.csv'} and {settings.out / 'reports'}"))
    if read.mistakes:
        raise together(read.mistakes)
    return gates.exit_code(made, settings.fail_on, suspected_too=settings.suspected_too)


COMMAND = Command(
    name="audit",
    summary="Audit the citations of an article: the whole job.",
    argument=Argument(
        name="ARTICLE",
        help=f"{ARTICLE} Writes references.csv and reports/.",
        many=True,
    ),
    options=(*CHECKING, *READING, *RECOVERING, "subject"),
    run=_run,
)
