#!/usr/bin/env bash
# Floors: a file includes its own folder and the floors below it, and each library has its one place.
set -u
cd "$(dirname "$0")/../.."

# floor: what it may include besides itself
declare -A below=(
    [base]='' [wire]='base' [model]='base' [rules]='base model' [decode]='base wire model'
    [project]='base wire model decode rules' [http]='base wire'
    [report]='base wire model decode rules project' [ui]='base wire model decode rules project'
    [views]='base wire model decode rules project ui'
    [.]='base wire model decode rules project http report ui views'
)
# library header: the only places that may name it
declare -A places=(
    [curses.h]='src/ui/screen_curses.c' [microhttpd.h]='src/http/' [cJSON.h]='src/model/json.c'
    [zlib.h]='src/wire/' [uthash.h]='src/base/strpool.c'
)

number=0
say() { number=$((number + 1)); echo "$1 $number - $2"; }

for folder in base wire model decode rules project http report ui views .; do
    bad=''
    for file in src/"$folder"/*.[ch]; do
        while read -r include; do
            room=${include%%/*}
            [ "$room" = "$include" ] && continue
            case " ${below[$folder]} $folder " in *" $room "*) ;; *) bad+="# $file includes $include"$'\n' ;; esac
        done < <(sed -n 's/^#include "\(.*\)"$/\1/p' "$file")
    done
    if [ -z "$bad" ]; then say ok "src/$folder includes only what is below it"; else
        say 'not ok' "src/$folder includes only what is below it"
        printf '%s' "$bad"
    fi
done
for header in "${!places[@]}"; do
    bad=$(grep -lE "^#include <(.*/)?$header>" src/*.[ch] src/*/*.[ch] | grep -v "^${places[$header]}")
    if [ -z "$bad" ]; then say ok "$header is named in ${places[$header]} only"; else
        say 'not ok' "$header is named in ${places[$header]} only"
        echo "$bad" | sed 's/^/# /'
    fi
done
echo "1..$number"
