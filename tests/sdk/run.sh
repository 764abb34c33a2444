#!/usr/bin/env bash
# A real SDK from end to end: story.mjs runs @segment/analytics-node against `callboard serve --json`. TAP on standard output.
# Needs CALLBOARD and TOOLS. The packages go beside TOOLS in the build folder, at the versions of the lock file.
set -u
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo '1..0 # SKIP node is not installed'
    exit 0
fi
: "${CALLBOARD:?run this through make check-sdk}" "${TOOLS:?run this through make check-sdk}"
packages=$(dirname "$TOOLS")/sdk
T=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null; rm -rf "$T"' EXIT
export XDG_STATE_HOME=$T/state LC_ALL=C.UTF-8 TZ=UTC NO_UPDATE_NOTIFIER=1
number=0

# ok WHAT COMMAND...: one test
ok() {
    local what=$1
    shift
    number=$((number + 1))
    if "$@" >"$T/why" 2>&1; then echo "ok $number - $what"; else
        echo "not ok $number - $what"
        printf '# %s\n' "$*"
        sed 's/^/# /' "$T/why"
        return 1
    fi
}

bail() {
    echo "Bail out! $1"
    sed 's/^/# /' "$2"
    exit 1
}

install_packages() {
    mkdir -p "$packages"
    cmp -s "$here/package-lock.json" "$packages/installed" && return
    rm -f "$packages/installed"
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$packages/"
    (cd "$packages" && npm ci --no-audit --no-fund --ignore-scripts) >"$T/npm" 2>&1 || bail 'npm ci failed' "$T/npm"
    cp "$here/package-lock.json" "$packages/installed"
}

# ---- callboard, headless ----

serve() {
    local line=
    rm -f "$T/say"
    mkfifo "$T/say"
    exec 7<>"$T/say"
    "$CALLBOARD" serve --json --port 0 "$@" >"$T/calls" 2>"$T/say" 7>&- &
    pid=$!
    until [[ $line == *'listening on http'* ]]; do
        read -r -t 20 line <&7 || { echo "$line" >"$T/why"; bail 'callboard does not start' "$T/why"; }
    done
    url=${line##* }
}

# end SIGNAL: sets $ended
end() {
    kill "-$1" "$pid"
    wait "$pid" 2>/dev/null
    ended=$?
    pid=
    exec 7>&-
}

# story NAME: what the SDK said is in $T/sdk
story() {
    cp "$here/story.mjs" "$packages/"
    timeout 60 node "$packages/story.mjs" "$1" "$url" >"$T/sdk" 2>"$T/sdk.err" || cat "$T/sdk.err" >&2
}

calls() { jq -e -s "$1" "$T/calls"; }
screens() { # screens SESSION <STEPS
    cat >"$T/steps"
    "$CALLBOARD" open "$1" --script "$T/steps" --size 120x40 >"$T/screens" || return
    cat "$T/screens"
}
# shows NAME TEXT...: the named screen has a line with all the texts
shows() {
    local name=$1 text
    shift
    sed -n "/^== $name /,/^== /p" "$T/screens" >"$T/screen"
    cp "$T/screen" "$T/line"
    for text in "$@"; do
        grep -F -- "$text" "$T/line" >"$T/next"
        mv "$T/next" "$T/line"
    done
    [ -s "$T/line" ] || { cat "$T/screen"; return 1; }
}
finding='.[] | select(.event == "Signed Up") | .findings[0]'
no_trouble() { jq -e '.flushed and .errors == [] and (.requests | length) >= 1 and all(.requests[]; .path == "/v1/batch" and .retries == 0)' "$T/sdk"; }

# ---- signing up ----

install_packages
serve --session signup
story signup
end TERM
ok 'the SDK flushes without an error and without a retry' no_trouble
ok 'callboard drains and ends with 0' [ "$ended" = 0 ]
ok 'identify, group and two tracks arrive, in that order' calls 'map(.type) == ["identify", "group", "track", "track"]'
ok 'each call once' calls 'map(.messageId) | length == 4 and (unique | length) == 4'
ok 'both events are there' calls '[.[] | select(.type == "track") | .event] == ["Signed Up", "Account Created"]'
ok 'the account is that of group, and of context.groupId' calls '[.[] | .groupId] == [null, "acme", null, "acme"]'
ok 'every call is Ann'\''s' calls 'all(.[]; .userId == "u_ann")'
ok 'exactly one finding' calls 'map(.findings[]) | length == 1'
ok 'it is a warning: missing-group-id on Signed Up' calls "$finding"' | .rule == "missing-group-id" and .severity == "warning"'
ok 'it names the account and the place' calls "$finding"' | (.text | contains("acme")) and .path == "/context/groupId"'
ok 'the call is there as sent' calls '.[2].call | .event == "Signed Up" and .properties == {source: "invite"}
    and .context.library.name == "@segment/analytics-node" and .context.library.version == "3.1.0"'

# ---- the same, and then the power goes ----

serve --session cut
story signup
end KILL
session=$XDG_STATE_HOME/callboard/cut.ndjson
ok 'kill -9: the SDK had its 200' no_trouble
ok 'kill -9: the session holds all four calls' jq -e -s '[.[].json.batch[] | .event // .type] == ["identify", "group", "Signed Up", "Account Created"]' "$session"
ok 'open: the session can be shown' screens "$session" <<'STEPS'
screen live
view-2
screen links
view-3
screen warnings
STEPS
ok 'open: the account with its name and its calls' shows live 'Acme Inc' acme
ok 'open: both events' shows live 'Signed Up'
ok 'open: the link of user and account' shows links u_ann
ok 'open: the account of the link' shows links 'acme'
ok 'open: the finding' shows warnings missing-group-id
ok 'open: one warning, nothing else' shows live '✗ 0' '▲ 1' '· 0'

# ---- one user, two accounts ----

serve --session two
story two_accounts
end TERM
ok 'two accounts: the SDK is content' no_trouble
ok 'two accounts: exactly one finding, an error on the event' calls 'map(.findings[]) | length == 1 and .[0].severity == "error" and .[0].rule == "missing-group-id"'
ok 'two accounts: it names both' calls 'map(.findings[]) | .[0].text | contains("acme") and contains("globex")'

# ---- no SDK at all ----

serve --session curl
answer=$(curl -sS -m 20 "$url/v1/track" -H 'Content-Type: application/json' -d '{"userId":"u_1","event":"Signed Up"}')
ok 'curl: {"success":true}' [ "$answer" = '{"success":true}' ]
end TERM
ok 'curl: type from the path, a note since nothing is known of the user' calls 'length == 1 and .[0].type == "track"
    and .[0].event == "Signed Up" and .[0].userId == "u_1" and (.[0].findings | map([.rule, .severity])) == [["missing-group-id", "note"]]'
ok 'curl: the call is shown byte for byte' grep -qF '"call":{"userId":"u_1","event":"Signed Up"}}' "$T/calls"
echo "1..$number"
