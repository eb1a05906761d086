"""CETEIcean in a headless Chromium: which words of a TEI file does a reader see?

CETEIcean is fetched once, by npm, into a folder of its own outside the project.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from platformdirs import user_cache_path

from tests.helpers.needs import need

CETEICEAN = "1.9.5"
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_NPM = ("--no-audit", "--no-fund", "--ignore-scripts")
_PATIENCE = 120  # seconds
_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Words</title></head><body><main></main>
<script src="CETEI.js"></script>
<script>
const main = document.querySelector("main"), words = {};
async function see(name) {
  const shown = await new CETEI().getHTML5(name);
  main.replaceChildren(shown);
  words[name] = main.innerText.split(/\\s+/).filter(Boolean);
}
async function all() {
  for (const name of NAMES) {
    try { await see(name); } catch (error) { words[name] = ["FAILED:", String(error)]; }
  }
  const bytes = new TextEncoder().encode(JSON.stringify(words));
  const told = document.createElement("pre");
  told.id = "told";
  told.textContent = btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""));
  document.body.replaceChildren(told);
}
all();
</script></body></html>
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def npm_package(name: str, version: str) -> Path:
    """The folder of a package of npm, fetched where it is not yet at hand."""
    npm = shutil.which("npm")
    home = user_cache_path("reviewer-tests") / f"{name}-{version}"
    found = home / "node_modules" / name
    if not found.is_dir():
        need(npm, "npm, which fetches what shows and checks TEI (Debian: npm)")
        home.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [str(npm), "install", "--prefix", str(home), *_NPM, f"{name}@{version}"],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        need(found.is_dir(), f"{name} {version} from npm: {done.stderr[-300:]}")
    return found


def visible_words(files: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """The words of each TEI file, by name, that CETEIcean shows in a browser."""
    browser = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    need(browser, "Chromium, which shows TEI as readers see it (Debian: chromium)")
    shutil.copy(npm_package("CETEIcean", CETEICEAN) / "dist" / "CETEI.js", folder)
    for name, xml in files.items():
        (folder / name).write_text(xml, "utf-8")
    page = _PAGE.replace("NAMES", json.dumps(list(files)), 1)
    (folder / "index.html").write_text(page, "utf-8")
    with _served(folder) as address:
        options = ["--headless=new", "--disable-gpu", "--virtual-time-budget=60000"]
        options.append(f"--user-data-dir={folder / 'profile'}")
        options += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        done = subprocess.run(
            [str(browser), *options, "--dump-dom", f"{address}/index.html"],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    _, _, told = done.stdout.partition('<pre id="told">')
    assert told, f"the browser said nothing: {done.stderr[-2000:]}"
    words: dict[str, list[str]] = json.loads(base64.b64decode(told.partition("<")[0]))
    return words


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The folder over HTTP, since a page of a file may fetch nothing."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
