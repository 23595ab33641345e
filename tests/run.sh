#!/bin/sh
# Runs one test, unless all that it uses is byte for byte as it was when the test last passed.
#
#   BUILD=folder INPUTS=file sh tests/run.sh STAMP SOURCE COMMAND...
#
# The last line that the command prints is "N passed, N failed", then perhaps ", N skipped" and
# ", N cases" (or assertions). What else it printed is shown, whole, when something failed. STAMP
# (NAME.passed) keeps a digest of what the test used, NAME.result the counts, NAME.log the output.
#
# What a test uses: a program, itself, its arguments and the shipped inputs (INPUTS lists them with
# their digests); a script, the files and folders of its line "# uses: ...", where $BUILD is the
# build folder, or the whole source tree when it has none.
# (A program that reads yet other files says so by a line " * uses: ..." in its first comment.)
# ORTH_TEST_AGAIN, when set, runs the test in any case.
set -u
stamp=$1 source=$2
shift 2
name=${stamp%.passed}
log=$name.log result=$name.result
mkdir -p "${stamp%/*}"

case $source in
*.sh)
    uses=$(sed -n 's/^# uses: //p' "$source")
    uses="${uses:-\$BUILD/orthant core include cli scenarios tests Makefile README.md} $source tests/support/script.sh"
    ;;
*) uses="$* ${INPUTS:-scenarios tests/cases tests/vectors} $(sed -n 's/^ \* uses: //p' "$source")" ;;
esac
digest=$({
    echo "$* ${ORTH_TEST_SEED:-} ${ORTH_TEST_PROBLEMS:-} ${ORTH_FITS_SEEDS:-} ${ORTHANT_EVM_SEED:-} ${ORTHANT_EVM_SCALE:-}"
    eval "find $uses -name node_modules -prune -o -type f -exec sha256sum {} +" 2>&1 | sort
} | sha256sum)
if [ -z "${ORTH_TEST_AGAIN:-}${ORTH_TEST_UPDATE:-}" ] && [ -f "$stamp" ] &&
    [ "$(cat "$stamp")" = "$digest" ]; then
    exit 0
fi

rm -f "$stamp" "$result"
# Of a make around this one, a script that runs make is to know nothing.
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL "$@" >"$log" 2>&1 </dev/null
code=$?
line=$(tail -n 1 "$log" |
    grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ (skipped|cases|assertions))*$') ||
    line="0 passed, 1 failed"
times >"$result" # (in a pipe it would speak of the pipe's own shell)
seconds=$(awk -F '[ms ]+' 'NR == 2 {printf "%.1f", 60 * $1 + $2 + 60 * $3 + $4}' "$result")

passed=0 failed=0 skipped=0 cases=0 kind=cases
# shellcheck disable=SC2086
set -- $line
while [ $# -ge 2 ]; do
    case $2 in
    passed*) passed=$1 ;;
    failed*) failed=$1 ;;
    skipped*) skipped=$1 ;;
    *) cases=$1 kind=$2 ;;
    esac
    shift 2
done
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
[ $((passed + failed + skipped)) -gt 0 ] || failed=1

echo "$passed $failed $skipped $cases $kind" >"$result"
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
[ "$cases" -eq 0 ] || line="$line, $cases $kind"
printf '%-46s %s  (%s s)\n' "${name#*/}" "$line" "$seconds"
if [ "$failed" -gt 0 ]; then
    echo "    exit code $code; $log:"
    sed 's/^/    /' "$log"
    exit 1
fi
if [ "$skipped" -gt 0 ]; then
    grep -i skip "$log" | sed 's/^/    /'
else
    echo "$digest" >"$stamp"
fi
