#!/usr/bin/env bats
# https: the certificate that is made on first use, who trusts it, and what comes of it.

bats_require_minimum_version 1.5.0
load helper

CALL='{"type":"track","userId":"u_1","event":"Signed Up"}'

# serve_tls: as serve, with https; sets TLS_PORT and CA.
serve_tls() {
    local line
    serve --tls-port 0 "$@"
    until [[ $line == *'listening on https'* ]]; do read -r -t 20 line <&7; done
    TLS_PORT=${line##*:} CA=$HOME/.local/share/callboard/tls/ca.pem
}

# recorded N: waits until so many lines are in the session, and prints the last.
recorded() {
    local deadline=$((SECONDS + 20))
    until [ "$(wc -l <"$(session)")" -ge "$1" ]; do
        [ "$SECONDS" -lt "$deadline" ] || { echo "not $1 records after 20 s" >&2; return 1; }
    done
    tail -n 1 "$(session)"
}

@test 'a client that trusts the certificate is answered, by every name of this machine' {
    serve_tls
    local names=(localhost 127.0.0.1 10.0.2.2 host.docker.internal)
    for name in "${names[@]}"; do
        run -0 curl -sS -m 20 --cacert "$CA" --connect-to "$name:$TLS_PORT:127.0.0.1:$TLS_PORT" \
            "https://$name:$TLS_PORT/v1/track" -d "$CALL"
        [ "$output" = '{"success":true}' ]
    done
    [ "$(recorded 4 | jq -r .json.event)" = 'Signed Up' ]
    finish
    [ "$(wc -l <"$T/calls")" = 4 ]
}

@test 'the certificate vouches for no other name, and the client has to trust it' {
    serve_tls
    run -60 curl -sS -m 20 --cacert "$CA" --connect-to "example.org:$TLS_PORT:127.0.0.1:$TLS_PORT" \
        "https://example.org:$TLS_PORT/v1/track" -d "$CALL"
    run -60 curl -sS -m 20 "https://localhost:$TLS_PORT/v1/track" -d "$CALL"
    finish
}

@test 'a client that does not trust the certificate is told of where its calls are missed' {
    serve_tls
    run -60 curl -sS -m 20 "https://localhost:$TLS_PORT/v1/track" -d "$CALL"
    [ "$(recorded 1 | jq -r '.method + " " + (.status // 0 | tostring)')" = 'TLS 0' ]
    [[ $(recorded 1 | jq -r .reason) == *'does not trust the certificate'*'callboard tls'* ]]
    run -60 curl -sS -m 20 --tls-max 1.2 "https://localhost:$TLS_PORT/v1/track" -d "$CALL"
    recorded 2 >/dev/null
    finish
    [ "$(grep -c 'refused.*TLS.*not trust the certificate' "$T/calls")" = 2 ]
}

@test 'its files are for the user alone, and the second start uses them again' {
    serve_tls
    finish
    local folder=${CA%/*} before
    [ "$(stat -c %a "$folder")" = 700 ]
    [ "$(stat -c %a "$folder"/* | sort -u)" = 600 ]
    before=$(cat "$folder"/*.pem | cksum)
    rm -rf "$XDG_STATE_HOME"
    serve_tls
    finish
    [ "$(cat "$folder"/*.pem | cksum)" = "$before" ]
}

@test 'settings send the SDK back by the protocol it came by' {
    serve_tls
    curl -sS -m 20 --cacert "$CA" "https://localhost:$TLS_PORT/v1/projects/abc/settings" >"$T/settings"
    [ "$(jq -r '.integrations["Segment.io"] | .protocol + " " + .apiHost' "$T/settings")" = "https localhost:$TLS_PORT/v1" ]
    curl -sS -m 20 "$URL/v1/projects/abc/settings" >"$T/settings"
    [ "$(jq -r '.integrations["Segment.io"] | .protocol + " " + .apiHost' "$T/settings")" = "http 127.0.0.1:$PORT/v1" ]
    finish
}

@test 'plain http on the port for https is turned away and harms nobody' {
    serve_tls
    run -52 curl -sS -m 20 "http://localhost:$TLS_PORT/v1/track" -d "$CALL"
    [[ $(recorded 1 | jq -r .reason) == *"plain http is spoken at $URL" ]]
    run -0 curl -sS -m 20 --cacert "$CA" "https://localhost:$TLS_PORT/v1/track" -d "$CALL"
    [ "$output" = '{"success":true}' ]
    finish
}

@test 'our own pages may read by https, pages of other origins may not, and nobody is held to https' {
    serve_tls
    run -0 curl -sSi -m 20 --cacert "$CA" -H "Origin: https://localhost:$TLS_PORT" "https://localhost:$TLS_PORT/callboard/status"
    [[ $output == *'HTTP/1.1 200'* && $output != *[Ss]trict-[Tt]ransport* ]]
    run -0 curl -sSi -m 20 --cacert "$CA" -H "Origin: http://localhost:$TLS_PORT" "https://localhost:$TLS_PORT/callboard/status"
    [[ $output == *'HTTP/1.1 403'* ]]
    finish
}

@test 'a chain that OpenSSL finds nothing wrong with' {
    command -v openssl >/dev/null || skip 'openssl is not installed'
    serve_tls
    run -0 openssl s_client -connect "127.0.0.1:$TLS_PORT" -CAfile "$CA" -x509_strict -verify_return_error \
        -verify_ip 127.0.0.1 </dev/null
    [[ $output == *'Verify return code: 0 (ok)'* ]]
    finish
}

@test 'Node trusts it by the line that callboard tls prints' {
    command -v node >/dev/null || skip 'node is not installed'
    serve_tls
    eval "$("$CALLBOARD" tls node)"
    run -0 node -e "fetch('https://localhost:$TLS_PORT/v1/track', {method: 'POST', body: process.argv[1]})
        .then(r => r.text()).then(console.log)" "$CALL"
    [ "$output" = '{"success":true}' ]
    finish
}

@test 'a busy port for https is told with the option that chooses another' {
    serve
    run -1 "$CALLBOARD" serve --ephemeral --port 0 --tls-port "$PORT"
    [[ $output == *"port $PORT is in use"*'--tls-port N'* ]]
    finish
}

@test 'callboard tls tells where the certificate is, and its lines survive any path' {
    export XDG_DATA_HOME="$T/it's a \$folder"
    run -0 "$CALLBOARD" tls
    [[ $output == *"file         $XDG_DATA_HOME/callboard/tls/ca.pem"* ]]
    [[ $output == *'vouches for  localhost, 127.0.0.1'* ]]
    run -0 "$CALLBOARD" tls node
    eval "$output"
    [ -f "$NODE_EXTRA_CA_CERTS" ]
    run -2 "$CALLBOARD" tls nobody
    [[ $output == *'there are curl, node,'* ]]
}

@test 'the fingerprint is that of the certificate, and changes when it is renewed' {
    command -v openssl >/dev/null || skip 'openssl is not installed'
    local ca=$HOME/.local/share/callboard/tls/ca.pem first
    "$CALLBOARD" tls >"$T/out"
    first=$(sed -n 's/^# *SHA-256 *//p' "$T/out")
    [ "$(openssl x509 -in "$ca" -noout -fingerprint -sha256)" = "sha256 Fingerprint=$first" ]
    "$CALLBOARD" tls --renew >"$T/out"
    [ "$(sed -n 's/^# *SHA-256 *//p' "$T/out")" != "$first" ]
}
