#!/usr/bin/env bash
# Sizes that keep code readable, of the program and of its tests.
. "$(dirname "$0")/tap.bash"

files=$(find src tests -name '*.[ch]' -not -path '*/node_modules/*' | sort)
offenders=$(code $files | awk -f tests/style/sizes.awk)

of_kind() { printf '%s\n' "$offenders" | sed -n "s/^$1 //p"; }

# A file of unit tests is a list of cases and may be longer.
check 'files have at most 500 lines' "$(wc -l $(printf '%s\n' "$files" | grep -v '^tests/unit/') | awk '$2 != "total" && $1 > 500 { print $2 ": " $1 " lines" }')"
check 'functions have at most 50 lines' "$(of_kind function)"
check 'control flow nests at most 3 deep' "$(of_kind nesting)"
check 'control flow has its braces' "$(of_kind braces)"
# Where libmicrohttpd prescribes a callback's parameters, it has them.
check 'functions take at most 5 parameters' "$(of_kind parameters)"
plan
