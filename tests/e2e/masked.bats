#!/usr/bin/env bats
# What looks like a secret or a card number is printed nowhere, unless asked for; the session holds it.
load helper

call='{"type":"identify","userId":"u_1","traits":{"password":"correct horse","cvv":123,"note":"4242 4242 4242 4242"}}'

# leaks FILE...: shows what should not be there
leaks() { grep -e 'correct horse' -e '4242 4242 4242 4242' -e '"cvv":123' "$@"; }
clean() { ! leaks "$@"; }

@test "serve masks calls and findings, and what it prints is JSON still" {
    serve --json
    post /v1/identify "$call"
    finish
    clean "$T/calls" "$T/said"
    [ "$(jq -c '.call.traits' "$T/calls")" = '{"password":"co*********se","cvv":"*","note":"**** **** **** 4242"}' ]
    [ "$(jq -r '.findings | map(.path) | join(" ")' "$T/calls")" = '/traits/password /traits/cvv /traits/note' ]
    leaks "$(session)"
}

@test "with --show-secrets calls are printed as they were sent" {
    serve --json --show-secrets
    post /v1/identify "$call"
    finish
    [ "$(jq -c .call "$T/calls")" = "$call" ]
}

@test "reports quote nothing of it, in neither form, also where a plan speaks of it" {
    local form
    printf '%s\n' "$call" >"$T/in.ndjson"
    printf '%s\n' '{"rules":[{"type":"IDENTIFY","key":null,"jsonSchema":{"type":"object","properties":{"traits":{"type":"object",
        "properties":{"password":{"type":"integer"},"note":{"enum":["a","b"]}}}}}}]}' >"$T/plan.json"
    for form in text json; do
        "$CALLBOARD" check "$T/in.ndjson" --plan "$T/plan.json" --format "$form" >"$T/$form" || true
        grep -q plan-violation "$T/$form"
        clean "$T/$form"
    done
}

@test "what was refused is masked as well as can be, in the interface too" {
    serve
    post /v1/identify '{"userId":"u_1","traits":{"password":"correct horse", oops}}'
    finish
    printf ':view requests\nscreen one\nnext-pane\npage-down\nscreen two\n' >"$T/steps"
    "$CALLBOARD" open --script "$T/steps" --size 120x40 >"$T/screens"
    grep -q 'oops' "$T/screens"
    clean "$T/screens"
}

@test "the address of a pixel shows nothing of it either" {
    local query='type=track&userId=u_1&event=Paid&traits.password=correct+horse&note=%34242+4242+4242+4242&context.device.token=0123456789&writeKey='
    serve --requests --json
    curl -sS -m 20 -o "$T/answer" "$URL/v1/pixel/track?$query"
    curl -sS -m 20 -o "$T/answer" "$URL/v1/pixel/track?d%61ta=$(printf %s "$call" | base64 -w 0 | sed 's/+/%2B/g')"
    finish
    [ "$(jq -r 'select(.request) | .request.query' "$T/calls")" = 'type=track&userId=u_1&event=Paid&traits.password=co*********se'`
        `'&note=****%20****%20****%204242&context.device.token=0123456789&writeKey='$'\nd%61ta=...' ]
    "$CALLBOARD" open --script <(printf ':view requests\nscreen second\nfirst\nscreen first\n') --size 120x40 >"$T/screens"
    grep -q 'traits.password=co\*' "$T/screens"
    ! grep -Eq 'correct.horse|4242.{1,3}4242' "$T/calls" "$T/screens"
}

@test "a plan made from calls has no event whose name holds a card number, and says so" {
    printf '%s\n' '{"type":"track","userId":"u_1","event":"Paid with 4242 4242 4242 4242"}' >"$T/in.ndjson"
    ! "$CALLBOARD" plan init "$T/in.ndjson" >"$T/plan" 2>"$T/said"
    clean "$T/plan" "$T/said"
    printf '%s\n' '{"type":"track","userId":"u_1","event":"Paid"}' >>"$T/in.ndjson"
    "$CALLBOARD" plan init "$T/in.ndjson" >"$T/plan" 2>"$T/said"
    [ "$(jq -c '[.rules[].key]' "$T/plan")" = '["Paid"]' ]
    grep -q '^callboard: 1 call was left out: .* hold no card number$' "$T/said"
}
