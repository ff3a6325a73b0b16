#!/bin/bash
# Installs the Debian packages that are missing: `packages.sh run` for serving, `packages.sh run test` for the tests too.
set -euo pipefail

declare -A PACKAGES=(
    [run]="python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-dejavu-core"
    [test]="postgresql chromium"
)

present() {
    case "$1" in
        python3-venv) python3 -c "import ensurepip" 2>/dev/null ;;
        *) [ "$(dpkg-query -W -f='${Status}' "$1" 2>/dev/null)" = "install ok installed" ] ;;
    esac
}

missing=()
for purpose in "$@"; do
    for package in ${PACKAGES[$purpose]}; do present "$package" || missing+=("$package"); done
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "Sailau needs these packages, by their Debian names; install them and run make again: ${missing[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "As root: apt-get install ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "Installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
