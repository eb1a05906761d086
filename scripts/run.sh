#!/usr/bin/env bash
# Opens the sample project in the window; without a screen it says what to do instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_screen() {
    case $(uname -s) in
        Darwin | MINGW* | MSYS* | CYGWIN*) return 0 ;;
    esac
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]
}

if ! has_screen; then
    cat <<'WORDS'
There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.
Everything is set up; the command line does the same work:

    .venv/bin/reviewer import  my-project seeds/*.txt
    .venv/bin/reviewer analyse my-project
    .venv/bin/reviewer queue   my-project
    .venv/bin/reviewer --help

On a machine with a screen, 'make run' opens the sample project.
WORDS
    exit 0
fi

exec .venv/bin/python -m reviewer open --sample
