#!/usr/bin/env bats
# --strict: what the real service refuses is refused; without it, it is a finding.

load helper

# call BYTES: one call of that size
call() {
    local head='{"type":"page","userId":"u_1","properties":{"text":"' tail='"}}'
    printf '%s%*s%s' "$head" $(($1 - ${#head} - ${#tail})) '' "$tail" | tr ' ' x
}

@test "--strict refuses a call over 32 KB and says where it stands" {
    serve --strict --json
    [[ $(post /v1/page "$(call 32768)") == '200 {"success":true}' ]]
    [[ $(post /v1/page "$(call 32769)") == '400 {"success":false,"code":"too_large",'* ]]
    call 40000 >"$T/big"
    printf '{"batch":[%s,%s,%s]}' "$(call 100)" "$(cat "$T/big")" "$(call 100)" | gzip >"$T/batch"
    curl -sS -m 20 --data-binary @"$T/batch" -H 'Content-Encoding: gzip' "$URL/v1/batch" >"$T/answer"
    jq -e '.message == .error and (.message | startswith("the call at /batch/1 takes 40,000 bytes"))' "$T/answer"
    [ "$(jq -c '[.line, .column]' "$T/answer")" = '[1,112]' ]
    [[ $(post /v1/page '{"type":"page"}') == 200* ]]
    [[ $(post /v1/page '[{"type":"page"') == 400* ]]
    finish
    jq -e '.findings == [] or .findings[0].rule == "missing-user"' "$T/calls"
    [ "$(wc -l <"$T/calls")" = 2 ]
    grep -q 'callboard: strict' "$T/said"
    grep -q '400 POST /v1/batch  the call at /batch/1 takes 40,000 bytes' "$T/said"
    printf 'first\ndown\ndown\nscreen refused\n' | script "$(session)" --size 120x40 >"$T/screen"
    grep -q '│  *\^$' "$T/screen"
}

@test "--strict refuses a batch over 500 KB, and takes one of more than 2500 calls" {
    serve --strict --json
    { printf '{"batch":['; for _ in {1..20}; do call 30000; printf ','; done; printf '{}]}'; } >"$T/big"
    [[ $(curl -sS -m 20 --data-binary @"$T/big" "$URL/v1/batch") == *'the batch takes 600,034 bytes'* ]]
    { printf '{"batch":[{}'; printf ',{}%.0s' {1..2500}; printf ']}'; } >"$T/many"
    [ "$(curl -sS -m 20 --data-binary @"$T/many" "$URL/v1/batch")" = '{"success":true}' ]
    finish
    [ "$(wc -l <"$T/calls")" = 2501 ]
    [ "$(jq -c 'select(.findings | map(.rule) | index("batch-too-large")) | .seq == 2' "$T/calls")" = true ]
}

@test "without --strict, what is too large is taken and is a finding" {
    serve --json
    [[ $(post /v1/page "$(call 32769)") == '200 {"success":true}' ]]
    finish
    jq -e '.findings[0].rule == "message-too-large" and .findings[0].severity == "error"' "$T/calls"
}
