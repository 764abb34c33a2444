#!/usr/bin/env bats
# Messages that are sent again: shown, marked, counted once.

load helper

call='{"type":"track","userId":"u_1","event":"Signed Up","messageId":"m1","context":{"groupId":"acme"}}'

# resend HEADER JSON
resend() {
    curl -sS -m 20 -H "$1" --data-binary "$2" "$URL/v1/track"
}

# One line per call: what `serve --json` says of its delivery.
deliveries() {
    jq -c '[.messageId, .resent, .retry, .sentBefore != null, (.findings | map(select(.severity != "note").rule))]' "$T/calls"
}

@test "a message sent twice is printed twice and counted once" {
    serve
    post /v1/track "$call"
    resend 'X-Retry-Count: 1' "${call/\"type\"/\"sentAt\":\"2026-11-23T14:02:11Z\",\"type\"}"
    until curl -sS "$URL/callboard/status" | jq -e '.behind == 0' >/dev/null; do :; done
    curl -sS "$URL/callboard/status" | jq -e '.calls == 1'
    finish
    [ "$(wc -l <"$T/calls")" = 2 ]
    [[ $(sed -n 1p "$T/calls") != *again* ]]
    [[ $(sed -n 2p "$T/calls") == *'Signed Up'*'sent again '*' later; first seen '*'; retry 1' ]]
}

@test "--json tells of retries, however the client counts them" {
    serve --json
    post /v1/track "$call"
    post /v1/batch "{\"batch\":[$call,${call/m1/m2}]}"
    resend 'X-Retry-Count: 2' "${call/m1/m3}"
    resend 'Rsa-Retry-Attempt: 3' "${call/m1/m4}"
    post /v1/track "${call/\"m1\"/\"m5\",\"_metadata\":{\"retryCount\":4\}}"
    post /v1/track "${call/Signed Up/Logged In}"
    finish
    deliveries >"$T/got"
    cat >"$T/want" <<'END'
["m1",false,0,false,[]]
["m1",true,0,true,[]]
["m2",false,0,false,[]]
["m3",false,2,false,[]]
["m4",false,3,false,[]]
["m5",false,4,false,[]]
["m1",false,0,false,["duplicate-message-id"]]
END
    same "$T/want" "$T/got"
}

@test "a session is continued and replayed with the same marks" {
    serve --session story
    post /v1/track "$call"
    finish
    serve --session story
    post /v1/track "$call"
    finish
    [[ $(tail -1 "$T/calls") == *'sent again '* ]]
    printf 'last\nscreen end\n' | script "$XDG_STATE_HOME/callboard/story.ndjson" >"$T/screen"
    grep -q '1 call  .*1 sent again' "$T/screen"
    grep -q '↻ Signed Up' "$T/screen"
}

@test "what follows a simulated fault is tied to it, and counted once" {
    serve --fault 'next 2: 503'
    for _ in 1 2 3 4; do post /v1/track "$call"; done
    finish
    cut -d' ' -f3- "$T/calls" | sed -E 's/[0-9.:]+ (ms|s) /N /; s/seen [0-9.:]+/seen T/; s/   note: .*//; s/ +$//' >"$T/got"
    cat >"$T/want" <<'END'
fault     503 simulated  POST /v1/track (1 call)
fault     503 simulated  POST /v1/track (1 call)   sent again N after 503 (simulated)
track     Signed Up  u_1 @ acme   sent again N after 503 (simulated)
track     Signed Up  u_1 @ acme   sent again N later; first seen T
END
    same "$T/want" "$T/got"
    serve --fault 'next 1: close' --session closed
    [ "$(resend 'X-Retry-Count: 0' "$call" 2>/dev/null || echo cut off)" = 'cut off' ]
    resend 'X-Retry-Count: 1' "$call"
    finish
    [[ $(sed -n 1p "$T/calls") == *'fault     closed simulated  POST /v1/track (1 call)'* ]]
    [[ $(sed -n 2p "$T/calls") == *'after it got no answer (simulated); retry 1'* ]]
}
