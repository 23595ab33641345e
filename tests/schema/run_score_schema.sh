#!/bin/sh
# What market score writes is what its schema says: of every model, with and without replicates,
# with a token that does not move, gaps, returns that are mostly 0, and horizons of too few rows;
# and with one thing wrong it is not.
#
# uses: $BUILD/orthant scenarios/schema/market-score.schema.json tests/schema
. tests/support/script.sh
schema=$PWD/scenarios/schema/market-score.schema.json

record_garch 900
awk 'NR < 300 || NR > 320' "$folder/panel.csv" >"$folder/gap.csv"
awk -F, 'NR == 1 {print; next} {print $1 ",1," $3}' "$folder/panel.csv" >"$folder/still.csv"
# two of three prices are those before
awk -F, 'NR == 1 {print; next} NR % 3 == 2 {a = $2} {print $1 "," a "," $3}' "$folder/panel.csv" \
    >"$folder/steps.csv"

score() { # name of the output, arguments
    out=$folder/score-$1
    shift
    run 0 market score "$@" --json -o "$out"
    printf 'accept\t%s\t%s\n' "$schema" "$out" >>"$folder/list"
    ! grep -qi 'nan\|infinity' "$out"
    expect "every number is one" $?
}
for model in gbm merton garch bootstrap; do
    score $model "A,B=$folder/panel.csv" --model $model --replicates 0 --horizons 1,2
    score $model-gap "A,B=$folder/gap.csv" --model $model --replicates 20 --horizons 1,60
done
score scenario "B,A=$folder/panel.csv" --model "$folder/s.json" --replicates 20 --train 1
score still "A,B=$folder/still.csv" --model gbm --replicates 20 --horizons 1
score steps "A,B=$folder/steps.csv" --model gbm --replicates 20 --horizons 1,2
grep -q '"by_mean": true' "$folder/score-steps"
expect "a line by the mean is among them" $?

bad=0
for change in 's/"line": "ks"/"line": "k"/' 's/"verdict": "alike"/"verdict": "like"/' \
    's/"ratio": [0-9.]*/"ratio": -1/' 's/"gaps": 1/"gaps": "1"/' 's/"left_out": /"leftout": /' \
    's/"notes": \[/"note": [/' 's/"name": "train"/"name": "learn"/' \
    's/"verdict": "shape: .*"/"verdict": null/' 's/"reference": [0-9]*/"reference": 0/'; do
    bad=$((bad + 1))
    sed "$change" "$folder/score-gbm-gap" >"$folder/bad-$bad"
    ! cmp -s "$folder/score-gbm-gap" "$folder/bad-$bad"
    expect "$change changes something" $?
    printf 'refuse\t%s\t%s\n' "$schema" "$folder/bad-$bad" >>"$folder/list"
done
node tests/schema/check.mjs <"$folder/list" >"$folder/out" 2>"$folder/err"
expect "the schema and the program agree" $?
finish
