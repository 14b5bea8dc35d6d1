"""`citeaudit classify FILE`: source types of a list of hosts, URLs or publisher names."""

from __future__ import annotations

from citeaudit.ports import Argument, Command, Console
from citeaudit.settings import Settings


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit import inputs, recovery, tables
    from citeaudit.sources.classify import classify

    rows = []
    for line in inputs.read_lines(arguments[0]):
        source = inputs.source_named(line)
        rows.append({"input": line, **tables.classification_cells(classify(source, recovery.link_of(source), settings.subject))})
    columns = ("input", *tables.COLUMNS[tables.COLUMNS.index("publisher_id") : tables.COLUMNS.index("listing") + 1])
    console.put(tables.to_lines(rows, columns, verbatim=("input",)))
    return 0


COMMAND = Command(
    name="classify",
    summary="Say who stands behind hosts, URLs or publisher names.",
    argument=Argument(
        name="FILE",
        help="FILE is a list of hosts, URLs or publisher names, one a line, or a references.csv; - is standard input. Prints a CSV row for each.",
    ),
    options=("subject", "offline", "config", "debug"),
    run=_run,
)
