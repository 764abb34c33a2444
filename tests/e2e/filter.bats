#!/usr/bin/env bats
# --filter of check, serve and open, filters saved in callboard.conf, and what is told of those that are wrong.
load helper

data=$BATS_TEST_DIRNAME/../screens/data

# found FILTER: the findings check reports, as "seq rule", and its status
found() {
    local status=0
    "$CALLBOARD" check --no-config --format json --filter "$1" "$data/acme.ndjson" >"$T/report" 2>"$T/said" || status=$?
    jq -r '.findings[] | select(.severity != "note") | "\(.seq) \(.rule)"' "$T/report" | tr '\n' ' '
    echo "$status"
}

# refused WHAT OPTION...: ends with 2 and says so
refused() {
    local status=0 what=$1
    shift
    "$CALLBOARD" "$@" >"$T/out" 2>"$T/said" </dev/null || status=$?
    [ "$status" = 2 ] || { echo "ended with $status" >&2; return 1; }
    grep -qF -- "$what" "$T/said" || { cat "$T/said" >&2; return 1; }
}

@test "check judges everything and reports what matches" {
    [ "$(found 'type:track')" = '6 missing-group-id 14 missing-group-id 16 missing-group-id 1' ]
    [ "$(found 'event:"report shared"')" = '16 missing-group-id 1' ]
    [ "$(found 'user:ann@acme.io')" = '6 missing-group-id 1' ]
    [ "$(found 'has:account')" = '0' ]
    [ "$(found 'properties.with>3')" = '0' ]
    jq -e '.summary.calls == 16 and .summary.errors == 0 and .summary.failed == false' "$T/report"
}

@test "the report says what it is about, and counts findings and flows by it" {
    "$CALLBOARD" check --no-config --filter 'user:u_31' "$data/acme.ndjson" >"$T/report"
    grep -qx 'findings and flows of calls that match: user:u_31' "$T/report"
    grep -q '^0 errors, 0 warnings, . notes*: passed' "$T/report"
    "$CALLBOARD" check --no-config --filter 'user:u_31' --format json "$data/acme.ndjson" | jq -e '.flows == []'
    "$CALLBOARD" check --no-config --filter 'user:u_22' --format json "$data/acme.ndjson" >"$T/json" || true
    jq -e '(.flows | length) > 0 and (.summary.flows | add) == (.flows | length)' "$T/json"
}

@test "a visitor's calls are its user's, though that is said later" {
    [ "$("$CALLBOARD" check --no-config --filter 'user:u_17 type:page' --format json "$data/acme.ndjson" | jq '.summary.failed')" = false ]
    printf '%s\n' '{"type":"page","anonymousId":"a","name":"Home","userId":null,"messageId":"'"$(printf 'm%.0s' {1..120})"'"}' \
        '{"type":"identify","anonymousId":"a","userId":"u_9"}' >"$T/calls"
    local status=0
    "$CALLBOARD" check --no-config --filter 'user:u_9' "$T/calls" >"$T/report" || status=$?
    grep -q '^message-id-too-long  1 finding' "$T/report"
    "$CALLBOARD" check --no-config --filter 'user:u_8' "$T/calls" >"$T/report"
    ! grep -q '^message-id-too-long' "$T/report"
}

@test "with few calls in memory all are asked before they leave it" {
    for i in $(seq 300); do printf '{"type":"track","userId":"u_%d","event":"E","messageId":"m_%d"}\n' $((i % 3)) "$i"; done >"$T/calls"
    "$CALLBOARD" check --no-config --max-messages 10 --filter 'user:u_1' --format json "$T/calls" >"$T/few" || true
    "$CALLBOARD" check --no-config --filter 'user:u_1' --format json "$T/calls" >"$T/all" || true
    jq -e '.summary.notes >= 100' "$T/all"
    [ "$(jq -c '.summary | [.errors, .warnings, .notes]' "$T/few")" = "$(jq -c '.summary | [.errors, .warnings, .notes]' "$T/all")" ]
}

@test "serve prints calls that match, when they have settled" {
    serve --json --no-config --filter 'rule:missing-group-id type:track'
    post /v1/track '{"userId":"u_1","event":"Lost"}'
    post /v1/track '{"userId":"u_1","event":"Kept","context":{"groupId":"acme"}}'
    post /v1/identify '{"userId":"u_1","traits":{"name":"Ann"}}'
    finish
    [ "$(jq -r .event "$T/calls")" = Lost ]
}

@test "serve --report tells of these calls alone" {
    serve --no-config --filter 'event:Kept' --report "$T/report" --format json
    post /v1/track '{"userId":"u_1","event":"Lost"}'
    post /v1/track '{"userId":"u_1","event":"Kept","context":{"groupId":"acme"}}'
    finish
    jq -e '.summary.calls == 2 and ([.findings[].seq] | all(. == 2))' "$T/report"
}

@test "open starts with it" {
    printf 'screen a\n' >"$T/steps"
    "$CALLBOARD" open --no-config --filter 'type:page' --script "$T/steps" "$data/acme.ndjson" >"$T/screen"
    grep -q '/ type:page  *1 of 16' "$T/screen"
}

@test "saved filters have names, in others and on the command line" {
    printf 'filter lost = type:track -has:account\nfilter hers = @lost user:u_17\n' >"$T/callboard.conf"
    cd "$T"
    "$CALLBOARD" check --filter '@hers' --format json "$data/acme.ndjson" >"$T/report" || true
    [ "$(jq -c '[.findings[].seq] | unique' "$T/report")" = '[6]' ]
    printf 'screen a\n' >"$T/steps"
    "$CALLBOARD" open --filter '@lost' --script "$T/steps" "$data/acme.ndjson" | grep -q '/ @lost  *3 of 16'
    refused 'no filter is saved as @none' check --filter '@none' "$data/acme.ndjson"
    printf 'filter a = @b\nfilter b = @a\n' >"$T/callboard.conf"
    refused 'leads back to itself' check "$data/acme.ndjson"
    printf 'filter a b = x\n' >"$T/callboard.conf"
    refused 'callboard.conf:1: "a b" is no name for a filter' check "$data/acme.ndjson"
}

@test "what is wrong is told with its column before anything starts" {
    refused '--filter "type:trak", column 6: no such type; track is meant?' check --filter 'type:trak' "$data/acme.ndjson"
    refused 'column 1: no such field; event is meant?' serve --port 0 --filter 'evnt:x'
    refused 'column 3: this quote is not closed' open --filter 'a "b' "$data/acme.ndjson"
    refused 'there is no help on "filtre"' help filtre
}

@test "its help shows every field, and the manual the same" {
    "$CALLBOARD" help filter >"$T/help"
    "$CALLBOARD" --help-man >"$T/man"
    for field in type event name account user anonymous source library rule severity status is has since after before id; do
        grep -q "^  $field " "$T/help"
        grep -qx ".B $field" "$T/man"
    done
    [ "$(awk 'length > 80' "$T/help")" = '' ]
}
