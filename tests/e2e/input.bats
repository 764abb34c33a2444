#!/usr/bin/env bats
# Mouse, paste and Ctrl-Z, on a terminal as it reports them.

load helper

teardown() {
    [ ! -S "$T/tmux" ] || tmux -S "$T/tmux" kill-server || true
}

story() { printf '%s\n' "$BATS_TEST_DIRNAME/../screens/data/story.ndjson"; }

@test "a click selects, a second one opens, the wheel scrolls, and q gives the mouse back" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text All calls
click 4,5
wait-text Globex  globex
click 22,1
wait-text by a group call
click 64,1
wait-text brought
wheel-up 30,5
wheel-down 30,5
click 73,23
wait-exit 0
expect-restored
STEPS
}

@test "the wheel moves the rows under it and not the selection" {
    "$TOOLS/term" -s 80x12 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text Plan Changed
wheel-up 40,4
wheel-up 40,4
wheel-up 40,4
wheel-up 40,4
wheel-up 40,4
wait-text Signed Up
wait-gone Invite Sent
key Enter
wait-text u_17 belongs to acme and globex
key q
wait-exit 0
STEPS
}

@test "what is pasted is text in a prompt, and nothing elsewhere" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text All calls
paste q
wait-text pasted text was left out
paste cccqqq
wait-still
wait-text 14 calls
key /
paste Signed Up
wait-text 2 of 15
key Enter
wait-text Esc ends the filter
key q
wait-exit 0
expect-restored
STEPS
}

@test "Ctrl-Z gives the terminal back, and fg draws everything anew" {
    "$TOOLS/term" -s 80x24 bash --norc --noprofile -i <<STEPS
run true
key PS1=READY:
key Enter
wait-text READY:
key clear; $CALLBOARD open $(story)
key Enter
wait-text All calls
key Ctrl-Z
wait-text Stopped
expect-shell
key clear; echo NOISE; fg
key Enter
wait-text All calls
wait-gone NOISE
wait-text ACCOUNTS
click 22,1
wait-text by a group call
key q
wait-gone by a group call
wait-text READY:
expect-shell
key exit
key Enter
wait-exit 0
STEPS
}

@test "stopped from outside and continued, it draws everything anew" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text All calls
signal STOP
wait-stopped
size 100x30
signal CONT
wait-text All calls
wait-still
mark
signal CONT
wait-written
wait-text All calls
key q
wait-exit 0
expect-restored
STEPS
}

@test "Ctrl-Z where no shell could continue it does not stop it" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text All calls
key Ctrl-Z
key 3
wait-text by a group call
key q
wait-exit 0
expect-restored
STEPS
}

@test "while the terminal takes nothing the program goes on, and then shows the newest frame only" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" --port 0 <<'STEPS'
deadline 30
wait-url
wait-still
suspend
run "$TOOLS/load" "$PORT" --calls 500 | grep -q '^requests=500 '
run for i in $(seq 400); do curl -s "$URL/callboard/status" | grep -q "\"behind\":0," && exit 0; done; exit 1
resume
wait-text 500 calls
key q
wait-exit 0
expect-restored
STEPS
}

@test "TERM of tmux, screen and others: keys, mouse and paste" {
    local term
    for term in xterm xterm-256color screen screen-256color tmux-256color rxvt-unicode-256color; do
        infocmp "$term" >/dev/null 2>&1 || continue
        TERM=$term "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text All calls
click 22,1
wait-text by a group call
key /
paste acme
wait-text / acme
key Esc
key 1
wait-text All calls
key q
wait-exit 0
expect-restored
STEPS
    done
}

@test "inside tmux: mouse, paste, and back after it was detached" {
    command -v tmux >/dev/null || skip 'tmux is not here'
    printf '%s\n' 'set -g mouse on' 'set -g escape-time 10' >"$T/conf"
    "$TOOLS/term" -s 80x25 tmux -S "$T/tmux" -f "$T/conf" new-session "$CALLBOARD open $(story)" <<'STEPS'
wait-text All calls
click 22,1
wait-text by a group call
key /
paste acme
wait-text / acme
key Esc
wait-gone / acme
key Ctrl-B
key d
wait-text detached
wait-exit 0
STEPS
    "$TOOLS/term" -s 120x40 tmux -S "$T/tmux" attach <<'STEPS'
wait-text by a group call
key 1
wait-text All calls
wait-text "event": "Plan Changed"
key q
wait-text exited
wait-exit 0
STEPS
}

@test "a terminal without a mouse is not asked for one" {
    TERM=vt220 "$TOOLS/term" -s 80x24 "$CALLBOARD" open "$(story)" <<'STEPS'
wait-text All calls
expect-no-mouse
key q
wait-exit 0
STEPS
}
