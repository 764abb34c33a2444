#!/usr/bin/env bats
# Every HTTP request as `serve --requests` tells it, and as the Requests view of the session shows it.

load helper

# request FILTER: jq over the requests told, in their order
request() { jq -c "select(.request) | .request | $1" "$T/calls"; }

# send: bytes from standard input to the sink, the connection closed behind them
send() { timeout 20 bash -c 'exec 9<>/dev/tcp/127.0.0.1/$1; cat >&9; exec 9>&-' _ "$PORT"; }

# told N: until N records have been taken in
told() {
    local deadline=$((SECONDS + 20))
    until curl -sS -m 5 "$URL/callboard/status" | jq -e --argjson n "$1" '.processed >= $n' >/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || { echo "not $1 records after 20 s" >&2; return 1; }
    done
}

@test "a gzipped batch: bytes on the wire and inflated, calls, client" {
    serve --requests --json
    printf '{"batch":[%s,%s],"writeKey":"srvABCDEFGHx2"}' \
        '{"type":"track","userId":"u","event":"a","context":{"groupId":"g","library":{"name":"analytics-node","version":"3.1.0"}}}' \
        '{"type":"track","userId":"u","event":"b","context":{"groupId":"g"}}' >"$T/plain"
    gzip -c "$T/plain" >"$T/body"
    curl -sS -m 20 -A 'analytics-node-next/latest' -H 'Content-Type: application/json' -H 'Content-Encoding: gzip' \
        -H 'X-Retry-Count: 2' --data-binary @"$T/body" "$URL/v1/batch?a=1"
    finish
    expected="[1,\"POST\",\"/v1/batch\",\"a=1\",200,null,2,$(wc -c <"$T/body"),$(wc -c <"$T/plain"),\"gzip\",\"application/json\","
    expected+='"analytics-node-next/latest","analytics-node 3.1.0","srvA...x2",null,2,null,null,null,null,null]'
    got=$(request '[.seq,.method,.path,.query,.status,.kind,.calls,.wireSize,.inflatedSize,.encoding,.contentType,.userAgent,
        .library,.writeKey,.origin,.retry,.fault,.code,.reason,.line,.column]')
    [ "$got" = "$expected" ] || { echo "$got"; echo "$expected"; false; } >&2
    [ "$(request '(.durationMs | type), (.receivedAt | type)')" = $'"number"\n"string"' ]
    [ "$(jq -c 'select(.request | not) | .event' "$T/calls")" = $'"a"\n"b"' ]
}

@test "malformed JSON: line and column, and the body opens there" {
    serve --requests --json
    run post /v1/track $'{\n  "userId": "u_1",\n  "event" "Signed Up"\n}'
    [[ $output == 400* ]]
    told 1
    finish
    [ "$(request '[.status,.code,.line,.column,.calls]')" = '[400,"invalid_json",3,11,0]' ]
    [[ $(request .reason) == *'line 3, column 11'* ]]
    [ "$(wc -l <"$T/calls")" = 1 ]
    ! grep -q refused "$T/said" # its request has told it
    script "$(session)" --size 80x24 >"$T/screen" <<<$':view requests\nopen\nscreen refused'
    grep -A1 '"event" "Signed Up"' "$T/screen" | tail -1 | grep -q '^ \{11\}^ '
}

@test "an upload that breaks off is told without a status" {
    serve --requests
    printf 'POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nUser-Agent: analytics-python/2.3.4\r\nContent-Length: 5000\r\n\r\n{"batch":[' "$PORT" | send
    told 1
    finish
    grep -Eq '^[0-9:.]{12}  POST /v1/batch +---  no answer +10 B .* analytics-python 2\.3\.4  .*10 B of 4\.9 KiB' "$T/calls"
    script "$(session)" --size 80x24 >"$T/screen" <<<$':view requests\nscreen aborted'
    grep -q -- '---  POST    /v1/batch       no answer' "$T/screen"
    grep -q '^ no answer aborted' "$T/screen"
}

@test "preflights, settings and health carry no call and have their lines" {
    serve --requests
    curl -sS -m 20 -o "$T/answer" -X OPTIONS -H 'Origin: http://localhost:3000' -H 'Access-Control-Request-Method: POST' "$URL/v1/t"
    curl -sS -m 20 -o "$T/answer" "$URL/v1/projects/abcdefghijklmn/settings"
    curl -sS -m 20 -o "$T/answer" "$URL/health"
    curl -sS -m 20 -o "$T/answer" -A $'bad\e[31m' "$URL/nothing"
    told 4
    finish
    sed -E 's/^[0-9:.]{12}  //; s/[0-9.]+ ms +/MS /; s/curl [0-9.]+/CURL/; s/ +/ /g' "$T/calls" >"$T/got"
    cat >"$T/want" <<'END'
OPTIONS /v1/t 204 preflight MS CURL
GET /v1/projects/abcd...mn/settings 200 settings MS CURL
GET /health 200 health MS CURL
END
    same "$T/want" <(head -3 "$T/got")
    grep -q '^GET /nothing 404 refused MS bad<U+001B>\[31m nothing is to be had at GET /nothing' "$T/got"
    [ "$(wc -l <"$T/got")" = 4 ]
}

@test "what serve --requests --json printed can be opened: the calls, and nothing for the requests" {
    serve --requests --json
    post /v1/track '{"userId":"u_1","event":"Signed Up"}'
    post /v1/track '{"userId":'
    finish
    [ "$(wc -l <"$T/calls")" = 3 ]
    script "$T/calls" --size 80x24 >"$T/screen" <<<$'screen live\n:view requests\nscreen requests'
    head -2 "$T/screen" | grep -q ' 1 call '
    grep -q 'No requests in this file' "$T/screen"
}

@test "a message that is sent again is told as the second try" {
    serve --requests --json
    post /v1/track '{"userId":"u_1","event":"Signed Up","messageId":"m-1"}'
    post /v1/track '{"userId":"u_1","event":"Signed Up","messageId":"m-2"}'
    post /v1/track '{"userId":"u_1","event":"Signed Up","messageId":"m-1"}'
    finish
    [ "$(request .attempt)" = $'1\n1\n2' ]
    script "$(session)" --size 120x40 >"$T/screen" <<<$':view requests\nscreen again\nfirst\nscreen first'
    grep -q '^ again     2nd try of ' "$T/screen"
    grep -q '^ again     sent again by [0-9:.]*, after ' "$T/screen"
}
