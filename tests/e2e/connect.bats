#!/usr/bin/env bats
# `callboard connect` prints lines that work as they are.

load helper

# recorded JQ: what the sink printed satisfies it; ends the sink
recorded() {
    finish
    jq -e -s "$1" "$T/calls" >&2
}

@test "connect lists the SDKs with the address, and prints each of them" {
    local id count=0
    "$CALLBOARD" connect >"$T/list"
    grep -q 'at http://127.0.0.1:4545: ' "$T/list"
    for id in $(sed -n 's/^  \([^ ]*\) .*/\1/p' "$T/list"); do
        "$CALLBOARD" connect "$id" --port 4711 --listen 192.0.2.7 >"$T/recipe"
        grep -q 192.0.2.7 "$T/recipe"
        count=$((count + 1))
    done
    [ "$count" -gt 50 ]
}

@test "an unknown SDK: 2, and names like it" {
    local status=0
    "$CALLBOARD" connect pyton >"$T/out" 2>"$T/said" || status=$?
    [ "$status" = 2 ] && [ ! -s "$T/out" ]
    grep -q '"pyton"; like it: python;' "$T/said"
}

@test "an address nobody can call: 2" {
    local option
    for option in '--port 0' '--tls-port 0' '--listen two words' '--listen '; do
        local status=0
        "$CALLBOARD" connect ${option%% *} "${option#* }" 2>"$T/said" || status=$?
        [ "$status" = 2 ]
    done
}

@test "curl: what is printed runs as it is" {
    serve --json
    "$CALLBOARD" connect curl --port "$PORT" | sh
    "$CALLBOARD" connect curl-batch --port "$PORT" | sh
    recorded 'map(.event // .type) == ["Signed Up", "Report Opened", "identify", "group", "Signed Up"]
        and map(.groupId) == [null, "acme", null, "acme", "acme"]'
}

@test "ruby and php over https: the port of --tls stands in their lines" {
    local id
    for id in ruby php; do
        "$CALLBOARD" connect "$id" --tls-port 4712 >"$T/recipe"
        grep -q '4712' "$T/recipe"
    done
}

@test "pixels: the addresses in the images are calls" {
    serve --json
    for id in pixel rudder-pixel; do
        "$CALLBOARD" connect "$id" --port "$PORT" | sed -n 's/^"\(http.*\)">$/\1/p' >"$T/addresses"
        [ -s "$T/addresses" ]
        xargs -n 1 curl -sS -m 20 -o "$T/image" <"$T/addresses"
        [ "$(head -c 3 "$T/image")" = GIF ]
    done
    recorded 'length == 3 and all(.[]; .type == "track" and .event == "Email Opened") and .[1].groupId == "acme"'
}
