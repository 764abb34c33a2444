#!/usr/bin/env bash
# What `callboard demo` records, as it would be had it begun at 14:02 on one day: the golden screens, the README and its pictures show
# it. Recorded fast; the times in it are those of the story, so that it is the same to the byte each time.
#
#   CALLBOARD=PROGRAM TOOLS=FOLDER tests/tools/recording.sh >tests/screens/data/demo.ndjson      (make recording)
set -eu
story=$(dirname "$0")/../../src/demo/story.kv
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# When each request goes, in milliseconds from the start; and how many acts the story has, its end among them.
awk -F ' *= *' '
    $1 == "wait" || $1 == "pause" { now += $2 }
    $1 ~ /^(send|raw|again)$/ { printf "%s%d", sep, now; sep = ","; acts++ }
    $1 ~ /^(pause|fault)$/ { acts++ }
    END { print "]" acts + 1 }' "$story" >"$scratch/plan"
at="[$(cut -d ']' -f 1 "$scratch/plan")]"
acts=$(cut -d ']' -f 2 "$scratch/plan")

XDG_STATE_HOME=$scratch TERM=xterm-256color LC_ALL=C.UTF-8 \
    "$TOOLS/term" -s 100x30 "$CALLBOARD" demo --port 0 --speed 2000 --session demo <<STEPS
deadline 60
wait-text $acts/$acts
key q
wait-exit 0
STEPS

jq -nc --argjson at "$at" '
    1795442520 as $start
    | def time($ms): "\($start + ($ms / 1000 | floor) | todate | .[:19]).\("00\($ms % 1000)" | .[-3:])";
    def called($first): .timestamp = time($first) + "Z" | .messageId |= sub("-[0-9a-f]+-"; "-660f2099e8600-");
    [inputs] | if length != ($at | length) then error("\(length) requests for \($at | length)") else . end
    | to_entries[] | .key as $n | .value
    | $at[$n - (.retry // 0)] as $first
    | .receivedAt = time($at[$n]) + "000Z" | .duration = 12
    | if .json then .json.sentAt = time($at[$n]) + "Z" else . end
    | if .json.batch then .json.batch[] |= called($first) elif .json then .json |= called($first) else . end
' "$scratch"/callboard/demo.ndjson
