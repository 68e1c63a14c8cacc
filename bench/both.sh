#!/bin/sh
# both.sh NAME BUILD-FOLDER [ARGUMENT...] - NAME_bench on both databases, syncing as in service; see README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bench=$(cd "$2" && pwd)/bench/$1_bench
folder=$(mktemp -d /tmp/nqbXXXXXX)
trap 'rm -rf "$folder"' EXIT
shift 2
"$here/../tools/with_pg.py" --sync sh -c '"$@" ${NQ_TEST_PG:+"$NQ_TEST_PG"}' - "$bench" "$folder" "$@"
