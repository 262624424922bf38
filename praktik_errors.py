"""The user's mistakes and the system's faults, told in one Danish line each; never a traceback."""

import errno
import re
from collections.abc import Callable
from typing import Any

import click

from corpus.errors import GuidanceError

# What the system says -> the same in Danish.
REASONS = {
    errno.ENOENT: "den findes ikke",
    errno.EISDIR: "det er en mappe",
    errno.ENOTDIR: "stien går gennem en fil",
    errno.EACCES: "der er ikke adgang",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ENOSPC: "der er ikke plads på disken",
}


def why(error: OSError) -> str:
    """What the system says is wrong, in Danish where we know the word."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


def _danish(error: click.UsageError) -> str:
    """The user's mistake in Danish; click has only English."""
    if isinstance(error, click.NoSuchOption):
        return f"ukendt valg {short(error.option_name)}"
    if isinstance(error, click.BadOptionUsage):
        needless = "does not take" in error.message
        return f"{error.option_name} {'tager ingen værdi' if needless else 'mangler en værdi'}"
    if isinstance(error, click.BadParameter):
        return _danish_parameter(error)
    if match := re.match(r"No such command '(.+?)'", error.message, re.DOTALL):
        return f"ukendt kommando {short(match[1])}"
    if match := re.match(r"Got unexpected extra arguments? \((.+)\)", error.message, re.DOTALL):
        return f"for mange argumenter: {short(match[1])}"
    return error.message.rstrip(".")


def _danish_parameter(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return f"ugyldig værdi ({error.message.rstrip('.')})"
    name = param.opts[0] if isinstance(param, click.Option) else str(param.metavar)
    if isinstance(error, click.MissingParameter):
        return f"der mangler {name}"
    if isinstance(param.type, click.IntRange):
        return f"{name} skal være et helt tal fra {param.type.min} til {param.type.max}"
    return f"{name}: ugyldig værdi ({error.message.rstrip('.')})"


def short(text: str) -> str:
    """The text in quotes, cut where nobody reads on."""
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def guarded(run: Callable[[], Any]) -> int:
    """The exit code of `run`, with every expected error told in one line."""
    try:
        result = run()
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "praktik"
        return fail(f"{_danish(error)}; se '{where} --help'.", 2, where)
    except GuidanceError as error:
        return fail(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return fail("afbrudt.", 130)
    except BrokenPipeError:
        return 0
    except OSError as error:
        return fail(f"{error.filename or 'systemet'}: {why(error)}.", 1)
    return result if isinstance(result, int) else 0


def fail(message: str, code: int, where: str = "praktik") -> int:
    """The exit code, after the message has been told in one line on stderr."""
    click.echo(f"{where}: {' '.join(message.split())}", err=True)
    return code
