#!/usr/bin/env bash
# run.sh BUILD [ROWS] - imports ROWS (100,000) invented enterprises twice into an empty SQLite store.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?BUILD folder} rows=${2:-100000}
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
python3 "$here/rows.py" "$rows" > "$data/rows.csv"
"$build/bench/import_bench" "$data" "sqlite:$data/nuanqiao.db" "$data/rows.csv"
ls -l "$data/nuanqiao.db"
