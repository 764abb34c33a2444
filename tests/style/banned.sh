#!/usr/bin/env bash
# Functions and habits that are not used here. The patterns are written so that they do not find themselves.
. "$(dirname "$0")/tap.bash"

program=$(code src/*.[ch] src/*/*.[ch])
above_base=$(printf '%s\n' "$program" | grep -v '^src/base/')
not_clock=$(printf '%s\n' "$program" | grep -v '^src/base/clock\.c')
texts=$(find src tests themes Makefile README.md .ci -type f -not -path '*/node_modules/*' -not -path '*/corpus/*' 2>/dev/null)
scripts=$(printf '%s\n' "$texts" | grep -E '^tests/.*\.(c|h|sh|bats|js|mjs|cjs)$')

# calls CODE NAME...: where one of the functions is called
calls() { printf '%s\n' "$1" | grep -E "(^|[^A-Za-z0-9_])($2) ?\\("; }

check 'strings are built by base/str' "$(calls "$program" 'strcpy|strcat|stpcpy|sprintf|vsprintf|strtok|gets|alloca')"
check 'numbers are parsed by base/num' "$(calls "$program" 'ato[ifl]|atoll|strto[ldf]|strtoul|strtoull|strtoll|v?s?scanf')"
check 'JSON is looked up case-sensitively' "$(calls "$program" 'cJSON_GetObjectItem|cJSON_HasObjectItem|cJSON_Parse')"
check 'memory comes from base/xalloc' "$(calls "$above_base" 'malloc|calloc|realloc|reallocarray|strn?dup|v?asprintf')"
check 'the time comes from base/clock' \
    "$(calls "$not_clock" 'time|localtime|localtime_r|gmtime|gmtime_r|gettimeofday|clock_gettime')"
check 'threads and processes have one place' "$(calls "$above_base" 'pthread_create|v?fork|system|popen')"
check 'nothing is left unfinished' "$(grep -nIwE 'TOD[O]|FIXM[E]|XX[X]|HAC[K]|not implemente[d]' $texts)"
check 'tests wait for conditions and never slee''p' \
    "$(grep -nE '(^|[^A-Za-z0-9_-])(u|nano|clock_nano)?slee[p]([ (]|$)' $scripts)"
check 'no paths of one machine' "$(grep -nIE '(^|[^A-Za-z0-9_.])/(wor[k]|far[m]|roo[t]|User[s])/' $texts)"
plan
