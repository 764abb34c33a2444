# Ten thousand mixed calls of forty users in twelve accounts: what every report and view says agrees with a count made by jq.
bats_require_minimum_version 1.5.0
load helper

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    "$TOOLS/mix" calls 10000 >calls.ndjson
    jq -s -f "$BATS_TEST_DIRNAME/agree.jq" calls.ndjson >count
    "$CALLBOARD" check --format json calls.ndjson >report || [ $? = 1 ]
}

# same COUNT REPORT: two jq programs say the same of the count and of the report
same() {
    jq -ce "$1" "$BATS_FILE_TMPDIR/count" >"$T/counted"
    jq -ce "$2" "$BATS_FILE_TMPDIR/report" >"$T/reported"
    diff "$T/counted" "$T/reported"
}

# show SIZE STEP...: the screens that the steps print
show() {
    local size=$1
    shift
    printf '%s\n' "$@" >"$T/steps"
    "$CALLBOARD" open "$BATS_FILE_TMPDIR/calls.ndjson" --script "$T/steps" --size "$size"
}

@test "calls, accounts and users" {
    same .calls .summary.calls
    same .accounts '[.accounts[] | [.id, .calls]] | sort'
    same .users '[.users[] | select(has("visitors")) | [.userId, .calls]] | sort'
    [ "$(jq -c '[(.accounts, .users) | length]' "$BATS_FILE_TMPDIR/count")" = '[12,40]' ]
}

@test "links" {
    same .links '[.links[] | [.user, .account, .provenance, .calls]] | sort'
    same '.links | length' .summary.links
    same '[.links[][1]] | group_by(.) | map([.[0], length])' '[.accounts[] | [.id, .users]] | sort'
}

@test "events without context.groupId" {
    same .missing '[.findings[] | select(.rule == "missing-group-id")] | reduce .[] as $f ({error: 0, warning: 0, note: 0}; .[$f.severity] += 1)'
}

@test "what a thousand events lack is told in a few lines" {
    run -1 "$CALLBOARD" check "$BATS_FILE_TMPDIR/calls.ndjson"
    [ "$(grep -c '^    \(error\|warning\|note\): ' <<<"$output")" -le 20 ]
    errors=$(jq .missing.error "$BATS_FILE_TMPDIR/count")
    sed -n '/^missing-group-id/,/^    warning/p' <<<"$output" >"$T/errors"
    grep -q '^    error: the user belongs to several accounts: ' "$T/errors"
    grep -q "^        and $((errors - 3)) more$" "$T/errors"
}

@test "Live shows each account with its calls" {
    show 200x60 'screen live' >"$T/screen"
    while read -r account calls; do
        [ "$calls" -lt 1000 ] || calls=${calls%???},${calls: -3}
        grep -qE "^ (Account [0-9]+ +)?$account .* $calls │" "$T/screen"
    done < <(jq -r '.accounts[] | "\(.[0]) \(.[1])"' "$BATS_FILE_TMPDIR/count")
    grep -q '^ All .* 10,000 │' "$T/screen"
}

@test "Links shows each user with the number of its accounts" {
    show 200x60 'view-2' 'screen links' >"$T/screen"
    grep -q '^ 40 users ' "$T/screen"
    while read -r user accounts; do
        grep -qE "^ $user .* $accounts │" "$T/screen"
    done < <(jq -r '.links | group_by(.[0])[] | "\(.[0][0]) \(length)"' "$BATS_FILE_TMPDIR/count")
    shared=$(jq '[.links | group_by(.[0])[] | select(length > 1)] | length' "$BATS_FILE_TMPDIR/count")
    grep -q " $shared in several accounts " "$T/screen"
}
