#!/usr/bin/env bats
# No dead key: whatever a command does or does not do, in whichever view, the screen tells it.

load helper

# Every command's name, but quit's, which leaves.
commands() { "$CALLBOARD" keys --man | sed -n 's/^\\fB.*\\fR (\([a-z0-9\\-]*\).*)$/\1/p' | tr -d '\\' | grep -v '^quit$'; }

# The steps: each command in the view that `$1` leads to, with the screen before it and after it.
each_command_in() {
    local command elsewhere=view-1
    [ "$1" != view-1 ] || elsewhere=view-2
    for command in $(commands); do
        printf '%s\n' back back "$elsewhere" "$1" "screen before $1 $command" "$command" "screen after $1 $command" Esc
    done
}

# The names of those after which the screen is the same as before, reading the screens.
without_effect() {
    awk '
        function settle() { if (name ~ /^after/ && text == before) print name; if (name ~ /^before/) before = text }
        / roles$/ { next }
        /^== / { settle(); name = $2 " " $3 " " $4; text = ""; next }
        { text = text "\n" $0 }
        END { settle() }'
}

views() { commands | grep -E '^(view-[0-9]|connect)$'; }

@test "every command in every view changes the screen or says why not" {
    local view size
    [ "$(commands | wc -l)" -gt 20 ]
    [ "$(views | wc -l)" -ge 6 ]
    for size in 80x24 200x60; do
        for view in $(views); do
            each_command_in "$view" >"$T/steps"
            "$CALLBOARD" open "$BATS_TEST_DIRNAME/../screens/data/story.ndjson" --roles --script "$T/steps" --size "$size" >"$T/screens"
            [ "$(grep -c '^== after.* [0-9]*x[0-9]*$' "$T/screens")" = "$(commands | wc -l)" ]
            without_effect <"$T/screens" >"$T/dead"
            diff /dev/null "$T/dead"
        done
    done
}

@test "every command without a single call" {
    local view
    : >"$T/empty.ndjson"
    for view in $(views); do
        each_command_in "$view" >"$T/steps"
        "$CALLBOARD" open "$T/empty.ndjson" --roles --script "$T/steps" >"$T/screens"
        without_effect <"$T/screens" >"$T/dead"
        diff /dev/null "$T/dead"
    done
}

@test "a key that means nothing says so" {
    printf '%s\n' 'ö' 'screen ö' >"$T/steps"
    "$CALLBOARD" open "$BATS_TEST_DIRNAME/../screens/data/story.ndjson" --roles --script "$T/steps" | grep -q 'this key means nothing'
}
