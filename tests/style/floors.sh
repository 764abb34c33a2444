#!/usr/bin/env bash
# Floors: a file includes its own folder and the floors below it, and each library and Linux interface has its one place.
# The table of floors is the Makefile's, which links by it.
. "$(dirname "$0")/tap.bash"

# header: the only place that may name it (a file, or a folder with its slash)
places='
curses.h          src/ui/screen_curses.c
ncurses.h         src/ui/screen_curses.c
microhttpd.h      src/http/
cjson/cJSON.h     src/model/json_node.h
zlib.h            src/wire/
pcre2.h           src/plan/pattern.c
curl/curl.h       src/client/client.c
sys/eventfd.h     src/base/os_linux.c
sys/signalfd.h    src/base/os_linux.c
sys/epoll.h       src/base/os_linux.c
sys/inotify.h     src/base/os_linux.c
'
floors=$(make -s --no-print-directory floors)
# FILE:LINE:HEADER, "in quotes" and <in angles>
quoted=$(grep -nE '^#[ ]*include "' src/*.[ch] src/*/*.[ch] | sed 's/#.*"\(.*\)".*/\1/')
angled=$(grep -nE '^#[ ]*include <' src/*.[ch] src/*/*.[ch] | sed 's/#.*<\(.*\)>.*/\1/')

# Folders under src/ that no floor names would be left out of the program without a word. doc and flows are data.
strangers() {
    local folder
    for folder in src/*/; do
        folder=$(basename "$folder")
        [ "$folder" = doc ] || [ "$folder" = flows ] || printf '%s\n' "$floors" | grep -q "^$folder:" || echo "src/$folder is no floor"
    done
}

# upward FLOOR BELOW: the include lines of FLOOR's files that name something else than what is below
upward() {
    local folder=src/$1/
    [ "$1" != front ] || folder=src/
    printf '%s\n' "$quoted" | awk -F: -v folder="$folder" -v below=" $2 " '
        { home = $1; sub(/[^\/]*$/, "", home) }
        home != folder || split($3, part, "/") < 2 { next }
        $3 ~ /\.inc$/ && folder == "src/" part[1] "/" { next } # data of its own, made into C by the build
        !index(below, " " part[1] " ") { print $1 ":" $2 ": includes " $3 }'
}

elsewhere() {
    printf '%s\n' "$angled" | awk -F: -v header="$1" -v place="$2" '
        $3 == header && index($1, place) != 1 { print $1 ":" $2 ": includes <" $3 ">" }'
}

check 'every folder is a floor' "$(strangers)"
while IFS=': ' read -r floor below; do
    check "$floor includes only ${below:-itself}" "$(upward "$floor" "$below")"
done <<<"$floors"
while read -r header place; do
    check "<$header> is named by $place only" "$(elsewhere "$header" "$place")"
done < <(printf '%s\n' "$places" | grep .)
plan
