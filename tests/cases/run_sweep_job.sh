#!/bin/sh
# orthant sweep --slurm: the script, its folder, and what is refused. A Slurm runs it in
# tests/cluster; its text and the quoting of names are held by tests/unit/sweep_job.c.
#
# uses: $BUILD/orthant tests/support/sweep.sh
. tests/support/script.sh
. tests/support/sweep.sh
many "$folder/many.json" 60
many "$folder/few.json" 3

run 0 sweep "$folder/many.json" -o "$folder/runs" --slurm --shards 8 --cpus 4 --time 1:00:00 --partition a,b
for line in "array=1-8" "cpus-per-task=4" "time=1:00:00" "partition=a,b" "chdir=$PWD" \
    "output=$folder/runs/slurm-%A-%a.log"; do
    grep -qxF -e "#SBATCH --$line" "$folder/out"
    expect "the script has --$line" $?
done
[ ! -s "$folder/err" ] && [ -d "$folder/runs" ] && [ -z "$(ls -A "$folder/runs")" ]
expect "the folder is made, nothing runs, and where all is chosen nothing is noted" $?
tail -n 2 "$folder/out" | SLURM_ARRAY_TASK_ID=3 SLURM_CPUS_PER_TASK=1 sh >"$folder/task" 2>&1
holds=$?
[ $holds -eq 0 ] && [ "$(points "$folder/runs/points-3-of-8.jsonl")" -eq 8 ]
holds=$?
expect "its command runs the task's share by this very program: $(cat "$folder/task")" $holds
run 0 sweep "$folder/many.json" -o "$folder/runs" --slurm
says "note: 16 tasks of up to 4 points; a task should work for 30 seconds or more: --shards chooses"
run 0 sweep "$folder/few.json" -o "$folder/few" --slurm
says "note: 3 tasks of up to 1 point;"
many "$folder/thousands.json" 2000
run 0 sweep "$folder/thousands.json" -o "$folder/few" --slurm --shards 1001
says "up to 1000 tasks (MaxArraySize)"

rm -r "$folder/few"
for bad in "--shards 8" "--cpus 2" "--time 10" "--partition a" "--slurm --shards 61" "--slurm --shards 0" \
    "--slurm --cpus 0" "--slurm --time 1h" "--slurm --partition a;b" "--slurm --shard 1/2" "--slurm --threads 2" \
    "--slurm --fresh" "--slurm --dry-run" "--slurm --json" "--slurm --shards 2 --shards 3"; do
    # shellcheck disable=SC2086
    run 2 sweep "$folder/many.json" -o "$folder/few" $bad
done
run 2 sweep - -o "$folder/few" --slurm
run 2 sweep "$folder/many.json" -o "$folder/back\\slash" --slurm
says "the results' folder is"
run 2 sweep "$folder/many.json" --slurm
[ ! -e "$folder/few" ] && [ ! -e "$folder/back\\slash" ]
expect "what is refused makes no folder" $?
run 4 sweep "$folder/many.json" -o "$folder/many.json" --slurm
run 4 sweep "$folder/many.json" -o "$folder/none/runs" --slurm
[ ! -s "$folder/out" ]
expect "and prints no script" $?

finish
