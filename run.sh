#!/usr/bin/env bash
# run.sh - from nothing to a running Nuanqiao: sets up, builds, fills a demo data directory, serves.
#
#   ./run.sh              http://127.0.0.1:8020, data in data/; a second start rebuilds nothing and keeps the data
#   ./run.sh --port N     another port
#   ./run.sh --data DIR   another data directory
#   ./run.sh --fresh      throws the data away and starts over, after asking (-y: without asking)
#   ./run.sh --smoke      on data of its own: plays the main story through the API, stops, says so by its exit code
set -euo pipefail
cd "$(dirname "$0")"
. tools/shell.sh
. tools/build.sh

PACK=packs/qingyuan-2020
PROGRAM=build/src/cli/nuanqiao

port=8020 data=data fresh='' yes='' smoke=''
while [ $# -gt 0 ]; do
    case $1 in
    --port) port=${2:?--port N} && shift ;;
    --data) data=${2:?--data DIR} && shift ;;
    --fresh) fresh=1 ;;
    -y | --yes) yes=1 ;;
    --smoke) smoke=1 ;;
    -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" && exit 0 ;;
    *) echo "run.sh: unknown option $1; ./run.sh --help" >&2 && exit 2 ;;
    esac
    shift
done

# Starting over is asked before anything is built, so nobody waits for the question.
if [ "$fresh" ] && [ -e "$data" ]; then
    if [ ! "$yes" ]; then
        say "将删除 $data 中的全部数据，无法撤销。输入 yes 继续：" \
            "This deletes all data in $data and cannot be undone. Type yes to go on:"
        read -r answer || answer=
        [ "$answer" = yes ] || stop "未作任何改动。" "Nothing was changed."
    fi
    [ -e "$data/nuanqiao.db" ] || [ -z "$(ls -A "$data")" ] ||
        stop "$data 不像暖桥的数据目录，不予删除。" "$data does not look like a data directory of Nuanqiao; not deleted."
    rm -rf "$data"
fi

tools/setup.sh run
build_release src/cli/nuanqiao
build_web

if [ "$smoke" ]; then
    exec python3 tools/smoke.py --program "$PROGRAM" --pack "$PACK" --web web/dist
fi

# The data directory appears whole or not at all: made beside its place, then moved.
make_data() {
    rm -rf "$data.new"
    "$PROGRAM" init --data "$data.new" --demo --pack "$PACK"
    mv "$data.new" "$data"
}
if [ -e "$data/nuanqiao.db" ]; then
    "$PROGRAM" upgrade --data "$data" --json >/dev/null # backs up first; nothing when the program is the same
else
    step "建立演示数据" "filling the demo data directory" make_data
fi

python3 tools/demo_users.py "$PACK"
mkdir -p "$LOG"
exec "$PROGRAM" serve --data "$data" --web web/dist --port "$port" --log "$LOG/requests.log"
