#!/usr/bin/env bash
# The packages callboard needs on Debian and Ubuntu.
#
#   deps.sh list GROUP...     names them
#   deps.sh verify GROUP...   fails, naming what is missing
#   deps.sh install GROUP...  installs what is missing: as root, or through sudo after saying which
#
# Groups: build, test, sdk. What is there without its package (another distribution, another prefix) counts as there.
set -euo pipefail

# what shows that it is there | package
build='
command:cc|gcc
header:stdio.h|libc6-dev
command:pkg-config|pkg-config
module:zlib|zlib1g-dev
module:libcjson|libcjson-dev
module:libmicrohttpd|libmicrohttpd-dev
module:gnutls|libgnutls28-dev
module:ncursesw|libncurses-dev
module:libpcre2-8|libpcre2-dev
module:libcurl|libcurl4-gnutls-dev
'
test='
module:cmocka|libcmocka-dev
module:vterm|libvterm-dev
command:bats|bats
command:curl|curl
command:git|git
command:jq|jq
file:/usr/share/json-schema-test-suite|json-schema-test-suite
'
sdk='
command:node|nodejs
command:npm|npm
command:chromium|chromium
'

there() {
    case $1 in
    command:*) command -v "${1#*:}" >/dev/null ;;
    module:*) "${PKG_CONFIG:-pkg-config}" --exists "${1#*:}" 2>/dev/null ;;
    file:*) [ -e "${1#*:}" ] ;;
    header:*) echo "#include <${1#*:}>" | ${CC:-cc} ${CPPFLAGS:-} -E - >/dev/null 2>&1 ;;
    esac
}

each() {
    local group
    for group in "$@"; do printf '%s\n' "${!group}"; done | grep .
}

missing() {
    local row packages=()
    while IFS= read -r row; do
        there "${row%|*}" || packages+=("${row#*|}")
    done < <(each "$@")
    echo "${packages[*]}"
}

install_missing() {
    local packages as_root=()
    packages=$(missing "$@")
    [ -n "$packages" ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Missing: $packages (Debian's names). Install them with this system's package manager." >&2
        return 1
    fi
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Missing: $packages. As root: apt-get install $packages" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing${as_root:+ with sudo}: $packages" >&2
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq)
    "${as_root[@]}" update >&2 || echo 'apt-get update failed; trying with the package lists that are there' >&2
    # shellcheck disable=SC2086  # a list of words
    "${as_root[@]}" install -y --no-install-recommends $packages >&2
}

action=${1:-}
[ $# -lt 2 ] || shift
case $action in
list) each "$@" | sed 's/.*|//' ;;
verify)
    packages=$(missing "$@")
    [ -z "$packages" ] || {
        echo "Missing: $packages. Install with: apt-get install $packages (\`make run\` and \`make deps\` do it for you)" >&2
        exit 1
    }
    ;;
install) install_missing "$@" ;;
*) echo 'usage: deps.sh list|verify|install GROUP...' >&2; exit 2 ;;
esac
