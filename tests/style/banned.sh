#!/usr/bin/env bash
# Functions and habits that are not used here, each with its reason.
set -u
cd "$(dirname "$0")/../.."
number=0

# check REASON PATTERN FILE...
check() {
    local reason=$1 pattern=$2 hits
    shift 2
    number=$((number + 1))
    hits=$(grep -nE "$pattern" "$@" /dev/null)
    if [ -z "$hits" ]; then echo "ok $number - $reason"; else
        echo "not ok $number - $reason"
        echo "$hits" | sed 's/^/# /'
    fi
}
word='(^|[^A-Za-z0-9_])'
sources=$(ls src/*.[ch] src/*/*.[ch])
above_base=$(ls src/*.[ch] src/*/*.[ch] | grep -v '^src/base/')

check 'no unbounded or static-state string functions' "$word(strcpy|strcat|sprintf|vsprintf|strtok|gets|alloca)\(" $sources
check 'numbers are parsed by num_parse_*' "$word(atoi|atol|atoll|strtol|strtoul|strtoull|sscanf)\(" $sources
check 'JSON lookup is case-sensitive' "${word}cJSON_GetObjectItem\(" $sources
check 'memory comes from base/xalloc' "$word(malloc|calloc|realloc|strdup|strndup)\(" $above_base
check 'the time comes from base/clock' "$word(time|localtime|gmtime|gettimeofday|clock_gettime)\(" $(echo "$sources" | grep -v base/clock.c)
check 'signal handlers and threads have their places' "$word(pthread_create|fork)\(" $above_base
check 'nothing is left unfinished' "$word(TODO|FIXME|XXX|HACK)($|[^A-Za-z_])" $sources
check 'tests wait for conditions, they do not sleep' "$word(sleep|usleep|nanosleep)[ (]" $(find tests -type f \( -name '*.c' -o -name '*.bats' -o -name '*.js' -o -name '*.mjs' -o -name '*.sh' \) -not -path '*/style/*')
echo "1..$number"
