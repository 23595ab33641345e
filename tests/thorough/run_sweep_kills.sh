#!/bin/sh
# A sweep of 2,000 points of some 6 ms, killed at 100 random moments and more: each run goes on
# where the last one was, what was finished stays as it was and never runs again, and the end is
# that of a run that nobody killed, to the byte of what `merge` makes of it. ORTH_TEST_SEED draws
# other moments. Some 32 s of processor time.
#
# uses: $BUILD/orthant tests/support/sweep.sh
. tests/support/script.sh
. tests/support/sweep.sh
KILLS=100
awk -v seed="${ORTH_TEST_SEED:-7}" 'BEGIN {srand(seed); for (i = 0; i < 2000; i++) print int(1e6 * rand())}' \
    >"$folder/numbers"
exec 9<"$folder/numbers"
slow_sweep "$folder/slow.json"
many "$folder/many.json" 400

run 0 sweep "$folder/slow.json" -o "$folder/whole"
run 0 sweep merge "$folder/whole"

kill_after() { # milliseconds, arguments of sweep...: sets $killed to whether it still ran
    moment=$1
    shift
    "$program" sweep "$@" >"$folder/out" 2>"$folder/err" &
    pid=$!
    sleep "$(printf '0.%03d' "$moment")"
    kill -KILL $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? -eq 137 ]
    killed=$?
}

whole_lines() { # file: its lines that have an end
    if [ -z "$(tail -c 1 "$1")" ]; then
        cat "$1"
    else
        sed '$d' "$1"
    fi
}

# In the middle of the work.
kills=0 rounds=0 lost=0 twice=0 recounted=0
file=$folder/runs/points-1-of-1.jsonl
: >"$folder/before"
while [ $kills -lt $KILLS ]; do
    read -r number <&9
    kill_after $((20 + number % 150)) "$folder/slow.json" -o "$folder/runs"
    [ $killed -eq 0 ] && kills=$((kills + 1))
    if [ -f "$file" ]; then
        # What was finished is there, byte by byte: a file only grows by whole lines.
        whole_lines "$folder/before" >"$folder/old"
        cmp -s -n "$(stat -c %s "$folder/old")" "$folder/old" "$file" || lost=$((lost + 1))
        cp "$file" "$folder/before"
    fi
    if [ $killed -ne 0 ] || [ $kills -eq $KILLS ]; then
        had=$(whole_lines "$folder/before" | grep -c '^{"point"')
        run 0 sweep "$folder/slow.json" -o "$folder/runs" --json
        [ "$(outcome found)" -eq "$had" ] && [ "$(outcome ran)" -eq $((2000 - had)) ] ||
            recounted=$((recounted + 1))
        [ "$(points "$file")" -eq 2000 ] &&
            [ "$(grep -o '^{"point":[0-9]*' "$file" | sort -u | wc -l)" -eq 2000 ] ||
            twice=$((twice + 1))
        same_points "$folder/whole" "$folder/runs"
        expect "after kills the lines are those of a run without" $?
        run 0 sweep merge "$folder/runs"
        for result in results.csv results.sqlite; do
            cmp "$folder/whole/$result" "$folder/runs/$result"
            expect "the same bytes of $result" $?
        done
        rounds=$((rounds + 1))
        rm -r "$folder/runs"
        : >"$folder/before"
    fi
done
echo "$kills kills in $rounds sweeps"
[ $lost -eq 0 ]
expect "no finished point is lost: $lost of $kills" $?
[ $twice -eq 0 ]
expect "each point stands there once: $twice of $rounds" $?
[ $recounted -eq 0 ]
expect "the last run finds what is there and runs the rest: $recounted of $rounds" $?

# While a run begins: the folder, the header, sweep.json. The next run is never refused.
begun=0
for turn in $(seq 60); do
    rm -rf "$folder/runs"
    read -r number <&9
    kill_after $((number % 30)) "$folder/many.json" -o "$folder/runs"
    [ $killed -eq 0 ] && begun=$((begun + 1))
    "$program" sweep "$folder/many.json" -o "$folder/runs" >"$folder/out" 2>"$folder/err"
    [ $? -eq 0 ] && [ "$(points "$file")" -eq 400 ] && [ -s "$folder/runs/sweep.json" ]
    expect "a run that was killed as it began goes on: turn $turn" $?
done
[ $begun -ge 10 ]
expect "enough of those kills met a run: $begun of 60" $?
cases=$((kills + begun))

finish
