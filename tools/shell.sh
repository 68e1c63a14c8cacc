# shell.sh - what run.sh, test.sh and setup.sh share: sentences in the user's language, steps that stay quiet.
# shellcheck shell=bash

LOG=${LOG:-log}
# As root a compiler or a browser started from here needs the system's folders too.
PATH=$PATH:/usr/sbin:/sbin

# say ZH EN: one sentence in the language of LANG.
say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG-}}} in
    zh*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$2" ;;
    esac
}

# stop ZH EN [DETAIL]: says why and ends with code 1.
stop() {
    say "$1" "$2" >&2
    [ -z "${3-}" ] || printf '%s\n' "$3" | sed 's/^/  /' >&2
    exit 1
}

# step ZH EN COMMAND...: runs it quietly, its output in a log; shows the end of the log when it fails.
step() {
    local zh=$1 en=$2 began=$SECONDS log
    shift 2
    mkdir -p "$LOG"
    log=$LOG/$(printf '%s' "$en" | tr -c 'a-zA-Z0-9' '-' | cut -c1-60).log
    if ! "$@" >"$log" 2>&1 </dev/null; then
        tail -n 40 "$log" >&2
        stop "失败：$zh（全部输出在 $log）" "failed: $en (the whole output is in $log)"
    fi
    say "✓ $zh（$((SECONDS - began)) 秒）" "✓ $en ($((SECONDS - began)) s)"
}
