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
