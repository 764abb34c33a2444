#!/usr/bin/env bats
# What the shells complete: bash's words are asked for as bash would, fish's where it is installed.
load helper

doc=$BATS_TEST_DIRNAME/../../src/doc

# offered WORD...: what bash offers for the last word
offered() {
    PATH=$(dirname "$CALLBOARD"):$PATH bash -c '
        source "$0/callboard.bash"
        compopt() { :; }
        COMP_WORDS=(callboard "$@") COMP_CWORD=$#
        _callboard
        echo "${COMPREPLY[*]}"' "$doc" "$@"
}

@test "every command and option is offered, and nothing else" {
    [ "$(offered '')" = "$("$CALLBOARD" help | sed -n 's/^  \([a-z]*\) .*/\1/p' | paste -sd' ')" ]
    [ "$(offered check --)" = "$("$CALLBOARD" help | sed -n 's/^  \(--[a-z-]*\) .*/\1/p' | paste -sd' ')" ]
    [ "$(offered ch)" = check ]
    [ "$(offered check --fa)" = '--fault --fail-on' ]
}

@test "names follow what they belong to" {
    [ "$(offered connect py)" = 'python python-oauth' ]
    [ "$(offered rules missing-g)" = missing-group-id ]
    [ "$(offered check --rule missing-g)" = missing-group-id= ]
    [ "$(offered check --rule missing-group-id = w)" = warning ]
    [ "$(offered check --ignore missing-g)" = missing-group-id: ]
    [ "$(offered check --fail-on e)" = error ]
    [ "$(offered --theme so)" = 'solarized solarized-light' ]
    [ "$(offered plan i)" = init ]
    [ "$(offered check file)" = '' ]
}

@test "fish offers the same, with their words" {
    command -v fish >/dev/null || skip 'fish is not installed'
    mkdir -p "$T/.config/fish/completions"
    cp "$doc/callboard.fish" "$T/.config/fish/completions/"
    PATH=$(dirname "$CALLBOARD"):$PATH fish -c 'complete -C "callboard connect py"' >"$T/fish"
    [ "$(cut -f1 "$T/fish" | paste -sd' ')" = 'python python-oauth' ]
    grep -qP '^python\tanalytics-python' "$T/fish"
}

@test "zsh reads its file" {
    command -v zsh >/dev/null || skip 'zsh is not installed'
    zsh -n "$doc/callboard.zsh"
}
