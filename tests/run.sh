#!/bin/sh
# Runs every test of the build folders $BUILD and $BUILD/checking and prints one line a program,
# then the totals. Exits non-zero when anything failed. Skips are counted, never silent.
set -u
BUILD=${BUILD:-build}
export BUILD
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
    for program in "$build"/tests/unit/* "$build"/tests/property/* "$build"/tests/vectors/*; do
        [ -x "$program" ] && [ -f "$program" ] || continue
        case $program in *.d | *.o) continue ;; esac
        run "${program#"$BUILD"/}" "$program"
    done
done
for script in tests/*/run_*.sh; do
    [ -f "$script" ] && run "$script" sh "$script"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && { [ -z "${CI:-}" ] || [ "$skipped" -eq 0 ]; }
