#!/usr/bin/env bash
# Prints how much of each source file the tests ran. usage: coverage.sh BUILD, a tree built with CONFIG=coverage.
set -euo pipefail
build=$1
find "$build" -name '*.gcda' -not -path "$build/tests/*" -exec gcov --no-output {} + 2>/dev/null | awk '
    /^File / { name = $2; gsub(/\x27/, "", name); next }
    /^Lines executed:/ && name ~ /^src\/.*\.c$/ {
        split($0, part, /[:% ]+/)
        lines[name] = part[5]; share[name] = part[3]
        name = ""
    }
    END {
        for (name in lines) {
            printf "%6.1f %% of %4d  %s\n", share[name], lines[name], name | "sort -n"
            all += lines[name]; run += lines[name] * share[name] / 100
        }
        close("sort -n")
        printf "%6.1f %% of %4d  in all\n", all ? 100 * run / all : 0, all
    }'
