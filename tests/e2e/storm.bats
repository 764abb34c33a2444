#!/usr/bin/env bats
# Keys, clicks, pastes, broken sequences and sizes at random, while a thousand calls a second come in, many of them meant to hurt
# a terminal: nothing crashes, hangs, leaks, or leaves the terminal changed. `make check-asan` takes two minutes for it.
# What failed tells its seed and program, so that it can be repeated; STORM_SEED is for others.
load helper

# storm SECONDS SEED OPTION...: over a demo with these options
storm() {
    local seconds=$1 seed=$2
    shift 2
    XDG_STATE_HOME=$T/state.$seed "$TOOLS/storm" "$seconds" "$seed" 1000 "$CALLBOARD" demo --port 0 --speed 300 --loop "$@"
}

@test "a demo withstands a storm, and at the same time another one that keeps few of its calls" {
    local seed=$STORM_SEED status=0 few
    storm "$STORM_SECONDS" "$((seed + 1))" --max-size 2M --max-messages 2000 >"$T/few" 2>&1 3>&- &
    few=$!
    storm "$STORM_SECONDS" "$seed" || status=$?
    wait "$few" || { status=$?; cat "$T/few"; }
    [ "$status" = 0 ]
}

@test "so does the interface by itself, in the C locale and without colours" {
    LC_ALL=C NO_COLOR=1 "$TOOLS/storm" "$((STORM_SECONDS / 4 + 1))" "$((STORM_SEED + 2))" 1000 \
        "$CALLBOARD" --port 0 --ephemeral
}
