"""Running a command: parse, do, and turn errors into exit statuses."""

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
        return int(args.verb(app, args, out))
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
        sys.stderr.close()
        return STOPPED
    finally:
        if app:
            app.close()
