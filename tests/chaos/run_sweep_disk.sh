#!/bin/sh
# A sweep on a disk that is full, interrupted, takes half a line or cannot sync: a run ends with
# exit code 4 and the reason, or as ever; no finished point is lost, and the next run goes on.
#
# uses: $BUILD/orthant tests/chaos/fail_write.c tests/support/sweep.sh
. tests/support/script.sh
. tests/support/sweep.sh
${CC:-gcc} -shared -fPIC -o "$folder/disk.so" tests/chaos/fail_write.c -std=c17 -D_GNU_SOURCE
expect "the disk is compiled" $?
many "$folder/many.json" 12
run 0 sweep "$folder/many.json" -o "$folder/whole"
file=$folder/runs/points-1-of-1.jsonl

with() { # mood, expected exit code: a run in a new folder
    rm -rf "$folder/runs"
    FAIL_WRITE=$1 LD_PRELOAD=$folder/disk.so "$program" sweep "$folder/many.json" \
        -o "$folder/runs" --threads 1 >"$folder/out" 2>"$folder/err"
    code=$?
    [ $code -eq "$2" ]
    expect "disk $1: exit code $2, not $code" $?
    cases=$((cases + 1))
}

goes_on() { # lines that are dropped
    had=$(points "$file")
    [ "$1" -eq 0 ] || had=$((had - $1))
    run 0 sweep "$folder/many.json" -o "$folder/runs" --json
    [ "$(outcome found)" -eq "$had" ] && [ "$(outcome dropped_lines)" -eq "$1" ] &&
        same_points "$folder/whole" "$folder/runs"
    expect "the next run finds $had points, drops $1 lines, and runs the rest" $?
}

for mood in signal halves; do
    with $mood 0
    same_points "$folder/whole" "$folder/runs"
    expect "disk $mood: all points are there" $?
done
for number in $(seq 12); do
    with "full:$number" 4
    says "No space left on device"
    [ -z "$(tail -c 1 "$file")" ]
    expect "full at write $number: whole lines" $?
    goes_on 0
done
for number in 4 12; do
    with "stuck:$number" 4
    [ -n "$(tail -c 1 "$file")" ]
    expect "stuck at write $number: half a line stays" $?
    goes_on 1
done
with sync:1 4
says "cannot sync: Input/output error"
goes_on 0

finish
