#!/usr/bin/env bats
# --fault: the service as it is on bad days. Each reply that clients were measured against can be had.

bats_require_minimum_version 1.5.0
load helper

call='{"type":"track","userId":"u_1","event":"Signed Up","messageId":"m1","context":{"groupId":"acme"}}'

# send [CURL OPTION...]: one call from another origin; its headers in $T/headers, its body in $T/answer; prints the status.
send() {
    curl -sS -m 20 -D "$T/headers" -o "$T/answer" -w '%{http_code}' -H 'Origin: http://shop.example' \
        -H 'Content-Type: application/json' --data-binary "$call" "$@" "$URL/v1/track"
}

# has HEADER: the answer has it, whatever its case
has() {
    tr -d '\r' <"$T/headers" | grep -qix "$1"
}

# reply SPEC STATUS BODY: what clients get for a fault, and that it is recorded as one, in full
reply() {
    rm -rf "$XDG_STATE_HOME"
    serve --json --fault "$1"
    [ "$(send)" = "$2" ]
    [ "$(cat "$T/answer")" = "$3" ]
    has 'Access-Control-Allow-Origin: http://shop.example'
    has 'Access-Control-Expose-Headers: Retry-After, X-RateLimit-Reset'
    finish
    grep -qx "callboard: simulating faults: $1" "$T/said"
    jq -e --argjson call "$call" --argjson status "$2" \
        '(.status // 200) == $status and .json == $call and (.fault | startswith($status | tostring))' "$(session)"
}

@test "200 with an empty body" { reply '200 empty' 200 ''; }
@test "200 with a text" { reply '200 text' 200 ok; }
@test "201 with a JSON object" { reply '201' 201 '{"success":true}'; }
@test "204" { reply '204' 204 ''; }
@test "500 {}" { reply '500 {}' 500 '{}'; }
@test "429 and when to try again" {
    reply '429 {} retry-after=1 reset=1' 429 '{}'
    has 'Retry-After: 1'
    has 'X-RateLimit-Reset: 1'
}

@test "without a fault: 200 and the one body that suits all" {
    serve
    [ "$(send)" = 200 ]
    [ "$(cat "$T/answer")" = '{"success":true}' ]
    run -1 has 'Access-Control-Expose-Headers: .*'
    finish
    jq -e 'has("fault") | not' "$(session)"
}

@test "a closed connection" {
    serve --fault 'next 1: close'
    run -52 send
    [ "$(send)" = 200 ]
    finish
    [ "$(jq -c '[.status, .fault]' "$(session)")" = $'[null,"closed"]\n[200,null]' ]
}

@test "a delay, before the usual answer and before another" {
    local took
    serve --fault 'next 1: delay=300ms; next 1: 503 delay=300ms'
    for status in 200 503; do
        read -r got took < <(send -w '%{http_code} %{time_starttransfer}\n')
        [ "$got" = "$status" ]
        jq -ne --argjson took "$took" '$took >= 0.3'
    done
    finish
    jq -e -s 'all(.[]; .duration >= 300000)' "$(session)"
    [ "$(jq -r .fault "$(session)")" = $'delay 300 ms\n503, delay 300 ms' ]
}

@test "a client that gives up waiting is told apart by its retry" {
    serve --json --fault 'next 1: delay=600s'
    run -28 send -m 1
    [ "$(send -H 'X-Retry-Count: 1')" = 200 ]
    finish
    [ "$(jq -c '[.messageId, .resent, .retry]' "$T/calls")" = $'["m1",false,0]\n["m1",true,1]' ]
}

@test "a share is exact, the next are counted, paths and settings choose" {
    local n got=''
    serve --fault '20%: 500'
    for n in {1..10}; do got+="$(send) "; done
    [ "$got" = '200 200 200 200 500 200 200 200 200 500 ' ]
    finish
    serve --fault 'path=/v1/b next 2: 503' --fault 'settings: 500'
    [ "$(send)" = 200 ]
    [ "$(post /v1/b "$call" | cut -c 1-3)" = 503 ]
    [ "$(post /x/v1/b/ "$call" | cut -c 1-3)" = 503 ]
    [ "$(post /v1/b "$call" | cut -c 1-3)" = 200 ]
    [ "$(curl -sS -m 20 -o "$T/answer" -w '%{http_code}' "$URL/v1/projects/k/settings")" = 500 ]
    finish
    grep -qx 'callboard: simulating faults: path=/v1/b next 2: 503; settings: 500' "$T/said"
}

@test "what --fault cannot read is told with its column" {
    run -2 "$CALLBOARD" serve --fault '503; next 3: 4299'
    [[ $output == 'callboard: --fault "503; next 3: 4299": column 14: "4299": a status goes from '* ]]
    run -2 "$CALLBOARD" serve --fault
    [[ $output == *'--fault needs a value'* ]]
}

@test "ending callboard keeps nobody waiting" {
    serve --fault 'delay=600s'
    send >"$T/status" 3>&- &
    local client=$!
    until curl -sS "$URL/callboard/status" | jq -e '.recorded == 1' >/dev/null; do :; done
    finish
    wait "$client"
    [ "$(cat "$T/status")" = 200 ]
    [ "$(wc -l <"$(session)")" = 1 ]
}

# ---- the retries they cause ----

# What clients in tests/sdk and libraries do: the same message again, and how often it was tried.
retry() {
    send -H "X-Retry-Count: $1"
}

@test "a retry is tied to the fault that caused it" {
    serve --fault 'next 1: 503' --fault 'next 1: 429 retry-after=1' --fault 'next 1: close'
    [ "$(send)" = 503 ]
    [ "$(retry 1)" = 429 ]
    run -52 retry 2
    [ "$(retry 3)" = 200 ]
    until curl -sS "$URL/callboard/status" | jq -e '.behind == 0' >/dev/null; do :; done
    curl -sS "$URL/callboard/status" | jq -e '.calls == 1'
    finish
    [ "$(wc -l <"$T/calls")" = 4 ]
    [[ $(sed -n 1p "$T/calls") == *'  fault     503 simulated  POST /v1/track (1 call)' ]]
    [[ $(sed -n 2p "$T/calls") == *'429 Retry-After 1 simulated  POST /v1/track (1 call)   sent again '*' after 503 (simulated); retry 1' ]]
    [[ $(sed -n 3p "$T/calls") == *'closed simulated  POST /v1/track (1 call)   sent again '*' after 429 (simulated); retry 2' ]]
    [[ $(sed -n 4p "$T/calls") == *'Signed Up'*'sent again '*' after it got no answer (simulated); retry 3'* ]]
    script "$(session)" --size 120x40 <<'STEPS' >"$T/screen"
:view requests
first
screen first
down
screen second
down
screen third
down
screen last
STEPS
    sed -n 's/^ again  *//p; s/^ fault  */fault /p' "$T/screen" | sed 's/[0-9][0-9:]*\.[0-9]*/T/g; s/after .*/after SPAN/' >"$T/got"
    cat >"$T/want" <<'END'
fault 503, simulated
sent again by T, after SPAN
fault 429 Retry-After 1, simulated
2nd try of T; sent again by T, after SPAN
fault closed, simulated
3rd try of T; sent again by T, after SPAN
4th try of T
END
    same "$T/want" "$T/got"
}

@test "calls answered by a 2xx fault count, and what comes again does not" {
    serve --json --fault 'next 1: 204'
    [ "$(send)" = 204 ]
    [ "$(retry 1)" = 200 ]
    finish
    [ "$(jq -c '[.messageId, .resent, .retry]' "$T/calls")" = $'["m1",false,0]\n["m1",true,1]' ]
    script "$(session)" --size 200x60 <<'STEPS' >"$T/screen"
last
screen live
STEPS
    grep -q 'sent again .* after 204 (simulated)' "$T/screen"
}

@test "the interface takes faults by a key, counts them down, and is rid of them" {
    export CALL=$call
    "$TOOLS/term" -s 120x40 "$CALLBOARD" --port 0 --fault '50%: 500' <<'STEPS'
wait-url
wait-text FAULT 50%: 500
key F
wait-text fault: 50%: 500
key Ctrl-U
key next 2: 50
key Enter
wait-text column 9: "50": a status goes from
key End
key 3
key Enter
wait-text FAULT next 2: 503
run curl -sS -m 20 "$URL/v1/track" -d "$CALL" | grep -q simulated
wait-text FAULT next 1: 503
wait-text 503 simulated  POST /v1/track (1 call)
run curl -sS -m 20 "$URL/v1/track" -d "$CALL" | grep -q simulated
wait-gone FAULT
run curl -sS -m 20 "$URL/v1/track" -d "$CALL" | grep -qx '{"success":true}'
wait-text after 503 (simulated)
key F
key close
key Enter
wait-text FAULT close
run ! curl -sS -m 20 "$URL/v1/track" -d "$CALL"
key F
key Ctrl-U
key Enter
wait-gone FAULT
key q
wait-exit 0
expect-restored
STEPS
}
