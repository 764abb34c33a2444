#!/usr/bin/env bash
# Rules as data: tests/rules/NAME/in.ndjson gives the findings of want.txt. A rule without a case fails.
# Needs TOOLS (the folder of built test tools).
set -u
here=$(cd "$(dirname "$0")" && pwd)
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
[ -x "$TOOLS/findings" ] || { echo "not ok 1 - $TOOLS/findings is not built"; exit 1; }
. "$here/../tools/data.sh"

run_data findings "$here"
for rule in $("$TOOLS/findings" rules); do
    tests_run=$((tests_run + 1))
    if [ -f "$here/$rule/in.ndjson" ] && grep -q " $rule " "$here/$rule/want.txt"; then
        echo "ok $tests_run - $rule has a case in which it fires"
    else
        echo "not ok $tests_run - $rule has a case in which it fires"
    fi
done
echo "1..$tests_run"
