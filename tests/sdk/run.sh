#!/usr/bin/env bash
# Real clients against `callboard serve`: run.sh FAMILY, a name of clients/*.mjs. TAP on standard output.
# Needs CALLBOARD, and the packages that `make check-sdk` installs here.
set -u
cd "$(dirname "$0")" || exit 2
: "${CALLBOARD:?run this through make check-sdk}"

skip() {
    echo "1..0 # SKIP $1"
    exit 0
}

{ command -v node && command -v npm; } >/dev/null || skip 'node is not installed'
if [[ $1 == *-browser ]]; then
    CHROMIUM=$(command -v chromium) || CHROMIUM=$(command -v chromium-browser) || skip 'chromium is not installed'
    export CHROMIUM
fi
exec node check.mjs "$1"
