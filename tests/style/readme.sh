#!/usr/bin/env bash
# The README's screens are the golden screens and its keys those of the program. UPDATE=1 puts them in.
set -u
cd "$(dirname "$0")/../.."
: "${CALLBOARD:=build/callboard}"
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT

# A marker comment is followed by a fenced block, whose content is made anew.
awk -v callboard="$CALLBOARD" '
    function show(command, skip,   line) {
        while ((command | getline line) > 0) if (skip-- <= 0) print line
        close(command)
    }
    /^<!-- screen: / { name = $3; print; getline; print; show("cat tests/screens/" name ".screen", 1); skipping = 1; next }
    /^<!-- keys -->/ { print; getline; print; show(callboard " keys", 0); skipping = 1; next }
    skipping && /^```$/ { skipping = 0 }
    !skipping { print }
' README.md >"$fresh"
[ "${UPDATE:-}" = 1 ] && cp "$fresh" README.md
if diff -u README.md "$fresh" >"$fresh.diff"; then
    echo 'ok 1 - the README shows what the program shows'
else
    echo 'not ok 1 - the README shows what the program shows'
    sed 's/^/# /' "$fresh.diff"
fi
rm -f "$fresh.diff"
echo 1..1
