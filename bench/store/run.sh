#!/bin/sh
# run.sh BUILD-FOLDER [SECONDS] - the store's bench on both databases, syncing as in service; see ../README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bench=$(cd "$1" && pwd)/bench/store_bench
folder=$(mktemp -d /tmp/nqbXXXXXX)
trap 'rm -rf "$folder"' EXIT
"$here/../../tools/with_pg.py" --sync sh -c '"$1" "$2" "$3" ${NQ_TEST_PG:+"$NQ_TEST_PG"}' - "$bench" "$folder" "${2:-3}"
