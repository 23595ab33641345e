#!/bin/sh
# Replays the corpus of every fuzz target through its plain program, in both builds.
set -u
BUILD=${BUILD:-build}
passed=0 failed=0
for source in tests/fuzz/fuzz_*.c; do
    target=$(basename "$source" .c)
    for program in "$BUILD/tests/fuzz/$target" "$BUILD/checking/tests/fuzz/$target"; do
        [ -x "$program" ] || { [ "$BUILD/checking" = "${program%/tests/*}" ] && continue; }
        if out=$("$program" "tests/fuzz/corpus/${target#fuzz_}" 2>&1); then
            n=$(printf '%s\n' "$out" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
            passed=$((passed + n))
        else
            printf '%s:\n%s\n' "$program" "$out"
            failed=$((failed + 1))
        fi
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
