#!/usr/bin/env bats
# callboard check: what it says and how it ends.
load helper

data=$BATS_TEST_DIRNAME/../screens/data

# check STATUS ARGUMENT...: its report goes to $T/report, what it says aside to $T/said
check() {
    local want=$1 status=0
    shift
    "$CALLBOARD" check "$@" >"$T/report" 2>"$T/said" || status=$?
    [ "$status" = "$want" ] || { echo "check $* ended with $status, not $want" >&2; return 1; }
}

known='{"type":"identify","userId":"u_1","receivedAt":"2026-11-23T14:02:10.000Z"}'
group='{"type":"group","userId":"u_1","groupId":"acme","receivedAt":"2026-11-23T14:02:11.000Z"}'
track='{"type":"track","userId":"u_1","event":"Seen","messageId":"m_2","receivedAt":"2026-11-23T14:02:12.000Z"}'
rest='{"type":"track","userId":"u_1","event":"Seen","context":{"groupId":"acme"},"receivedAt":"2026-11-23T14:02:13.000Z"}'

@test "the status tells whether anything is as grave as --fail-on" {
    printf '%s\n' "$known" "$group" "$rest" >"$T/right"
    printf '%s\n' "$known" "$group" "$track" >"$T/warned"
    check 0 "$T/right"
    grep -q '^0 errors, 0 warnings, 0 notes: passed (--fail-on warning)$' "$T/report"
    check 1 "$T/warned"
    grep -q '^0 errors, 1 warning, 0 notes: failed (--fail-on warning)$' "$T/report"
    check 0 --fail-on error "$T/warned"
    check 1 --fail-on note "$T/warned"
}

@test "the report for people is grouped, with places and cures" {
    check 1 "$data/acme.ndjson"
    [ "$(grep -c '^missing-group-id  3 findings  14:02:17.429 to 14:02:39.069$' "$T/report")" = 1 ]
    [ "$(grep -c '^    error: u_22 belongs to globex and acme' "$T/report")" = 1 ]
    [ "$(grep -c '^        14:02:39.069  call 16  track  Report Shared  u_22$' "$T/report")" = 1 ]
    grep -q '^    cure:$' "$T/report"
    grep -A1 '^        Browser:$' "$T/report" | grep -q "^            analytics.track('Report Opened', {}, { context: { groupId: 'acme' } })\$"
    ! grep -q '^        Node.js:$' "$T/report"
}

@test "a finding has a time, those of several days have dates" {
    printf '%s\n' '{"type":"group","userId":"u_1","receivedAt":"2026-11-23T14:02:11.000Z","messageId":"m1"}' >"$T/one"
    printf '%s\n' '{"type":"group","userId":"u_2","receivedAt":"2026-11-24T09:00:00.000Z","messageId":"m2"}' >"$T/next"
    TZ=UTC "$CALLBOARD" check --no-config "$T/one" >"$T/report" || [ $? = 1 ]
    [ "$(grep -c '^group-without-id  1 finding  14:02:11.000$' "$T/report")" = 1 ]
    TZ=UTC "$CALLBOARD" check --no-config "$T/one" "$T/next" >"$T/report" || [ $? = 1 ]
    [ "$(grep -c '^group-without-id  2 findings  2026-11-23 14:02:11 to 2026-11-24 09:00:00$' "$T/report")" = 1 ]
    [ "$(grep -c '^        2026-11-24 09:00:00  call 2  group  u_2$' "$T/report")" = 2 ]
}

@test "of calls that say no time none is told, and none is made up by export" {
    printf '%s\n' "$known" "$group" "$track" | jq -c 'del(.receivedAt)' >"$T/calls"
    check 1 "$T/calls"
    grep -q '^missing-group-id  1 finding$' "$T/report"
    grep -q '^        call 3  track  Seen  u_1$' "$T/report"
    check 1 --format json "$T/calls"
    [ "$(jq -c '[.accounts[0].first, .links[0].last, .flows[].steps[].at, .plan.events[0].first] | unique' "$T/report")" = '[null]' ]
    "$CALLBOARD" export "$T/calls" | cmp - "$T/calls"
    "$CALLBOARD" export --json "$T/calls" | jq -e 'select(.receivedAt == null and .timestamp == null)' | grep -c '"seq"' | grep -qx 3
    printf 'screen live\ntimes\nscreen utc\n' >"$T/steps"
    "$CALLBOARD" open --no-config --script "$T/steps" --size 100x20 "$T/calls" >"$T/screens"
    [ "$(grep -c ' --:--:--  ' "$T/screens")" = 6 ]
}

@test "the report for programs agrees with the calls themselves" {
    check 1 --format json "$data/story.ndjson"
    [ "$(jq -r '.summary.calls' "$T/report")" = "$(jq -s '[.[] | select(.json) | if .json.batch then .json.batch[] else .json end] | length' "$data/story.ndjson")" ]
    [ "$(jq -r '[.accounts[].id] | join(" ")' "$T/report")" = 'acme globex initech' ]
    [ "$(jq -c '.links[0] | [.user, .account, .provenance, .calls]' "$T/report")" = '["u_17","acme","explicit",2]' ]
    [ "$(jq '[.findings[] | select(.severity == "error")] | length' "$T/report")" = "$(jq .summary.errors "$T/report")" ]
    [ "$(jq '.summary.failed' "$T/report")" = true ]
}

@test "links tell how they are known, roles, removals, and visitors that are users" {
    check 1 --format json "$data/people.ndjson"
    [ "$(jq -c '.links[] | [.user, .account, .provenance, .role, .removed, .visitor, .calls, .established.messageId, .reliedOn.messageId]' "$T/report")" = \
        '["u_17","acme","explicit","owner",false,false,2,"m3","m4"]
["u_17","globex","implied",null,false,false,1,"m6","m6"]
["u_22","acme","declared","member",true,false,3,"m7","m8"]
["a-9","acme","implied",null,false,true,1,"m10","m10"]' ]
    [ "$(jq -c '.users[] | select(.userId == "u_17" and .visitors) | .visitors | map([.anonymousId, .messageId])' "$T/report")" = \
        '[["a-2","m5"],["a-1","m3"]]' ]
    [ "$(jq -c '.accounts | map([.id, .users])' "$T/report")" = '[["acme",2],["globex",1]]' ]
}

@test "flows are told with their steps, and a broken one is as grave as a warning" {
    local flows=$BATS_TEST_DIRNAME/../flows
    check 1 --format json "$flows/invite-astray/in.ndjson"
    [ "$(jq -c '.flows[1] | [.kind, .user, .invitee, .account, .state, .problem]' "$T/report")" = \
        '["invite","u_2","bob@globex.com","acme","broken","the group call of u_2 went to bobs-workspace, the invite was for acme"]' ]
    [ "$(jq -c '.flows[1].steps | map([.name, .messageId, .at])' "$T/report")" = \
        '[["Invite Sent","invite-sent-1","2026-03-02T10:00:30.000Z"],["invitee appears","identify-2","2026-03-02T10:01:00.000Z"],["Signed Up","signed-up-2","2026-03-02T10:01:00.400Z"],["group",null,null],["Account Added User","account-added-user-1","2026-03-02T10:01:01.000Z"]]' ]
    [ "$(jq -c '.summary.flows' "$T/report")" = '{"waiting":0,"complete":1,"broken":2}' ]
    check 1 --fail-on warning "$flows/invite-astray/in.ndjson"
    grep -q '^        bob@globex.com @ acme: the group call of u_2 went to bobs-workspace, the invite was for acme$' "$T/report"
    check 0 --fail-on error "$flows/invite-astray/in.ndjson"
    grep -q '^0 errors, 0 warnings, 1 note, 2 broken flows: passed (--fail-on error)$' "$T/report"
    check 0 "$flows/invite-never-accepted/in.ndjson"
    grep -q '^flows: 0 broken, 1 waiting, 1 complete$' "$T/report"
    grep -q '^    invite, invitee appears: 1 waiting$' "$T/report"
    grep -q '^        bob@globex.com @ acme: bob@globex.com has not appeared: no identify, ' "$T/report"
}

@test "a finding names the message it is about" {
    printf '%s\n' "$known" "$group" "$track" | check 1 --format json -
    [ "$(jq -c '.findings | map([.rule, .severity, .messageId, .seq, .path])' "$T/report")" = \
        '[["missing-group-id","warning","m_2",3,"/context/groupId"]]' ]
}

@test "a call sent twice is judged and counted once" {
    printf '%s\n' "$group" "$track" "$track" >"$T/twice"
    check 1 --format json "$T/twice"
    [ "$(jq -c '.summary | [.calls, .resent, .warnings]' "$T/report")" = '[2,1,1]' ]
    check 1 "$T/twice"
    grep -q '^1 call was sent again$' "$T/report"
}

@test "what was recorded live is judged the same" {
    serve --json
    curl -sf -d "$group" "$URL/v1/group"
    curl -sf -d "$track" "$URL/v1/track"
    finish
    check 1 --format json "$(session)"
    jq -c '.findings[]' "$T/calls" >"$T/live"
    jq -c '.findings[] | {rule, severity, path, text}' "$T/report" >"$T/replayed"
    same "$T/live" "$T/replayed"
    [ -s "$T/live" ]
}

@test "a tracking plan judges the calls too" {
    printf '%s\n' "$known" "$group" "$rest" >"$T/calls"
    printf '{"Seen":{"required":["plan"]}}' >"$T/plan.json"
    check 1 --format json --plan "$T/plan.json" "$T/calls"
    [ "$(jq -c '.findings | map([.rule, .seq, .path])' "$T/report")" = '[["plan-violation",3,"/properties/plan"]]' ]
    printf '{"rules":[}' >"$T/plan.json"
    check 2 --plan "$T/plan.json" "$T/calls"
    grep -q 'plan.json: line 1, column 11: ' "$T/said"
    check 2 --plan "$T/nowhere.json" "$T/calls"
    grep -q 'nowhere.json cannot be read: No such file' "$T/said"
}

@test "what cannot be read is told, and is no success" {
    printf '%s\nnot json\n' "$group" >"$T/torn"
    check 2 "$T/torn"
    grep -q 'line 2: not JSON' "$T/said"
    grep -q 'not read in full' "$T/report"
    printf 'not json' >"$T/torn"
    check 2 "$T/torn"
    grep -q 'line 1: not JSON' "$T/said"
    printf '%s\n{"type":"track","ev' "$group" >"$T/torn"
    check 2 "$T/torn"
    grep -q 'line 2: not JSON: .* each call takes one line, `jq -c .` writes it so$' "$T/said"
    jq . <<<"$group" >"$T/pretty"
    check 2 "$T/pretty"
    grep -q 'line 1: not JSON: .* `jq -c .`' "$T/said"
    gzip -c "$T/pretty" >"$T/packed"
    check 2 "$T/packed"
    grep -q 'line 1: packed by gzip: unpack it first, as zcat does$' "$T/said"
    check 2 "$T/nowhere"
    grep -q nowhere "$T/said"
    check 2
    grep -q 'check needs a file' "$T/said"
    check 2 --format xml "$T/torn"
    grep -q 'text or json is meant' "$T/said"
    check 2 --fail-on bad "$T/torn"
    grep -q 'error, warning (default' "$T/said"
}

@test "what is said of calls that are no longer in memory is told without them" {
    local n
    for n in 1 2 3 4; do
        printf '{"type":"track","event":"Report %s","userId":"u_1"}\n' "$n"
    done >"$T/calls"
    "$CALLBOARD" check --no-config --max-messages 2 "$T/calls" >"$T/report" || [ "$?" = 1 ]
    grep -q 'call 1, no longer in memory' "$T/report"
    grep -q 'call 3  track  Report 3  u_1' "$T/report"
    "$CALLBOARD" check --no-config --max-messages 2 --format json "$T/calls" >"$T/json" || [ "$?" = 1 ]
    [ "$(jq -c '[.findings[] | select(.rule == "missing-group-id").seq]' "$T/json")" = '[1,2,3,4]' ]
}
