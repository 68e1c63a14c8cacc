#!/usr/bin/env bash
# test.sh - the whole test run on this machine: sets up, builds twice (gcc release, clang with sanitizers), runs every
# suite on SQLite and on PostgreSQL, the browser stories and the smoke story.  The last line is "N passed, N failed".
#
#   ./test.sh             everything
#   ./test.sh --fast      no sanitizers and no browser
set -euo pipefail
cd "$(dirname "$0")"
. tools/shell.sh
. tools/build.sh

fast=''
case ${1-} in
--fast) fast=1 ;;
"") ;;
*) echo "usage: ./test.sh [--fast]" >&2 && exit 2 ;;
esac

tools/setup.sh test
build_release
build_web
[ "$fast" ] || build_sanitized
exec python3 tools/with_pg.py python3 tools/run_tests.py ${fast:+--fast}
