#!/bin/bash
# Installs the Debian packages that are missing: `packages.sh run` for serving, `packages.sh run test` for the tests too.
set -euo pipefail
PYTHON=${PYTHON:-python3}

if ! "$PYTHON" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
    echo "Sailau needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version 2>/dev/null || echo "not installed")." >&2
    echo "Install it (on Debian 12 or newer: apt-get install python3), or name another: make run PYTHON=python3.12" >&2
    exit 1
fi

declare -A PACKAGES=(
    [run]="python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-dejavu-core"
    [test]="postgresql chromium libatomic1 git"
)

present() {
    case "$1" in
        python3-venv) "$PYTHON" -c "import ensurepip" 2>/dev/null ;;
        chromium) command -v chromium chromium-browser google-chrome >/dev/null ;;
        git) command -v git >/dev/null ;;
        *) [ "$(dpkg-query -W -f='${Status}' "$1" 2>/dev/null)" = "install ok installed" ] ;;
    esac
}

missing=()
for purpose in "$@"; do
    for package in ${PACKAGES[$purpose]}; do present "$package" || missing+=("$package"); done
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "Without apt, Sailau cannot see whether these are here; install them if not (Debian's names): ${missing[*]}" >&2
    exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Packages are missing, and there is no sudo. As root:" >&2
        echo "    apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
        echo "Then make again." >&2
        exit 1
    fi
    as_root=(sudo)
fi
echo "Installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq || echo "apt-get update failed; trying with what apt knows" >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
