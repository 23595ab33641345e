#!/bin/sh
# Outputs that could mislead: a pool that hardly trades, one price path, differences that do not
# matter, the fewest calls; replays and refusals; weights that do not sum to 1.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

scenario() { # start target steps, more keys
    printf '{"orthant": 1, "tokens": ["NEW", "USDC"], "start": {"weights": [%s]}, "target": {"weights": [%s]}, "steps": %s%s}' \
        "$1" "$2" "$3" "${4:-}" >"$folder/s.json"
}
prints() { # text that is on standard output
    grep -qF -e "$1" "$folder/out"
    expect "standard output says: $1" $?
}
silent() { # text that is not on standard output
    ! grep -qF -e "$1" "$folder/out"
    expect "standard output does not say: $1" $?
}

# --- A launch that nobody buys: no trade, no move, no cost, and a warning in each format.
nobody=', "paths": ["linear"], "pool": {"value": "2500000", "unit": "USDC", "swap_fee": "0.01"}, "market": {"model": "constant", "prices": [1, 1]}, "arbitrage": {"gas": "1e100"}'
scenario '"0.96", "0.04"' '"0.5", "0.5"' 72 "$nobody"
for format in table json csv; do
    run 0 simulate "$folder/s.json" --format $format
    says 'orthant: note: linear, 72 steps: the pool did not trade, and what this costs is not what the move costs'
done
run 0 simulate "$folder/s.json" --json
prints '"target_distance": 1.1680804852142348,'
prints '"move_made": 0.0,'
run 0 simulate "$folder/s.json" --csv
prints ',target_distance,move_made'
prints ',1.1680804852142348,0.0'
run 0 simulate "$folder/s.json"
prints '        72  linear     0.0000        2500000.00      0.000       0.000     0.0000     0.0000     0.0000          0       1.17     0.00 %'

# No number of steps is the least there.
run 0 steps "$folder/s.json" --steps 1,8
says 'orthant: note: linear, 8 steps: the pool did not trade, and what this costs is not what the move costs'
prints 'None is the least: no number of steps tried makes 99 % of the move and trades.'
silent 'Least at'
run 0 steps "$folder/s.json" --steps 1,8 --json
prints '"best_steps": null,'
prints '"difference": null, "target_distance": 1.1680804852142348, "move_made": 0.0, "verdict": "unmade"}'
prints '"not_told_from_best": null'
run 0 steps "$folder/s.json" --steps 1,8 --csv
prints '8,0.085275751246145171,0.0,0.0,0.0,0.0,,,,,,,unmade,1.1680804852142348,0.0'
run 0 steps "$folder/s.json" --steps 1,8 --json --plot "$folder/none.svg"

# Gas that keeps a large trade worth it and none of many small ones: what costs nothing in many
# steps is not the least; the few steps that are made are.
scenario '"0.5", "0.5"' '"0.9", "0.1"' 4 ', "paths": ["geodesic"], "pool": {"value": "1000000", "unit": "USD"}, "market": {"model": "constant", "prices": [1, 1]}, "arbitrage": {"gas": "5000"}'
run 0 steps "$folder/s.json" --steps 1,4,100 --json
prints '"best_steps": 4,'
grep -q '"steps": 100,.*"verdict": "unmade"' "$folder/out"
expect "100 steps with that gas are unmade" $?
run 0 simulate "$folder/s.json" --steps 100
says '% of the move was made, and what this costs is not what the move costs'
# The share is 1 - the distance from what is held to the target over that of the move.
run 0 simulate "$folder/s.json" --steps 100 --json
awk -F'[:,[]' '/"target_distance"/ {d = $2} /"move_made"/ {m = $2} END {x = 1 - d / 0.92729521800161219 - m
    exit !(m > 0.5 && m < 0.99 && x < 1e-12 && x > -1e-12)}' "$folder/out"
expect "move_made is the share of 0.927295 that target_distance leaves" $?
awk 'function acos(x) {return atan2(sqrt(1 - x * x), x)}
    /"target_distance"/ {d = $2 + 0}
    lines == 1 || lines == 2 {gsub(/[^0-9.]/, ""); r[lines++] = $0}
    /"final_reserves"/ {lines = 1}
    END {s = r[1] + r[2]; x = 2 * acos(sqrt(r[1] / s * 0.9) + sqrt(r[2] / s * 0.1)) - d
        exit !(d > 0.01 && x < 1e-9 && x > -1e-9)}' "$folder/out"
expect "target_distance is that of the final reserves' shares to the target" $?
# All made, nothing said; nothing to be moved, nothing said.
scenario '"0.5", "0.5"' '"0.9", "0.1"' 4 ', "paths": ["geodesic"], "market": {"model": "constant", "prices": [1, 1]}'
run 0 simulate "$folder/s.json"
prints ' 100.00 %'
[ ! -s "$folder/err" ]
expect "no warning where the move was made" $?
scenario '"0.5", "0.5"' '"0.5", "0.5"' 4 ', "paths": ["geodesic"], "market": {"model": "constant", "prices": [1, 1]}'
run 0 simulate "$folder/s.json" --json
prints '"move_made": 1.0,'
[ ! -s "$folder/err" ]
expect "no warning where nothing is to be moved" $?

# --- One price path: its luck is told, and the shortfall comes first.
run 0 simulate scenarios/market/panel.json
prints "On one price path final values carry the prices' luck; the shortfall does not."
prints '     steps  path      shortfall       final value     - hold      prices'
run 0 simulate scenarios/market/btc-eth-usdc-gbm.json --price-path 3
prints "On one price path final values carry the prices' luck; the shortfall does not."
run 0 simulate scenarios/market/btc-eth-usdc-gbm.json
silent 'luck; the shortfall'
prints '     steps  path           final value     - hold  shortfall'
run 0 simulate scenarios/market/constant-with-fee.json
silent 'luck'

# --- What does not matter.
run 0 simulate scenarios/market/weekly-update.json
prints 'The shortfalls of these paths differ by 0.0063 bp: at 256 steps the choice does not matter.'
run 0 simulate scenarios/market/panel.json
silent 'does not matter'
scenario '"0.5", "0.5"' '"0.501", "0.499"' 100
run 0 plan "$folder/s.json"
grep -q '^These numbers of set points differ by [0-9.e-]* bp: the choice does not matter.$' "$folder/out"
expect "a small move's set points do not matter" $?
scenario '"0.5", "0.5"' '"0.9", "0.1"' 100
run 0 plan "$folder/s.json"
silent 'does not matter'

# --- Calls that cost nothing: the fewest within 1 % of the least loss, and it is said.
says 'orthant: note: without --gas: 2 set points, the fewest calls that lose at most 1 % more than the least loss, that of 16'
run 0 plan "$folder/s.json" --csv
awk -F, 'NR > 1 {calls[NR] = $2; loss[NR] = $3; if (best == 0 || $3 < best) best = $3}
    END {exit !(calls[3] == 2 && loss[3] <= 1.01 * best && loss[2] > 1.01 * best)}' "$folder/out"
expect "2 calls are the fewest within 1 %" $?
run 0 plan "$folder/s.json" -o "$folder/auto.json"
run 0 certify "$folder/auto.json"
[ "$(grep -c '"calldata"' "$folder/auto.json")" -eq 2 ]
expect "the plan has the 2 calls" $?
run 0 plan "$folder/s.json" --calls 3
! grep -qF -e "without --gas" "$folder/err"
expect "nothing is said where the calls were given" $?
priced=', "pool": {"value": "1000000", "unit": "USD"}'
scenario '"0.5", "0.5"' '"0.9", "0.1"' 100 "$priced"
run 0 plan "$folder/s.json" --gas 0.001
! grep -qF -e "without --gas" "$folder/err"
expect "nothing is said where gas was given" $?

# --- A replay runs what the calldata holds, and says where the arguments are another story.
scenario '"0.5", "0.5"' '"0.9", "0.1"' 100
run 0 plan "$folder/s.json" --calls 2 -o "$folder/plan.json"
run 0 replay "$folder/plan.json"
cp "$folder/out" "$folder/true"
[ ! -s "$folder/err" ]
expect "nothing is said where both agree" $?
sed '/"endWeights"/,/\]/ s/"[0-9]\{17\}/"11111111111111111/' "$folder/plan.json" >"$folder/lies.json"
! cmp -s "$folder/plan.json" "$folder/lies.json"
expect "the arguments are changed" $?
run 0 replay "$folder/lies.json"
says "orthant: note: $folder/lies.json: what is run is the calldata, which is not what the arguments say: call 1 has another endWeights there"
cmp -s "$folder/true" "$folder/out"
expect "the same weights are run" $?
run 1 certify "$folder/lies.json"
says "orthant: $folder/lies.json: refused: the calldata of call 1 is not what its arguments encode to"
# One digit of an end weight in the calldata, the arguments as they were.
hex=$(sed -n 's/.*"calldata": "0x\(.*\)".*/\1/p' "$folder/plan.json" | head -n 1)
changed=$(echo "$hex" | sed 's/\(.*\)[0-9a-f]/\1f/; s/f\(.\{63\}\)f$/f\1f/')
sed "s/$hex/$changed/" "$folder/plan.json" >"$folder/other.json"
gives 3 "call 1 is refused" "$program" replay "$folder/other.json"
says "call 1 has another endWeights there"
sed 's/"calldata": "0x[0-9a-f]*"/"calldata": "0x12345678"/' "$folder/plan.json" >"$folder/other.json"
gives 3 "$folder/other.json: /calls/0/calldata: is no call of a function of the target" "$program" replay "$folder/other.json"
sed "s/$hex/$(echo "$hex" | cut -c 1-80)/" "$folder/plan.json" >"$folder/other.json"
gives 3 "/calls/0/calldata: ends before its arguments do" "$program" replay "$folder/other.json"
sed "s/$hex/xyz/" "$folder/plan.json" >"$folder/other.json"
gives 3 "/calls/0/calldata: must be 0x and pairs of hexadecimal digits" "$program" replay "$folder/other.json"
sed 's/"calldata": "0x\([0-9a-f]*\)"/"calldata": "0x\U\1"/' "$folder/plan.json" >"$folder/upper.json"
run 0 replay "$folder/upper.json"
[ ! -s "$folder/err" ] && cmp -s "$folder/true" "$folder/out"
expect "capital digits are the same calldata" $?

# --- After a refusal nothing looks like a result.
empty() {
    [ ! -s "$folder/out" ]
    expect "nothing is printed" $?
}
sed 's/^  "log_loss": 0.00/  "log_loss": 0.01/' "$folder/plan.json" >"$folder/bad.json"
run 1 certify "$folder/bad.json"
empty
says "orthant: $folder/bad.json: refused: log_loss is not that of the weights which the calls lead to"
run 1 certify "$folder/bad.json" --csv
empty
run 1 certify "$folder/bad.json" --json
prints '"log_loss": null,'
prints '"holds": false,'
run 0 optimum "$folder/s.json" --steps 4 -o "$folder/best.json"
sed 's/"optimum_lower_bound": "0\./"optimum_lower_bound": "9./' "$folder/best.json" >"$folder/bad.json"
run 1 certify "$folder/bad.json"
empty
run 1 certify "$folder/bad.json" --csv
empty
run 1 certify "$folder/bad.json" --json
silent '"log_loss": ['
silent 'relative_excess"'

# --- Weights that do not sum to 1, as chains and publishers return them.
live='"tokens": ["WBTC", "PAXG", "USDC"], "target": {"weights": ["0.60", "0.05", "0.35"]}, "steps": 720'
printf '{"orthant": 1, "start": {"weights": ["0.615205323", "0.030053226", "0.354826063"]}, %s}' "$live" >"$folder/live.json"
run 3 compare "$folder/live.json"
says "orthant: $folder/live.json: /start/weights: the weights sum to 1.000084612; permitted: exactly 1 for decimal strings; --normalise divides them by their sum"
for command in compare 'path --path linear' 'plan --calls 1' 'optimum --steps 8'; do
    # shellcheck disable=SC2086
    run 0 $command "$folder/live.json" --normalise
    says "orthant: note: $folder/live.json: /start/weights: the weights sum to 1.000084612, and were divided by that"
done
run 0 path "$folder/live.json" --path linear --normalise --csv --steps 1
awk -F, 'NR == 2 {x = $2 - 0.615205323 / 1.000084612; y = $2 + $3 + $4 - 1; exit !(x < 1e-15 && x > -1e-15 && y < 1e-15 && y > -1e-15)}' "$folder/out"
expect "each weight is divided by the sum" $?
# Wei, percentages, plain numbers; exact strings need nothing and nothing is said.
for weights in '"615205323000000000", "30053226000000000", "354826063000000000"' '61.5205323, 3.0053226, 35.4826063'; do
    printf '{"orthant": 1, "start": {"weights": [%s]}, %s}' "$weights" "$live" >"$folder/unit.json"
    run 0 path "$folder/unit.json" --path linear --normalise --csv --steps 1
    awk -F, 'NR == 2 {x = $2 - 0.615205323 / 1.000084612; exit !(x < 1e-15 && x > -1e-15)}' "$folder/out"
    expect "$weights are divided by their sum" $?
done
run 0 compare scenarios/three-token.json --normalise
[ ! -s "$folder/err" ]
expect "nothing is said of weights that sum to 1" $?
printf '{"orthant": 1, "start": {"weights": ["0.6", "0", "0.4"]}, %s}' "$live" >"$folder/zero.json"
run 3 compare "$folder/zero.json" --normalise
says "/start/weights/1: \"0\" is out of range; permitted: weights above 0"

# The same in a file of rows; its ends are the move's.
printf 'PROJECT,COLLATERAL\n0.990005340657663844,0.010009918364232853\n0.977747836185951854,0.022267422838857067\n0.5,0.5\n' >"$folder/rows.csv"
printf '{"orthant": 1, "tokens": ["COLLATERAL", "PROJECT"], "start": {"weights": ["0.010009918364232853", "0.990005340657663844"]}, "target": {"weights": ["0.5", "0.5"]}, "steps": 2}' >"$folder/s.json"
run 0 compare "$folder/s.json" --normalise --paths "file:$folder/rows.csv"
says "orthant: note: $folder/s.json: /start/weights: the weights sum to 1.00001525902, and were divided by that"
says "orthant: note: $folder/rows.csv: the rows sum to 1 up to 1.00001525902, and each was divided by its sum"
run 0 path "$folder/s.json" --normalise --path "file:$folder/rows.csv" --csv
awk -F, 'NR == 3 {x = $3 - 0.977747836185951854 / 1.000015259024808921; exit !(x < 1e-15 && x > -1e-15)}' "$folder/out"
expect "each row is divided by its sum" $?
printf '{"orthant": 1, "tokens": ["COLLATERAL", "PROJECT"], "start": {"weights": ["1/3", "2/3"]}, "target": {"weights": ["0.5", "0.5"]}, "steps": 2}' >"$folder/s.json"
run 3 compare "$folder/s.json" --paths "file:$folder/rows.csv"
says "orthant: $folder/rows.csv: row 0: the weights sum to 1+1.53e-05; permitted: 1 within 1e-12; --normalise divides each row by its sum"
printf '[["0.3", "0.6"], ["0.4", "0.6"], ["0.5", "0.5"]]' >"$folder/rows.json"
run 3 compare "$folder/s.json" --paths "file:$folder/rows.json"
says "orthant: $folder/rows.json: /weights/0: weights given as strings must sum to exactly 1; --normalise divides each row by its sum"
run 0 compare "$folder/s.json" --paths "file:$folder/rows.json" --normalise
says "orthant: note: $folder/rows.json: the rows sum to 0.9 up to 1, and each was divided by its sum"

# --- Plans, replays and rows of wei are schedules: each has the loss of the replay.
scenario '"0.5", "0.5"' '"0.9", "0.1"' 100
for target in generic quantamm balancer-v3-lbp; do
    run 0 plan "$folder/s.json" --calls 1 --target $target -o "$folder/plan.json"
    run 0 replay "$folder/plan.json" -o "$folder/replay.json"
    loss=$(sed -n 's/^  log loss *\([0-9.e-]*\) .*/\1/p' "$folder/out")
    run 0 replay "$folder/plan.json" --csv
    cp "$folder/out" "$folder/replay.csv"
    cut -d , -f 3,4 "$folder/replay.csv" | tail -n +2 >"$folder/wei.csv"
    for file in plan.json replay.json replay.csv wei.csv; do
        run 0 compare "$folder/s.json" --paths "file:$folder/$file" --csv
        awk -F, -v loss="$loss" 'NR == 2 {x = $3 / loss - 1; exit !(x < 1e-5 && x > -1e-5)}' "$folder/out"
        expect "$file of $target has the loss of the replay, $loss" $?
    done
done
scenario '"0.4", "0.6"' '"0.9", "0.1"' 100
run 3 compare "$folder/s.json" --paths "file:$folder/plan.json"
says "row 0: weight 0 is 0.5, but the move's start has 0.4"
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": 100}' >"$folder/s.json"
run 3 compare "$folder/s.json" --paths "file:$folder/plan.json"
says "$folder/plan.json: /tokens: no 'A' among them"

# --- Pictures: what their scripts hold.
drawn() { # text that is in the script of the last picture
    grep -qF -e "$1" "$folder/p.svg.gp"
    expect "the picture's script has: $1" $?
}
undrawn() {
    ! grep -qF -e "$1" "$folder/p.svg.gp"
    expect "the picture's script has not: $1" $?
}
draw() { # arguments
    run 0 "$@" --plot "$folder/p.svg" --keep-script
}
# The excess below the losses; thousands; the best, which has none, is named and not in the legend.
draw compare scenarios/three-token.json --steps 10,100,7200
drawn "set ylabel 'loss (bp of pool value), log scale'"
drawn "set ylabel 'excess over the best (%), log scale'"
drawn "'loses least everywhere, so that it has no excess: '.'geodesic'"
drawn "'7,200' 7200"
undrawn keyentry
draw compare scenarios/btc-usdc-50-90.json
drawn "7,200 steps; dashed: D²/2f, leading order, 0.5971186 bp'"
drawn "set xlabel 'excess over the best (%), 7,200 steps'"
draw compare scenarios/btc-usdc-50-90.json --paths geodesic
undrawn 'excess over'
run 0 compare scenarios/three-token.json --steps 10,100 --plot-excess "$folder/p.svg" --keep-script
undrawn keyentry
undrawn multiplot
# An axis that is scaled to what it shows.
draw path scenarios/smallest-moves.json --path linear --steps 4
drawn "'0.5000000005' 0.5000000005"
undrawn 'set yrange [0:1]'
draw path scenarios/eight-token.json --path linear
drawn "'0.30' 0.3"
undrawn "'0.40' 0.4"
# Dates where the prices or the plan have some.
draw simulate scenarios/market/panel.json
drawn "'00:05'.\"\\n\".'2024-05-01' 5"
drawn "'time (UTC), 10 blocks'"
drawn "'980,000' 980000"
drawn "set ylabel 'shortfall less'.\"\\n\".'that of '.'linear'.' (bp)'"
draw simulate scenarios/market/panel.json --paths linear
undrawn 'shortfall less'
draw simulate scenarios/market/constant-with-fee.json
drawn "set xlabel 'block'"
draw plan scenarios/btc-usdc-50-90.json --calls 1
drawn "'06:00'.\"\\n\".'2026-01-01' 1800"
draw plan scenarios/lbp-96-50.json --calls 1
drawn "'2026-01-02' 7200"
# No number of steps makes the move: there are no differences to draw.
scenario '"0.96", "0.04"' '"0.5", "0.5"' 72 "$nobody"
draw steps "$folder/s.json" --steps 1,8
drawn "title 'move not made'"
undrawn 'more than the least'
# An audit: a margin line, limits that leave the furthest out and say so, a legend of what is there.
audit() { # function, samples
    run 0 contract audit "$1" --samples "$2" --plot "$folder/p.svg"
}
audit fp_pow_up 3000
drawn "1.0001e-14 with lines linewidth 1.6 linecolor '#333333' dashtype (8,5) title 'margin (median)'"
drawn ' samples lie outside'
drawn "title 'result above'"
undrawn "title 'result below'"
drawn "set yrange [1e-2"
audit log_exp_ln 500
drawn "title 'median error'"
audit fp_complement 100
drawn "'No sample has an error.'"
undrawn 'with points'

finish
