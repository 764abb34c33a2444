#!/usr/bin/env bash
# The two stories of B2B SaaS, a signup and an invite, told right and with each mistake. tests/stories/NAME/in.ndjson gives the
# findings and flows of want.txt, in this and in any other order of arrival. In stories called right-* nothing is graver than a
# note, and every flow is complete; in the others the rule whose id stands behind the mistake's number speaks.
# Needs CALLBOARD and jq. UPDATE=1 rewrites want.txt.
set -u
here=$(cd "$(dirname "$0")" && pwd)
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
number=0

# verdict STATUS NAME: STATUS 0 is good; what is wrong is in $TMP/diff
verdict() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then echo "ok $number - $2"; else
        echo "not ok $number - $2"
        sed 's/^/# /' "$TMP/diff"
    fi
}

# judge FILE: what is found in it, by call and not by order of arrival
judge() {
    "$CALLBOARD" check --no-config --format json "$1" >"$TMP/report" || [ $? = 1 ] || return
    jq -r '(.findings | sort_by(.messageId, .rule, .path)[] | "\(.messageId) \(.rule) \(.severity) \(.path): \(.text)"),
           (.flows | sort_by(.kind, .user // "", .invitee // "")[] | "flow \(.kind) of \(.invitee // .user): \(.state)")' "$TMP/report"
}

# speaks NAME: of a story with a mistake, the rule in its name
speaks() {
    local rule
    while read -r rule _; do
        case ${1#M??-} in "$rule" | "$rule"-*) grep -q "^[^ ]* $rule " "$TMP/want" && return ;; esac
    done < <("$TOOLS/findings" rules)
    return 1
}

for case in "$here"/*/in.ndjson; do
    folder=$(dirname "$case")
    name=$(basename "$folder")
    judge "$case" >"$TMP/want"
    [ "${UPDATE:-}" = 1 ] && cp "$TMP/want" "$folder/want.txt"
    diff -u "$folder/want.txt" "$TMP/want" >"$TMP/diff" 2>&1
    verdict $? "$name"
    # The calls say themselves when they were made: all may arrive at once, later ones first.
    tac "$case" >"$TMP/backwards.ndjson"
    awk '{ print (NR * 7919) % 1009, $0 }' "$case" | sort -n | cut -d' ' -f2- >"$TMP/mixed.ndjson"
    for order in backwards mixed; do
        sed -E 's/("receivedAt":")[^"]*/\12026-03-02T11:00:00.000Z/' "$TMP/$order.ndjson" >"$TMP/in.ndjson"
        judge "$TMP/in.ndjson" | diff -u "$TMP/want" - >"$TMP/diff" 2>&1
        verdict $? "$name, $order"
    done
    cp "$TMP/want" "$TMP/diff"
    case $name in
    right-*)
        ! grep -qE '^[^ ]* [^ ]* (error|warning) |^flow .*: (broken|waiting)$' "$TMP/want"
        verdict $? "$name: nothing is graver than a note, every flow is complete" ;;
    *)
        speaks "$name"
        verdict $? "$name: its rule speaks" ;;
    esac
done
echo "1..$number"
