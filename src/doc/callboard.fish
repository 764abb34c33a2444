# Completes commands, options and names for fish. What there is, callboard says itself.

# The rows that `callboard ARGUMENT...` lists, as "name<tab>words".
function __callboard_listed
    callboard $argv 2>/dev/null | string match -r '^  \S.*' | string replace -ra ' +' ' ' | string replace -rf '^ (\S+) (.*)' '$1\t$2'
end

function __callboard_commands
    __callboard_listed help | string match -rv '^-'
end

function __callboard_has_command
    set -l given (commandline -opc)[2..]
    set -l commands (__callboard_commands | string replace -r '\t.*' '')
    for word in $given
        contains -- $word $commands; and return 0
    end
    return 1
end

complete -c callboard -n 'not __callboard_has_command' -f -a '(__callboard_commands)'
complete -c callboard -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__callboard_listed help | string match -r "^--.*")'
complete -c callboard -n '__fish_seen_subcommand_from connect' -f -a '(__callboard_listed connect)'
complete -c callboard -n '__fish_seen_subcommand_from rules' -f -a '(__callboard_listed rules)'
complete -c callboard -n '__fish_seen_subcommand_from plan' -a 'init b2b'
complete -c callboard -n '__fish_seen_subcommand_from help' -f -a filter
