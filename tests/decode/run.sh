#!/usr/bin/env bash
# Decoding as data: tests/decode/NAME/in.ndjson gives the calls of want.txt.
# Needs TOOLS (the folder of built test tools).
set -u
here=$(cd "$(dirname "$0")" && pwd)
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
[ -x "$TOOLS/findings" ] || { echo "not ok 1 - $TOOLS/findings is not built"; exit 1; }
. "$here/../tools/data.sh"

run_data calls "$here"
echo "1..$tests_run"
