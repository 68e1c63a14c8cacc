# build.sh - how run.sh and test.sh build: sourced after shell.sh, from the root of the tree.
# shellcheck shell=bash

# configure CC FOLDER OPTIONS...: meson setup; a folder with other options starts over.
configure() {
    local cc=$1 folder=$2
    shift 2
    rm -rf "$folder"
    CC=$cc meson setup "$folder" "$@"
    echo "$cc $*" >"$folder/.options"
}

configured() { # CC FOLDER OPTIONS...
    local cc=$1 folder=$2
    shift 2
    [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/.options" 2>/dev/null)" = "$cc $*" ]
}

compile() { # FOLDER [TARGET...]
    ninja -C "$@"
}

# Is there anything to compile?  ninja -n only says.
up_to_date() { # FOLDER [TARGET...]
    [ -f "$1/build.ninja" ] && ninja -n -C "$@" 2>/dev/null | grep -q 'ninja: no work to do'
}

RELEASE=(gcc build -Dbuildtype=plain -Doptimization=2 -Ddebug=false -Db_pie=true)
SANITIZED=(clang b-asan -Dbuildtype=debugoptimized -Doptimization=1 "-Db_sanitize=address,undefined" -Db_lundef=false)

# The release: gcc -O2 in build/.  Words behind are targets; none = everything.
build_release() {
    configured "${RELEASE[@]}" || step "配置" "configuring the release" configure "${RELEASE[@]}"
    up_to_date build "$@" || step "编译" "compiling the release" compile build "$@"
}

# clang with AddressSanitizer and UndefinedBehaviorSanitizer in b-asan/, with the fuzzers.
build_sanitized() {
    configured "${SANITIZED[@]}" ||
        step "配置（clang，带检查器）" "configuring for clang with sanitizers" configure "${SANITIZED[@]}"
    up_to_date b-asan || step "编译（clang，带检查器）" "compiling with clang and sanitizers" compile b-asan
}

# One digest of everything that the front end is made of.
web_digest() {
    find web \( -name node_modules -o -name dist \) -prune -o -type f -print0 | LC_ALL=C sort -z |
        xargs -0 sha256sum | sha256sum
}

build_web() {
    local digest
    digest=$(web_digest)
    [ "$(cat web/dist/.digest 2>/dev/null)" = "$digest" ] && return 0
    step "构建前端" "building the front end" npm run --prefix web build
    echo "$digest" >web/dist/.digest
}
