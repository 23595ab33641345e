#!/bin/sh
# Which room may know which: the includes of core/, include/ and cli/ against the table in
# core/README.md. Says each include that breaks it, with file and line.
#
# uses: core include cli tests/unit/arrows.awk
set -u
here=tests/unit
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
grep -rnE '^[[:space:]]*#[[:space:]]*include' --include='*.[ch]' core include cli >"$lines"
awk -f $here/arrows.awk core/README.md "$lines" >"$lines.out"
cat "$lines.out"
tail -n 1 "$lines.out" | grep -q ', 0 failed'
code=$?
rm -f "$lines.out"
exit $code
