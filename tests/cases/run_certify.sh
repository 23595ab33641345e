#!/bin/sh
# orthant optimum and orthant certify as a person meets them: a file is written, certified, and then
# tampered with in every way that must be refused, with its reason and its exit code.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh
orthant=$BUILD/orthant
out=$folder/out err=$folder/err

scenario() { # start target steps
    printf '{"orthant": 1, "tokens": ["A", "B", "C"], "start": {"weights": %s},
        "target": {"weights": %s}, "steps": %s}' "$1" "$2" "$3" >"$folder/scenario.json"
}
tampered() { # sed script: the good file with one thing changed
    sed "$1" "$folder/good.json" >"$folder/bad.json"
    cmp -s "$folder/good.json" "$folder/bad.json" && echo "nothing changed by: $1"
}

scenario '["0.05","0.55","0.40"]' '["0.40","0.50","0.10"]' 4
gives 0 "no schedule below" "$orthant" optimum "$folder/scenario.json" -o "$folder/good.json"
gives 0 "claim relative_gap_upper_bound   holds" "$orthant" certify "$folder/good.json"
gives 0 "every row sums to exactly 1" "$orthant" certify - --digits 50 <"$folder/good.json"
gives 0 '"holds": true' "$orthant" certify "$folder/good.json" --json
gives 0 "log_loss,0.142172137412323667" "$orthant" certify "$folder/good.json" --csv
gives 0 '"path": "optimum"' "$orthant" optimum "$folder/scenario.json" --digits 60 --json
gives 0 "step,A,B,C" "$orthant" optimum "$folder/scenario.json" --csv

# What is asked twice is the same bytes.
"$orthant" optimum "$folder/scenario.json" --json >"$folder/again.json"
gives 0 "" cmp "$folder/good.json" "$folder/again.json"

# A weight: any digit of any inner weight breaks the row's sum.
row=$(sed -n '/"weights"/,$p' "$folder/good.json" | sed -n 3p)
weight=$(echo "$row" | sed 's/[^"]*"\([^"]*\)".*/\1/')
for at in 3 4 10 20 32 33; do # 0. and 31 decimals
    digit=$(echo "$weight" | cut -c"$at")
    other=$(((digit + 1) % 10))
    changed=$(echo "$weight" | sed "s/./$other/$at")
    tampered "s/$weight/$changed/"
    gives 1 "weights: row 1 sums to 1 " "$orthant" certify "$folder/bad.json"
    gives 1 "rows of strings must sum to exactly 1" "$orthant" certify "$folder/bad.json"
done
tampered "s/$weight/${weight}1/"
gives 1 "weights: row 1 sums to 1 + 1.00e-32" "$orthant" certify "$folder/bad.json"
tampered 's/"0.05", "0.55", "0.40"/"0.050000000000000000000000000001", "0.55", "0.40"/'
gives 1 "weights: row 0 sums to 1 + 1.00e-30" "$orthant" certify "$folder/bad.json"
tampered 's/"0.05", "0.55", "0.40"/"-0.05", "0.65", "0.40"/'
gives 1 "weights: row 0 has a weight that is not above 0" "$orthant" certify "$folder/bad.json"
tampered 's/"0.05", "0.55", "0.40"/"0.00", "0.60", "0.40"/'
gives 1 "weights: row 0 has a weight that is not above 0" "$orthant" certify "$folder/bad.json"
# Two weights changed against each other: the row is feasible, the claims are not true any more.
tampered 's/"0.05", "0.55", "0.40"/"0.06", "0.54", "0.40"/'
gives 1 "log_loss: the claim" "$orthant" certify "$folder/bad.json"

# Claims: the last digit shown of each, and more.
loss='0.14217213741232366712208522095'
tampered "s/\"log_loss\": .*/\"log_loss\": [\"0.142172137412323667122085220949\", \"${loss}0\"],/"
gives 1 "does not hold: the loss is within" "$orthant" certify "$folder/bad.json"
tampered 's/"log_loss": .*/"log_loss": ["0.142", "0.1421"],/'
gives 1 "log_loss: the claim [0.142, 0.1421] does not hold" "$orthant" certify "$folder/bad.json"
tampered 's/"log_loss": .*/"log_loss": ["0.15", "0.14"],/'
gives 1 "log_loss: the claim" "$orthant" certify "$folder/bad.json"
tampered 's/"log_loss": .*/"log_loss": ["0.142", "0.143"],/'
gives 0 "claim log_loss                   holds" "$orthant" certify "$folder/bad.json"
tampered "s/\"optimum_lower_bound\": .*/\"optimum_lower_bound\": \"${loss}1\",/"
gives 1 "optimum_lower_bound: the claim" "$orthant" certify "$folder/bad.json"
tampered 's/"optimum_lower_bound": .*/"optimum_lower_bound": "0.1422",/'
gives 1 "optimum_lower_bound: the claim 0.1422 does not hold" "$orthant" certify "$folder/bad.json"
tampered 's/"optimum_lower_bound": .*/"optimum_lower_bound": "0.1421",/'
gives 0 "claim optimum_lower_bound        holds" "$orthant" certify "$folder/bad.json"
# The decimal rows miss the optimum by some 1e-60: no more can be claimed of them.
tampered 's/"relative_gap_upper_bound": .*/"relative_gap_upper_bound": "1e-70",/'
gives 1 "relative_gap_upper_bound: the claim 1e-70 does not hold" "$orthant" certify "$folder/bad.json"
tampered 's/"relative_gap_upper_bound": .*/"relative_gap_upper_bound": "0",/'
gives 1 "relative_gap_upper_bound: the claim 0 does not hold" "$orthant" certify "$folder/bad.json"
tampered 's/"relative_gap_upper_bound": .*/"relative_gap_upper_bound": "1e-999999999",/'
gives 1 "relative_gap_upper_bound" "$orthant" certify "$folder/bad.json"
tampered 's/"step_loss_cv": .*/"step_loss_cv": ["0", "0.001"],/'
gives 1 "step_loss_cv: the claim [0, 0.001] does not hold: it is within [0.0" "$orthant" certify "$folder/bad.json"
tampered '/"step_loss_cv"/d'
gives 0 "steps' losses      vary by 0.0" "$orthant" certify "$folder/bad.json"
gives 0 "step_loss_cv,0.0" "$orthant" certify "$folder/bad.json" --csv

# Malformed files.
tampered 's/"step_loss_cv": .*/"step_loss_cv": 0.1,/'
gives 3 "/step_loss_cv: must be two decimal strings" "$orthant" certify "$folder/bad.json"
head -c 300 "$folder/good.json" >"$folder/bad.json"
gives 3 "bad.json:" "$orthant" certify "$folder/bad.json"
: >"$folder/bad.json"
gives 3 "bad.json:" "$orthant" certify "$folder/bad.json"
tampered '/"0.4", "0.5", "0.1"/d; s/\],$/],/'
gives 3 "bad.json:" "$orthant" certify "$folder/bad.json"
tampered 's/"steps": 4/"steps": 5/'
gives 3 "/steps" "$orthant" certify "$folder/bad.json"
tampered 's/"kind": "optimum"/"kind": "comparison"/'
gives 3 '/kind: must be "trajectory" or "optimum"' "$orthant" certify "$folder/bad.json"
tampered 's/"orthant": 1/"orthant": 2/'
gives 3 "/orthant: must be 1" "$orthant" certify "$folder/bad.json"
tampered 's/"digits": 30/"digits": 10001/'
gives 3 "/digits" "$orthant" certify "$folder/bad.json"
tampered '/"optimum_lower_bound"/d'
gives 3 "optimum_lower_bound: missing" "$orthant" certify "$folder/bad.json"
tampered 's/"log_loss": .*/"log_loss": ["0.1x", "0.2"],/'
gives 3 "/log_loss: not a decimal number" "$orthant" certify "$folder/bad.json"
tampered 's/"log_loss": .*/"log_loss": true,/'
gives 3 "/log_loss: must be a number or two decimal strings" "$orthant" certify "$folder/bad.json"
tampered 's/"0.05", "0.55", "0.40"/"0.05", 0.55, "0.40"/'
gives 3 "/weights/0: strings and numbers are mixed" "$orthant" certify "$folder/bad.json"
tampered 's/"0.4", "0.5", "0.1"/"0.4", "0.6"/'
gives 3 "/weights/4: every row must hold as many" "$orthant" certify "$folder/bad.json"
tampered 's/"0.05", "0.55", "0.40"/"0.05", "0.55", "4e-1e"/'
gives 3 "/weights/0/2" "$orthant" certify "$folder/bad.json"
tampered 's/\["A", "B", "C"\]/["A", "B"]/'
gives 3 "/tokens" "$orthant" certify "$folder/bad.json"
tampered 's/"digits": 30,/"digits": 30, "digits": 30,/'
gives 3 'the key "digits" is given twice' "$orthant" certify "$folder/bad.json"
gives 4 "no-such-file" "$orthant" certify "$folder/no-such-file"

# Trajectories in plain numbers: scaled in rationals with a note, and certified as such.
trajectory() { # weights, then further keys
    printf '{"orthant": 1, "kind": "trajectory", %s "weights": %s}' "$2" "$1" >"$folder/t.json"
}
rows='[[0.5, 0.5], [0.7236067977499789, 0.27639320225002106], [0.9, 0.1]]'
trajectory "$rows" '"tokens": ["A", "B"], "path": "ours", "steps": 2, "log_loss": 0.19829921760281635,'
gives 0 "claim log_loss                   holds" "$orthant" certify "$folder/t.json"
gives 0 "relative excess    0.00205" "$orthant" certify "$folder/t.json"
trajectory "$rows" '"log_loss": 0.198299217604,'
gives 1 "log_loss: the claim 0.19829921760399999" "$orthant" certify "$folder/t.json"
trajectory "$rows" ''
gives 0 "the file claims nothing" "$orthant" certify "$folder/t.json"
trajectory '[[0.1, 0.2, 0.7], [0.1, 0.3, 0.6]]' ''
gives 0 "rows of plain numbers were scaled" "$orthant" certify "$folder/t.json"
trajectory '[[0.5, 0.5], [0.7, 0.3000000000000022], [0.9, 0.1]]' ''
gives 1 "weights: row 1 sums to 1 + 2.16e-15" "$orthant" certify "$folder/t.json"
trajectory '[[0.5, 0.5], [1, 0], [0.9, 0.1]]' ''
gives 1 "weights: row 1 has a weight that is not above 0" "$orthant" certify "$folder/t.json"
trajectory '[[0.5, 0.5]]' ''
gives 3 "/weights: must be an array of at least two rows" "$orthant" certify "$folder/t.json"
trajectory '[["1/3", "2/3"], ["2/3", "1/3"]]' ''
gives 0 "every row sums to exactly 1" "$orthant" certify "$folder/t.json"

# Problems that prototypes failed on, through the whole program and back.
round_trip() {
    gives 0 "so the excess" "$orthant" optimum "$folder/scenario.json" -o "$folder/good.json"
    gives 0 "claim optimum_lower_bound        holds" "$orthant" certify "$folder/good.json"
}
scenario '["0.01","0.01","0.98"]' '["0.98","0.01","0.01"]' 64
round_trip
scenario '["0.5","0.25","0.25"]' '["0.5","0.25","0.25"]' 7
round_trip
scenario '["0.5","0.25","0.25"]' '["0.500000000000001","0.249999999999999","0.25"]' 16
round_trip
scenario '["0.5","0.25","0.25"]' '["0.5","0.499999999999","0.000000000001"]' 16
round_trip
scenario '["1/3","1/3","1/3"]' '["1/7","2/7","4/7"]' 5
round_trip
gives 0 "an end is no finite decimal" "$orthant" optimum "$folder/scenario.json"

# By how much the geodesic loses more is told by the digits there are: few leave a bound.
gives 0 "geodesic loses     0.00029 % more" "$orthant" optimum scenarios/three-token.json --steps 100
gives 0 "geodesic loses     at most 0.161 % more, by so few digits" \
    "$orthant" optimum scenarios/three-token.json --steps 100 --digits 3

# Usage.
gives 3 "choose one with --steps" "$orthant" optimum scenarios/smallest-moves.json
gives 0 "3 tokens, 8 steps" "$orthant" optimum scenarios/three-token.json --steps 8
gives 2 "--steps" "$orthant" optimum scenarios/three-token.json --steps 0
gives 2 "--digits is a whole number" "$orthant" optimum scenarios/three-token.json --digits 10001
gives 2 "--digits is a whole number" "$orthant" certify x --digits 0
gives 2 "which SCENARIO?" "$orthant" optimum
gives 4 "and this machine has" "$orthant" optimum scenarios/eight-token.json --steps 1000000000
gives 0 "orthant certify" "$orthant" certify --help

finish
