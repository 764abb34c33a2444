#!/usr/bin/env bash
# Flows as data: the calls in tests/flows/NAME/in.ndjson tell the flows of want.txt, in this and in any other order of
# arrival; a project's own definition is in own.flow. Every problem a definition names needs a case. UPDATE=1 rewrites
# want.txt. Needs TOOLS (the folder of built test tools).
set -u
here=$(cd "$(dirname "$0")" && pwd)
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
[ -x "$TOOLS/flows" ] || { echo "not ok 1 - $TOOLS/flows is not built"; exit 1; }
number=0

# verdict STATUS NAME: STATUS 0 is good; what is wrong is in $TMP/diff
verdict() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then echo "ok $number - $2"; else
        echo "not ok $number - $2"
        sed 's/^/# /' "$TMP/diff"
    fi
}

# flows FILE: what is told of it
flows() { "$TOOLS/flows" "$1" ${own:+"$own"} 2>&1; }

for case in "$here"/*/in.ndjson; do
    folder=$(dirname "$case")
    name=$(basename "$folder")
    own=$folder/own.flow
    [ -f "$own" ] || own=
    flows "$case" >"$TMP/got"
    [ "${UPDATE:-}" = 1 ] && cp "$TMP/got" "$folder/want.txt"
    diff -u "$folder/want.txt" "$TMP/got" >"$TMP/diff" 2>&1
    verdict $? "$name"
    # The calls say themselves when they were made: later ones may arrive first.
    tac "$case" >"$TMP/backwards.ndjson"
    awk '{ print (NR * 7919) % 1009, $0 }' "$case" | sort -n | cut -d' ' -f2- >"$TMP/mixed.ndjson"
    for order in backwards mixed; do
        sed -E 's/("receivedAt":")[^"]*/\12026-03-02T11:00:00.000Z/' "$TMP/$order.ndjson" >"$TMP/in.ndjson"
        diff -u "$folder/want.txt" <(flows "$TMP/in.ndjson") >"$TMP/diff" 2>&1
        verdict $? "$name, $order"
    done
done

# The words up to the first place to fill in tell which problem it is.
cat "$here"/*/want.txt >"$TMP/all"
while IFS= read -r problem; do
    grep -qF "  ${problem%%\{*}" "$TMP/all"
    status=$?
    echo "no case tells it" >"$TMP/diff"
    verdict $status "there is a case of $problem"
done < <("$TOOLS/flows" kinds)
echo "1..$number"
