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
    show 200x60 ':view links' 'screen links' >"$T/screen"
    grep -q '^ 40 users ' "$T/screen"
    while read -r user accounts; do
        grep -qE "^ $user .* $accounts │" "$T/screen"
    done < <(jq -r '.links | group_by(.[0])[] | "\(.[0][0]) \(length)"' "$BATS_FILE_TMPDIR/count")
    shared=$(jq '[.links | group_by(.[0])[] | select(length > 1)] | length' "$BATS_FILE_TMPDIR/count")
    grep -q " $shared in several accounts " "$T/screen"
}

# told MARK: how many findings of this severity the lines of the Warnings view on standard input tell of; each of them has a sample, a
# first and a last time
told() {
    sed -n "s/^ $1 \\+\\([0-9,]\\+\\)  .* u_[0-9]\\+ \\+[0-9:]\\{8\\}  [0-9:]\\{8\\}\$/\\1/p" | tr -d , | awk '{ n += $1 } END { print n + 0 }'
}

@test "Warnings tells a thousand findings in a few lines, with count, sample, first and last" {
    show 200x60 ':view warnings' 'screen warnings' >"$T/screen"
    for severity in error:✗ warning:▲ note:·; do
        count=$(jq ".missing.${severity%:*}" "$BATS_FILE_TMPDIR/count")
        grep -qE "^ event without context.groupId .* ${severity#*:} $count( |$)" "$T/screen"
        [ "$(told "${severity#*:}" <"$T/screen")" = "$count" ]
    done
    [ "$(grep -cE '^ [✗▲·] +[0-9,]+  ' "$T/screen")" -le 20 ]
    first=$(jq -r '[.findings[] | select(.rule == "missing-group-id" and .severity == "error")][0].seq' "$BATS_FILE_TMPDIR/report")
    time=$(sed -n "${first}p" "$BATS_FILE_TMPDIR/calls.ndjson" | jq -r '.receivedAt')
    grep -qE "^ ✗ .*  ${time:11:8}  [0-9:]{8}$" "$T/screen"
}

@test "a line of Warnings leads to its calls, and these to Live" {
    show 200x60 ':view warnings' 'screen warnings' 'open' 'open' 'screen calls' 'first' 'open' 'screen live' >"$T/screen"
    count=$(sed -n '/^== warnings/,/^== calls/p' "$T/screen" | sed -n 's/^ ✗ \+\([0-9,]\+\)  .*/\1/p' | head -1)
    grep -qE "^   $count calls, " "$T/screen"
    sed -n '/^== live/,$p' "$T/screen" | grep -q '^ ACCOUNTS '
}

@test "with a filter, Flows and Warnings show what check tells of the calls it lets through" {
    local filter='event:"Signed Up" or account:acct_03'
    "$TOOLS/mix" session 20000 400 40 >"$T/session.ndjson"
    "$CALLBOARD" check --format json --filter "$filter" "$T/session.ndjson" >"$T/told" || [ $? = 1 ]
    printf '%s\n' "filter $filter" ':view flows' 'screen flows' ':view warnings' 'screen warnings' >"$T/steps"
    "$CALLBOARD" open "$T/session.ndjson" --script "$T/steps" --size 200x60 >"$T/screen"
    grep -q "^ $(jq -r '.summary.flows | "\(.broken) broken   \(.waiting) waiting   \(.complete) complete"' "$T/told") " "$T/screen"
    for severity in errors:✗ warnings:▲ notes:·; do
        shown=$(sed -n '/^ FINDINGS/,/^─/s/.* '"${severity#*:}"' \([0-9,]\+\) .*/\1/p' "$T/screen" | tr -d , | awk '{ n += $1 } END { print n + 0 }')
        [ "$shown" = "$(jq ".summary.${severity%:*}" "$T/told")" ]
    done
    [ "$(jq '.summary.notes' "$T/told")" -gt 400 ]
}
