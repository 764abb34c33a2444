#!/usr/bin/env bats
# What is remembered from one use to the next.

load helper

story() { printf '%s\n' "$BATS_TEST_DIRNAME/../screens/data/story.ndjson"; }
state() { printf '%s\n' "$XDG_STATE_HOME/callboard/state"; }

# look [OPTION...]: the steps of standard input on the story
look() { "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" "$@"; }

@test "view, lines, lists, colours and what was entered come back" {
    look <<'STEPS'
wait-text All calls
key s
wait-text SOURCES
key >
key :
key theme light
wait-text : theme light
key Enter
wait-gone theme light
key 3
wait-text by a group call
key s
wait-text s: as a matrix
key /
key type:track # or so \
key Enter
wait-text Esc ends the filter
key q
wait-exit 0
STEPS
    [ "$(stat -c %a "$(state)")" = 600 ]
    ls "$XDG_STATE_HOME/callboard" | diff - <(echo state)
    look <<'STEPS'
wait-text s: as a matrix
key 1
wait-text SOURCES       s: accounts
key /
key Up
wait-text / type:track # or so \
key Esc
key :
key Up
wait-text : theme light
key Esc
key q
wait-exit 0
STEPS
    grep -qx 'theme = light' "$(state)"
}

@test "--no-state neither reads nor writes it, and a script neither" {
    look <<'STEPS'
wait-text All calls
key 5
wait-text FINDINGS
key q
wait-exit 0
STEPS
    cp "$(state)" "$T/before"
    look --no-state <<'STEPS'
wait-text All calls
key 3
wait-text by a group call
key q
wait-exit 0
STEPS
    cmp "$(state)" "$T/before"
    printf '%s\n' 'screen first' 2 >"$T/steps"
    "$CALLBOARD" open "$(story)" --script "$T/steps" | grep -q 'All calls'
    cmp "$(state)" "$T/before"
    look <<'STEPS'
wait-text FINDINGS
key q
wait-exit 0
STEPS
}

@test "what cannot be read is left out with a word, and written anew" {
    mkdir -p "$XDG_STATE_HOME/callboard"
    printf 'view = links\nno pair\n' >"$(state)"
    look <<'STEPS'
wait-text what was remembered is left out
key 7
wait-text brought
key q
wait-exit 0
STEPS
    grep -qx 'view = requests' "$(state)"
}

@test "what is no longer there is left out without a word" {
    mkdir -p "$XDG_STATE_HOME/callboard"
    printf '%s\n' 'view = gone' 'theme = gone' 'line.gone.side = 10' 'line.live.side = 99999999' 'lists.live = gone' \
        'entered.gone = x' 'later = yes' 'mouse = sideways' >"$(state)"
    look <<'STEPS'
wait-text All calls
wait-text ? help
key q
wait-exit 0
STEPS
}

@test "a theme that is asked for is worn, and the remembered one stays remembered" {
    mkdir -p "$XDG_STATE_HOME/callboard"
    echo 'theme = light' >"$(state)"
    look --theme mono <<'STEPS'
wait-text All calls
key q
wait-exit 0
STEPS
    grep -qx 'theme = light' "$(state)"
}

@test "the mouse is the terminal's when it is off, also the next time" {
    look <<'STEPS'
wait-text All calls
key :
key mouse off
wait-text : mouse off
key Enter
wait-gone : mouse
expect-no-mouse
key q
wait-exit 0
STEPS
    look <<'STEPS'
wait-text All calls
expect-no-mouse
key :
key mouse on
wait-text : mouse on
key Enter
wait-gone : mouse
click 22,1
wait-text by a group call
key q
wait-exit 0
expect-restored
STEPS
}

@test "--ephemeral leaves nothing behind" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" --port 0 --ephemeral <<'STEPS'
wait-url
key 3
wait-text No links yet
key q
wait-exit 0
STEPS
    [ ! -e "$(state)" ]
}

@test "without a home it goes on without remembering" {
    env -u XDG_STATE_HOME -u HOME "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text All calls
key q
wait-exit 0
STEPS
}

@test "columns, times and rows of the stream come back" {
    look <<'STEPS'
wait-text All calls
key t
wait-text times: UTC
key z
wait-text each call stands in a row of its own
key :
key columns event type
key Enter
wait-gone 14:02:41
key q
wait-exit 0
STEPS
    grep -qx 'shown.live = utc each type event' "$(state)"
    look <<'STEPS'
wait-text All calls
wait-gone 14:02:41
key t
wait-text times: how long before the newest call
key q
wait-exit 0
STEPS
    echo 'shown.live = gone' >"$(state)"
    look <<'STEPS'
wait-text 14:02:41
key q
wait-exit 0
STEPS
    grep -qx 'shown.live = local folded all' "$(state)"
}
