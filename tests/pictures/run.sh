#!/usr/bin/env bash
# The README's pictures are what the program shows: NAME.steps, with a head like that of the golden screens and `# theme: NAME`,
# gives src/doc/NAME.svg. Only its last screen is drawn. UPDATE=1 (make pictures) draws them anew.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
number=0

head_of() { sed -n "s/^# $1: //p" "$2"; }

for steps in "$here"/*.steps; do
    name=$(basename "$steps" .steps)
    picture=$root/src/doc/$name.svg
    number=$((number + 1))
    "$CALLBOARD" open "$here/../screens/data/$(head_of data "$steps")" --script "$steps" --size "$(head_of size "$steps")" \
        --roles >"$scratch/screens" 2>&1
    awk '/^== .* [0-9]+x[0-9]+$/ { text = "" } { text = text $0 "\n" } END { printf "%s", text }' "$scratch/screens" |
        "$TOOLS/picture" "$root/themes/$(head_of theme "$steps").theme" "$(head_of title "$steps")" >"$scratch/got"
    [ "${UPDATE:-}" = 1 ] && cp "$scratch/got" "$picture"
    if cmp -s "$picture" "$scratch/got" && grep -q "src/doc/$name\.svg" "$root/README.md"; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name: draw it with \`make pictures\`, and show it in the README"
        diff "$picture" "$scratch/got" 2>&1 | head -20 | sed 's/^/# /'
    fi
done
echo "1..$number"
