"""Running a command: parse, do, and turn errors into exit statuses."""

import os
import sys
from collections.abc import Callable, Sequence

from reviewer.cli.output import Output
from reviewer.cli.parser import make_parser
from reviewer.core.errors import Cancelled, ReviewerError, UsageError
from reviewer.services.app import App

STOPPED, WRONG_USE, COULD_NOT = 1, 2, 3

Build = Callable[[int, bool], App]
Desktop = Callable[[App, str | None, bool], int]


def run(arguments: Sequence[str], build: Build, desktop: Desktop) -> int:
    """Run a command line and return its exit status (DESIGN, section 5).

    `build` makes the app for a number of engine processes, and says whether a window comes;
    `desktop` opens that window.
    """
    args = make_parser().parse_args(arguments)
    out = Output(args.json, args.quiet) if args.name else Output()
    app: App | None = None
    try:
        window = args.name in (None, "open")
        app = build(getattr(args, "jobs", 1), window)
        if window:
            return desktop(app, getattr(args, "project", None), getattr(args, "sample", False))
        status = int(args.verb(app, args, out))
        sys.stdout.flush()  # a full disk behind `>` is only noticed now
        return status
    except UsageError as error:
        out.problem(error)
        return WRONG_USE
    except Cancelled as error:
        out.note(str(error))
        return STOPPED
    except ReviewerError as error:
        out.problem(error)
        return COULD_NOT
    except KeyboardInterrupt:
        out.note(f"\n{Cancelled()}")
        return STOPPED
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        _let_go_of_stdout()
        return STOPPED
    except OSError as error:
        out.problem(_refused(error))
        _let_go_of_stdout()
        return COULD_NOT
    finally:
        if app:
            app.close()


def _refused(error: OSError) -> ReviewerError:
    """What no room below foresaw: above all, that the answer itself cannot be written."""
    return ReviewerError(
        f"The system refused: {error.strerror or error}.",
        where=str(error.filename or "output"),
        safe="Everything that was confirmed before is stored.",
        advice="Check the disk and the rights there, then do it again.",
    )


def _let_go_of_stdout() -> None:
    """Let Python's last flush go nowhere, which would else complain of what was said already."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
