#!/bin/sh
# Allocations of a sweep made to fail in turn: a run ends with exit code 4 and a message, or goes on
# without what it lacks; its folder holds whole lines only, and what was finished is found by the
# next run. tests/chaos/chaos.c does this for commands that write a file; a sweep writes a folder,
# and goes on with it.
#
# uses: $BUILD/orthant tests/chaos/fail_malloc.c tests/support/sweep.sh
. tests/support/script.sh
. tests/support/sweep.sh
${CC:-gcc} -shared -fPIC -o "$folder/fail.so" tests/chaos/fail_malloc.c -std=c17 -D_GNU_SOURCE
expect "the allocator is compiled" $?
many "$folder/many.json" 6
run 0 sweep "$folder/many.json" -o "$folder/whole"
file=$folder/runs/points-1-of-1.jsonl

# Each allocation up to the last in a folder of its own where it is among the first, and in one that
# is gone on with later on; every seventeenth, as there are many.
wrong=0 k=1
while :; do
    [ $((k % 4)) -ne 1 ] || rm -rf "$folder/runs"
    rm -f "$folder/mark"
    had=$(points "$file")
    FAIL_MALLOC=$k FAIL_MALLOC_MARK=$folder/mark LD_PRELOAD=$folder/fail.so \
        "$program" sweep "$folder/many.json" -o "$folder/runs" --threads 1 --fresh \
        >"$folder/out" 2>"$folder/err"
    code=$?
    [ -e "$folder/mark" ] || break
    if [ $code -ne 0 ] && { [ $code -ne 4 ] || ! grep -q '^orthant: ' "$folder/err"; }; then
        note "allocation $k: exit code $code" 1
        wrong=$((wrong + 1))
    fi
    if [ -f "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then
        note "allocation $k: half a line" 1
        wrong=$((wrong + 1))
    fi
    if [ $((k % 10)) -eq 3 ]; then
        had=$(points "$file")
        "$program" sweep "$folder/many.json" -o "$folder/runs" --json >"$folder/out" 2>"$folder/err"
        if [ "$(outcome found)" != "$had" ] || ! same_points "$folder/whole" "$folder/runs"; then
            note "allocation $k: the next run does not go on" 1
            wrong=$((wrong + 1))
        fi
    fi
    [ $wrong -lt 5 ] || break
    cases=$((cases + 1))
    k=$((k + 17))
done
[ $code -eq 0 ] && [ $k -gt 1000 ]
expect "the run without a failure, at allocation $k" $?

finish
