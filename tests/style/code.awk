# Prints C as FILE:LINE:CODE without comments and without what strings hold, so that a check sees code only.
FNR == 1 { comment = 0 }
{
    code = ""
    rest = $0
    while (rest != "") {
        if (comment) {
            end = index(rest, "*/")
            if (!end) break
            comment = 0
            rest = substr(rest, end + 2)
        }
        if (!match(rest, /"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\*|\/\//)) {
            code = code rest
            break
        }
        found = substr(rest, RSTART, RLENGTH)
        code = code substr(rest, 1, RSTART - 1)
        rest = substr(rest, RSTART + RLENGTH)
        if (found == "//") break
        if (found == "/*") comment = 1
        else code = code substr(found, 1, 1) substr(found, 1, 1)
    }
    print FILENAME ":" FNR ":" code
}
