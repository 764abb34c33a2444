#!/usr/bin/env bats
# A call, or a part of it, taken elsewhere: copied, and sent again.
load helper

teardown() {
    [ ! -S "$T/tmux" ] || tmux -S "$T/tmux" kill-server || true
    [ -z "$SERVE_PID" ] || kill -KILL "$SERVE_PID" 2>/dev/null || true
}

detail() { printf '%s\n' "$BATS_TEST_DIRNAME/../screens/data/detail.ndjson"; }

# copy STEP...: what the steps leave in the file, over the call before the last
copy() {
    printf '%s\n' up "$@" >"$T/steps"
    "$CALLBOARD" open "$(detail)" --script "$T/steps" --size 120x40 >"$T/screens" && cat "$XDG_STATE_HOME/callboard/clipboard"
}

@test "what is copied is in a file that only its owner reads" {
    copy ':copy line' >"$T/got"
    diff "$T/got" <(sed -n 's/.*"json":\(.*\)}$/\1/p' "$(detail)" | sed -n 5p | tr -d '\n')
    [ "$(stat -c %a "$XDG_STATE_HOME/callboard/clipboard")" = 600 ]
    [ "$(find "$XDG_STATE_HOME/callboard" -type f | wc -l)" = 1 ]
}

@test "y and Enter copy the first that is offered; a theme has to be named" {
    copy y Enter >"$T/got"
    same <(copy ':copy json') "$T/got"
    printf '%s\n' : 'type theme' Enter Enter 'screen asked' >"$T/steps"
    "$CALLBOARD" open "$(detail)" --script "$T/steps" | grep -F 'which theme?'
}

@test "a value and its pointer are those at the cursor, or above a finding" {
    [ "$(copy Tab ':copy pointer')" = /properties/big ]
    [ "$(copy Tab ':copy value')" = 9007199254740993 ]
    [ "$(copy Tab down ':copy pointer')" = /properties/big ]
    [ "$(copy Tab up up up up ':copy pointer')" = /properties/owner/region/name ]
    [ "$(copy Tab left ':copy value' | jq -c .filters)" = '["open","team","mine"]' ]
}

@test "code has the account put in where it is missing, and secrets stay masked" {
    copy ':copy node' | grep -F "groupId: 'globex', // the fix: the account it is about, or acme"
    printf '{"type":"track","event":"E","userId":"u","properties":{"password":"hunter2hunter2"}}\n' >"$T/calls.ndjson"
    printf '%s\n' ':copy line' >"$T/steps"
    "$CALLBOARD" open "$T/calls.ndjson" --script "$T/steps" >/dev/null
    run grep -c hunter2 "$XDG_STATE_HOME/callboard/clipboard"
    [ "$output" = 0 ]
}

@test "what has no room in a terminal's clipboard is in the file, and said to be" {
    jq -nc '{type: "track", event: "E", userId: "u", properties: {text: ("x" * 90000)}}' >"$T/calls.ndjson"
    printf '%s\n' ':copy line' 'screen told' >"$T/steps"
    "$CALLBOARD" open "$T/calls.ndjson" --script "$T/steps" --size 200x24 | grep -F "for a terminal's clipboard: line is in "
    cmp "$XDG_STATE_HOME/callboard/clipboard" <(tr -d '\n' <"$T/calls.ndjson")
}

@test "a file that cannot be written is told" {
    mkdir -p "$XDG_STATE_HOME/callboard/clipboard/full"
    printf '%s\n' ':copy line' 'screen told' >"$T/steps"
    "$CALLBOARD" open "$(detail)" --script "$T/steps" --size 200x24 | grep -F 'copied line'
    "$CALLBOARD" open "$(detail)" --script "$T/steps" --size 200x24 | grep -F 'no file: '
}

@test "nothing is kept with --no-state" {
    printf '%s\n' ':copy line' 'screen told' >"$T/steps"
    "$CALLBOARD" open "$(detail)" --script "$T/steps" --no-state | grep -E '^ copied line, [0-9.]+ (B|KiB)$'
    [ ! -e "$XDG_STATE_HOME/callboard/clipboard" ]
}

@test "inside tmux it is in tmux's buffer" {
    command -v tmux >/dev/null || skip 'tmux is not here'
    printf '%s\n' 'set -s set-clipboard on' 'set -g escape-time 10' >"$T/conf"
    "$TOOLS/term" -s 80x25 tmux -S "$T/tmux" -f "$T/conf" new-session "$CALLBOARD open $(detail)" <<STEPS
wait-text 6 calls
key y
wait-text the call as JSON, in one line
key l
key i
key n
key e
key Enter
wait-text copied line
run tmux -S $T/tmux show-buffer >$T/got
key q
wait-text exited
wait-exit 0
STEPS
    cmp "$T/got" <(sed -n 's/.*"json":\(.*\)}$/\1/p' "$(detail)" | tail -1 | tr -d '\n')
}

@test "a call is sent again, as another one or as a retry" {
    printf '%s' '{"type":"track","event":"Report Opened","userId":"u_1","n":1.0,"messageId":"m1"}' >"$T/call"
    "$TOOLS/term" -s 120x30 "$CALLBOARD" --port 0 --session again <<STEPS
wait-url
run curl -s "\$URL/v1/track" -d @$T/call
wait-text Report Opened
key R
wait-text with a messageId of its own
key n
key e
key w
key Enter
wait-text sent again: answered 200
wait-text 2 calls
key :
key r
paste esend same
key Enter
wait-text sent again: answered 200
wait-text retry 1
key q
wait-exit 0
STEPS
    local session="$XDG_STATE_HOME/callboard/again.ndjson"
    [ "$(grep -c '"path":"/v1/track"' "$session")" = 3 ]
    [ "$(jq -r 'select(.json) | .json.messageId' "$session" | sort -u | wc -l)" = 2 ]
    [ "$(grep -c '"n":1.0,"messageId":"[^"]*"}' "$session")" = 3 ]
}

@test "a recording sends nothing" {
    printf '%s\n' R 'screen told' >"$T/steps"
    "$CALLBOARD" open "$(detail)" --script "$T/steps" | grep -F 'a recording has no sink to send to'
}
