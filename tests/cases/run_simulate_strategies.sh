#!/bin/sh
# orthant simulate with strategies: every shipped one, by the schema; the forms of the result; the
# same bytes for any number of threads; quantammsim's trade; and prices that are too short.
#
# uses: $BUILD/orthant scenarios tests/schema
. tests/support/script.sh
shipped=scenarios/strategies
list=$folder/list
schema=$PWD/scenarios/schema/simulation.schema.json

accept() { # name: the last result is one that the schema accepts
    cp "$folder/out" "$folder/$1"
    printf 'accept\t%s\t%s\n' "$schema" "$folder/$1" >>"$list"
}

for file in "$shipped"/*.json; do
    run 0 simulate "$file" --price-paths 9 --threads 1 --json
    accept "$(basename "$file")"
done

# A list on one price path and on several, alone and by any number of threads.
run 0 simulate $shipped/four.json --price-path 3 --json
accept one.json
[ "$(grep -c '"strategy": ' "$folder/out")" -eq 4 ] && ! grep -q '"path"\|"steps"\|"move_made"' "$folder/out"
note "results by name" $?
value=$(grep -m 1 '"final_value"' "$folder/out" | sed 's/.*: //; s/,//')
for threads in 1 3; do
    run 0 simulate $shipped/four.json --price-paths 20 --threads $threads --csv
    cp "$folder/out" "$folder/csv.$threads"
done
cmp -s "$folder/csv.1" "$folder/csv.3"
note "another number of threads gives other bytes" $?
head -n 1 "$folder/csv.1" | grep -q '^strategy,figure,mean,' && grep -q '^channel,on_rails,' "$folder/csv.1" &&
    grep -q '^fixed,paired final_value,' "$folder/csv.1"
note "CSV of many price paths" $?

# A single price path of many has the intervals of a single one: by resamples.
run 0 simulate $shipped/momentum.json --price-paths 1 --json
cp "$folder/out" "$folder/single"
run 0 simulate $shipped/momentum.json --price-path 0 --json
grep -q '"resamples": 1000' "$folder/single" && cmp -s "$folder/single" "$folder/out"
note "one price path is the first one, with its resamples" $?

# What is recorded, and at its end the value.
run 0 simulate $shipped/four.json --price-path 3 --record every=4380 --csv
awk -F, -v value="$value" 'NR == 1 {bad = $1 != "strategy" || $2 != "block" || $3 != "value"}
    $1 == "momentum" && $2 == 8760 {seen = $3 == value}
    END {exit bad || !seen || NR != 13}' "$folder/out"
note "the series of four strategies ends at $value" $?
run 0 simulate $shipped/four.json --price-path 3 --csv --plot "$folder/one.svg"
run 0 simulate $shipped/four.json --price-paths 20 --csv --plot "$folder/many.svg"
grep -q 'channel' "$folder/one.svg" && grep -q 'channel' "$folder/many.svg"
note "pictures name the strategies" $?

# Exact arbitrage is not quantammsim's trade, which is said; with --compat both are given.
run 0 simulate $shipped/quantammsim.json --json
says "simulate --compat quantammsim"
run 0 simulate $shipped/quantammsim.json --compat quantammsim --json
accept compat.json
grep -q '"arbitrage": "quantammsim"' "$folder/out" && grep -q '"exact": {' "$folder/out"
note "both answers" $?
! grep -q 'best single pair' "$folder/err"
note "and nothing to be said" $?

# Of few periods some price paths have no loss, and figures without them are marked.
sed 's/"blocks": 8760/"blocks": 72/; s/"warm_up": "30d"/"warm_up": "1d"/' $shipped/momentum.json >"$folder/few.json"
run 0 simulate "$folder/few.json" --price-paths 20 --json
grep -q '"left_out": ' "$folder/out"
note "some price paths are left out" $?
run 0 simulate "$folder/few.json" --price-paths 20
grep -q '^momentum .*[0-9][*]' "$folder/out" && grep -q '^[*]: not defined on some price paths' "$folder/out"
note "the table marks figures that leave some out" $?
run 0 simulate $shipped/momentum.json --price-paths 20
! grep -q '[0-9][*]\|^[*]:' "$folder/out"
note "and no others" $?

# Scores beyond all numbers: no decision of any price path is made, however many run side by side.
sed 's/"kind": "momentum", "k_per_day": 1/"kind": "power_channel", "k_per_day": 1, "exponent": 99, "scale": 1e-9/' \
    $shipped/momentum.json >"$folder/beyond.json"
undecided() { # what the JSON of the last run counts
    sed -n 's/.*"undecided": \([0-9]*\).*/\1/p' "$folder/out"
}
run 0 simulate "$folder/beyond.json" --price-path 3 --json
each=$(undecided)
for threads in 1 3; do
    run 0 simulate "$folder/beyond.json" --price-paths 19 --threads $threads --json
    accept undecided.json
    [ "${each:-0}" -gt 0 ] && [ "$(undecided)" -eq $((19 * each)) ]
    note "decisions that were not made: 19 times $each" $?
    says "$((19 * each)) decisions were not made"
done

# Block 0 is the row after those that it learns from, and rows are minutes.
run 0 simulate $shipped/quantammsim.json --record every=300 --csv
awk -F, 'NR > 1 && $NF != 60 * $2 {bad = 1} END {exit bad || NR != 5}' "$folder/out"
note "times count from block 0" $?

# As many rows as there are, and two more.
sed 's/"market": {/"market": {"blocks": 902, /' $shipped/quantammsim.json | sed "s,\"minutes.csv\",\"$PWD/$shipped/minutes.csv\"," >"$folder/long.json"
run 3 simulate "$folder/long.json"
says "are missing"

[ -d tests/schema/node_modules/ajv ] || npm ci --prefix tests/schema --no-audit --no-fund >/dev/null 2>&1
node tests/schema/check.mjs <"$list" >"$folder/err" 2>&1
note "the schema refuses results" $?

finish
