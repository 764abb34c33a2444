#!/usr/bin/env bats
# How rules are set: --rule, --ignore, callboard.conf; and what `callboard rules` tells of them.
load helper

group='{"type":"group","userId":"u_1","groupId":"acme","receivedAt":"2026-11-23T14:02:11.000Z"}'
seen='{"type":"track","userId":"u_1","event":"Seen","receivedAt":"2026-11-23T14:02:12.000Z"}'
beat='{"type":"track","userId":"u_1","event":"Heartbeat 7","receivedAt":"2026-11-23T14:02:13.000Z"}'

# A project with a folder inside, where the calls lie.
project() {
    mkdir -p "$T/project/app/deep"
    cd "$T/project/app/deep"
    printf '%s\n' "$group" "$seen" "$beat" >calls
    printf 'rule * = off\nrule missing-group-id = default\n' >"$T/few.conf"
}

# found OPTION...: the findings of the calls, as "severity event"
found() {
    "$CALLBOARD" check --format json --fail-on error "$@" calls >"$T/report" 2>"$T/said" || true
    jq -r '.findings[] | select(.rule == "missing-group-id") | "\(.severity) \(.seq)"' "$T/report" | tr '\n' ' '
}

# refused WHAT OPTION...: ends with 2 and says so
refused() {
    local status=0 what=$1
    shift
    "$CALLBOARD" "$@" >"$T/out" 2>"$T/said" || status=$?
    [ "$status" = 2 ] || { echo "ended with $status" >&2; return 1; }
    grep -qF -- "$what" "$T/said" || { cat "$T/said" >&2; return 1; }
}

@test "a rule's level and what it ignores are options" {
    project
    [ "$(found)" = 'warning 2 warning 3 ' ]
    [ "$(found --rule missing-group-id=error)" = 'error 2 error 3 ' ]
    [ "$(found --rule missing-group-id=off)" = '' ]
    [ "$(found --rule '*=off' --rule missing-group-id=note)" = 'note 2 note 3 ' ]
    [ "$(found --ignore 'missing-group-id:Heartbeat*')" = 'warning 2 ' ]
    [ "$(found --ignore '*:Seen' --ignore '*:Heartbeat ?')" = '' ]
}

@test "a level decides whether check fails" {
    project
    "$CALLBOARD" check --config "$T/few.conf" --fail-on error calls
    run "$CALLBOARD" check --config "$T/few.conf" --fail-on error --rule missing-group-id=error calls
    [ "$status" = 1 ]
    "$CALLBOARD" check --config "$T/few.conf" --fail-on note --rule missing-group-id=off calls
}

@test "the nearest callboard.conf counts, and the command line over it" {
    project
    mkdir -p "$T/.config/callboard"
    echo 'rule missing-group-id = note' >"$T/.config/callboard/callboard.conf"
    [ "$(found)" = 'note 2 note 3 ' ]
    echo 'rule missing-group-id = error' >"$T/project/callboard.conf"
    [ "$(found)" = 'error 2 error 3 ' ]
    printf 'ignore missing-group-id = Heart*\nignore missing-group-id = Nothing\n' >"$T/project/app/callboard.conf"
    [ "$(found)" = 'warning 2 ' ]
    [ "$(found --rule missing-group-id=note)" = 'note 2 ' ]
    [ "$(found --ignore 'missing-group-id:Seen')" = '' ]
    [ "$(found --no-config)" = 'warning 2 warning 3 ' ]
    [ "$(found --config ../../callboard.conf)" = 'error 2 error 3 ' ]
    cd "$T/project"
    mv app/deep/calls .
    [ "$(found)" = 'error 2 error 3 ' ]
}

@test "paths start from the file they stand in, and commands that have no use for one do without" {
    project
    echo 'plan = plan.json' >"$T/project/callboard.conf"
    echo '{"Seen":{"required":["plan"]}}' >"$T/project/plan.json"
    found >/dev/null
    [ "$(jq -c '[.findings[] | select(.rule == "plan-violation") | .seq]' "$T/report")" = '[2]' ]
    rm "$T/project/plan.json"
    refused "$T/project/plan.json cannot be read" check calls
    "$CALLBOARD" rules >/dev/null
    "$CALLBOARD" connect python >/dev/null
    echo 'plan = b2b' >"$T/project/callboard.conf"
    found >/dev/null
    [ "$(jq .summary.calls "$T/report")" = 3 ]
}

@test "what else a project may set" {
    project
    printf 'fail-on = error  # only these\nport = 7411\ntls = yes\nstrict = no\nmax-messages = 1000\n' >callboard.conf
    "$CALLBOARD" check calls
    "$CALLBOARD" connect python | grep -q 'http://127.0.0.1:7411'
    "$CALLBOARD" connect python --port 7412 | grep -q 'http://127.0.0.1:7412'
}

@test "a line that is wrong is named, with what is allowed" {
    project
    conf=$T/project/callboard.conf
    tell() { printf '%b' "$1" >"$conf"; refused "$conf:$2" check calls; }
    tell 'plan = b2b\nmissing-group-id = off\n' '2: "missing-group-id" is no setting; there are: port, tls, '
    tell 'rule = off\n' '1: "rule" is no setting; there are: port, tls, '
    tell 'port 7411\n' '1: "port 7411" is not of the form key = value'
    tell 'listen = 0.0.0.0\n' '1: "listen" is no setting'
    tell '\nrule missing-groupid = off\n' '2: no rule is called "missing-groupid"; did you mean missing-group-id?'
    tell 'rule missing-group-id = fatal\n' '1: a rule is set to error, warning, note, off or default, not to "fatal"'
    tell 'ignore missing-group-id =\n' '1: nothing stands behind "missing-group-id:"'
    tell 'fail-on = never\n' '1: fail-on does not take "never": the least grave finding that fails: error, warning'
    tell 'tls = on\n' '1: tls is yes or no, not "on"'
    tell 'port = 70000\n' '1: port does not take "70000"'
    refused "$T/none.conf: No such file" check --config "$T/none.conf" calls
    refused 'no rule is called "groupid"' check --no-config --rule groupid=off calls
    refused 'a rule is set to' check --no-config --rule missing-user=of calls
    "$CALLBOARD" help >/dev/null
}

@test "serve and open take the settings too" {
    project
    echo 'ignore missing-group-id = Heart*' >callboard.conf
    serve --json --rule missing-group-id=error
    curl -sf -d "$group" "$URL/v1/group"
    curl -sf -d "$seen" "$URL/v1/track"
    curl -sf -d "$beat" "$URL/v1/track"
    finish
    [ "$(jq -c '[.findings[] | select(.rule == "missing-group-id") | .severity]' "$T/calls" | tr '\n' ' ')" = '[] ["error"] [] ' ]
    printf ':view warnings\nscreen w\n' | script calls --rule missing-group-id=off >"$T/screen"
    ! grep -q 'event without context.groupId' "$T/screen"
    printf ':view warnings\nscreen w\n' | script calls --rule missing-group-id=note >"$T/screen"
    grep -q 'event without context.groupId' "$T/screen"
}

@test "rules lists every rule, and how it is set" {
    project
    "$CALLBOARD" rules >"$T/list"
    [ "$(grep -c '^  [a-z]' "$T/list")" = "$("$TOOLS/findings" rules | wc -l)" ]
    grep -q '^  missing-group-id  *error  *event without context.groupId$' "$T/list"
    printf 'rule message-too-large = off\nignore missing-group-id = Heart*\nignore * = Ping\n' >callboard.conf
    "$CALLBOARD" rules --rule missing-user=note >"$T/list"
    grep -q '^  message-too-large  *off  *call over 32 KB (set; else error)$' "$T/list"
    grep -q '^  missing-user  *note  *call without a user (set; else error)$' "$T/list"
    grep -A1 '^  missing-group-id' "$T/list" | grep -q '^  *ignores  Heart\*$'
    grep -q '^All of them ignore Ping$' "$T/list"
    grep -q "^Settings are read from $T/project/app/deep/callboard.conf.\$" "$T/list"
}

@test "rules explains one: why, an example with what is said of it, the cure in each SDK" {
    "$CALLBOARD" rules missing-group-id >"$T/told"
    grep -q '^missing-group-id: event without context.groupId$' "$T/told"
    for part in Why Example Cure Browser Node.js Python Flutter; do grep -qx "$part" "$T/told"; done
    grep -q '^  error: u_22 belongs to globex and acme' "$T/told"
    refused 'like it: missing-user' rules missing-usr
    "$TOOLS/findings" rules | while read -r rule _; do
        "$CALLBOARD" rules "$rule" | grep -qx Cure
    done
}

@test "a project defines flows of its own in callboard.conf" {
    local calls=$BATS_TEST_DIRNAME/../flows/own-flow
    project
    cp "$calls/own.flow" ../../callboard.conf
    cp "$calls/in.ndjson" calls
    found --fail-on error >/dev/null
    [ "$(jq -c '.flows | map([.kind, .account, .state])' "$T/report")" = \
        '[["trial","acme","complete"],["trial","globex","broken"],["trial","initech","waiting"]]' ]
    printf 'flow = signup\n' >../../callboard.conf
    refused 'callboard.conf:1: there is a flow "signup" already' check calls
    printf 'plan = b2b\nflow = x\nstep = a\n' >../../callboard.conf
    refused 'callboard.conf: step "a" of flow "x" lacks `on`' check calls
}
