#!/bin/sh
# run.sh BUILD-FOLDER - payment batches of 500, on both databases, syncing as in service; see ../README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bench=$(cd "$1" && pwd)/bench/bank_bench
folder=$(mktemp -d /tmp/nqbXXXXXX)
trap 'rm -rf "$folder"' EXIT
"$here/../../tools/with_pg.py" --sync sh -c '"$1" "$2" ${NQ_TEST_PG:+"$NQ_TEST_PG"}' - "$bench" "$folder"
