"""Where the program starts: hands the faces an App."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, NoReturn

if TYPE_CHECKING:
    from reviewer.core.sheet import Sheet
    from reviewer.services.app import App

STOPPED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; without a verb, or with `open`, the desktop. Returns the exit status."""
    # What loading makes stays, and looking it over for garbage takes a tenth of a start.
    gc.disable()
    try:
        # Inside, so that Ctrl+C while the program is still being read is no traceback either.
        from reviewer.cli import run

        return run(sys.argv[1:] if arguments is None else arguments, _build, _open_desktop)
    except KeyboardInterrupt:
        return STOPPED
    finally:
        gc.enable()


def desktop() -> int:
    """The desktop's start page, for launchers that have no command line."""
    return main([])


def _build(jobs: int, wants_window: bool) -> "App":
    from reviewer.assemble import build

    app = build(jobs, pooled=wants_window)
    app.take_paper(_Paper())
    if not wants_window:
        gc.enable()  # a window does so itself, once it is shown
    return app


class _Paper:
    """Writes reports as PDF. Qt is loaded with the first: commands also work where it cannot be."""

    suffix = ".pdf"

    def write(self, sheet: "Sheet", out: BinaryIO) -> None:
        """Write a sheet. Raises ReviewerError where Qt cannot be loaded."""
        try:
            from reviewer.ui.paper import PdfWriter
        except ImportError as error:
            from reviewer.core.errors import ReviewerError
            from reviewer.core.messages import said

            raise ReviewerError(
                said("errors.no_paper", reason=str(error)),
                safe=said("errors.work_untouched"),
                advice=said("errors.take_html"),
            ) from error
        PdfWriter().write(sheet, out)


def _open_desktop(app: "App", place: str | None, sample: bool) -> NoReturn:
    try:
        # Only here: the command line also works where Qt cannot be loaded.
        import PySide6.QtWidgets  # noqa: F401 - tried before a window needs it
    except ImportError as error:
        from reviewer.core.errors import ReviewerError
        from reviewer.core.messages import said

        raise ReviewerError(
            said("errors.no_window", reason=str(error)),
            safe=said("errors.command_line_works"),
            advice=said("errors.doctor_says"),
        ) from error
    from reviewer.ui import run

    status = run(app, place, sample)
    # The window, its threads and the project are closed in order by now. What is left are Qt's
    # objects, which the interpreter would take down in any order, and the process may die of it.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
