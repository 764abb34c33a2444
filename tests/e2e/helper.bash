# For every end-to-end test: a private state folder, a sink on a free port, and its end.
# Nothing here waits for time to pass, only for lines and processes, with a deadline.

: "${CALLBOARD:?run these through make check}" "${TOOLS:?run these through make check}"

setup() {
    T=$BATS_TEST_TMPDIR
    export XDG_STATE_HOME=$T/state HOME=$T TERM=xterm-256color LC_ALL=C.UTF-8 TZ=UTC
    unset NO_COLOR XDG_CONFIG_HOME XDG_DATA_HOME
    SERVE_PID=
}

teardown() {
    [ -z "$SERVE_PID" ] || kill -KILL "$SERVE_PID" 2>/dev/null || true
}

# serve [OPTION...]: starts `callboard serve`; sets SERVE_PID, URL and PORT. Its calls go to $T/calls, the rest to $T/said.
serve() {
    local line='' said=()
    [ -p "$T/say" ] || mkfifo "$T/say"
    exec 7<>"$T/say"
    "$CALLBOARD" serve --port 0 "$@" >"$T/calls" 2>"$T/say" 3>&- 7>&- &
    SERVE_PID=$!
    until [[ $line == *'listening on http'* ]]; do
        if ! read -r -t 20 line <&7; then
            printf '%s\n' "serve did not start:" "${said[@]}" >&2
            return 1
        fi
        said+=("$line")
    done
    URL=${line##* } PORT=${line##*:}
}

# finish: SIGTERM, which lets it print all it has recorded; what it said is in $T/said. Fails when it does not end with 0.
finish() {
    local status=0
    kill -TERM "$SERVE_PID"
    wait "$SERVE_PID" || status=$?
    SERVE_PID=
    : >"$T/said"
    while read -r -t 0.01 line <&7; do printf '%s\n' "$line" >>"$T/said"; done
    exec 7>&-
    [ "$status" = 0 ] || { echo "ended with $status" >&2; cat "$T/said" >&2; return 1; }
}

# kill_hard: as if the power went; nothing is flushed or closed.
kill_hard() {
    kill -KILL "$SERVE_PID"
    wait "$SERVE_PID" 2>/dev/null || true
    SERVE_PID=
    exec 7>&-
}

# the session's file; fails when there is not exactly one
session() {
    local files=("$XDG_STATE_HOME"/callboard/*.ndjson)
    [ "${#files[@]}" = 1 ] && [ -f "${files[0]}" ] && printf '%s\n' "${files[0]}"
}

# post PATH JSON: prints the status and the answer
post() {
    curl -sS -m 20 -o "$T/answer" -w '%{http_code} ' -H 'Content-Type: application/json' --data-binary "$2" "$URL$1" && cat "$T/answer"
}

# script SESSION OPTION...: the screens that the steps on standard input name
script() {
    local file=$1
    shift
    cat >"$T/steps"
    "$CALLBOARD" open "$file" --script "$T/steps" "$@"
}

# same WANT GOT: two files, and what differs
same() {
    diff -u "$1" "$2" >&2
}
