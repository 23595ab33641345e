#!/bin/sh
# A sweep of 64 points in 8 tasks on a Slurm of two nodes, in the middle of which the controller
# dies, then a node with all that runs on it, then one task more. What merge writes at the end is
# byte for byte what one process without a cluster has. About 45 s.
. tests/support/script.sh
. tests/cluster/cluster.sh

command -v slurmctld >/dev/null && command -v slurmd >/dev/null || skip "there is no Slurm here"

points() { # of the sweep in the results' folder, so far
    cat "$folder/runs"/points-*.jsonl 2>/dev/null | grep -c '^{"point"'
}

has_points() { # at least
    [ "$(points)" -ge "$1" ]
}

done_by() { # share: how many of its 8 points
    grep -c '^{"point"' "$(file_of "$1")" 2>/dev/null
}

file_of() { # share
    echo "$folder/runs/points-$1-of-8.jsonl"
}

running_on() { # node: a share that runs there, with some of its points done and some not
    for share in $(squeue -h -t R -w "$1" -o %K 2>/dev/null); do
        count=$(done_by "$share")
        [ "${count:-0}" -lt 1 ] || [ "$count" -gt 4 ] || { echo "$share"; return 0; }
    done
    return 1
}

in_middle() { # node: its share is left in $folder/share
    running_on "$1" >"$folder/share"
}

controller_is_up() {
    scontrol ping >/dev/null 2>&1
}

queue_is_empty() {
    listed=$(squeue -h 2>/dev/null) && [ -z "$listed" ]
}

restarts() { # share: how often its last job started again
    scontrol show job "${job}_$1" 2>/dev/null | sed -n 's/.*Restarts=\([0-9]*\).*/\1/p' | tail -n 1
}

mkdir "$folder/alone"
run 0 sweep tests/cluster/sweep.json -o "$folder/alone"
run 0 sweep merge "$folder/alone"

run 0 sweep tests/cluster/sweep.json -o "$folder/runs" --slurm --shards 8 --time 10
cp "$folder/out" "$folder/job.sh"
[ -d "$folder/runs" ] && [ "$(points)" -eq 0 ]
expect "--slurm makes the folder of the tasks' messages and runs nothing" $?

start_cluster
holds=$?
note "two nodes are there: $(tail -n 3 "$folder/slurm"/*.log 2>/dev/null)" $holds

job=$(sbatch --parsable "$folder/job.sh" 2>"$folder/err")
expect "sbatch takes the script" $?

# One task alone, killed from outside: Slurm takes it as failed and does not start it again.
wait_for 300 in_middle n1
expect "a task of node 1 comes to its middle" $?
killed=$(cat "$folder/share")
for id in $(processes n1 | sort -u); do
    grep -qzxF "SLURM_ARRAY_TASK_ID=$killed" "/proc/$id/environ" 2>/dev/null &&
        [ "$(cat "/proc/$id/comm")" = orthant ] && kill -9 "$id" && wait_for 60 ended "$id"
done
had_killed=$(done_by "$killed")
[ "$had_killed" -lt 8 ]
expect "share $killed ended early: with $had_killed of 8 points" $?

# The controller dies, and while there is none so does a node.
wait_for 300 in_middle n2
expect "a task of node 2 comes to its middle" $?
lost=$(cat "$folder/share")
hold STOP
touch "$folder/now"
scontrol update "JobId=$job" Comment=now >/dev/null 2>&1 # a change, or there may be nothing to write
wait_for 200 state_is_saved "$folder/now"
expect "the controller writes down what runs" $?
crash_controller
crash_node n2
hold CONT
nobody_on_n2() {
    [ -z "$(processes n2)" ]
}
wait_for 60 nobody_on_n2
had_lost=$(done_by "$lost")
[ "$had_lost" -lt 8 ]
expect "share $lost ended early: with $had_lost of 8 points" $?
sleep 1
[ "$(done_by "$lost")" -eq "$had_lost" ]
expect "nobody goes on with share $lost" $?
start_controller
wait_for 200 controller_is_up
expect "the controller starts again" $?

# A task that Slurm tried to launch on the dead node may have to wait two minutes; here it need not.
wait_for 40 queue_is_empty || {
    for id in $(squeue -h -t PD -o %A); do scontrol update "JobId=$id" StartTime=now; done
    wait_for 600 queue_is_empty
}
holds=$?
note "all tasks end: $(squeue -h 2>&1 | head -n 4; tail -n 9 "$folder/slurm/slurmctld.log")" $holds
[ "$(restarts "$lost")" -ge 1 ]
expect "share $lost was started again by Slurm alone" $?
[ "$(done_by "$lost")" -eq 8 ]
expect "share $lost has its 8 points" $?

# What the killed task left is missing, and said; submitted again, only that is done.
before=$(points)
missing=$((64 - before))
run 1 sweep merge "$folder/runs"
says "$missing of 64 points"
[ $missing -ge 1 ] && [ ! -e "$folder/runs/results.sqlite" ]
expect "$missing points are missing, and nothing is written" $?
sbatch --array="$killed" "$folder/job.sh" >"$folder/out" 2>"$folder/err"
expect "sbatch takes one task of the script" $?
wait_for 300 has_points 64 && wait_for 300 queue_is_empty
holds=$?
expect "the killed share is done in the end: $(points) points" $holds

went_on() { # share, points that it had: the messages of its second task
    cat "$folder/runs"/slurm-*-"$1".log >"$folder/out"
    grep -q "^8 of 8 points finished.*: $((8 - $2)) by this run, $2 before" "$folder/out"
    expect "the second task of share $1 ran what the first had not, $((8 - $2)) points" $?
}
went_on "$killed" "$had_killed"
went_on "$lost" "$had_lost"
[ "$(cat "$folder/runs"/points-*.jsonl | grep '^{"point"' | sed 's/,.*//' | sort -u | wc -l)" -eq 64 ] &&
    [ "$(points)" -eq 64 ]
holds=$?
expect "each point has one line: $(points) lines" $holds

run 0 sweep merge "$folder/runs"
for result in sqlite csv; do
    cmp "$folder/alone/results.$result" "$folder/runs/results.$result" >"$folder/out" 2>&1
    expect "results.$result has the bytes of one process" $?
done

end_cluster
nothing_left
expect "no daemon and no task is left" $?
finish
