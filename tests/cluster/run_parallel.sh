#!/bin/sh
# GNU parallel runs the same shards, as orthant-sweep(1) has it: one task is killed on the way, and
# the same line again does what is missing. About 8 s.
. tests/support/script.sh

command -v parallel >/dev/null || skip "there is no GNU parallel here"

sed 's/"paths": 4000/"paths": 1500/' tests/cluster/sweep.json >"$folder/sweep.json"
export PARALLEL_HOME="$folder/parallel" # it keeps settings and its notice there
mkdir "$PARALLEL_HOME"
touch "$PARALLEL_HOME/will-cite"

points() {
    cat "$folder/runs"/points-*.jsonl 2>/dev/null | grep -c '^{"point"'
}

shards() { # command: with the sweep and its share
    gives "$1" "" parallel -j2 "$2" sweep "$folder/sweep.json" -o "$folder/runs" --threads 1 \
        --shard '{}/8' ::: 1 2 3 4 5 6 7 8
}

run 0 sweep "$folder/sweep.json" -o "$folder/alone"
run 0 sweep merge "$folder/alone"

# The task of shard 5 is killed once its first points are there.
cat >"$folder/orthant" <<END
#!/bin/sh
case " \$* " in
*" 5/8 "*) ;;
*) exec "$program" "\$@" ;;
esac
"$program" "\$@" &
until grep -qs '^{"point"' "$folder/runs/points-5-of-8.jsonl"; do sleep 0.01; done
kill -9 \$!
wait \$!
END
chmod +x "$folder/orthant"
shards 1 "$folder/orthant"
count=$(points)
[ "$count" -ge 56 ] && [ "$count" -lt 64 ]
expect "shard 5 alone is unfinished: $count points of 64" $?
run 1 sweep merge "$folder/runs"
says "$((64 - count)) of 64 points"

shards 0 "$program"
[ "$(points)" -eq 64 ]
holds=$?
expect "each point was run once: $(points) lines" $holds
run 0 sweep merge "$folder/runs"
for result in sqlite csv; do
    cmp "$folder/alone/results.$result" "$folder/runs/results.$result" >"$folder/out" 2>&1
    expect "results.$result has the bytes of one process" $?
done
gives 0 64 sqlite3 "$folder/runs/results.sqlite" 'select count(*) from points'

finish
