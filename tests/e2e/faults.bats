#!/usr/bin/env bats
# What goes wrong outside: a busy port, a full disk, a power cut, broken bodies. Nothing recorded is lost.

bats_require_minimum_version 1.5.0
load helper

# A call of about 40 KB, so that a small disk is full soon.
big_call() {
    printf '{"type":"track","event":"Big %s","userId":"u_1","properties":{"text":"%s"}}' "$1" \
        "$(head -c 40000 /dev/zero | tr '\0' x)" >"$T/big"
}

@test "a busy port is named, with what to do" {
    serve
    run -1 "$CALLBOARD" serve --port "$PORT" --session second
    [[ $output == *"port $PORT"* ]]
    [[ $output == *--port* ]]
    [ "$(post /v1/track '{"event":"A","userId":"u_1"}')" = '200 {"success":true}' ]
    finish
}

@test "a second writer of the same session is refused" {
    serve --session shared
    run -1 "$CALLBOARD" serve --port 0 --session shared
    [[ $output == *shared* ]]
    finish
}

@test "disk full: 507, and what was recorded before survives" {
    local n status=200 taken=0
    ulimit -S -f 256
    serve --json --session full
    ulimit -S -f unlimited
    for ((n = 1; n <= 50 && status == 200; n++)); do
        big_call "$n"
        status=$(curl -sS -m 20 -o "$T/answer" -w '%{http_code}' --data-binary "@$T/big" "$URL/v1/track")
        [ "$status" != 200 ] || taken=$n
    done
    [ "$status" = 507 ]
    [ "$taken" -ge 1 ]
    jq -e '.success == false and .code == "disk_full" and (.message | length) > 0 and (.error | length) > 0' "$T/answer"
    # a small one may still fit, and then it counts
    [ "$(post /v1/track '{"event":"Small","userId":"u_1"}')" = '200 {"success":true}' ] && taken=$((taken + 1))
    finish
    [ "$(wc -l <"$(session)")" = "$taken" ]
    jq -e -s --argjson n "$taken" 'length == $n and all(.[]; .status == null or .status == 200)' "$(session)"
    [ "$(wc -l <"$T/calls")" = "$taken" ]
}

@test "disk full: the screen says so, and says so no more when there is room" {
    big_call 1
    export BIG=$T/big
    "$TOOLS/term" -s 120x40 bash -c 'ulimit -S -f 256 && exec "$CALLBOARD" --port 0' <<'STEPS'
wait-url
run for n in {1..50}; do s=$(curl -sS -m 20 -o "$HOME/answer" -w '%{http_code}' --data-binary "@$BIG" "$URL/v1/track"); [ "$s" = 200 ] || break; done; [ "$s" = 507 ]
wait-text calls are not recorded
run curl -sS -m 20 "$URL/v1/track" -d '{"event":"Small","userId":"u_1"}' | grep -qx '{"success":true}'
wait-text Small
wait-gone calls are not recorded
key q
wait-exit 0
expect-restored
STEPS
}

@test "kill -9: every call answered 200 is in the session" {
    serve
    "$TOOLS/load" "$PORT" --calls 2000 | grep -q '^requests=2000 '
    kill_hard
    [ "$(wc -l <"$(session)")" = 2000 ]
    [ "$(jq -r '.json.messageId' "$(session)" | sort -u | wc -l)" = 2000 ]
    script "$(session)" --size 120x40 <<'STEPS' >"$T/screen"
screen live
STEPS
    grep -q '2,000 calls' "$T/screen"
}

@test "a torn last line is dropped with a notice; the rest is there" {
    serve
    "$TOOLS/load" "$PORT" --calls 100 >"$T/load"
    kill_hard
    printf '{"v":1,"seq":101,"receivedAt":"2026-11-23T14:0' >>"$(session)"
    script "$(session)" --size 120x40 <<'STEPS' >"$T/screen"
screen live
STEPS
    grep -q '100 calls' "$T/screen"
    serve --session "$(basename "$(session)" .ndjson)"
    [ "$(post /v1/track '{"event":"After","userId":"u_1"}')" = '200 {"success":true}' ]
    finish
    [ "$(wc -l <"$(session)")" = 101 ]
    jq -e . "$(session)" >/dev/null
}

@test "malformed JSON: 400 with its place, recorded and shown as rejected" {
    serve --json
    [[ $(post /v1/track $'{"event":"A",\n "userId": u_1}') == 400* ]]
    jq -e '.success == false and .code == "invalid_json" and .line == 2 and (.column | type) == "number"
        and (.message | length) > 0 and (.error | length) > 0' "$T/answer"
    [ "$(post /v1/track '{"event":"B","userId":"u_1"}')" = '200 {"success":true}' ]
    finish
    [ "$(jq -r .event "$T/calls")" = B ]
    [ "$(wc -l <"$(session)")" = 2 ]
    script "$(session)" --size 120x40 <<'STEPS' >"$T/screen"
screen live
STEPS
    grep -qi 'rejected\|refused' "$T/screen"
}

@test "a body over the limit: 413, recorded without it" {
    serve --json --max-body 4096
    big_call 1
    [[ $(post /v1/track "@$T/big") == 413* ]]
    jq -e '.success == false and .code == "too_large"' "$T/answer"
    finish
    [ "$(wc -l <"$(session)")" = 1 ]
    jq -e '.status == 413 and (has("json") or has("text") or has("base64") | not)' "$(session)"
}

@test "an unknown path: taken when the body is a call, else 404 with a hint" {
    serve --json
    [ "$(post /anything/odd '{"type":"track","event":"Odd","userId":"u_1"}')" = '200 {"success":true}' ]
    [[ $(post /anything/odd '{"hello":"world"}') == 404* ]]
    jq -e '.success == false and .code == "not_found" and (.message | contains("/v1/"))' "$T/answer"
    finish
    [ "$(jq -r .event "$T/calls")" = Odd ]
}

@test "--ephemeral leaves no file" {
    serve --ephemeral
    [ "$(post /v1/track '{"event":"A","userId":"u_1"}')" = '200 {"success":true}' ]
    finish
    grep -q 'A' "$T/calls"
    [ -z "$(find "$XDG_STATE_HOME" -type f 2>/dev/null)" ]
}

@test "no Authorization header and no whole write key reaches the disk" {
    serve
    curl -sS -m 20 -u 'wk_secret_of_mine:' "$URL/v1/track?writeKey=wk_secret_of_mine" \
        -d '{"event":"A","userId":"u_1","writeKey":"wk_secret_of_mine"}' | grep -qx '{"success":true}'
    finish
    run -1 grep 'wk_secret_of_mine\|d2tfc2VjcmV0' "$(session)"
    [ "$(stat -c %a "$(session)")" = 600 ]
    [ "$(stat -c %a "$XDG_STATE_HOME/callboard")" = 700 ]
}
