"""The command line: finds the commands, gives each its options, shows progress, turns an error into one line and an exit code."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from citeaudit import __version__, wording
from citeaudit.errors import CiteauditError, ExitCode, UsageError
from citeaudit.model import Progress
from citeaudit.ports import Argument, Command, Console, names
from citeaudit.settings import declared, read_settings

COMMANDS = "citeaudit.commands"
REPORT_TO = "the address in README, 'Help'"


_SIGNALS = {signal.SIGINT: (ExitCode.INTERRUPTED, "interrupted"), signal.SIGTERM: (ExitCode.TERMINATED, "terminated")}


_A_MOMENT_S = 0.02
"""Seconds after which an end that was swallowed comes once more: a callback takes less."""


class _Stopped(BaseException):
    """One of `_SIGNALS` arrived. Our own, because click prints an empty line for a KeyboardInterrupt."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
        self.code, self.word = _SIGNALS[signal.Signals(number)]


class _Commands(click.Group):
    """The group whose commands are the files of `commands/`, imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(names(COMMANDS))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in names(COMMANDS):
            return None
        command: Command = importlib.import_module(f"{COMMANDS}.{cmd_name}").COMMAND
        return _as_click(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="citeaudit")
def _group() -> None:
    """Audit the citations of an article: who its sources are, whether they can still be read, and whether they can be found in the archive.

    The words of each verdict, the settings and the exit codes stand in README.md.
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and ends the process with the exit code of the contract."""
    debug = "--debug" in (sys.argv if arguments is None else arguments)
    sys.exit(_run(arguments, debug))


def _run(arguments: list[str] | None, debug: bool) -> int:
    for number in _SIGNALS:
        signal.signal(number, _stop)
    sys.unraisablehook = _once_more
    try:
        code = _group.main(args=arguments, prog_name="citeaudit", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as mistake:
        return _say_and_end(_usage(mistake), ExitCode.USAGE)
    except CiteauditError as wrong:
        return _say_and_end(str(wrong), wrong.exit_code)
    except _Stopped as stopped:
        return _say_and_end(f"{stopped.word}; what was seen is stored, the same command goes on from there", stopped.code)
    except BrokenPipeError:
        sys.stderr.close()
        return ExitCode.OK
    except Exception as fault:
        if debug:
            raise
        line = f"a fault of citeaudit: {type(fault).__name__}: {str(fault).splitlines()[0] if str(fault) else 'no message'}"
        return _say_and_end(f"{line}; please report it to {REPORT_TO}, --debug shows the traceback", ExitCode.FAULT)
    return int(code or ExitCode.OK)


def _stop(number: int, _frame: FrameType | None) -> None:
    # What ends the run is done within seconds and must not be broken off by who presses Ctrl-C twice; Python would tell of one in between as a race.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    raise _Stopped(number)


def _once_more(ignored: sys.UnraisableHookArgs) -> None:
    """What was raised where Python lets nothing through (in the callback of a weak reference, say) is raised once more, a moment later."""
    stopped = ignored.exc_value
    if not isinstance(stopped, _Stopped):
        sys.__unraisablehook__(ignored)
        return

    def again(_number: int, _frame: FrameType | None) -> None:
        raise _Stopped(stopped.number)

    signal.signal(signal.SIGALRM, again)
    signal.setitimer(signal.ITIMER_REAL, _A_MOMENT_S)


def _say_and_end(message: str, code: ExitCode) -> ExitCode:
    for line in message.splitlines():
        print(f"citeaudit: {line}", file=sys.stderr)  # noqa: T201
    return code


def _usage(wrong: click.ClickException) -> str:
    command = wrong.ctx.command_path if isinstance(wrong, click.UsageError) and wrong.ctx else "citeaudit"
    is_bare = isinstance(wrong, click.exceptions.NoArgsIsHelpError)
    message = "name a command" if is_bare else wrong.format_message().replace("\n", " ").rstrip(".")
    return f"{message}; '{command} --help' lists what there is"


def _as_click(command: Command) -> click.Command:
    told = declared()
    options = [_option(name, told[name].flags) for name in command.options]

    def run(arguments: str | tuple[str, ...] = (), **flags: Any) -> int:
        settings = read_settings(flags)
        with _console(quiet=settings.quiet, progress=not settings.no_progress) as console:
            return command.run(settings, arguments if isinstance(arguments, tuple) else (arguments,), console)

    return click.Command(
        command.name,
        params=[*(_argument(command.argument) if command.argument else ()), *options],
        callback=run,
        help="\n\n".join((command.summary, *([command.argument.help] if command.argument else []))),
        short_help=command.summary,
    )


def _argument(argument: Argument) -> tuple[click.Argument]:
    many = argument.many
    return (click.Argument(["arguments"], nargs=-1 if many else 1, required=not many, metavar=argument.name + "..." * many),)


def _option(name: str, flags: tuple[str, ...]) -> click.Option:
    told = declared()[name]
    if told.is_switch:
        return click.Option([*flags, name], is_flag=True, default=False, help=told.help)
    return click.Option([*flags, name], multiple=told.is_many, default=None, metavar=told.metavar, help=told.help)


def _put(words: str) -> None:
    try:
        click.echo(words, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as wrong:
        raise UsageError(f"cannot write here ({wrong.strerror})", where="standard output", hint="make room, or send it elsewhere") from None


@contextmanager
def _console(*, quiet: bool, progress: bool) -> Iterator[Console]:
    say: Callable[[str], None] = (lambda line: None) if quiet else lambda line: click.echo(line, err=True)
    if quiet or not progress or not sys.stderr.isatty():
        yield Console(say=say, put=_put, tell=lambda told: None)
        return
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[left]}"))
    with Bars(*columns, console=RichConsole(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def tell(told: Progress) -> None:
            task = tasks.get(told.stage)
            if task is None:
                task = tasks[told.stage] = bars.add_task(told.stage, total=told.total, left="")
            left = "" if told.left_s is None else wording.left(told.left_s)
            bars.update(task, completed=told.done, total=told.total, left=left)

        yield Console(say=say, put=_put, tell=tell)
