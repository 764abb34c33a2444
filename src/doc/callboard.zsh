#compdef callboard
# Completes commands, options and names for zsh. What there is, callboard says itself.

# Offers the rows that `callboard ARGUMENT...` lists, with their words; $1 says what they are, $2 is the pattern of their names.
_callboard_listed() {
    local -a rows
    rows=("${(@f)$(callboard "${@:3}" 2>/dev/null | tr -s ' ' | sed -n "s/^ \($2\) \(.*\)/\1:\2/p")}")
    _describe "$1" rows
}

_callboard() {
    local -a commands words_given
    commands=("${(@f)$(callboard help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p')}")
    words_given=("${(@)words[2,CURRENT - 1]}")
    local command=${words_given[(r)(${(j:|:)commands})]} before=${words[CURRENT - 1]}
    case $before in
    --rule) compadd -S = -- "${(@f)$(callboard rules 2>/dev/null | sed -n 's/^  \([^ ]*\) .*/\1/p')}" ;;
    --ignore) compadd -S : -- "${(@f)$(callboard rules 2>/dev/null | sed -n 's/^  \([^ ]*\) .*/\1/p')}" ;;
    --fail-on) compadd error warning note ;;
    --format) compadd text json ;;
    --theme)
        compadd -- ${(f)"$(callboard help 2>/dev/null | sed -n 's/^  --theme NAME .*colours: \(.*\), or a file/\1/p' | tr -d , | tr ' ' '\n')"}
        _files
        ;;
    *)
        if [[ $PREFIX == -* ]]; then
            _callboard_listed option '--[a-z-]*' help
        elif [[ -z $command ]]; then
            _callboard_listed command '[a-z][a-z]*' help
        else
            case $command in
            connect) _callboard_listed SDK '[a-z][a-z0-9-]*' connect ;;
            rules) _callboard_listed rule '[a-z][a-z0-9-]*' rules ;;
            plan) compadd init b2b; _files ;;
            help) compadd filter ;;
            *) _files ;;
            esac
        fi
        ;;
    esac
}

_callboard "$@"
