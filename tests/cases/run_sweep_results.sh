#!/bin/sh
# orthant sweep merge and sweep best as commands: what they write of runs of their own, the same
# bytes from shards as from one run, exit codes, pictures, JSON and CSV.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh
fees=scenarios/sweeps/fee-and-steps.json
momentum=scenarios/sweeps/momentum.json

sweep() { # exit code expected, arguments
    want=$1
    shift
    run "$want" sweep "$@"
}
has() { # text of the output
    grep -qF -e "$1" "$folder/out"
    expect "the output has: $1" $?
}

# One run, and three shards, the second of them twice.
sweep 0 $momentum -o "$folder/one"
for shard in 3 2 1; do
    sweep 0 $momentum -o "$folder/three" --shard $shard/3 --threads 1
    if [ $shard = 2 ]; then
        sweep 1 merge "$folder/three"
        says '4 of 12 points are missing (the first is point 0): nothing is written'
        [ ! -e "$folder/three/results.csv" ] && [ ! -e "$folder/three/results.sqlite" ]
        expect "nothing is written while points are missing" $?
        sweep 0 best "$folder/three" --by shortfall
        says '4 of 12 points are missing: the ranking is of the others'
        has '8 of 12 points ranked, 4 not run yet.'
    fi
done
sweep 0 merge "$folder/one"
has "12 points of 1 file in results.csv and results.sqlite"
sweep 0 merge "$folder/three"
for file in results.csv results.sqlite; do
    cmp -s "$folder/one/$file" "$folder/three/$file"
    expect "$file has the same bytes from three shards as from one run" $?
done
[ "$(wc -l <"$folder/one/results.csv")" -eq 13 ]
expect "the CSV has a line a point" $?
head -n 1 "$folder/one/results.csv" | grep -q '^point,/strategy/estimator/memory_days,.*,/results/0/shortfall,/results/0/shortfall low,/results/0/shortfall high,'
expect "an estimate's interval stands beside it" $?
! ls -a "$folder/one" | grep -q '^\.orthant'
expect "nothing half-written is left" $?

# A torn line is said, and its point is missing.
cp -r "$folder/one" "$folder/torn"
head -c -20 "$folder/one/points-1-of-1.jsonl" >"$folder/torn/points-1-of-1.jsonl"
rm "$folder/torn/results.sqlite"
sweep 1 merge "$folder/torn"
says '/torn/results.csv is of an earlier merge'
[ ! -e "$folder/torn/results.sqlite" ]
expect "nothing is written" $?
says '1 line of points was cut or damaged: left out'
says '1 of 12 points is missing'
sweep 0 $momentum -o "$folder/torn"
sweep 0 merge "$folder/torn"
cmp -s "$folder/one/results.sqlite" "$folder/torn/results.sqlite"
expect "the same bytes once the point has run again" $?

# A full disk: a file of a few kilobytes may not grow, and the older results stay.
cp "$folder/one/results.sqlite" "$folder/kept"
(ulimit -f 4 && trap '' XFSZ && "$program" sweep merge "$folder/one") >"$folder/out" 2>"$folder/err"
[ $? -eq 4 ]
expect "results that do not fit end with 4" $?
cmp -s "$folder/one/results.sqlite" "$folder/kept" && ! ls -a "$folder/one" | grep -q '^\.orthant'
expect "the older results stay, and nothing half-written" $?

# The best: paired differences, far narrower than the points' own intervals.
sweep 0 best "$folder/one" --by shortfall
has 'By /results/0/shortfall, least first, as its name suggests.'
has 'differences over 32 groups of the same price paths'
cp "$folder/out" "$folder/table"
sweep 0 best "$folder/one" --by /results/0/shortfall --minimise --top 12 --json
cp "$folder/out" "$folder/json"
grep -q '"basis": "paired"' "$folder/json" && grep -q '"direction_by_name": false' "$folder/json"
expect "the JSON says how points were judged" $?
[ "$(grep -c '"rank"' "$folder/json")" -eq 12 ]
expect "--top is how many rows there are" $?
sed -n 's/^ *"difference": {"value": [^,]*, "ci95": \[\([^,]*\), \([^]]*\)\].*/\1 \2/p' "$folder/json" | sed -n 2p >"$folder/pair"
sed -n 's/^ *"ci95": \[\([^,]*\), \([^]]*\)\].*/\1 \2/p' "$folder/json" | sed -n 2p >"$folder/own"
paste -d' ' "$folder/pair" "$folder/own" | awk '{exit !($1 > 0 && 2 * ($2 - $1) < $4 - $3)}'
holds=$?
expect "a paired interval is less than half as wide: $(cat "$folder/pair" "$folder/own")" $holds
sweep 0 best "$folder/one" --by shortfall --top 12 --csv -o "$folder/written.json"
[ "$(wc -l <"$folder/out")" -eq 13 ] && head -n 1 "$folder/out" |
    grep -q '^rank,point,/strategy/.*,value,low,high,difference,difference_low,difference_high,unmade,told_from_best$'
expect "the CSV has a line a row" $?
sed 's/"direction_by_name": true/"direction_by_name": false/' "$folder/written.json" | cmp -s - "$folder/json"
expect "-o writes what --json prints" $?
sweep 0 best "$folder/one" --by shortfall --maximise
has 'By /results/0/shortfall, greatest first.'

# Figures without chance.
sweep 0 $fees -o "$folder/fees"
sweep 0 best "$folder/fees" --by loss_bp
has 'their values are equal'
sweep 0 best "$folder/fees" --by cost_bp
has 'The best is told from all others by its value alone.'

# Pictures, over one parameter and two; of the others the best.
sweep 0 best "$folder/one" --by shortfall --plot "$folder/two.svg" --keep-script
grep -q '</svg>' "$folder/two.svg" && grep -q 'with image' "$folder/two.svg.gp"
expect "two parameters are a heat map" $?
sweep 0 best "$folder/one" --by shortfall --plot "$folder/one.svg" --over memory_days --keep-script
grep -q '</svg>' "$folder/one.svg" && grep -q 'yerrorbars' "$folder/one.svg.gp" &&
    grep -q 'each at the best k_per_day' "$folder/one.svg.gp"
expect "one parameter is a curve, and the title says what else varies" $?
sweep 2 best "$folder/one" --by shortfall --plot "$folder/no.svg" --over memory
says '"memory": no parameter of the sweep; the sweep varies /strategy/estimator/memory_days, '
[ ! -e "$folder/no.svg" ]
expect "no picture then" $?

# Three parameters: it asks. Names are places on an axis; points that are no grid stay where they are.
printf '{"orthant": 1, "scenario": "%s", "command": "compare", "vary": {"/steps": {"from": 10, "to": 1000, "scale": "log", "whole": true}, "/pool/value": {"from": 1000, "to": 2000}, "/paths": [["linear"], ["geodesic"]]}, "design": "sobol", "points": 40, "collect": ["/results/0/loss_value"]}' \
    "$PWD/scenarios/btc-usdc-with-fee.json" >"$folder/three.json"
sweep 0 "$folder/three.json" -o "$folder/sobol"
sweep 2 best "$folder/sobol" --plot "$folder/no.svg"
says 'say over which one or two parameters to draw; the sweep varies /steps, /pool/value, /paths'
sweep 0 best "$folder/sobol" --plot "$folder/three.svg" --over steps --over value --keep-script
grep -q '</svg>' "$folder/three.svg" && grep -q 'linecolor palette' "$folder/three.svg.gp" &&
    grep -q 'set logscale x' "$folder/three.svg.gp" && ! grep -q 'logscale y' "$folder/three.svg.gp"
expect "points that are no grid are drawn where they are" $?
sweep 0 best "$folder/sobol" --plot "$folder/paths.svg" --over /paths --keep-script
grep -q '</svg>' "$folder/paths.svg" && grep -q "'\[\"geodesic\"\]' [01]" "$folder/paths.svg.gp"
expect "names are places on an axis" $?

# What is refused.
sweep 2 best "$folder/one"
says 'say by which figure: '
sweep 2 best "$folder/one" --by sharp
says '"sharp": no figure that the sweep collects'
sweep 2 best "$folder/one" --by turnover
says '/results/0/turnover: is more of it better, or less? Say --maximise or --minimise'
sweep 2 best "$folder/fees" --by results
says 'several figures have that name; give one of /results/1/loss_bp, /results/1/with_fee/cost_bp'
sweep 2 best "$folder/one" --by shortfall --maximise --minimise
sweep 2 best "$folder/one" --by shortfall --by sharpe
sweep 2 best "$folder/one" --by shortfall --top 0
sweep 2 best "$folder/one" --by shortfall --over memory_days
says '--plot is missing'
sweep 2 best "$folder/one" --by shortfall --plot "$folder/picture.jpg"
sweep 2 merge
sweep 2 merge "$folder/one" "$folder/three"
mkdir "$folder/empty"
sweep 3 merge "$folder/empty"
says 'no sweep was begun in this folder: it has no sweep.json'
sweep 3 best "$folder/empty" --by shortfall
sweep 4 merge "$folder/nowhere"
cp "$folder/fees/points-1-of-1.jsonl" "$folder/three/points-1-of-2.jsonl"
sweep 3 merge "$folder/three"
says 'points of another sweep than the sweep.json beside it'

finish
