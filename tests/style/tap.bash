# One TAP line per check, with the offenders below it. Used as: . "$(dirname "$0")/tap.bash"; check NAME "$offenders"; plan
set -u
cd "$(dirname "$0")/../.." || exit 2
checks=0

# check NAME OFFENDERS: passes when there are none
check() {
    checks=$((checks + 1))
    if [ -z "$2" ]; then
        echo "ok $checks - $1"
    else
        echo "not ok $checks - $1"
        printf '%s\n' "$2" | sed 's/^/# /'
    fi
}

plan() { echo "1..$checks"; }

# code FILE...: C without comments and strings, one FILE:LINE:CODE per line
code() { awk -f tests/style/code.awk "$@"; }
