"""Take the screenshots of docs/images: sample projects, the real window, all themes.

Run by `make shots`, or `make shots ARGS="light editing"` for some themes, scenes, or both. Without
a display the window is drawn off the screen. Nothing of the person's own settings or projects is
touched: everything happens in a temporary home.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
_IMAGES = _ROOT / "docs" / "images"
sys.path.insert(0, str(_ROOT))


def main() -> int:
    """Write the pictures; the exit status says whether all were taken."""
    from PySide6.QtWidgets import QApplication

    qt = QApplication(sys.argv[:1])
    _IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reviewer-shots-") as folder:
        home, clean = Path(folder, "home"), Path(folder, "clean")
        home.mkdir()
        _live_in(home)
        _prepare(home)
        home.rename(clean)
        from scripts.scenes import SCENES

        wanted = set(sys.argv[1:])
        for theme in wanted & SCENES.keys() or SCENES:
            shutil.copytree(clean, home)
            _take(theme, wanted - SCENES.keys())
            shutil.rmtree(home)
    qt.processEvents()
    return 0


def _live_in(folder: Path) -> None:
    """Point all user folders below `folder`, before anything asks for them."""
    from platformdirs import user_cache_path

    # The engine's built dictionaries are the same for everybody and dear to make.
    os.environ.setdefault("REVIEWER_CACHE", str(user_cache_path("reviewer")))
    os.environ["HOME"] = str(folder)
    for name in ("CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / ".local" / name.casefold())


def _prepare(home: Path) -> None:
    from reviewer.assemble import build
    from scripts.shot_projects import make_projects

    app = build()
    try:
        make_projects(app, home)
        app.settings.set("name", "Mira Novak")
        app.settings.set("role", "transcriber")
    finally:
        app.close()


def _take(theme: str, names: set[str]) -> None:
    """Take the scenes of a theme, or those of them that have one of these names."""
    from reviewer.assemble import build
    from scripts.photographer import Photographer
    from scripts.scenes import SCENES

    app = build(pooled=True)
    camera = Photographer(app, theme, _IMAGES)
    try:
        for scene in SCENES[theme]:
            if not names or scene.__name__ in names:
                scene(camera)
    finally:
        camera.close()
        app.close()


if __name__ == "__main__":
    sys.exit(main())
