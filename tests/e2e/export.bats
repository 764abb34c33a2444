#!/usr/bin/env bats
# callboard export: what it prints can be read again and is judged the same.
load helper

data=$BATS_TEST_DIRNAME/../screens/data

# The bytes a call takes grow by what is put into it, and what was no call is not exported.
judged() {
    "$CALLBOARD" check --no-config --format json "$1" | jq -S 'walk(if type == "object" then del(.seq) else . end) | [.accounts, .users, .links,
        [.findings[] | select(.rule != "message-too-large")], .flows, (.summary | del(.resent, .refused))]' || true
}

@test "every recording, exported and read again, gives the same findings, links and flows" {
    for file in "$data"/{again,demo,detail,flows,hard,people,secrets,sources,story,stream,violation}.ndjson; do
        "$CALLBOARD" export --no-config --show-secrets "$file" >"$T/calls"
        [ "$(jq -s length "$T/calls")" = "$("$CALLBOARD" check --no-config --format json "$file" | jq .summary.calls)" ]
        "$CALLBOARD" export --no-config --show-secrets "$T/calls" | cmp - "$T/calls"
        [ "${file##*/}" = again.ndjson ] || diff <(judged "$file") <(judged "$T/calls")
    done
}

@test "what only the request or the batch said of a call is put into it" {
    serve
    post /v1/track '{"userId":"u_1","event":"A","messageId":"m1"}'
    post /v1/batch '{"batch":[{"type":"track","userId":"u_1","event":"B","messageId":"m2","context":{"ip":"10.0.0.1","groupId":"own"}},
                              {"type":"track","userId":"u_1","event":"C","messageId":"m3"}],
                     "context":{"groupId":"acme","app":{"name":"Web"}},"sentAt":"2026-11-23T14:02:11.000Z"}'
    post /v1/track '{"userId":"u_1","event":"D","messageId":"m4","receivedAt":"2020-01-01T00:00:00.000Z"}'
    finish
    "$CALLBOARD" export --no-config >"$T/out"
    jq -c '[.type, .messageId, .sentAt, .context.groupId, .context.ip, .context.app.name]' "$T/out" >"$T/seen"
    diff "$T/seen" - <<'END'
["track","m1",null,null,null,null]
["track","m2","2026-11-23T14:02:11.000Z","own","10.0.0.1","Web"]
["track","m3","2026-11-23T14:02:11.000Z","acme",null,"Web"]
["track","m4",null,null,null,null]
END
    [ "$(jq -r .receivedAt "$T/out" | grep -cE '^20[2-9][0-9]-..-..T..:..:..\.[0-9]{6}Z$')" = 4 ]
}

@test "a filter leaves those that match, also with few calls in memory; --json says what was found" {
    "$CALLBOARD" export --no-config --filter 'severity>=warning' "$data/demo.ndjson" >"$T/some"
    "$CALLBOARD" export --no-config --json --filter 'severity>=warning' "$data/demo.ndjson" >"$T/json"
    [ "$(jq -r .messageId "$T/some")" = "$(jq -r .messageId "$T/json")" ]
    jq -es 'length > 0 and all(.[]; .findings | any(.severity != "note"))' "$T/json"
    for i in $(seq 300); do printf '{"type":"track","userId":"u_%d","event":"E","messageId":"m_%d"}\n' $((i % 3)) "$i"; done >"$T/calls"
    [ "$("$CALLBOARD" export --no-config --max-messages 10 --filter 'user:u_1' "$T/calls" | jq -s length)" = 100 ]
}

@test "secrets are masked, a call sent again is left out and refused requests are" {
    "$CALLBOARD" export --no-config "$data/secrets.ndjson" >"$T/out"
    ! grep -q 'correct horse' "$T/out"
    jq -es 'length == 4' "$T/out"
    [ "$("$CALLBOARD" export --no-config --json "$data/again.ndjson" | jq -s 'map(select(.resent)) | length > 0')" = true ]
    [ "$("$CALLBOARD" export --no-config "$data/again.ndjson" | grep -c .)" = 5 ]
}

@test "without a recording, with a bad line, into a full disk: said, and by the status" {
    local status=0
    "$CALLBOARD" export --no-config "$T/none.ndjson" 2>"$T/said" || status=$?
    [ "$status" = 2 ]
    grep -q 'none.ndjson' "$T/said"
    printf '%s\n' '{"type":"track","userId":"u","event":"E"}' '{"type":' >"$T/calls"
    status=0
    "$CALLBOARD" export --no-config "$T/calls" >"$T/out" 2>"$T/said" || status=$?
    [ "$status" = 2 ]
    jq -e '.event == "E"' "$T/out"
    grep -q 'line 2' "$T/said"
    status=0
    "$CALLBOARD" export --no-config "$data/demo.ndjson" 2>"$T/said" >/dev/full || status=$?
    [ "$status" = 1 ]
}
