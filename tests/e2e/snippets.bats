#!/usr/bin/env bats
# What is made of a call to paste elsewhere is run by what it is made for, where that is installed: what it would send is the call.
load helper

# Texts that would break out of a string, a comment, a page or a shell; members that are none; depth.
hostile() {
    printf '%s' '{"type":"track","userId":"u_'"'"'17\\","event":"</script> \u2028 ${x} $x #{1} `id` *\/","properties":{' \
        '"plan":"it'"'"'s \"x\" $(id) %s \\","list":[1,true,false,null,"\ud83d\ude00"],"__proto__":{"a":1},"a b":{},"0":[],' \
        '"nul":"\u0000\n\r\t\u001b[31m\u007f\u009b\u202e","constructor":1,"e":1.5e3,"neg":-0.5,"deep":'
    printf '[%.0s' {1..60}
    printf '1'
    printf ']%.0s' {1..60}
    printf '%s' '},"context":{"library":{"name":"x"},"ip":"1.2.3.4"},"integrations":{"All":false},"messageId":"m"}'
}

# what should come out, sorted: without what SDKs write themselves, with the account
expected() {
    hostile | jq -cS '{event, properties, integrations, context: {groupId: "ac'"'"'me", ip: "1.2.3.4"}}'
}

@test "JSON is the call, in one line and indented" {
    hostile >"$T/call"
    cmp <("$TOOLS/snippet" line <"$T/call") "$T/call"
    diff <("$TOOLS/snippet" json <"$T/call" | jq -cS .) <(jq -cS . "$T/call")
}

@test "curl sends the call as it was" {
    serve --json
    hostile >"$T/call"
    "$TOOLS/snippet" curl <"$T/call" | sed "s|http://127.0.0.1:4545|$URL|" >"$T/run"
    sh "$T/run" | grep success
    finish
    jq -c 'select(.call.event) | .call' "$T/calls" >"$T/got"
    diff <(jq -cS . "$T/got") <(jq -cS . "$T/call")
}

@test "a call too long for an argument comes from the command's input" {
    serve
    jq -nc '{type: "track", event: "E", userId: "u", properties: {text: ("x" * 200000)}}' >"$T/call"
    "$TOOLS/snippet" curl <"$T/call" | sed "s|http://127.0.0.1:4545|$URL|" >"$T/run"
    sh "$T/run" | grep success
    finish
}

@test "Node.js sends the call, with the account" {
    command -v node >/dev/null || skip "node is not installed"
    hostile | "$TOOLS/snippet" node "ac'me" $'or\nglobex */ ?> </script>' >"$T/code.js"
    node --check "$T/code.js"
    { echo 'const analytics = { track: ({ userId, ...rest }) => console.log(JSON.stringify(rest)) };'; cat "$T/code.js"; } >"$T/run.js"
    diff <(node "$T/run.js" | jq -cS .) <(expected)
}

@test "a browser sends the call, with the account" {
    command -v node >/dev/null || skip "node is not installed"
    hostile | "$TOOLS/snippet" browser "ac'me" >"$T/code.js"
    node --check "$T/code.js"
    { echo 'const analytics = { track: (event, properties, options) => console.log(JSON.stringify({ event, properties, ...options })) };'
      cat "$T/code.js"; } >"$T/run.js"
    diff <(node "$T/run.js" | jq -cS .) <(expected)
    run grep -c '</script' "$T/code.js"
    [ "$output" = 0 ]
}

@test "Python sends the call, with the account" {
    python3 -c '' 2>/dev/null || skip "python3 is not installed"
    hostile | "$TOOLS/snippet" python "ac'me" $'or\nglobex' >"$T/code.py"
    python3 -m py_compile "$T/code.py"
    { printf '%s\n' 'import json' 'class analytics:' '    @staticmethod' '    def track(user_id, **rest): print(json.dumps(rest))'
      cat "$T/code.py"; } >"$T/run.py"
    diff <(python3 "$T/run.py" | jq -cS .) <(expected)
}

@test "Ruby sends the call, with the account" {
    command -v ruby >/dev/null || skip "ruby is not installed"
    hostile | "$TOOLS/snippet" ruby "ac'me" $'or\nglobex' >"$T/code.rb"
    ruby -c "$T/code.rb"
    { printf '%s\n' 'require "json"' 'class A' '  def track(user_id:, **rest) = puts(JSON.generate(rest))' 'end' 'analytics = A.new'
      cat "$T/code.rb"; } >"$T/run.rb"
    diff <(ruby "$T/run.rb" | jq -cS .) <(expected)
}

@test "PHP sends the call, with the account" {
    command -v php >/dev/null || skip "php is not installed"
    hostile | "$TOOLS/snippet" php "ac'me" $'or\nglobex ?>' >"$T/code"
    { printf '%s\n' '<?php' 'class Segment { static function track($call) { unset($call["userId"]); echo json_encode($call); } }'
      cat "$T/code"; } >"$T/run.php"
    php -l "$T/run.php"
    diff <(php "$T/run.php" | jq -cS .) <(expected)
}

@test "Go takes the code" {
    command -v gofmt >/dev/null || skip "go is not installed"
    hostile | "$TOOLS/snippet" go "ac'me" $'or\nglobex' >"$T/code"
    { printf '%s\n' 'package main' 'func main() {'; cat "$T/code"; echo '}'; } >"$T/run.go"
    gofmt -e "$T/run.go" >/dev/null
}
