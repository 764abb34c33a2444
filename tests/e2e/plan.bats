#!/usr/bin/env bats
# Tracking plans: made from what was captured, built in, read from files, and what they find.
bats_require_minimum_version 1.5.0
load helper

data=$BATS_TEST_DIRNAME/../screens/data

# findings RULE FILE ARGUMENT...: how many findings of the rule a check of the file has
findings() {
    local rule=$1 file=$2
    shift 2
    "$CALLBOARD" check "$file" --format json "$@" 2>/dev/null | jq --arg rule "$rule" '[.findings[] | select(.rule == $rule)] | length'
}

@test "a plan made from a recording finds nothing in it" {
    for file in "$data"/{demo,acme,story,hard,sources,again}.ndjson "$BATS_TEST_DIRNAME"/../decode/*/in.ndjson; do
        "$CALLBOARD" plan init "$file" >"$T/plan.json" 2>"$T/said"
        jq -e '.rules | length > 0' "$T/plan.json" >/dev/null
        [ "$(findings unplanned-event "$file" --plan "$T/plan.json")" = 0 ]
        [ "$(findings plan-violation "$file" --plan "$T/plan.json")" = 0 ]
    done
}

@test "a plan made from a recording finds what differs from it" {
    "$CALLBOARD" plan init "$data/acme.ndjson" >"$T/plan.json"
    cat >"$T/calls" <<'END'
{"type":"track","userId":"u_1","event":"Report Shared","properties":{"report":"weekly","with":"many"},"receivedAt":"2026-11-23T14:02:11.000Z"}
{"type":"track","userId":"u_1","event":"report_shared","receivedAt":"2026-11-23T14:02:12.000Z"}
END
    "$CALLBOARD" check "$T/calls" --plan "$T/plan.json" --format json >"$T/report" || true
    [ "$(jq -c '[.findings[] | select(.rule == "plan-violation" or .rule == "unplanned-event") | [.seq, .path, .text]]' "$T/report")" = \
        '[[1,"/properties/with","/properties/with: the plan expects an integer, found \"many\""],[2,"/event","\"report_shared\" is not planned, but \"Report Shared\" is: send it so written"]]' ]
}

@test "without a file the last session is taken, and its envelopes' context with it" {
    serve --session mine
    post /v1/batch '{"batch":[{"type":"track","userId":"u","event":"Seen"}],"context":{"groupId":"acme"}}'
    finish
    "$CALLBOARD" plan init >"$T/plan.json" 2>"$T/said"
    grep -q '^callboard: 1 event from 1 call;' "$T/said"
    [ "$(jq -c '[.rules[] | [.type, .key, .jsonSchema.properties.context.required]]' "$T/plan.json")" = '[["TRACK","Seen",["groupId"]]]' ]
}

@test "what no plan can be made from is told" {
    : >"$T/empty"
    run ! "$CALLBOARD" plan init "$T/empty"
    [[ $output = *'there are no calls to make a plan from'* ]]
    run ! "$CALLBOARD" plan init "$T/none"
    run -2 "$CALLBOARD" plan
    [[ $output = *'callboard plan init'* ]]
    run -2 "$CALLBOARD" plan other
    run -2 "$CALLBOARD" plan b2b more
}

@test "the B2B SaaS spec is built in, and can be printed and used as a file" {
    "$CALLBOARD" plan b2b >"$T/b2b.json"
    jq -e '[.rules[].key] | index("Account Added User")' "$T/b2b.json" >/dev/null
    cat >"$T/calls" <<'END'
{"type":"track","userId":"u_1","event":"Signed Up","context":{"groupId":"acme"},"properties":{"type":"organic"},"receivedAt":"2026-11-23T14:02:11.000Z"}
{"type":"track","userId":"u_1","event":"Signed Up","properties":{"type":"organic","email":7},"receivedAt":"2026-11-23T14:02:12.000Z"}
{"type":"track","userId":"u_1","event":"signed_up","receivedAt":"2026-11-23T14:02:13.000Z"}
{"type":"track","userId":"u_1","event":"Our Own Event","receivedAt":"2026-11-23T14:02:14.000Z"}
{"type":"track","userId":"u_1","event":"Trial Started","context":{"groupId":7},"properties":{"trial_start_date":"11/23/2026"},"receivedAt":"2026-11-23T14:02:15.000Z"}
{"type":"identify","userId":"u_1","traits":{"createdAt":1795442531000,"age":"41"},"receivedAt":"2026-11-23T14:02:16.000Z"}
{"type":"group","userId":"u_1","groupId":"acme","traits":{"employees":"12","plan":null},"receivedAt":"2026-11-23T14:02:17.000Z"}
END
    for plan in b2b "$T/b2b.json"; do
        "$CALLBOARD" check "$T/calls" --plan "$plan" --format json >"$T/report" || true
        [ "$(jq -c '[.findings[] | select(.rule == "plan-violation" or .rule == "unplanned-event") | [.seq, .path]]' "$T/report")" = \
            '[[2,"/context"],[2,"/properties/email"],[3,"/event"],[5,"/properties/trial_start_date"],[6,"/traits/createdAt"],[6,"/traits/age"]]' ]
    done
}

@test "the reports tell how the plan is covered, and agree with the calls" {
    cat >"$T/plan.json" <<'END'
{"name":"Acme","rules":[{"type":"TRACK","key":"Report Opened","jsonSchema":{"required":["context"],"properties":{"context":{"required":["groupId"]}}}},
{"type":"TRACK","key":"Invite Sent"},{"type":"TRACK","key":"Never Sent"},{"type":"GROUP"}]}
END
    "$CALLBOARD" check "$data/acme.ndjson" --plan "$T/plan.json" --format json >"$T/report" || true
    [ "$(jq -c '.plan | [.name, .form, .planned, .seen, .unplanned]' "$T/report")" = '["Acme","Segment",4,3,6]' ]
    jq -c '.plan.events[] | select(.calls > 0) | [.type, (.name // ""), .calls, .withGroupId]' "$T/report" | sort >"$T/told"
    jq -rc 'select(.json) | (.json.batch // [.json])[] | [.type, (if .type == "track" then .event elif .type == "page" then .name else "" end),
        (.context.groupId != null)]' "$data/acme.ndjson" | jq -sc 'group_by(.[:2])[] | [.[0][0], .[0][1], length,
        (if .[0][0] == "group" then null else (map(select(.[2])) | length) end)]' | sort >"$T/counted"
    same "$T/counted" "$T/told"
    [ "$(jq -c '[.plan.events[] | select(.violations > 0) | [.name, .violations]]' "$T/report")" = \
        "$(jq -c '[.findings[] | select(.rule == "plan-violation") | .seq] | unique | [["Report Opened", length]]' "$T/report")" ]
    [ "$(jq -c '[.plan.events[] | select(.planned) | .name]' "$T/report")" = '["Invite Sent","Report Opened",null,"Never Sent"]' ]
    [ "$(jq -c '[.plan.events[] | select(.planned == null) | .type]' "$T/report")" = '["identify","page"]' ]
    "$CALLBOARD" check "$data/acme.ndjson" --plan "$T/plan.json" >"$T/report" || true
    grep -q '^tracking plan "Acme" (Segment): 3 of 4 planned events came$' "$T/report"
    [ "$(grep -A1 '^    never came:$' "$T/report" | tail -1)" = '        track  Never Sent' ]
    "$CALLBOARD" check "$data/acme.ndjson" --format json >"$T/report" || true
    [ "$(jq -c .plan "$T/report")" = null ]
}

@test "what is no plan is told with its place" {
    echo '{"rules":[{"type":"TRACK","key":"X","jsonSchema":{"properties":{"p":{"$ref":"https://example.com/p.json"}}}}]}' >"$T/remote"
    run -2 "$CALLBOARD" check "$data/acme.ndjson" --plan "$T/remote"
    [[ $output = *'/remote: track "X": /properties/p: $ref "https://example.com/p.json" names nothing in this document, and no other is read'* ]]
    run -2 "$CALLBOARD" check "$data/acme.ndjson" --plan "$T/absent"
    [[ $output = *'cannot be read: No such file'* ]]
}

# processed N: waits until that many records were taken in
processed() {
    local deadline=$((SECONDS + 20))
    until curl -sS -m 5 "$URL/callboard/status" | jq -e --argjson n "$1" '.processed >= $n' >/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || { echo "not $1 records after 20 s" >&2; return 1; }
    done
}

@test "serve reads a plan again that has changed, and keeps the one before when it cannot be read" {
    echo '{"Signed Up":{}}' >"$T/plan.json"
    serve --json --plan "$T/plan.json"
    post /v1/track '{"userId":"u","event":"Invite Sent"}' >/dev/null
    processed 1
    echo '{"Signed Up":{},"Invite Sent":{}}' >"$T/next" && mv "$T/next" "$T/plan.json"
    post /v1/track '{"userId":"u","event":"Invite Sent"}' >/dev/null
    processed 2
    echo '{"Signed Up":{' >"$T/next" && mv "$T/next" "$T/plan.json"
    post /v1/track '{"userId":"u","event":"Invite Sent"}' >/dev/null
    processed 3
    rm "$T/plan.json"
    post /v1/track '{"userId":"u","event":"Invite Sent"}' >/dev/null
    processed 4
    echo '{"Signed Up":{}}' >"$T/next" && mv "$T/next" "$T/plan.json"
    post /v1/track '{"userId":"u","event":"Invite Sent"}' >/dev/null
    finish
    [ "$(jq -c '[.findings[] | select(.rule == "unplanned-event")] | length' "$T/calls" | tr '\n' ' ')" = '1 0 0 0 1 ' ]
    [ "$(grep -c '^callboard: the tracking plan was read again: calls are judged by it from now on$' "$T/said")" = 2 ]
    grep -q "^callboard: not read, the one before stays in use: the tracking plan $T/plan.json: line 2, column 1: " "$T/said"
    grep -q "^callboard: not read, the one before stays in use: the tracking plan $T/plan.json cannot be read: No such file or directory$" "$T/said"
}

@test "the interface tells that the plan was read again, without a call, and that it cannot be read, until it can" {
    local look='#' # where the system cannot watch files, a key is an occasion to look
    [[ $CALLBOARD != */posix/* ]] || look='key k'
    echo '{"Signed Up":{}}' >"$T/plan.json"
    "$TOOLS/term" -s 100x24 "$CALLBOARD" --port 0 --plan "$T/plan.json" <<STEPS
wait-url
key 6
wait-text 1 planned
run echo '{"Signed Up":{},"Invite Sent":{}}' >"$T/plan.json"
$look
wait-text the tracking plan was read again
wait-text 2 planned
key j
wait-gone read again
run echo '{"Signed Up":' >"$T/plan.json"
$look
wait-text the one before stays in use
wait-text 2 planned
run echo '{"Signed Up":{}}' >"$T/plan.json"
$look
wait-text 1 planned
wait-gone stays in use
key q
wait-exit 0
STEPS
}
