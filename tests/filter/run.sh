#!/usr/bin/env bash
# Filters as data: the filters in tests/filter/NAME/filters.txt, a line each, let through the calls of in.ndjson that want.txt
# says, or are told to be wrong as it says. UPDATE=1 rewrites want.txt. Needs TOOLS (the folder of built test tools).
set -u
here=$(cd "$(dirname "$0")" && pwd)
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
[ -x "$TOOLS/filters" ] || { echo "not ok 1 - $TOOLS/filters is not built"; exit 1; }

number=0
for case in "$here"/*/; do
    number=$((number + 1))
    TZ=UTC "$TOOLS/filters" "$case/in.ndjson" "$case/filters.txt" >"$TMP/got" 2>&1
    [ "${UPDATE:-}" = 1 ] && cp "$TMP/got" "$case/want.txt"
    if diff -u "$case/want.txt" "$TMP/got" >"$TMP/diff" 2>&1; then
        echo "ok $number - $(basename "$case")"
    else
        echo "not ok $number - $(basename "$case")"
        sed 's/^/# /' "$TMP/diff"
    fi
done
echo "1..$number"
