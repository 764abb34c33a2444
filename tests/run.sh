#!/usr/bin/env bash
# Runs layers of tests and counts what they say.
#
#   UNITS='NAME...' UPDATE=1 WRAP='COMMAND...' tests/run.sh BUILD PROGRAM LAYER...
#
# Every test speaks TAP. Beside the tests it calls failed, a test file counts as failed when it ends badly, runs fewer or more
# tests than it planned, plans none, or when a sanitizer reported on any process it started. Ends with `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath -m "$1")
program=$(realpath -m "$2")
shift 2
units=${UNITS:-}
wrap=${WRAP:-}
update=${UPDATE:-}
storm=${STORM_SECONDS:-5} seed=${STORM_SEED:-1}

# Tests see this environment and nothing of the user's.
for name in $(compgen -e); do
    [ "$name" = PATH ] || unset "$name"
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/home" "$scratch/runtime" "$scratch/tmp" "$scratch/reports"
chmod 700 "$scratch/runtime"
export CALLBOARD=$program TOOLS=$build/tools UPDATE=$update STORM_SECONDS=$storm STORM_SEED=$seed
export HOME=$scratch/home TMPDIR=$scratch/tmp XDG_RUNTIME_DIR=$scratch/runtime
export XDG_STATE_HOME=$HOME/state XDG_CONFIG_HOME=$HOME/config XDG_DATA_HOME=$HOME/data XDG_CACHE_HOME=$HOME/cache
export TZ=UTC LC_ALL=C.UTF-8 TERM=xterm-256color CMOCKA_MESSAGE_OUTPUT=TAP
# The program's own handler, which restores the terminal, would leave a crash without a report.
export ASAN_OPTIONS=detect_leaks=1:handle_segv=2:handle_sigbus=2:handle_sigfpe=2:log_path=$scratch/reports/asan
export UBSAN_OPTIONS=print_stacktrace=1:log_path=$scratch/reports/ubsan
export TSAN_OPTIONS=halt_on_error=1:log_path=$scratch/reports/tsan

shopt -s nullglob
passed=0 failed=0 files=0
seconds_max=300

# tally FILE: the counts of its TAP, as "passed failed skipped planned seen"
tally() {
    awk '
        /^1\.\.[0-9]+/ { planned += substr($1, 4); plans++ }
        /^(not )?ok/ {
            seen++
            if (tolower($0) ~ /# *skip/) skipped++
            else if ($1 == "ok") passed++
            else failed++
        }
        END { print passed + 0, failed + 0, skipped + 0, plans ? planned + 0 : "none", seen + 0 }
    ' "$1"
}

# complaint STATUS FAILED PLANNED SEEN: what is wrong with a test file beyond the tests it calls failed
complaint() {
    if [ "$1" = 124 ] || [ "$1" = 137 ]; then echo "was ended after $seconds_max seconds"
    elif [ "$3" = none ]; then echo "planned no tests and ended with status $1"
    elif [ "$3" != "$4" ]; then echo "planned $3 tests and ran $4, ending with status $1"
    elif [ -n "$(ls "$scratch/reports")" ]; then echo 'was reported by a sanitizer'
    elif [ "$1" != 0 ] && [ "$2" = 0 ]; then echo "ended with status $1"
    fi
}

# The failed tests with what they said, then standard error and what sanitizers wrote.
show_failure() {
    awk '/^(not )?ok/ { show = /^not ok/ && tolower($0) !~ /# *skip/ } /^1\.\./ { next } show' "$1"
    tail -n 100 "$1.err"
    find "$scratch/reports" -type f -exec head -n 100 {} +
}

# run_file NAME COMMAND...
run_file() {
    local name=$1 log=$scratch/tap status ok bad skipped planned seen wrong reason
    shift
    files=$((files + 1))
    timeout --kill-after=10 "$seconds_max" "$@" >"$log" 2>"$log.err" </dev/null
    status=$?
    read -r ok bad skipped planned seen < <(tally "$log")
    wrong=$(complaint "$status" "$bad" "$planned" "$seen")
    [ -z "$wrong" ] || bad=$((bad + 1))
    passed=$((passed + ok)) failed=$((failed + bad))
    reason=$(sed -n 's/^1\.\.0 *# *[Ss][Kk][Ii][Pp] */, skipped: /p' "$log")
    printf '  %-32s %4d ok%s' "$name" "$ok" "$reason"
    [ "$skipped" = 0 ] || printf ', %d skipped' "$skipped"
    [ "$bad" = 0 ] || printf ', %d FAILED%s' "$bad" "${wrong:+ (it $wrong)}"
    echo
    [ "$bad" = 0 ] || show_failure "$log" | sed 's/^/    /'
    rm -f "$scratch"/reports/*
}

run_layer() {
    local name file before=$files
    case $1 in
    unit) for name in $units; do run_file "unit/$name" $wrap "$build/unit/$name"; done ;;
    fuzz)
        for file in tests/fuzz/fuzz_*.c; do
            name=$(basename "${file#tests/fuzz/fuzz_}" .c)
            run_file "fuzz/$name" "$build/replay/$name" "tests/fuzz/corpus/$name"
        done ;;
    e2e) for file in tests/e2e/*.bats; do run_file "e2e/$(basename "$file" .bats)" bats --tap "$file"; done ;;
    sdk) for file in tests/sdk/clients/*.mjs; do run_file "sdk/$(basename "$file" .mjs)" tests/sdk/run.sh "$(basename "$file" .mjs)"; done ;;
    style) for file in tests/style/*.sh; do run_file "style/$(basename "$file" .sh)" "$file"; done ;;
    *) run_file "$1" "tests/$1/run.sh" ;;
    esac
    if [ "$files" = "$before" ]; then
        failed=$((failed + 1))
        echo "  $1: FAILED, there are no tests"
    fi
}

for layer in "$@"; do
    run_layer "$layer"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
