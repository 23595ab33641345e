#!/bin/sh
# What make sanitize has built, run: everything under ASan and UBSan, the threaded programs under
# TSan, and valgrind over the plain build. The last line adds the three up.
set -u
BUILD=${BUILD:-build}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0

# An exit code of its own, which no test expects. (detect_stack_use_after_return stays off: with it
# gcc 12 puts 64-byte vectors on a stack of its own without aligning them, its bug 110027.)
export ASAN_OPTIONS=exitcode=99:detect_leaks=1:detect_stack_use_after_return=0
export LSAN_OPTIONS=exitcode=99
export UBSAN_OPTIONS=exitcode=99:print_stacktrace=1
export TSAN_OPTIONS=exitcode=99:halt_on_error=1

stage() { # title; the rest comes in by the environment
    echo "$1"
    sh tests/run.sh | tee "$log"
    line=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
    [ -n "$line" ] || line="0 1"
    passed=$((passed + ${line% *})) failed=$((failed + ${line#* }))
}

export BUILD
plain=$BUILD
BUILD=$plain/asan
stage "address and undefined behaviour sanitizers"
if [ -d "$plain/tsan/tests" ]; then
    BUILD=$plain/tsan SCRIPTS=none
    export SCRIPTS
    stage "thread sanitizer"
fi
BUILD=$plain SCRIPTS=tests/support/valgrind.sh PROGRAMS=none
export SCRIPTS PROGRAMS
stage "valgrind"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
