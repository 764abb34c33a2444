#!/usr/bin/env bash
# Rules as data: tests/rules/NAME/in.ndjson gives the findings of want.txt. A case is named by its rule and perhaps what is special
# about it; it shows that rule's findings only, and those of the rules listed in its file `also`. A rule without a case fails, and
# so does one whose .gravest is not what its cases show.
# Needs TOOLS (the folder of built test tools).
set -u
here=$(cd "$(dirname "$0")" && pwd)
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
[ -x "$TOOLS/findings" ] || { echo "not ok 1 - $TOOLS/findings is not built"; exit 1; }
. "$here/../tools/data.sh"

rules=$("$TOOLS/findings" rules)

# The rules of a case: of those its name begins with the longest, and what it lists.
rules_of() {
    local rule severity longest=
    while read -r rule severity; do
        case $1 in "$rule" | "$rule"-*) [ ${#rule} -le ${#longest} ] || longest=$rule ;; esac
    done <<<"$rules"
    echo "${longest:-none}"
    cat "$here/$1/also" 2>/dev/null
}

sift() { grep -E "^[0-9]+ ($(rules_of "$1" | paste -sd '|')) |^[^0-9]"; }

run_data findings "$here"

# tell WHAT COMMAND...: one test, which passes when the command does
tell() {
    local what=$1
    shift
    tests_run=$((tests_run + 1))
    if "$@"; then echo "ok $tests_run - $what"; else echo "not ok $tests_run - $what"; fi
}

# fires RULE: in the case of its name
fires() { [ -f "$here/$1/in.ndjson" ] && grep -q " $1 " "$here/$1/want.txt"; }

# spares RULE: that case holds calls too of which it says nothing
spares() {
    [ -f "$here/$1/in.ndjson" ] && [ "$(grep -c . "$here/$1/in.ndjson")" -gt "$(grep " $1 " "$here/$1/want.txt" | cut -d' ' -f1 | sort -u | wc -l)" ]
}

# gravest RULE SEVERITY: nothing graver is said in any case, and this is
gravest() {
    local said
    said=$(cat "$here"/*/want.txt | sed -n "s/^[0-9]* $1 \\([a-z]*\\) .*/\\1/p" | sort -u | tr '\n' ' ')
    case $said in
    *error*) [ "$2" = error ] ;;
    *warning*) [ "$2" = warning ] ;;
    *) [ "$2" = note ] ;;
    esac || { echo "# said: $said"; false; }
}

while read -r rule severity; do
    tell "$rule has a case in which it fires" fires "$rule"
    tell "$rule has a case in which it does not" spares "$rule"
    tell "$rule says $severity at most" gravest "$rule" "$severity"
done <<<"$rules"
echo "1..$tests_run"
