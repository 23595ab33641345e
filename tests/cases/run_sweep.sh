#!/bin/sh
# orthant sweep: what a run finds, runs, refuses and leaves behind. Kills at random moments are in
# thorough/run_sweep_kills.sh.
#
# uses: $BUILD/orthant scenarios tests/support/sweep.sh
. tests/support/script.sh
. tests/support/sweep.sh
many "$folder/many.json" 60
many "$folder/other.json" 61
slow_sweep "$folder/slow.json"
file=$folder/runs/points-1-of-1.jsonl

# The command line, and a file that is no sweep: nothing is made.
for bad in "" "-o" "-o $folder/none --shard 0/3" "-o $folder/none --shard 4/3" \
    "-o $folder/none --shard 3" "-o $folder/none --shard 1/x" "-o $folder/none --shard 1/100001" \
    "-o $folder/none --threads 0" "-o $folder/none -o $folder/none" "-o -" \
    "-o $folder/none --shard 1/2 --shard 2/2" "-o $folder/none --format csv" \
    "-o $folder/none --slurm --fresh" "-o $folder/none --slurm --json" "--dry-run --fresh" \
    "--dry-run -o $folder/none"; do
    # shellcheck disable=SC2086
    run 2 sweep "$folder/many.json" $bad
done
run 4 sweep "$folder/missing.json" -o "$folder/none"
sed 's/"compare"/"compares"/' "$folder/many.json" >"$folder/bad.json"
run 3 sweep "$folder/bad.json" -o "$folder/none"
[ ! -e "$folder/none" ]
expect "what is refused makes no folder" $?
run 4 sweep "$folder/many.json" -o "$folder/none/runs"
run 4 sweep "$folder/many.json" -o "$folder/many.json"
says "no folder"
run 0 sweep "$folder/many.json" --dry-run
grep -q '60 points of compare' "$folder/out"
expect "--dry-run says how many points" $?

# All of it, and nothing of it again.
run 0 sweep "$folder/many.json" -o "$folder/runs"
grep -q '^60 of 60 points finished: 60 by this run, 0 before$' "$folder/out" && [ ! -s "$folder/err" ]
expect "60 points run" $?
cp -r "$folder/runs" "$folder/whole"
run 0 sweep merge "$folder/whole"
"$program" sweep - -o "$folder/runs" --json <"$folder/many.json" >"$folder/out" 2>"$folder/err"
[ "$(outcome found)" = 60 ] && [ "$(outcome ran)" = 0 ] && cmp -s "$file" "$folder/whole/points-1-of-1.jsonl"
expect "nothing runs twice, and the file is as it was" $?
ls -A "$folder/runs" >"$folder/out"
[ "$(cat "$folder/out")" = "points-1-of-1.jsonl
sweep.json" ]
expect "nothing else is in the folder" $?

# A pointer that leads nowhere leaves an empty figure, and a note says so once for all points.
sed 's|"collect": \[|&"/results/0/losses_bp", |' "$folder/many.json" >"$folder/slip.json"
grep -q losses_bp "$folder/slip.json"
expect "the slip is in the file" $?
run 0 sweep "$folder/slip.json" -o "$folder/slip"
[ "$(wc -l <"$folder/err")" -eq 1 ] &&
    grep -q '^orthant: note: point [0-9]*: the result has nothing at "/results/0/losses_bp": that figure is empty$' "$folder/err"
expect "an empty figure is told, once" $?

# Threads and shards: the same points; shards at once, in one folder, and one that has none.
run 0 sweep "$folder/many.json" -o "$folder/threads" --threads 5
same_points "$folder/whole" "$folder/threads"
expect "five threads have the same points" $?
for shard in 3 1 2 4; do
    "$program" sweep "$folder/many.json" -o "$folder/shards" --shard $shard/4 --threads 1 >"$folder/shard-$shard" 2>&1 &
done
wait
cat "$folder"/shard-* >"$folder/out"
same_points "$folder/whole" "$folder/shards"
expect "four shards at once have the same points" $?
[ "$(points "$folder/shards/points-3-of-4.jsonl")" -eq 15 ]
expect "a quarter of the points is in each" $?
run 0 sweep merge "$folder/shards"
cmp "$folder/whole/results.csv" "$folder/shards/results.csv" &&
    cmp "$folder/whole/results.sqlite" "$folder/shards/results.sqlite"
expect "merged they are the same bytes" $?
run 0 sweep "$folder/many.json" -o "$folder/empty" --shard 70/99
grep -q '^0 of 0 points finished in shard 70 of 99 (the sweep has 60)' "$folder/out"
expect "a shard without points is fine" $?

# In another number of shards what is there does not run again.
head -n 21 "$folder/whole/points-1-of-1.jsonl" >"$folder/part"
rm "$folder/runs/points-1-of-1.jsonl"
cp "$folder/part" "$file"
run 0 sweep "$folder/many.json" -o "$folder/runs" --shard 1/2
run 0 sweep "$folder/many.json" -o "$folder/runs" --shard 2/2
[ "$(cat "$folder"/runs/*.jsonl | grep -c '^{"point"')" -eq 60 ] && same_points "$folder/whole" "$folder/runs"
expect "20 points in one shard and 40 in two are 60" $?
run 0 sweep merge "$folder/runs"
run 0 sweep "$folder/many.json" -o "$folder/runs" --fresh
[ "$(ls "$folder/runs")" = "points-1-of-1.jsonl
sweep.json" ] && same_points "$folder/whole" "$folder/runs"
expect "--fresh removes what other numbers of shards left, and what was merged" $?

# Another sweep, program, price file: refused with what changed, and nothing is touched.
unchanged() {
    same_points "$folder/whole" "$folder/runs" && cmp -s "$folder/runs/sweep.json" "$folder/whole/sweep.json"
    expect "the folder is as it was: $1" $?
}
run 3 sweep "$folder/other.json" -o "$folder/runs"
says "sweep.json: of another sweep: /vary/~1steps/"
says "is 61 and was 60"
unchanged "another sweep"
run 3 sweep "$folder/other.json" -o "$folder/runs" --shard 1/2
unchanged "a shard of another sweep"
cp "$program" "$folder/orthant"
printf x >>"$folder/orthant"
gives 3 "by another program" "$folder/orthant" sweep "$folder/many.json" -o "$folder/runs"
gives 3 "by another program" "$folder/orthant" sweep "$folder/many.json" -o "$folder/runs" --shard 1/2
unchanged "another program"
run 0 sweep "$folder/other.json" -o "$folder/runs" --fresh
[ "$(points "$file")" -eq 61 ]
expect "--fresh begins anew with it" $?
mkdir "$folder/priced"
cp scenarios/market/panel.json scenarios/market/panel.csv "$folder/priced/"
printf '{"orthant": 1, "scenario": "panel.json", "command": "simulate", "vary": {"/pool/swap_fee": ["0.001", "0.002"]}}' \
    >"$folder/priced/sweep.json"
run 0 sweep "$folder/priced/sweep.json" -o "$folder/priced/runs"
[ "$(grep -c 'note: point [01]: numeraire USDC, priced 1' "$folder/err")" -eq 1 ]
expect "what points note is said once" $?
grep -q '"inputs":\[{"file":"panel.csv","sha256":"[0-9a-f]\{64\}"}\]' "$folder/priced/runs/points-1-of-1.jsonl"
expect "the header names what points read" $?
(cd "$folder/priced" && "$program" sweep sweep.json -o runs --json) >"$folder/out" 2>"$folder/err"
[ "$(outcome found)" = 2 ]
expect "files may be named in another way" $?
echo >>"$folder/priced/panel.csv"
run 3 sweep "$folder/priced/sweep.json" -o "$folder/priced/runs"
says "another panel.csv"

# The sweep's own file is never written over.
mkdir "$folder/own"
cp "$folder/many.json" "$folder/own/sweep.json"
for fresh in "" --fresh; do
    # shellcheck disable=SC2086
    run 3 sweep "$folder/own/sweep.json" -o "$folder/own" $fresh
    says "another folder (-o), or another name for it"
    cmp -s "$folder/many.json" "$folder/own/sweep.json" && [ "$(ls "$folder/own")" = sweep.json ]
    expect "the sweep's file is as it was, alone" $?
done
run 0 sweep "$folder/runs/sweep.json" -o "$folder/runs"

# What stands by the name of sweep.json and is no file is not waited for.
mkdir "$folder/piped"
mkfifo "$folder/piped/sweep.json"
for fresh in "" --fresh; do
    # shellcheck disable=SC2086
    run 4 sweep "$folder/many.json" -o "$folder/piped" $fresh
    says "sweep.json: no regular file; permitted: one"
done

# Torn and damaged lines: said, and their points run again.
rm -r "$folder/runs"
run 0 sweep "$folder/many.json" -o "$folder/runs"
cp "$file" "$folder/good"
head -c -7 "$folder/good" >"$file"
run 0 sweep "$folder/many.json" -o "$folder/runs"
says "1 line of earlier runs was torn or damaged"
grep -q '60 of 60 points finished: 1 by this run, 59 before' "$folder/out" && cmp -s "$file" "$folder/good"
expect "a file that was cut gets its last point again" $?
sed '5s/0/1/; 9s/.*/nonsense/' "$folder/good" >"$file"
run 0 sweep "$folder/many.json" -o "$folder/runs" --json
[ "$(outcome dropped_lines)" = 2 ] && [ "$(outcome ran)" = 2 ] && same_points "$folder/whole" "$folder/runs"
expect "two damaged lines: two points run" $?
run 0 sweep "$folder/many.json" -o "$folder/runs" --json
[ "$(outcome dropped_lines)" = 0 ] && [ "$(outcome found)" = 60 ]
expect "and are said once" $?
head -c 100 "$folder/good" >"$file"
run 0 sweep "$folder/many.json" -o "$folder/runs"
sort "$file" >"$folder/one" && sort "$folder/good" | cmp -s - "$folder/one"
expect "a torn header begins anew" $?
sed '1s/1/2/' "$folder/good" >"$file"
run 3 sweep "$folder/many.json" -o "$folder/runs"
says "line 1, which says whose points follow, is damaged"

# Two processes: one shard is refused as long as the other lives, other shards are not.
"$program" sweep "$folder/slow.json" -o "$folder/busy" --shard 1/2 --threads 1 >/dev/null 2>&1 &
busy=$!
wait_for 300 [ -s "$folder/busy/points-1-of-2.jsonl" ]
expect "a sweep in the background begins" $?
kill -STOP $busy # or it would be done before a slow machine has asked what follows
run 4 sweep "$folder/slow.json" -o "$folder/busy" --shard 1/2
says "points-1-of-2.jsonl: another process is writing it; permitted: one at a time"
run 4 sweep "$folder/slow.json" -o "$folder/busy" --shard 1/2 --fresh
run 4 sweep "$folder/slow.json" -o "$folder/busy" --fresh
says "another process"
# Ctrl-C once a point is there that was not before; sets $code.
interrupted() { # file of points, arguments...
    growing=$1 had=$(points "$1")
    interrupt INT more_points sweep "$folder/slow.json" -o "$folder/busy" --json --threads 1 --shard "$2"
}
more_points() {
    [ "$(points "$growing")" -gt "$had" ]
}
interrupted "$folder/busy/points-2-of-2.jsonl" 2/2
[ $code -eq 130 ] && [ "$(outcome partial)" = true ] && [ "$(outcome ran)" -gt 0 ] &&
    [ "$(outcome ran)" -eq "$(points "$folder/busy/points-2-of-2.jsonl")" ]
expect "another shard runs; Ctrl-C keeps what is finished, with exit code 130, not $code" $?
growing=$folder/busy/points-1-of-2.jsonl
had=$(points "$growing")
kill -CONT $busy
wait_for 300 more_points
expect "who was first goes on" $?
kill -KILL $busy
wait $busy 2>/dev/null
interrupted "$folder/busy/points-1-of-2.jsonl" 1/2
[ $code -eq 130 ] && [ "$(outcome found)" -gt 0 ]
expect "the lock ends with its process" $?

# No room, in the middle of a line: said, and gone on with once there is.
for blocks in 0 1 5 6 7; do
    rm -rf "$folder/runs"
    { (ulimit -f $blocks && "$program" sweep "$folder/many.json" -o "$folder/runs"); echo $?; } 2>&1 | cat >"$folder/err"
    code=$(tail -n 1 "$folder/err")
    [ "$code" -eq 4 ] && grep -q "cannot write: File too large" "$folder/err" && [ -z "$(tail -c 1 "$file")" ]
    expect "no room behind $blocks blocks: exit code $code, and whole lines" $?
    had=$(points "$file")
    run 0 sweep "$folder/many.json" -o "$folder/runs" --json
    [ "$(outcome found)" = "$had" ] && [ "$(outcome dropped_lines)" = 0 ] && same_points "$folder/whole" "$folder/runs"
    expect "what was finished is found, the rest runs" $?
done

# A folder where nothing may be written, for root as well.
without=
[ "$(id -u)" -ne 0 ] || without="setpriv --bounding-set -dac_override --inh-caps -dac_override"
mkdir "$folder/closed"
chmod 555 "$folder/closed"
# shellcheck disable=SC2086
gives 4 "cannot open: Permission denied" $without "$program" sweep "$folder/many.json" -o "$folder/closed"
# shellcheck disable=SC2086
gives 4 "cannot make the folder: Permission denied" $without "$program" sweep "$folder/many.json" -o "$folder/closed/runs"
[ -z "$(ls -A "$folder/closed")" ]
expect "nothing is left in it" $?

# Points that fail are finished.
cat >"$folder/fails.json" <<'END'
{"orthant": 1, "command": "simulate", "vary": {"/steps": [10, 100], "/blocks_per_step": [1, 10]},
 "scenario": {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]},
  "steps": 10, "pool": {"value": 1000000, "unit": "USD"},
  "market": {"model": "gbm", "blocks": 500, "block_seconds": 12, "volatility": [0.8, 0]}}}
END
for turn in 1 2; do
    run 1 sweep "$folder/fails.json" -o "$folder/fails"
    grep -q '^1 failed; the first, point 3: /steps: the move takes 1000 blocks, but the market has 500$' "$folder/out"
    expect "a failed point is said, turn $turn" $?
done
grep -q '4 of 4 points finished: 0 by this run, 4 before' "$folder/out"
expect "and does not run again" $?

# Progress: on a terminal only.
[ ! -s "$folder/err" ]
expect "no progress without a terminal" $?
on_terminal() {
    script -qec "timeout -s INT $seconds $program sweep $folder/slow.json -o $folder/shown --threads 1 --fresh" \
        /dev/null </dev/null 2>&1 | tr '\r' '\n' >"$folder/out"
}
shows_progress() {
    grep -q '^[0-9]* of [0-9]* points, [0-9.]* a second, [0-9]* s left' "$folder/out"
}
with_more_time shows_progress on_terminal
expect "points a second and the time left" $?

finish
