"""The desktop: one face of the App. Qt is imported only when a window is asked for."""

from reviewer.services.app import App


def run(app: App, place: str | None = None, sample: bool = False) -> int:
    """Open the window on the start page, a project, or the sample; gives the exit status.

    Raises ImportError where Qt cannot be loaded.
    """
    from reviewer.ui.scale import settle

    settle(app.settings.get("window_text"))  # before the modules of the window are loaded
    from reviewer.ui.application import run_window

    return run_window(app, place, sample)
