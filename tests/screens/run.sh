#!/usr/bin/env bash
# Golden screens: NAME.steps is a script for the interface, NAME.screen what its screens must look like, to the letter.
# The head of the steps says over what: `# data: FILE`, `# size: CxR`, and optionally `# locale: C`, `# args: --roles`,
# `# env: NO_COLOR=1`; or which steps of several files it shares, `# walk: FILE`. Without data it is a sink that nobody sends to; its
# port is written 54545. Every view must have one in each size and locale. UPDATE=1 rewrites the screens; the diff is the review.
set -u
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
number=0

head_of() { sed -n "s/^# $1: //p" "$2"; }

for steps in "$here"/*.steps; do
    name=$(basename "$steps" .steps)
    number=$((number + 1))
    locale=$(head_of locale "$steps")
    data=$(head_of data "$steps")
    walk=$(head_of walk "$steps")
    over=(open "$here/data/$data")
    [ -n "$data" ] || over=(run --ephemeral --port 0)
    env $(head_of env "$steps") LC_ALL="${locale:-C.UTF-8}" "$CALLBOARD" "${over[@]}" \
        --script "${walk:+$here/data/}${walk:-$steps}" --size "$(head_of size "$steps")" $(head_of args "$steps") >"$scratch/got" 2>&1
    [ -n "$data" ] || sed -i 's/127\.0\.0\.1:[0-9]*/127.0.0.1:54545/g' "$scratch/got"
    [ "${UPDATE:-}" = 1 ] && cp "$scratch/got" "$here/$name.screen"
    if diff -u "$here/$name.screen" "$scratch/got" >"$scratch/diff" 2>&1; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        sed 's/^/# /' "$scratch/diff"
    fi
done
# Every view stands in the walk, which is shown in every size and locale.
for view in $(sed -n 's/^ *\.name = "\(.*\)",$/\1/p' "$here"/../../src/views/*.c); do
    number=$((number + 1))
    missing=
    for size in 80x24 120x40 200x60 80x24-ascii 120x40-ascii 200x60-ascii; do
        grep -qx "== $view ${size%-ascii}" "$here/every-$size.screen" || missing="$missing $size"
    done
    [ -z "$missing" ] && echo "ok $number - the view $view has golden screens" ||
        echo "not ok $number - the view $view has golden screens (none of$missing)"
done
echo "1..$number"
