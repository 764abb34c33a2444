#!/usr/bin/env bats
# Clients that send too much, too many, or at the wrong moment: the sink stays small, and answers everybody else.

load helper

# memory: the most it ever held, in KiB
memory() { awk '/^VmHWM:/ { print $2 }' "/proc/$SERVE_PID/status"; }

# zeros N: N MiB of them
zeros() { head -c "$(($1 << 20))" /dev/zero; }

@test "a body of a gigabyte is read to its end and refused, in bounded memory" {
    serve --ephemeral
    for how in 'Content-Length: 1073741824' 'Transfer-Encoding: chunked'; do
        zeros 1024 | curl -sS -m 120 -o "$T/answer" -w '%{http_code}\n' -H "$how" -H 'Expect:' -T - -X POST "$URL/v1/batch" >"$T/status"
        [ "$(cat "$T/status")" = 413 ]
        jq -e '.code == "too_large" and (.message | test("--max-body"))' "$T/answer"
    done
    [ "$(memory)" -lt $((400 << 10)) ]
    [[ $(post /v1/track '{"userId":"u","event":"e"}') == 200* ]]
    finish
}

@test "an inflation bomb stops at the ceiling" {
    serve --ephemeral
    zeros 600 | gzip -1 >"$T/bomb"
    [ "$(curl -sS -m 60 -o "$T/answer" -w '%{http_code}' -H 'Content-Encoding: gzip' --data-binary @"$T/bomb" "$URL/v1/batch")" = 413 ]
    jq -e '.code == "too_large" and (.message | test("--max-inflated"))' "$T/answer"
    [ "$(memory)" -lt $((400 << 10)) ]
    finish
}

@test "a thousand requests in one write are answered in their order, on a connection that stays" {
    serve --ephemeral --json
    for ((i = 0; i < 1000; i++)); do
        body="{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e$i\",\"context\":{\"groupId\":\"g\"}}"
        printf 'POST /v1/t HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body"
    done >"$T/requests"
    printf 'GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n' >>"$T/requests"
    timeout 60 bash -c 'exec 9<>/dev/tcp/127.0.0.1/$1; cat "$2" >&9 & cat <&9' _ "$PORT" "$T/requests" >"$T/answers"
    [ "$(grep -ao 'HTTP/1.1 200' "$T/answers" | wc -l)" = 1001 ]
    finish
    [ "$(jq -r .event "$T/calls")" = "$(for ((i = 0; i < 1000; i++)); do echo "e$i"; done)" ]
}

@test "with few descriptors the connections beyond are turned away, and new files can still be begun" {
    ulimit -n 300
    serve --max-size 1M
    for ((i = 0; i < 172; i++)); do
        exec {fd}<>"/dev/tcp/127.0.0.1/$PORT"
        fds[i]=$fd
    done
    printf 'POST /v1/t HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}' >&"${fds[171]}"
    grep -aq '^HTTP/1.1 200' <&"${fds[171]}"
    exec {fd}<>"/dev/tcp/127.0.0.1/$PORT"
    fds[171]=$fd
    exec {fd}<>"/dev/tcp/127.0.0.1/$PORT"
    timeout 20 grep -aq '"code":"too_many"' <&"$fd"
    body="{\"type\":\"track\",\"userId\":\"u\",\"event\":\"$(head -c 100000 /dev/zero | tr '\0' e)\"}"
    for ((i = 0; i < 12; i++)); do
        printf 'POST /v1/t HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body" >&"${fds[i]}"
        grep -aq '^HTTP/1.1 200' <&"${fds[i]}"
    done
    for fd in "${fds[@]}"; do exec {fd}>&-; done
    finish
    grep -q '1 connection was turned away: 172 were open already' "$T/calls"
}

@test "a full disk is told to who watches, and no report passes without the calls it cost" {
    ulimit -S -f 64
    serve --report "$T/report"
    body="{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"text\":\"$(head -c 20000 /dev/zero | tr '\0' x)\"}}"
    for ((i = 0; i < 3; i++)); do [[ $(post /v1/page "$body") == 200* ]]; done
    for ((i = 0; i < 2; i++)); do [[ $(post /v1/page "$body") == '507 {"success":false,"code":"disk_full",'* ]]; done
    read -r -t 20 line <&7 # where it records
    read -r -t 20 line <&7
    [[ $line == 'callboard: the call cannot be recorded: No space left on device.'* ]]
    [[ $(post /v1/page '{"type":"page","userId":"u"}') == 200* ]]
    read -r -t 20 line <&7
    [ "$line" = 'callboard: calls are recorded again' ]
    kill -TERM "$SERVE_PID"
    local status=0
    wait "$SERVE_PID" || status=$?
    SERVE_PID=
    [ "$status" = 2 ]
    read -r -t 20 line <&7
    [ "$line" = 'callboard: 2 requests could not be recorded' ]
}
