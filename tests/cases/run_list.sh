#!/bin/sh
# orthant list: its three formats, its file, its exit codes.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

count() { # pattern, count of lines with it in the output
    [ "$(grep -c "$1" "$folder/out")" -eq "$2" ]
    expect "$2 lines with $1" $?
}

shipped=$(find scenarios -name '*.json' ! -name '*.schema.json' ! -path 'scenarios/sweeps/*' \
    ! -path 'scenarios/studies/*' | wc -l)

run 0 list scenarios
count '^scenarios/.*\.json$' "$shipped"
count 'schema' 0
[ ! -s "$folder/err" ]
expect "sweeps and studies are not taken for scenarios: nothing is left out" $?
count '^scenarios/market/panel\.json$' 1
count '^scenarios/paper/two-token\.json$' 1
run 0 list scenarios --json
count '"file": "scenarios/' "$shipped"
cp "$folder/out" "$folder/scenarios.json"
run 0 list scenarios --csv -o "$folder/file.json"
count '^scenarios/' "$shipped"
cmp -s "$folder/file.json" "$folder/scenarios.json"
expect "-o writes what --json prints" $?

run 0 list paths
count '^geodesic ' 1
run 0 list paths --format json
count '"path": "power:P"' 1
run 0 list paths --csv
count '^file:FILE,' 1
run 0 list models
count '^garch  ' 1
run 0 list models --json
count '"kind": "models"' 1
count '"model": "garch"' 1
run 0 list targets
count '^balancer-v3-lbp  *[a-z]' 1
run 0 list targets --csv
count '^target,summary$' 1
count '^quantamm,' 1
for kind in sweeps studies; do
    run 0 list $kind
    count "^scenarios/$kind/.*\.json  *[a-z]" "$(find scenarios/$kind -name '*.json' | wc -l)"
    [ ! -s "$folder/err" ]
    expect "every file of scenarios/$kind is one" $?
    run 0 list $kind --json
    count "\"kind\": \"$kind\"" 1
done
run 0 list sweeps
count '^scenarios/sweeps/fee-and-steps.json compare at 20 points: /pool/swap_fee, /steps$' 1
run 0 list studies --csv
count '^file,summary$' 1
count '^scenarios/studies/momentum.json,"tunes .*momentum.json: /strategy/rule/k_per_day, /strategy/estimator/memory_days"$' 1
run 0 list --help
count '  orthant list scenarios --json' 1

# A file that is no scenario is named and left out; quotes survive CSV.
mkdir -p "$folder/place/scenarios/schema"
cd "$folder/place" || exit 1
printf '{"orthant": 1, "name": "say \\"hi\\"", "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": 1}' >scenarios/quoted.json
echo '{' >scenarios/broken.json
echo '{' >scenarios/schema/x.schema.json
run 0 list scenarios --csv
count '^scenarios/quoted.json,"say ""hi""",""$' 1
count 'broken' 0
grep -q '^orthant: note: left out: scenarios/broken.json:2:1: ' "$folder/err"
expect "broken.json is named in a note" $?

# Folders within, one level down and no further; hidden ones and files of other kinds play no part.
mkdir -p scenarios/within/deeper scenarios/.hidden scenarios/empty
cp scenarios/quoted.json scenarios/within/b.json
cp scenarios/quoted.json scenarios/within/deeper
cp scenarios/quoted.json scenarios/.hidden
echo text >scenarios/within/prices.csv
ln -s within scenarios/also
run 0 list scenarios --csv
count '' 4
count '^scenarios/within/b.json,' 1
count '^scenarios/also/b.json,' 1

# Of sweeps and studies too what is none is named, and none is said.
run 0 list studies
count '' 0
grep -q '^orthant: note: no studies in ./scenarios/studies nor in ' "$folder/err"
expect "no studies: a note" $?
mkdir scenarios/sweeps
cp scenarios/quoted.json scenarios/sweeps/none.json
run 0 list sweeps
count '' 0
grep -q '^orthant: note: left out: scenarios/sweeps/none.json' "$folder/err"
expect "what is no sweep is named in a note" $?

run 2 list
run 2 list schedules
run 2 list paths scenarios
run 2 list paths --format xml
run 4 list paths -o "$folder/none/file.json"
"$program" list paths >/dev/full 2>"$folder/err"
[ $? -eq 4 ] && grep -q 'No space left' "$folder/err"
expect "a full disk is exit code 4" $?

finish
