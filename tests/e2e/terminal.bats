#!/usr/bin/env bats
# The terminal belongs to its user: whatever ends callboard leaves it as it was, and any size will do.

load helper

@test "q restores the terminal" {
    "$TOOLS/term" "$CALLBOARD" --port 0 <<'STEPS'
wait-url
key q
wait-exit 0
expect-restored
STEPS
}

@test "SIGTERM restores the terminal" {
    "$TOOLS/term" "$CALLBOARD" --port 0 <<'STEPS'
wait-url
signal TERM
wait-exit 0
expect-restored
STEPS
}

@test "Ctrl-C restores the terminal" {
    "$TOOLS/term" "$CALLBOARD" --port 0 <<'STEPS'
wait-url
key Ctrl-C
wait-exit 0
expect-restored
STEPS
}

@test "SIGINT and SIGHUP from outside restore the terminal" {
    local signal
    for signal in INT HUP; do
        "$TOOLS/term" "$CALLBOARD" --port 0 <<STEPS
wait-url
signal $signal
wait-exit 0
expect-restored
STEPS
    done
}

@test "a crash restores the terminal, and still is one" {
    "$TOOLS/term" "$CALLBOARD" --port 0 <<'STEPS'
wait-url
signal ABRT
wait-exit signal 6
expect-restored
STEPS
}

@test "a recorded session gives the terminal back too" {
    printf '{"type":"track","event":"Signed Up","userId":"u_1"}\n' >"$T/calls.ndjson"
    "$TOOLS/term" "$CALLBOARD" open "$T/calls.ndjson" <<'STEPS'
wait-text Signed Up
key q
wait-exit 0
expect-restored
STEPS
}

@test "the curl line of the empty screen works as printed and shows up in Live" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" --port 0 <<STEPS
wait-url
wait-text curl -s http://127.0.0.1:
wait-still
screen $T/screen
run sed -n '/curl -s/,/-d/p' "$T/screen" >"$T/line" && bash "$T/line" | grep -qx '{"success":true}'
wait-text 1 call
wait-text Signed Up
wait-gone Waiting for the first call
key q
wait-exit 0
STEPS
}

@test "C leads from the empty screen to an SDK's lines with this sink's address, q back" {
    "$TOOLS/term" -s 80x24 "$CALLBOARD" --port 0 <<STEPS
wait-url
wait-text C shows the lines to paste
key C
wait-text the lines that point an SDK at http://127.0.0.1:
key Enter
wait-text the same by callboard connect analytics-node
wait-still
screen $T/screen
run grep -q "host: '\$URL'" "$T/screen" && grep -q -- "--port \$PORT" "$T/screen"
key Esc
wait-text CONNECT
key q
wait-text Waiting for the first call
key q
wait-exit 0
STEPS
}

@test "20x5 and back, with calls coming, at any time" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<'STEPS'
wait-url
run "$TOOLS/load" "$PORT" --calls 300 | grep -q '^requests=300 '
wait-text 300 calls
size 20x5
run "$TOOLS/load" "$PORT" --calls 300 | grep -q '^requests=300 '
wait-still
key 2
key 3
key ?
key Esc
key 1
wait-still
size 1x1
wait-still
size 200x60
wait-text 600 calls
wait-text ACCOUNTS
size 80x24
wait-text ACCOUNTS
wait-text 600 calls
key q
wait-exit 0
expect-restored
STEPS
}

@test "the terminal of these tests takes wide characters in a window of one column, before and after it was wider" {
    "$TOOLS/term" -s 1x5 cat <<'STEPS'
key 日
wait-text 日
size 9x5
key 本
wait-text 本
size 1x5
key 語
wait-text 語
key Enter
key Ctrl-D
wait-exit 0
STEPS
}

@test "nor does it die of what was written for a larger window: a scrolling region, a cursor to go back to" {
    local region='printf "\033[15;18rregion\033[18;1H"; read -r _; printf "\n\n\n\n\033[rwhole"; read -r _'
    local saved='printf "\033[20;10H\0337\033[Hsaved"; read -r _; printf "\0338back"; read -r _'
    "$TOOLS/term" -s 40x20 sh -c "$region" <<'STEPS'
wait-text region
size 40x5
key Enter
wait-text whole
key Enter
wait-exit 0
STEPS
    "$TOOLS/term" -s 40x20 sh -c "$saved" <<'STEPS'
wait-text saved
size 8x5
key Enter
wait-text b
wait-text ack
key Enter
wait-exit 0
STEPS
}

@test "the views are reached by their keys" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<'STEPS'
wait-url
run curl -s "$URL/v1/group" -H 'Content-Type: application/json' -d '{"userId":"u_1","groupId":"acme","traits":{"name":"Acme Inc"}}' | grep -q true
run curl -s "$URL/v1/track" -H 'Content-Type: application/json' -d '{"userId":"u_1","event":"Signed Up"}' | grep -q true
wait-text Acme Inc
wait-text Signed Up
key 5
wait-text event without context.groupId
key 3
wait-text u_1
wait-text acme
key ?
wait-text one page down
key Esc
wait-gone one page down
key q
wait-exit 0
STEPS
}

@test "without a terminal it says so and runs as serve" {
    local line='' all=''
    mkfifo "$T/say"
    exec 7<>"$T/say"
    "$CALLBOARD" --port 0 </dev/null >"$T/calls" 2>"$T/say" 3>&- 7>&- &
    SERVE_PID=$!
    until [[ $line == *'listening on http'* ]]; do
        read -r -t 20 line <&7
        all+=$line$'\n'
    done
    URL=${line##* }
    [[ $all == *'no terminal'*serve* ]]
    [ "$(post /v1/track '{"event":"Signed Up","userId":"u_1"}')" = '200 {"success":true}' ]
    finish
    grep -q 'Signed Up' "$T/calls"
}
