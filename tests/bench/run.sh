#!/usr/bin/env bash
# Measures callboard against a bare libmicrohttpd handler and a plain Node server, in one run, alternating; prints medians,
# their ratios and the targets. Takes about eight minutes.
#
#   CALLBOARD=build/callboard FILTERS=build/release/tools/filters BUILD=build/release/bench tests/bench/run.sh
#
# ROUNDS (5), SECONDS_EACH (1.2), CALLS (1000000, for the memory figure), RULED (200000, judged by all rules), POSTS (200),
# STARTS (15), IDLE (5), PRESSES (20, of each kind of key), HELD (100000, calls in memory while following), FRAMES (10000) may
# be set.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
CALLBOARD=$(realpath "${CALLBOARD:-build/callboard}")
FILTERS=$(realpath "${FILTERS:-build/release/tools/filters}")
BUILD=${BUILD:-build/release/bench}
ROUNDS=${ROUNDS:-5} SECONDS_EACH=${SECONDS_EACH:-1.2} CALLS=${CALLS:-1000000}
RULED=${RULED:-200000} POSTS=${POSTS:-200} STARTS=${STARTS:-15} IDLE=${IDLE:-5} PRESSES=${PRESSES:-20}
HELD=${HELD:-100000} FRAMES=${FRAMES:-10000}
export LC_ALL=C.UTF-8 TERM=xterm-256color
unset NO_COLOR XDG_CONFIG_HOME XDG_DATA_HOME

mkdir -p "$BUILD"
work=$(mktemp -d "$BUILD/run.XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
export XDG_STATE_HOME=$work/state HOME=$work

compile() { ${CC:-cc} -std=c11 -D_GNU_SOURCE -O2 -o "$BUILD/$1" "${@:2}"; }
compile load "$here/../tools/load.c"
compile mix "$here/../tools/mix.c"
compile bare "$here/bare.c" $(pkg-config --cflags --libs libmicrohttpd)
compile paint "$here/paint.c" -lvterm -lutil
compile keys "$here/keys.c" -lvterm -lutil
compile follow "$here/follow.c" -lvterm -lutil
NODE=$(command -v node || true)

progress() { [ ! -t 2 ] || printf '\r%s\033[K' "$1" >&2; }

# ---- servers ----

# start NAME: sets $server (its process) and $port
start() {
    local line=
    case $1 in
    callboard) set -- "$CALLBOARD" serve --port 0 ;;
    bare) set -- "$BUILD/bare" ;;
    node) set -- "$NODE" "$here/server.js" ;;
    esac
    [ -p "$work/say" ] || mkfifo "$work/say"
    exec 7<>"$work/say"
    "$@" >/dev/null 2>"$work/say" 7>&- &
    server=$!
    until [[ $line == *"listening on"* ]]; do
        read -r -t 20 line <&7 || { echo "bench: $1 does not start: $line" >&2; exit 1; }
    done
    port=${line##*:}
}

stop() {
    kill "$server"
    wait "$server" || true
    server=
    rm -rf "$XDG_STATE_HOME"
}

# ---- rates ----

# once SERVER MODE: one fresh server, one load
once() {
    local options=(--seconds "$SECONDS_EACH" --warm-up 0.3)
    [ "$2" = batches ] && options+=(--batch 100)
    [ "$1" = callboard ] && options+=(--drain)
    start "$1"
    "$BUILD/load" "$port" "${options[@]}" >>"$work/$1.$2"
    stop
}

# numbers FILE FIELD: one of each round, in their order
numbers() { grep -o "\b$2=[0-9.]*" "$work/$1" | cut -d= -f2; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

servers="callboard bare${NODE:+ node}"
[ -n "$NODE" ] || echo "node is not installed: nothing to compare with (b)" >&2
for round in $(seq "$ROUNDS"); do
    for mode in singles batches; do
        for name in $servers; do
            progress "round $round of $ROUNDS: $mode, $name"
            once "$name" "$mode"
        done
    done
done

# ---- memory ----

# RssAnon leaves out the journal's pages, which are the kernel's to drop.
anonymous() { awk '/^RssAnon/ { print $2 * 1024 }' "/proc/$server/status"; }
progress "memory: $CALLS calls"
start callboard
"$BUILD/load" "$port" --calls 10000 --batch 100 --drain >"$work/first"
before=$(anonymous)
"$BUILD/load" "$port" --calls "$((CALLS - 10000))" --batch 100 --drain >"$work/memory"
after=$(anonymous)
progress "filters: $CALLS calls"
filters=('type:track account:acct_0* -user:nobody severity<=warning' 'type:track properties.no_such>1' '"no such text"')
asked=()
for round in $(seq "$ROUNDS"); do asked+=("${filters[@]}"); done
"$FILTERS" --time "$XDG_STATE_HOME"/callboard/*.ndjson "${asked[@]}" >"$work/filters"
for kind in 0 1 2; do grep -F "filter=${filters[kind]}" "$work/filters" >"$work/filter.$kind"; done
stop
memory=$(awk -v grown=$((after - before)) -v calls=$((CALLS - 10000)) 'BEGIN { printf "%.0f", grown / calls }')

# ---- rules ----

# What check takes for a mixture of calls with every rule and a plan of 60 events, and with none: processor seconds.
"$BUILD/mix" calls "$RULED" >"$work/mixture"
"$BUILD/mix" plan 60 >"$work/plan"
TIMEFORMAT='%3U %3S'
judge() {
    local name=$1 taken
    shift
    taken=$({ time "$CALLBOARD" check --no-config "$@" "$work/mixture" >/dev/null || [ $? = 1 ]; } 2>&1)
    awk -v calls="$RULED" '{ printf "calls_per_s=%.0f\n", calls / ($1 + $2) }' <<<"$taken" >>"$work/judged.$name"
}
for round in $(seq "$ROUNDS"); do
    progress "round $round of $ROUNDS: rules"
    judge none --rule '*=off'
    judge all --plan "$work/plan"
done

# ---- screen ----

progress 'the screen'
"$BUILD/paint" "$POSTS" "$STARTS" "$IDLE" "$CALLBOARD" --port 0 >"$work/paint"
progress "keys: $CALLS calls"
"$BUILD/mix" session "$CALLS" 20000 2000 >"$work/session.ndjson"
"$BUILD/keys" "$PRESSES" "$CALLBOARD" open --no-state --no-config --plan "$work/plan" "$work/session.ndjson" >"$work/keys"
rm "$work/session.ndjson"
progress 'memory while following'
"$BUILD/follow" "$HELD" 5 "$FRAMES" "$BUILD/load" "$CALLBOARD" --port 0 --no-config --no-state --max-messages "$HELD" \
    --max-size 256M >"$work/follow"
rm -rf "$XDG_STATE_HOME"
progress ''

# ---- the table ----

value() { numbers "$1" "$2" | median; }
# ratio FILE FIELD FILE FIELD: the median of the rounds' ratios, for what slows the machine down for a while slows both
ratio() {
    [ -e "$work/$3" ] || { echo -; return; } # there is no node
    paste <(numbers "$1" "$2") <(numbers "$3" "$4") | awk '{ print $1 / $2 }' | median | xargs printf '%.2f'
}
# at_least RATIO TARGET, at_most VALUE TARGET: ok or below, then the target
at_least() { awk -v v="$1" -v t="$2" 'BEGIN { print (v == "-" ? "-" : v + 0 >= t ? "ok   " : "below"), ">=", t }'; }
at_most() { awk -v v="$1" -v t="$2" 'BEGIN { print (v + 0 <= t ? "ok   " : "below"), "<=", t }'; }
node_value() { [ -z "$NODE" ] && echo 0 || value "$@"; }
row() { printf '%-34s %12s %12s %12s %8s %8s  %s\n' "$@"; }
line() { printf '%-34s %12s %35s  %s\n' "$1" "$2" "" "$3"; }

single=$(value callboard.singles requests_per_s) bare=$(value bare.singles requests_per_s)
node=$(node_value node.singles requests_per_s)
recorded=$(value callboard.batches calls_per_s) processed=$(value callboard.batches processed_per_s)
bare_calls=$(value bare.batches calls_per_s) node_calls=$(node_value node.batches calls_per_s)
processed_single=$(value callboard.singles processed_per_s)

echo "$(nproc) processors, medians of $ROUNDS rounds of $SECONDS_EACH s, 32 keep-alive connections, calls of about 1 KB"
echo
row '' callboard '(a) bare' '(b) node' 'to (a)' 'to (b)' target
to_bare=$(ratio callboard.singles requests_per_s bare.singles requests_per_s)
to_node=$(ratio callboard.singles requests_per_s node.singles requests_per_s)
row 'singles: requests/s' "$single" "$bare" "$node" "$to_bare" "$to_node" \
    "$(at_least "$to_bare" 0.70) x (a), $(at_least "$to_node" 2.5) x (b)"
row 'singles: calls/s processed' "$processed_single" - "$node" - \
    "$(ratio callboard.singles processed_per_s node.singles requests_per_s)" ''
to_bare=$(ratio callboard.batches calls_per_s bare.batches calls_per_s)
to_node=$(ratio callboard.batches calls_per_s node.batches calls_per_s)
row 'batches of 100: requests/s' "$(value callboard.batches requests_per_s)" "$(value bare.batches requests_per_s)" \
    "$(node_value node.batches requests_per_s)" "$to_bare" "$to_node" ''
row 'batches of 100: calls/s recorded' "$recorded" "$bare_calls" "$node_calls" "$to_bare" "$to_node" \
    "$(at_least "$to_node" 2.5) x (b)"
to_node=$(ratio callboard.batches processed_per_s node.batches calls_per_s)
row 'batches of 100: calls/s processed' "$processed" - "$node_calls" - "$to_node" "$(at_least "$to_node" 1.5) x (b)"
echo
judged=$(value judged.all calls_per_s) unjudged=$(value judged.none calls_per_s)
judging=$(ratio judged.all calls_per_s judged.none calls_per_s)
line 'all rules and a plan: calls/s' "$judged" "$(at_least "$judging" 0.70) x $unjudged without, here $judging"
line 'memory per call, bytes' "$memory" "$(at_most "$memory" 300) ($CALLS calls, beside the journal)"
line 'following: bytes per call' "$(value follow call_bytes)" \
    "$(at_most "$(value follow call_bytes)" 2) ($((HELD * 5)) calls at $(value follow calls_per_s)/s, when $HELD are held)"
line 'drawing: bytes per frame' "$(value follow frame_bytes)" "$(at_most "$(value follow frame_bytes)" 0) ($FRAMES frames)"
line '200 to painted, ms: median' "$(value paint paint_p50)" ''
line '200 to painted, ms: p99' "$(value paint paint_p99)" "$(at_most "$(value paint paint_p99)" 33) ($POSTS posts)"
line 'start to first paint, ms: median' "$(value paint start_p50)" "$(at_most "$(value paint start_p50)" 30) ($STARTS starts)"
line 'start to first paint, ms: worst' "$(value paint start_max)" ''
for group in reading moving calls views searching filter; do
    grep "^group=$group " "$work/keys" >"$work/keys.$group"
    line "key to painted, $group, ms: p50, p99" "$(value "keys.$group" p50), $(value "keys.$group" p99)" \
        "$(at_most "$(value "keys.$group" p99)" 16) (200x60, $CALLS calls)"
done
line 'idle: processor, %' "$(value paint idle_cpu_percent)" "$(at_most "$(value paint idle_cpu_percent)" 0.049) ($IDLE s)"
line 'idle: context switches' "$(value paint idle_switches)" "$(at_most "$(value paint idle_switches)" 0)"
line 'filter by columns, ms: first, all' "$(value filter.0 first_ms), $(value filter.0 all_ms)" \
    "$(at_most "$(value filter.0 all_ms)" 100) ($CALLS calls)"
line 'filter by path, ms: all' "$(value filter.1 all_ms)" '(reads every track call)'
line 'filter by words, ms: all' "$(value filter.2 all_ms)" '(reads every call)'
for kind in columns path words most; do
    grep "^kind=filter-$kind " "$work/keys" >"$work/keys.first"
    grep "^search=filter-$kind " "$work/keys" >"$work/keys.all"
    line "  on the screen, $kind: first, all" "$(value keys.first max), $(value keys.all p50)" \
        "$(at_most "$(value keys.first max)" 16) (ms from the key to its first results)"
done
