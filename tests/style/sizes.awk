# Reads FILE:LINE:CODE (see code.awk) and prints offenders as "KIND FILE:LINE: what": function, nesting, parameters, braces.
# Braces, parentheses and keywords are followed; nothing depends on how the code is laid out.

function offend(kind, text) { print kind " " file ":" line ": " text }

function enter() {
    control = prior == "else" || prior == "do" || (prior == ")" && owner ~ /^(if|for|while|switch|[A-Z][A-Z0-9_]+)$/)
    if (braces == 0) {
        body = prior == ")" ? line : 0
        name = body ? outer : ""
        if (body && parameters > 5 && head !~ / MHD_Result /) offend("parameters", name " takes " parameters)
    }
    kind[++braces] = control
    nesting += control
    if (control && nesting == 4) offend("nesting", "the fourth level of control flow in " name)
}

function leave() {
    nesting -= kind[braces--]
    if (braces == 0 && body && line - body - 1 > 50) offend("function", name " has " line - body - 1 " lines")
    if (braces == 0) head = " "
}

# Without its braces a statement could nest unseen. A while that follows "}" may end a do.
function follow(token) {
    if (prior == "else" && token !~ /^({|if)$/) offend("braces", "else without braces")
    if (prior == ")" && owner ~ /^(if|for|switch|while)$/ && token != "{" && !(owner == "while" && token == ";"))
        offend("braces", owner " without braces")
}

function take(token) {
    if (depth == 0) follow(token)
    if (token == "(") {
        if (depth++ == 0 && braces == 0) { outer = prior; parameters = 0; variadic = 0 }
        word[depth] = prior
    } else if (token == ")") {
        owner = word[depth--]
        if (depth == 0 && braces == 0 && prior != "(" && prior != "void" && prior != "...") parameters++
    } else if (token == "," && depth == 1 && braces == 0) parameters++
    else if (token == "{") enter()
    else if (token == "}") leave()
    else if (token == ";" && braces == 0) head = " "
    if (braces == 0) head = head token " "
    prior = token
}

{
    split($0, place, ":")
    if (place[1] != file) { file = place[1]; braces = depth = nesting = 0; prior = ""; head = " " }
    line = place[2]
    rest = substr($0, length(place[1]) + length(place[2]) + 3)
    if (directive || rest ~ /^[ \t]*#/) { directive = rest ~ /\\$/; next }
    while (match(rest, /[A-Za-z_][A-Za-z0-9_]*|\.\.\.|[(){},;=]/)) {
        take(substr(rest, RSTART, RLENGTH))
        rest = substr(rest, RSTART + RLENGTH)
    }
}
