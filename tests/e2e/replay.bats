# What a session says when it is read again, and when its calls arrive in another order.
bats_require_minimum_version 1.5.0
load helper

# ends STATUS: SIGTERM, after which serve ends so
ends() {
    local status=0
    kill -TERM "$SERVE_PID"
    wait "$SERVE_PID" || status=$?
    SERVE_PID=
    [ "$status" = "$1" ]
}

# Without what SDKs write at sending, a call counts from its own time.
calls() { "$TOOLS/mix" calls "$1" | jq -c 'del(.sentAt, .receivedAt)'; }

# post_all FILE: a request for each line, many at once, so that they arrive in any order
post_all() {
    local n=0 line
    while IFS= read -r line; do
        n=$((n + 1))
        printf '%s\n' "$line" >"$T/body.$n"
        printf 'next\nurl = "%s/v1/track"\ndata-binary = "@%s"\noutput = "%s"\nfail\n' "$URL" "$T/body.$n" "$T/answer.$n"
    done <"$1" | sed 1d >"$T/requests"
    curl -sS --parallel --parallel-max 16 -m 120 --config "$T/requests"
    [ "$(cat "$T"/answer.* | grep -o true | wc -l)" = "$(wc -l <"$1")" ]
}

# Call numbers follow arrival; findings are put in an order that does not.
without_arrival() { jq 'del(.. | .seq?) | .findings |= sort_by(.messageId, .rule, .path, .text)' "$1"; }

@test "a session read again gives the same report to the byte" {
    calls 600 >"$T/mixture"
    serve --json --report "$T/live" --format json --fail-on error
    post_all "$T/mixture"
    ends 1
    run -1 --separate-stderr "$CALLBOARD" check --format json --fail-on error "$(session)"
    printf '%s\n' "$output" >"$T/again"
    same "$T/live" "$T/again"
    [ "$(jq '.summary.calls' "$T/live")" = 600 ]
    [ "$(jq '.findings | length' "$T/live")" -gt 20 ]
    jq -s '[.[] | .findings[]] | length' "$T/calls" | grep -qx "$(jq '.findings | length' "$T/live")"
}

# Blocks of twelve calls span less than half a second.
@test "the order of arrival inside half a second changes nothing" {
    "$TOOLS/mix" calls 3000 >"$T/straight"
    awk 'BEGIN { srand(7) } { print int((NR - 1) / 12) "\t" rand() "\t" $0 }' "$T/straight" | sort -k1,1n -k2,2g | cut -f3- >"$T/shuffled"
    ! cmp -s "$T/straight" "$T/shuffled"
    for file in straight shuffled; do
        run -1 --separate-stderr "$CALLBOARD" check --format json "$T/$file"
        printf '%s\n' "$output" >"$T/$file.report"
        without_arrival "$T/$file.report" >"$T/$file.told"
    done
    same "$T/straight.told" "$T/shuffled.told"
}

@test "serve writes the report that check gives, and ends with its status" {
    serve --report "$T/report" --format text
    post /v1/track '{"type":"track","event":"Report Opened","userId":"u_1","messageId":"m"}'
    ends 0
    run -0 --separate-stderr "$CALLBOARD" check "$(session)"
    printf '%s\n' "$output" >"$T/again"
    same "$T/report" "$T/again"
    run -2 "$CALLBOARD" serve --port 0 --report "$T/no/such/folder/report"
    [[ $output == *'cannot be written'* ]]
}
