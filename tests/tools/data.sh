# Runs data-file tests: every folder beside the calling script that holds in.ndjson is one, `findings $1` over it, with the tracking plan
# in plan.json if there is one, must print want.txt. TAP on standard output; UPDATE=1 rewrites want.txt.
# Used as: . tests/tools/data.sh; run_data findings "$folder"; a caller that wants a part of what is printed defines `sift NAME` anew.

sift() { cat; }

run_data() {
    local mode=$1 folder=$2 number=0 case name got plan
    for case in "$folder"/*/in.ndjson; do
        name=$(basename "$(dirname "$case")")
        number=$((number + 1))
        plan=${case%in.ndjson}plan.json
        [ -f "$plan" ] || plan=
        got=$("$TOOLS/findings" "$mode" "$case" ${plan:+"$plan"} 2>&1 | sift "$name")
        if [ "${UPDATE:-}" = 1 ]; then
            printf '%s\n' "$got" >"${case%in.ndjson}want.txt"
        fi
        if diff -u "${case%in.ndjson}want.txt" <(printf '%s\n' "$got") >"$TMP/diff" 2>&1; then
            echo "ok $number - $name"
        else
            echo "not ok $number - $name"
            sed 's/^/# /' "$TMP/diff"
        fi
    done
    tests_run=$number
}
