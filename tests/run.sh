#!/bin/sh
# Runs the Check programs of the build folders $BUILD and $BUILD/checking, then the test scripts
# $SCRIPTS (every tests/*/run_*.sh unless set; "none" for none), and prints one line each, then the
# totals. $PROGRAMS=none leaves the programs out. Exits non-zero when anything failed. Skips are
# counted and said, never silent; with $CI set they count as failures.
set -u
BUILD=${BUILD:-build}
export BUILD
PROGRAMS=${PROGRAMS:-all}
SCRIPTS=${SCRIPTS:-tests/*/run_*.sh}
passed=0 failed=0 skipped=0

count() { # name, output file, exit code: reads Check's summary lines
    sums=$(sed -n 's/^[0-9]*%: Checks: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\)$/\1 \2 \3/p' "$2" |
        awk '{c += $1; b += $2 + $3} END {print c + 0, b + 0}')
    checks=${sums% *} bad=${sums#* }
    if [ "$checks" -eq 0 ]; then # a script: its last line is "N passed, N failed"
        line=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' "$2" | tail -n 1)
        good=${line% *} bad=${line#* }
        [ -n "$line" ] || { good=0; bad=1; }
    else
        good=$((checks - bad))
    fi
    [ "$3" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
    more=$(sed -n 's/^.* failed, \([0-9]*\) skipped.*/\1/p' "$2" | tail -n 1)
    [ $((good + bad + ${more:-0})) -eq 0 ] && bad=1
    passed=$((passed + good)) failed=$((failed + bad))
    skipped=$((skipped + ${more:-0}))
    printf '%-52s %5d passed, %d failed\n' "$1" "$good" "$bad"
    [ "$bad" -eq 0 ] || sed 's/^/    /' "$2"
}

run() { # name, command...
    name=$1
    shift
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null
    count "$name" "$log" $?
    rm -f "$log"
}

for build in "$BUILD" "$BUILD/checking"; do
    [ "$PROGRAMS" = none ] && break
    for program in "$build"/tests/unit/* "$build"/tests/property/* "$build"/tests/vectors/*; do
        [ -x "$program" ] && [ -f "$program" ] || continue
        case $program in *.d | *.o | *.gcno | *.gcda) continue ;; esac
        run "${program#"$BUILD"/}" "$program"
    done
done
for script in $SCRIPTS; do
    [ -f "$script" ] && run "$script" sh "$script"
done

[ "$skipped" -gt 0 ] && echo "$skipped skipped"
[ -n "${CI:-}" ] && failed=$((failed + skipped))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
