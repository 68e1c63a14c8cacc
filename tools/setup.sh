#!/usr/bin/env bash
# setup.sh - makes this machine able to build, run and test Nuanqiao.
#
#   tools/setup.sh run      what ./run.sh needs: compilers, libraries, Node.js and the front end's packages
#   tools/setup.sh test     that, and what ./test.sh needs: clang, PostgreSQL, a browser
#
# On Debian 12 it installs exactly what is missing (as root or with sudo) and nothing when all is there, so a second
# call is instant and works without a network. On any other system it names what is missing and stops.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/shell.sh

# Debian package and how to see that it is there: cmd:COMMAND, pc:PKG-CONFIG-MODULE, file:PATTERN or node:LEAST-VERSION.
RUN_NEEDS='
ca-certificates      file:/etc/ssl/certs/ca-certificates.crt
build-essential      cmd:gcc
libc6-dev            file:/usr/include/stdio.h
meson                cmd:meson
ninja-build          cmd:ninja
pkg-config           cmd:pkg-config
python3              cmd:python3
libsqlite3-dev       pc:sqlite3
libpq-dev            pc:libpq
libmicrohttpd-dev    pc:libmicrohttpd
libxml2-dev          pc:libxml-2.0
libzip-dev           pc:libzip
libxlsxwriter-dev    pc:xlsxwriter
libicu-dev           pc:icu-i18n
libsodium-dev        pc:libsodium
libssl-dev           pc:libcrypto
libarchive-dev       pc:libarchive
libintelrdfpmath-dev file:/usr/include/bid_functions.h
libpcre2-dev         pc:libpcre2-8
libcairo2-dev        pc:cairo-pdf
libpango1.0-dev      pc:pangocairo
fonts-noto-cjk       file:/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc
tzdata               file:/usr/share/zoneinfo/Europe/Paris
unicode-data         file:/usr/share/unicode/UnicodeData.txt
nodejs               node:18
npm                  cmd:npm
'
TEST_NEEDS='
clang                cmd:clang
libjansson-dev       pc:jansson
libclang-rt-14-dev   file:/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a
llvm-14              file:/usr/lib/llvm-*/bin/llvm-symbolizer
postgresql-15        file:/usr/lib/postgresql/*/bin/initdb
chromium             cmd:chromium
'

node_major() {
    node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p'
}

# have KIND:WHAT
have() {
    case $1 in
    cmd:*) command -v "${1#cmd:}" >/dev/null ;;
    pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
    file:*) compgen -G "${1#file:}" >/dev/null ;;
    node:*) [ "$(node_major || true)" ] && [ "$(node_major)" -ge "${1#node:}" ] ;;
    esac
}

# Prints "package test" for every need that is not met.
missing_of() {
    local package test
    while read -r package test; do
        [ -z "$package" ] || have "$test" || echo "$package $test"
    done <<<"$1"
}

is_debian_12() {
    [ -r /etc/os-release ] && (. /etc/os-release && [ "${ID-}" = debian ] && [ "${VERSION_ID-}" = 12 ])
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 install -y -qq --no-install-recommends "$@"
}

# PostgreSQL without a cluster of its own and without a daemon: the tests start theirs in a temporary folder.
install_postgresql() {
    local conf=/etc/postgresql-common/createcluster.conf
    apt_install postgresql-common
    as_root sed -i.before-nuanqiao 's/^#\?create_main_cluster *=.*/create_main_cluster = false/' "$conf"
    apt_install "$1"
    as_root mv "$conf.before-nuanqiao" "$conf"
}

install_debian() {
    local rest=() package
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        stop "这些软件包需要以 root 安装：" "these packages must be installed as root:" "apt-get install $*"
    fi
    step "更新软件包列表" "reading the package lists" as_root apt-get -qq update
    for package in "$@"; do [ "$package" = postgresql-15 ] || rest+=("$package"); done
    [ ${#rest[@]} = 0 ] ||
        step "安装 ${#rest[@]} 个软件包" "installing ${#rest[@]} packages" apt_install "${rest[@]}"
    case " $* " in
    *" postgresql-15 "*) step "安装 PostgreSQL" "installing PostgreSQL" install_postgresql postgresql-15 ;;
    esac
}

system_packages() {
    local missing
    missing=$(missing_of "$1")
    [ -n "$missing" ] || return 0
    if is_debian_12; then
        # shellcheck disable=SC2046  # one word per package
        install_debian $(cut -d' ' -f1 <<<"$missing")
        missing=$(missing_of "$1")
    fi
    [ -z "$missing" ] || stop "缺少下列软件（左为 Debian 12 的软件包名，右为检查方式），请装好后重试：" \
        "these are missing (Debian 12's package name, and how it was looked for); install them and try again:" \
        "$missing"
}

# npm ci in a folder, again only when its lock file or Node.js changed.
npm_packages() {
    local folder=$1 stamp=$1/node_modules/.nuanqiao-stamp want
    [ -f "$folder/package-lock.json" ] || return 0
    want="$(sha256sum <"$folder/package-lock.json") $(node --version)"
    [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return 0
    step "安装 $folder 的 npm 软件包" "installing the npm packages of $folder" \
        env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
    echo "$want" >"$stamp"
}

case ${1-} in
run)
    system_packages "$RUN_NEEDS"
    npm_packages web
    ;;
test)
    system_packages "$RUN_NEEDS$TEST_NEEDS"
    npm_packages web
    npm_packages tests/e2e
    ;;
*)
    echo "usage: tools/setup.sh run|test" >&2
    exit 2
    ;;
esac
