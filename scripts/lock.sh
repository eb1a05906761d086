#!/usr/bin/env bash
# Renews constraints.txt: the newest versions that pyproject.toml allows, found in an empty
# environment so that nothing left over in .venv is pinned.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

.venv/bin/python -m venv "$scratch/venv"
pip=("$scratch/venv/bin/python" -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet --upgrade hatchling
"${pip[@]}" install --quiet --upgrade --no-build-isolation --editable ".[postgres,ocr,dev]"

{
    cat <<'HEAD'
# The exact versions that a checkout runs with, transitive ones included, so that the set-up gives
# the same result next year. Made by `make lock`; change pyproject.toml, not this file.
HEAD
    "${pip[@]}" freeze --exclude-editable --exclude pip --exclude setuptools
} >"$scratch/constraints.txt"

cp "$scratch/constraints.txt" constraints.txt
diff_hint="see 'git diff constraints.txt', then 'make check test'"
echo "constraints.txt renewed: $diff_hint"
