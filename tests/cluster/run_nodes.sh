#!/bin/sh
# The Slurm of two nodes that the tests of this folder stand on: it runs tasks on both nodes at once,
# and what it started ends with it. About 6 s.
#
# uses: tests/cluster
. tests/support/script.sh
. tests/cluster/cluster.sh

cat >"$folder/job.sh" <<'END'
#!/bin/sh
#SBATCH --array=1-4
echo "$SLURM_ARRAY_TASK_ID $SLURMD_NODENAME" >"$SLURM_ARRAY_TASK_ID.ran"
sleep 1
END

start_cluster
holds=$?
note "two nodes are there: $(tail -n 3 "$folder/slurm"/*.log 2>/dev/null)" $holds
sbatch --chdir="$folder" "$folder/job.sh" >"$folder/out" 2>"$folder/err"
expect "sbatch takes a job" $?
four_ran() {
    [ "$(cat "$folder"/?.ran 2>/dev/null | wc -l)" -eq 4 ]
}
wait_for 200 four_ran
expect "its four tasks run" $?
[ "$(sed 's/.* //' "$folder"/?.ran | sort | uniq -c | tr -s ' \n' ' ')" = " 2 n1 2 n2 " ]
expect "two on each node" $?

[ "$(processes | wc -l)" -ge 3 ]
expect "the daemons are among the cluster's processes" $?
end_cluster
nothing_left
holds=$?
expect "nothing is left running: $(processes | tr '\n' ' ')" $holds

finish
