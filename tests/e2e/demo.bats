#!/usr/bin/env bats
# The demo plays its story into its own sink, and what comes of it is what its captions tell.
bats_require_minimum_version 1.5.0
load helper

@test "the story is played to its end, recorded, and judged as it tells" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" demo --port 0 --speed 2000 --session story <<'STEPS'
deadline 60
wait-text Ann reads the prices
wait-text Cleo's invite still waits
wait-text Globex
key q
wait-exit 0
expect-restored
STEPS
    [ "$(jq 'select(.retry == 1) | .json.batch[0].timestamp < .json.sentAt' "$(session)")" = true ]
    run -1 --separate-stderr "$CALLBOARD" check --format json "$(session)"
    printf '%s\n' "$output" >"$T/report"
    [ "$(jq -c '.accounts | map([.id, .name])' "$T/report")" = '[["acme","Acme Inc"],["globex","Globex"]]' ]
    [ "$(jq -c '.users[] | select(.userId == "u_22" and has("visitors")) | .accounts' "$T/report")" = 2 ]
    [ "$(jq -c '.summary | [.resent, .refused]' "$T/report")" = '[0,2]' ]
    [ "$(jq -c '[.findings[] | select(.rule == "missing-group-id") | .severity] | unique' "$T/report")" = '["error","warning"]' ]
}

@test "step by step: held from the start, a key plays the next call" {
    "$TOOLS/term" -s 100x30 "$CALLBOARD" demo --port 0 --step <<'STEPS'
wait-text held  0/
key .
wait-text held  1/
key .
wait-text Pricing
wait-text held  2/
key .
wait-text Sign up
key ,
wait-gone held
key q
wait-exit 0
STEPS
}

@test "told again it is of other people, whom nothing of the first is said of" {
    "$TOOLS/term" -s 120x40 "$CALLBOARD" demo --port 0 --speed 2000 --loop --session loop <<'STEPS'
deadline 60
wait-text Acme Inc-2
wait-text Globex-2
key q
wait-exit 0
STEPS
    run -1 --separate-stderr "$CALLBOARD" check --format json "$(session)"
    printf '%s\n' "$output" >"$T/report"
    [ "$(jq -c '[.flows[] | select(.kind == "signup" and .state == "broken")] | length' "$T/report")" = 0 ]
    [ "$(jq -c '[.accounts[].id] | index("acme-2") != null' "$T/report")" = true ]
}

@test "the recording that the golden screens and the README show is the demo's (make recording)" {
    "$BATS_TEST_DIRNAME/../tools/recording.sh" >"$T/demo.ndjson"
    same "$BATS_TEST_DIRNAME/../screens/data/demo.ndjson" "$T/demo.ndjson"
}

@test "where the usual port is taken it uses another" {
    "$CALLBOARD" serve --ephemeral >"$T/calls" 2>"$T/said" 3>&- &
    SERVE_PID=$!
    until [ -s "$T/said" ]; do :; done # it listens, or somebody else has it
    "$TOOLS/term" -s 80x24 "$CALLBOARD" demo --speed 2000 <<'STEPS'
wait-text 127.0.0.1:
wait-gone 127.0.0.1:4545
wait-text Ann reads the prices
key q
wait-exit 0
STEPS
    kill -TERM "$SERVE_PID" 2>/dev/null || true
    wait "$SERVE_PID" || true
    SERVE_PID=
}

@test "without a terminal there is no demo" {
    run -1 "$CALLBOARD" demo </dev/null
    [[ $output == *'needs a terminal'* ]]
}
