# Completes commands, options and names for bash. What there is, callboard says itself.

# The first words of the rows that `callboard ARGUMENT...` lists.
_callboard_listed() {
    callboard "$@" 2>/dev/null | sed -n 's/^  \([^ ][^ ]*\) .*/\1/p'
}

# The command on the line, if there is one yet.
_callboard_command() {
    local commands word
    commands=" $(_callboard_listed help | grep -v '^-' | tr '\n' ' ')"
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ $commands == *" $word "* ]]; then
            printf '%s\n' "$word"
            return
        fi
    done
}

_callboard() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} names=
    # bash takes = for a word of its own
    case ${COMP_WORDS[COMP_CWORD - 1]}${COMP_WORDS[COMP_CWORD]} in
    *=) before='=' current= ;;
    =*) before='=' ;;
    esac
    case $before in
    =) names='error warning note off default' ;;
    --rule | --ignore)
        compopt -o nospace
        [[ $before == --rule ]] && names=$(_callboard_listed rules | sed 's/$/=/') || names=$(_callboard_listed rules | sed 's/$/:/')
        ;;
    --fail-on) names='error warning note' ;;
    --format) names='text json' ;;
    --theme) names=$(callboard help 2>/dev/null | sed -n 's/^  --theme NAME .*colours: \(.*\), or a file/\1/p' | tr -d ,) ;;
    --plan) names=b2b ;;
    *)
        if [[ $current == -* ]]; then
            names=$(_callboard_listed help | grep '^-')
        else
            case $(_callboard_command) in
            '') names=$(_callboard_listed help | grep -v '^-') ;;
            connect) names=$(_callboard_listed connect) ;;
            rules) names=$(_callboard_listed rules) ;;
            plan) names='init b2b' ;;
            help) names=filter ;;
            esac
        fi
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$names" -- "$current")
}

complete -o default -F _callboard callboard
