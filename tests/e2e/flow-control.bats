#!/usr/bin/env bats
# A terminal that stands still never costs the application a call: the journal is the queue.

load helper

@test "Ctrl-S during 10,000 posts: all are answered 200, and after Ctrl-Q all are on the screen" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<'STEPS'
deadline 60
wait-url
wait-still
suspend
wait-still
mark
run "$TOOLS/load" "$PORT" --calls 10000 | grep -q '^requests=10000 '
same-bytes
resume
wait-text 10,000 calls
wait-text 10,000 requests
key q
wait-exit 0
expect-restored
STEPS
    [ "$(wc -l <"$(session)")" = 10000 ]
}

@test "Ctrl-S in the middle of the stream, and Ctrl-Q before its end" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<'STEPS'
deadline 60
wait-url
run "$TOOLS/load" "$PORT" --calls 3000 | grep -q '^requests=3000 '
suspend
run "$TOOLS/load" "$PORT" --calls 4000 | grep -q '^requests=4000 '
resume
run "$TOOLS/load" "$PORT" --calls 3000 | grep -q '^requests=3000 '
wait-text 10,000 calls
signal TERM
wait-exit 0
expect-restored
STEPS
    [ "$(wc -l <"$(session)")" = 10000 ]
}

@test "nobody reads the terminal during 10,000 posts: all are answered 200 and shown later" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<'STEPS'
deadline 60
wait-url
hold
run for n in 1 2 3 4 5 6 7 8 9 10; do "$TOOLS/load" "$PORT" --calls 1000 | grep -q '^requests=1000 ' || exit 1; done
release
wait-text 10,000 calls
key q
wait-exit 0
expect-restored
STEPS
    [ "$(wc -l <"$(session)")" = 10000 ]
}

@test "a stopped process, continued: the calls posted before are shown, none is lost" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<'STEPS'
deadline 60
wait-url
run "$TOOLS/load" "$PORT" --calls 500 --batch 50 | grep -q ' calls=500 '
wait-text 500 calls
signal STOP
signal CONT
run "$TOOLS/load" "$PORT" --calls 500 --batch 50 | grep -q ' calls=500 '
wait-text 1,000 calls
wait-text 20 requests
key q
wait-exit 0
expect-restored
STEPS
}

@test "a terminal that takes a part of a frame only holds nobody up, and shows the newest when it takes more" {
    cat >"$T/caught-up" <<'RUN'
for i in $(seq 400); do
    curl -s "$URL/callboard/status" | grep -q '"behind":0,' && exit 0
done
exit 1
RUN
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<STEPS
deadline 60
wait-url
hold
run for n in \$(seq 30); do "\$TOOLS/load" "\$PORT" --calls 300 >$T/load && bash $T/caught-up || exit 1; done
release
wait-text 9,000 calls
key q
wait-exit 0
expect-restored
STEPS
}

@test "q and SIGTERM end it while Ctrl-S is on, and the terminal is restored" {
    local step
    for step in 'key q' 'signal TERM'; do
        "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<STEPS
wait-url
wait-still
suspend
wait-still
run "\$TOOLS/load" "\$PORT" --calls 300 | grep -q '^requests=300 '
$step
wait-exit 0
expect-restored
STEPS
    done
}

@test "SIGTERM ends it where nobody reads the terminal" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 <<'STEPS'
wait-url
hold
run for n in $(seq 60); do "$TOOLS/load" "$PORT" --calls 100 | grep -q '^requests=100 ' || exit 1; done
signal TERM
wait-exit 0
STEPS
}
