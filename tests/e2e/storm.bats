#!/usr/bin/env bats
# Keys, clicks, pastes, broken sequences and sizes at random, while a thousand calls a second come in, many of them meant to hurt
# a terminal: nothing crashes, hangs, leaks, or leaves the terminal changed. `make check-asan` takes two minutes for it.
load helper

@test "a demo withstands a storm" {
    "$TOOLS/storm" "$STORM_SECONDS" "${STORM_SEED:-1}" 1000 "$CALLBOARD" demo --port 0 --speed 300 --loop
}

@test "so does the interface by itself, in the C locale and without colours" {
    LC_ALL=C NO_COLOR=1 "$TOOLS/storm" "$((STORM_SECONDS / 4 + 1))" 2 1000 "$CALLBOARD" --port 0 --ephemeral
}
