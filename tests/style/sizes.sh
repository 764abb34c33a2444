#!/usr/bin/env bash
# Sizes that keep code readable: function <= 50 lines, file <= 500, nesting <= 3, parameters <= 5.
set -u
cd "$(dirname "$0")/../.."
number=0

report() {
    number=$((number + 1))
    if [ -z "$2" ]; then echo "ok $number - $1"; else
        echo "not ok $number - $1"
        echo "$2" | sed 's/^/# /'
    fi
}

sources=$(ls src/*.[ch] src/*/*.[ch])

report 'files have at most 500 lines' "$(wc -l $sources | awk '$2 != "total" && $1 > 500 { print $2 ": " $1 " lines" }')"

# A function's body opens with "{" in the first column and closes with "}" there.
report 'functions have at most 50 lines' "$(awk '
    FNR == 1 { open = 0 }
    /^\{/ { open = FNR }
    /^\}/ { if (open && FNR - open - 1 > 50) print FILENAME ":" open ": " FNR - open - 1 " lines"; open = 0 }
' $sources)"

# Control flow indents by four: the body of a function stands at 4, a third level of nesting at 16.
report 'control flow nests at most 3 deep' "$(awk '
    FNR == 1 { body = 0 }
    /^\{/ { body = 1 }
    /^\}/ { body = 0 }
    body && /^ {16,}(if|for|while|switch|do) ?[({]/ { print FILENAME ":" FNR ": " $0 }
' $sources)"

# libmicrohttpd's callbacks have the signature they have.
report 'functions take at most 5 parameters' "$(awk '
    FNR == 1 { text = "" }
    /^[A-Za-z].*\(/ && !/^(enum MHD_Result|typedef|#|static const|extern|return)/ { text = $0; line = FNR }
    text != "" && FNR > line { text = text " " $0 }
    text != "" && /\)[^,]*[;{]?$/ && /[){;]$/ {
        call = text; sub(/^[^(]*\(/, "", call); sub(/\) *(__attribute__.*)?[;{]?$/, "", call)
        gsub(/\([^()]*\)/, "", call)
        if (gsub(/,/, ",", call) > 4 && call !~ /\.\.\./) print FILENAME ":" line ": " text
        text = ""
    }
    /^\{|;$/ { text = "" }
' $sources)"
echo "1..$number"
