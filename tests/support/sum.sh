#!/bin/sh
# Adds up what tests/run.sh left behind: sum.sh BEGUN CODE STAMP..., with a file as old as the
# beginning of the run and the exit code of the make that ran the tests. The last line is
# "N passed, N failed". Skips are counted and said, never silent; with $CI set they are failures.
set -u
begun=$1 code=$2
shift 2
passed=0 failed=0 skipped=0 unchanged=0 cases=0 assertions=0 names=""
for stamp in "$@"; do
    result=${stamp%.passed}.result
    if [ ! -f "$result" ]; then
        failed=$((failed + 1)) names="$names ${stamp%.passed}"
        echo "${stamp%.passed}: did not run"
        continue
    fi
    read -r good bad missed more kind <"$result"
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + missed))
    [ "$bad" -eq 0 ] || names="$names ${stamp%.passed}"
    case $kind in
    assertions) assertions=$((assertions + more)) ;;
    *) cases=$((cases + more)) ;;
    esac
    [ "$result" -nt "$begun" ] || unchanged=$((unchanged + 1))
done
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1

[ $unchanged -eq 0 ] || echo "$unchanged of $# programs and scripts did not run again: nothing that they use has changed since they passed"
[ -z "$names" ] || echo "failed:$names"
echo "$assertions assertions, $cases cases"
if [ "$skipped" -gt 0 ]; then
    echo "$skipped skipped"
    [ -z "${CI:-}" ] || failed=$((failed + skipped))
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
