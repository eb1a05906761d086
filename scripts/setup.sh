#!/usr/bin/env bash
# Lays .venv with everything the project runs on, on a machine that may have nothing but Python.
#
#   scripts/setup.sh run    what the app needs
#   scripts/setup.sh dev    that, and what tests and checks need
#
# `make` calls this when pyproject.toml, constraints.txt or this file changed. It may be repeated
# at any time. Where it is root and there is apt-get it installs missing system packages, anywhere
# else it names them and goes on as far as it can. $PYTHON names another Python to build on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

purpose=${1:-}
case $purpose in
    run) extras="" ;;
    dev) extras="[postgres,ocr,dev]" ;;
    *) echo "usage: scripts/setup.sh run|dev" >&2; exit 2 ;;
esac

venv=.venv
wanted="3.11"

say() { printf '%s\n' "$*" >&2; }

# Whether a command is a Python that is new enough. It is tried rather than found: a version
# manager leaves commands on the path that only say that their version is not installed.
new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Whether a Python can build a whole environment. Debian ships these two modules apart.
complete() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

apt_install() {
    say "Installing system packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq -o Acquire::Retries=3 || say "The package lists could not all be renewed; going on."
    apt-get install -y -qq -o Acquire::Retries=3 --no-install-recommends "$@" >/dev/null
}

# Prints the Python to build on: a complete one if there is any, else the first that is new enough.
find_python() {
    local candidate incomplete=""
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3 python \
        /usr/bin/python3.11 /usr/bin/python3 /usr/local/bin/python3; do
        if new_enough "$candidate"; then
            if complete "$candidate"; then
                printf '%s\n' "$candidate"
                return
            fi
            incomplete=${incomplete:-$candidate}
        fi
    done
    printf '%s\n' "$incomplete"
}

# Prints the package that completes a Python, e.g. python3.11-venv.
venv_package() {
    "$1" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))'
}

require_python() {
    python=$(find_python)
    if [ -n "$python" ] && complete "$python"; then
        return
    fi
    local packages="python3 python3-venv"
    if [ -n "$python" ]; then
        packages=$(venv_package "$python")
    fi
    if may_install; then
        # shellcheck disable=SC2086 # two words are two packages
        apt_install $packages
        python=$(find_python)
        if [ -n "$python" ] && complete "$python"; then
            return
        fi
    fi
    say "No usable Python was found: reviewer needs Python $wanted or newer with its modules 'venv'"
    say "and 'ensurepip'. Nothing was changed. On Debian and its relatives, as root:"
    say "    apt-get install $packages"
    say "Elsewhere install Python from your system's packages; PYTHON=/path/to/python names one."
    exit 1
}

make_venv() {
    # An environment outlives the Python it was made from, so it is tried too.
    if new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    say "Making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
}

install_packages() {
    local quiet=--quiet
    if [ -t 1 ]; then quiet=""; fi
    say "Installing what reviewer needs into $venv, in the versions of constraints.txt"
    local pip=("$venv/bin/python" -m pip install --disable-pip-version-check $quiet -c constraints.txt)
    # The build back end comes first and from the same list: pip's own build environment would
    # fetch whichever version is newest that day.
    "${pip[@]}" hatchling
    "${pip[@]}" --no-build-isolation --editable ".$extras"
}

require_python
"$python" scripts/system_packages.py "$purpose"
make_venv
install_packages

touch "$venv/.ready-run"
if [ "$purpose" = dev ]; then
    touch "$venv/.ready-dev"
fi
