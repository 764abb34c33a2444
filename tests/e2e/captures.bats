#!/usr/bin/env bats
# What real SDKs sent, posted again byte for byte: each request is answered as its SDK needs it, and `serve --json` shows
# exactly the calls inside. What is expected comes from the recording by way of jq alone.

load helper

captures=$BATS_TEST_DIRNAME/captures

# ---- from a recording ----

body_of() {
    if jq -e 'has("body_base64")' "$1" >/dev/null; then
        jq -r .body_base64 "$1" | base64 -d
    else
        jq -cj '.body | if type == "string" then . else tojson end' "$1"
    fi
}

# The request as it was: method, path, headers in their order and case. Only Content-Length is counted anew, because a body
# that was not compressed is kept as JSON and not byte for byte.
request_of() {
    body_of "$1" >"$T/body"
    jq -j --arg size "$(wc -c <"$T/body")" '
        "\(.method) \(.path) HTTP/1.1\r\n",
        (.headers | to_entries[] | "\(.key): \(if (.key | ascii_downcase) == "content-length" then $size else .value end)\r\n"),
        "\r\n"' "$1"
    cat "$T/body"
}

# One line per call: type, event of a track, userId, groupId, messageId.
calls_of() {
    jq -c '
        def id: if . == null or . == "" then null else tostring end;
        def types: {t: "track", i: "identify", p: "page", s: "screen", g: "group", a: "alias"};
        (.path | sub("\\?.*"; "") | sub("/+$"; "") | split("/") | last) as $name
        | select(.method == "POST" and ($name | IN("token", "m") | not))
        | .body
        | (.context.groupId | id) as $envelope
        | (if has("batch") then .batch[] else . end)
        | (.type // types[$name] // $name) as $type
        | [$type, (if $type == "track" then .event else null end), (.userId | id),
           (if $type == "group" then .groupId | id else (.context.groupId | id) // $envelope end), (.messageId | id)]' "$1"
}

# ---- of an answer ----

status_of() { sed -n '1s/^HTTP\/1.1 \([0-9]*\).*/\1/p' "$1"; }
header_of() { tr -d '\r' <"$1" | sed -n "/^$/q; s/^$2: *//Ip"; }
answer_of() { sed '1,/^\r*$/d' "$1"; }
sent_header() { jq -r --arg name "$2" '[.headers | to_entries[] | select((.key | ascii_downcase) == $name) | .value][0] // ""' "$1"; }

# expect WHAT WANTED GOT
expect() {
    [ "$2" = "$3" ] && return
    echo "$1: expected '$2', got '$3'" >&2
    cat "$T/reply" >&2
    return 1
}

expect_json() {
    answer_of "$T/reply" | jq -e "${@:2}" >/dev/null && return
    echo "$1: unexpected answer" >&2
    cat "$T/reply" >&2
    return 1
}

expect_preflight() {
    expect "$1: status" 204 "$(status_of "$T/reply")"
    expect "$1: no body" '' "$(answer_of "$T/reply")"
    expect "$1: allowed headers" "$(sent_header "$1" access-control-request-headers)" "$(header_of "$T/reply" access-control-allow-headers)"
    [[ $(header_of "$T/reply" access-control-allow-methods) == *POST* ]]
    expect "$1: how long" 600 "$(header_of "$T/reply" access-control-max-age)"
}

# What kind of answer the reference asks for.
expect_answer() {
    local path
    path=$(jq -r .path "$1")
    case $(jq -r .method "$1"):${path%%\?*} in
    OPTIONS:*)
        expect_preflight "$1"
        return
        ;;
    GET:*/projects/*/settings)
        path=${path%/settings}
        expect_json "$1" --arg host "$(sent_header "$1" host)" --arg key "${path##*/}" '
            (.integrations["Segment.io"] == {apiKey: $key, apiHost: ($host + "/v1"), protocol: "http"})
            and .metrics.sampleRate == 0'
        ;;
    GET:*/sourceConfig*)
        expect_json "$1" '.source | (.id | type) == "string" and .enabled and (.config | type) == "object" and
            .writeKey == "wk_rudder_js" and .destinations == [] and (has("dataplanes") | not)'
        ;;
    POST:/token)
        expect_json "$1" '(.access_token | type) == "string" and (.expires_in | type) == "number" and .token_type == "Bearer"'
        [ -n "$(header_of "$T/reply" date)" ]
        ;;
    *) expect "$1: body" '{"success":true}' "$(answer_of "$T/reply")" ;;
    esac
    expect "$1: status" 200 "$(status_of "$T/reply")"
    [[ $(header_of "$T/reply" content-type) == application/json* ]]
}

expect_cors() {
    local origin
    origin=$(sent_header "$1" origin)
    expect "$1: allowed origin" "${origin:-*}" "$(header_of "$T/reply" access-control-allow-origin)"
    [ -z "$origin" ] || expect "$1: credentials" true "$(header_of "$T/reply" access-control-allow-credentials)"
}

# replay FOLDER: all its requests in order, then the calls they hold
replay() {
    local file
    serve --json
    for file in "$captures/$1"/*.json; do
        request_of "$file" >"$T/request"
        "$TOOLS/exchange" "$PORT" <"$T/request" >"$T/reply"
        expect_answer "$file"
        expect_cors "$file"
        calls_of "$file" >>"$T/want"
    done
    finish
    jq -c '[.type, .event, .userId, .groupId, .messageId]' "$T/calls" >"$T/got"
    same "$T/want" "$T/got"
    [ -s "$T/want" ]
}

@test "every folder of recordings has its test" {
    local folder
    for folder in "$captures"/*/; do
        folder=$(basename "$folder")
        grep -q "^@test .*{ replay $folder; }$" "$BATS_TEST_FILENAME" || { echo "$folder has none" >&2; return 1; }
    done
}

@test "analytics-node-classic-6.2.0" { replay analytics-node-classic-6.2.0; }
@test "analytics-php-3.8.2" { replay analytics-php-3.8.2; }
@test "analytics-php-3.8.2-gzip" { replay analytics-php-3.8.2-gzip; }
@test "customerio-cdp-analytics-python-1.0.2" { replay customerio-cdp-analytics-python-1.0.2; }
@test "jitsu-js-node-1.11.0" { replay jitsu-js-node-1.11.0; }
@test "jitsu-js-node-s2s-1.11.0" { replay jitsu-js-node-s2s-1.11.0; }
@test "june-analytics-python-2.3.0" { replay june-analytics-python-2.3.0; }
@test "rudder-analytics-js-3.34.1" { replay rudder-analytics-js-3.34.1; }
@test "rudder-sdk-node-3.0.13" { replay rudder-sdk-node-3.0.13; }
@test "rudder-sdk-node-3.0.13-nogzip" { replay rudder-sdk-node-3.0.13-nogzip; }
@test "rudder-sdk-python-2.1.4" { replay rudder-sdk-python-2.1.4; }
@test "segment-analytics-next-1.70.0" { replay segment-analytics-next-1.70.0; }
@test "segment-analytics-next-1.84.3" { replay segment-analytics-next-1.84.3; }
@test "segment-analytics-next-1.84.3-inline-settings" { replay segment-analytics-next-1.84.3-inline-settings; }
@test "segment-analytics-node-3.1.0" { replay segment-analytics-node-3.1.0; }
@test "segment-analytics-node-3.1.0-oauth" { replay segment-analytics-node-3.1.0-oauth; }
@test "segment-analytics-node-3.1.0-retry-429once" { replay segment-analytics-node-3.1.0-retry-429once; }
@test "segment-analytics-node-3.1.0-retry-500once" { replay segment-analytics-node-3.1.0-retry-500once; }
@test "segment-analytics-python-2.3.4" { replay segment-analytics-python-2.3.4; }

@test "a compressed body in chunks, as mobile SDKs send it" {
    local body='{"batch":[{"type":"track","event":"Chunked","userId":"u_1","messageId":"m_1"}],"writeKey":"wk_mobile"}' size
    serve --json
    printf '%s' "$body" | gzip -n >"$T/body"
    size=$(wc -c <"$T/body")
    {
        printf 'POST /v1/b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n'
        printf 'Transfer-Encoding: chunked\r\n\r\n'
        printf '7\r\n' && head -c 7 "$T/body" && printf '\r\n%x\r\n' $((size - 7)) && tail -c +8 "$T/body" && printf '\r\n0\r\n\r\n'
    } >"$T/request"
    "$TOOLS/exchange" "$PORT" <"$T/request" >"$T/reply"
    expect 'status' 200 "$(status_of "$T/reply")"
    finish
    [ "$(jq -c '[.type, .event, .userId, .messageId]' "$T/calls")" = '["track","Chunked","u_1","m_1"]' ]
    [ "$(jq -c .call "$T/calls")" = '{"type":"track","event":"Chunked","userId":"u_1","messageId":"m_1"}' ]
}

@test "a clock that is wrong is corrected by sentAt" {
    local body='{"batch":[{"type":"track","event":"Seen","userId":"u_1","timestamp":"2020-01-01T00:00:00.000+02:00"}],"sentAt":1577829601500}'
    serve --json
    curl -sf -d "$body" "$URL/v1/batch"
    finish
    [ "$(jq 'def ms: (.[0:19] + "Z" | fromdate) * 1000 + (.[20:23] | tonumber); (.receivedAt | ms) - (.timestamp | ms)' "$T/calls")" = 1500 ]
}
