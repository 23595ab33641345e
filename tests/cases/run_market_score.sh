#!/bin/sh
# orthant market score: models of scenarios in any order of tokens, blocks of another length, gaps
# of the rows, how many rows are needed, notes in the JSON, an interrupt.
#
# uses: $BUILD/orthant
. tests/support/script.sh

score() { # exit code expected, arguments
    want=$1
    shift
    run "$want" market score "$@"
}

# A pool's recording has the prices of the model, which are the data here: rows of a minute.
record_garch 1000
cut -d, -f 1,2 "$folder/panel.csv" | sed '1s/.*/time,price/' >"$folder/A.csv"

# The tokens of the data are found among those of the scenario; other ones do not count.
score 0 "B,A=$folder/panel.csv" --model "$folder/s.json" --replicates 0 --horizons 1 --json
grep -q '"tokens": \["B", "A"\]' "$folder/out"
expect "tokens are told as the data have them" $?
score 0 "A=$folder/A.csv" --model "$folder/s.json" --replicates 20 --horizons 1 --train 1 --json
grep -q '"token": "A"' "$folder/out" && ! grep -q '"token": "B"' "$folder/out"
expect "a token of two is scored" $?
[ "$(grep -c '"name": "all"' "$folder/out")" = 1 ] && ! grep -q '"name": "test"' "$folder/out"
expect "--train 1 has one part" $?
run 0 market fit "A=$folder/A.csv" --model garch -o "$folder/lone.json"
score 0 "A=$folder/A.csv" --model "$folder/lone.json" --replicates 0 --horizons 1
says "lone.json is scored as it is; where it was fitted to these rows, no part of them tests it"
score 0 "A=$folder/A.csv" --model gbm --replicates 0 --horizons 1
! grep -q 'is scored as it is' "$folder/err"
expect "a model that is fitted here is tested by the second part" $?
score 2 "A=$folder/A.csv" --model garhc
says "--model is gbm, merton, garch, bootstrap or the file of a SCENARIO, not 'garhc'"
score 4 "A=$folder/A.csv" --model "$folder/garhc"
score 4 "A=$folder/A.csv" --model garhc.json
score 3 "A,C=$folder/panel.csv" --model "$folder/s.json"
sed 's/"A", "B"/"A", "X"/' "$folder/s.json" >"$folder/x.json"
score 3 "A,B=$folder/panel.csv" --model "$folder/x.json"
says 'has no token B of the data; permitted: A, X'

# Blocks are as long as the rows are apart.
sed 's/"block_seconds": 60/"block_seconds": 12/' "$folder/s.json" >"$folder/12.json"
score 3 "A,B=$folder/panel.csv" --model "$folder/12.json" --replicates 0
says 'rows of the data are 60 s apart, a block of the model lasts 12 s'
score 3 "A,B=$folder/panel.csv" --model "$folder/12.json" --block-seconds 60
says 'lasts 12 s, a row is said to last 60 s; permitted: the same'
score 0 "A,B=$folder/panel.csv" --model "$folder/12.json" --block-seconds 12 --replicates 0 \
    --horizons 1
awk -F, 'NR == 1 {print "time,A,B"; next} {print NR - 2 "," $2 "," $3}' "$folder/panel.csv" \
    >"$folder/counted.csv"
score 0 "A,B=$folder/counted.csv" --model "$folder/s.json" --replicates 0 --horizons 1 --json
says "rows without dates are taken as the model's blocks of 60 s"

# Notes are in the JSON: what was read, assumed and left out. A gap is left out where it is.
awk 'NR < 300 || NR > 320' "$folder/panel.csv" >"$folder/gap.csv"
score 0 "A,B=$folder/gap.csv" --model bootstrap --replicates 0 --horizons 1,2 --json
grep -q 'gap.csv: wide panel' "$folder/out"
expect "what was read is among the notes" $?
grep -q '"train: 1 of [0-9]* steps are more than half .*left out' "$folder/out"
expect "a gap is among the notes" $?
grep -q '{"blocks": 1, "returns": 489, "left_out": 1,' "$folder/out" &&
    grep -q '{"blocks": 2, "returns": 244, "left_out": 1,' "$folder/out"
expect "so many returns are left out" $?
score 0 "A,B=$folder/gap.csv" --model gbm --replicates 0 --horizons 1
grep -q '1 gap between rows; returns over one are left out: 1 at horizon 1$' "$folder/out"
expect "the table tells the gap" $?

# The table is as wide as a terminal of 100 columns, also where figures are long.
for of in gap:1,2,3,4,5,6 panel:1,2,60; do
    score 0 "A,B=$folder/${of%:*}.csv" --model garch --replicates 20 --horizons "${of#*:}"
    awk 'length > 100 || / $/ {bad = 1} END {exit bad}' "$folder/out"
    expect "the table of ${of%:*} keeps within 100 columns, without a space at an end" $?
done
grep -q '^ Horizon 60, token A: not defined: too few rows (this part would need 12001)$' "$folder/out"
expect "lines of a horizon with too few rows are one" $?
grep -q '^train: rows 1 to 501; 20 resamples, 19 paths; [0-9]* of [0-9]* lines beyond' "$folder/out"
expect "the head of a part" $?

# How many rows are needed, before anything is fitted.
score 3 "A=$folder/A.csv" --model garch --train 0.1
says 'part train has 101 of the 1001 rows (train share 0.1); permitted: at least 201, which are 200 returns over 1 block'
score 3 "A=$folder/A.csv" --model garch --train 0.9
says 'part test has 101 of the 1001 rows'
score 3 "A=$folder/A.csv" --model gbm --horizons 5
says 'permitted: at least 1001, which are 200 returns over 5 blocks'
score 2 "A=$folder/A.csv" --model gbm --train 0
says 'a number above 0, at most 1'
score 2 "A=$folder/A.csv" --model gbm --train 1.1
score 2 "A=$folder/A.csv" --model gbm --seed 1 --seed 2
awk -F, 'NR == 1 {print; next} {print $1 ",7"}' "$folder/A.csv" >"$folder/flat.csv"
score 3 "A=$folder/flat.csv" --model gbm
says 'move'
score 3 "A=$folder/flat.csv" --model "$folder/s.json" --replicates 0
says 'no price moves in the data'

# A part that cannot be scored is named; a bootstrap needs neither a file that is read twice nor dates;
# a file that has a model's name is none of the inputs.
awk -F, 'NR < 400 {print; kept = $2; next} {print $1 "," kept}' "$folder/A.csv" >"$folder/stops.csv"
score 3 "A=$folder/stops.csv" --model gbm --replicates 0 --horizons 1 --train 0.6
says 'part test: score: no price moves in the data'
score 0 "A=$folder/A.csv" --model bootstrap --replicates 0 --horizons 1
cp "$folder/out" "$folder/of-file"
"$program" market score A=- --model bootstrap --replicates 0 --horizons 1 <"$folder/A.csv" \
    >"$folder/out" 2>"$folder/err"
cmp -s "$folder/out" "$folder/of-file"
expect "a bootstrap of standard input is that of the file" $?
score 0 "A,B=$folder/counted.csv" --model bootstrap --replicates 0 --horizons 1
here=$(pwd)
cd "$folder" || exit 1
score 0 A=A.csv --model gbm --replicates 0 --horizons 1 -o gbm
[ -s gbm ]
expect "an output may have a model's name" $?
cd "$here" || exit 1

# A model is not written over, and nothing is half-written by an interrupt.
cp "$folder/s.json" "$folder/kept.json"
score 2 "A=$folder/A.csv" --model "$folder/s.json" -o "$folder/s.json"
cmp -s "$folder/s.json" "$folder/kept.json"
expect "a scenario is not written over" $?
catches() { # SIGINT, once data are read: a note says so
    caught=$(sed -n 's/^SigCgt:[^0-9a-f]*//p' "/proc/$pid/status" 2>/dev/null)
    [ -s "$folder/err" ] && [ -n "$caught" ] && [ $((0x$caught & 2)) -ne 0 ]
}
mkdir "$folder/cut"
interrupt INT catches market score "A,B=$folder/panel.csv" --model gbm --replicates 10000 \
    --horizons 1 -o "$folder/cut/out.json"
[ $code -eq 130 ] && [ -z "$(ls -A "$folder/cut")" ] && [ ! -s "$folder/out" ] &&
    grep -q '^orthant: .*stopped before ' "$folder/err"
expect "an interrupt ends a score with 130, not $code, and leaves nothing" $?
finish
