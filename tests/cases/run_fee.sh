#!/bin/sh
# orthant fee as a command: known digits in the table and the JSON, options in place of the key
# "demand", what is refused and where, the curve as CSV, the picture.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh
which=scenarios/market/which-fee.json

fee() { # exit code expected, arguments
    want=$1
    shift
    run "$want" fee "$@"
}
has() { # text of the output
    grep -qF -e "$1" "$folder/out"
    expect "the output has: $1" $?
}

# The digits of a pool at rest with 5 bp of noise a block: 0.0034847 and 4.6595e-8 a block.
sed 's/"market": {.*/"chain": {"block_time": 12}/' $which >"$folder/bare.json"
year=31557600
volatility=$(awk "BEGIN {printf \"%.15g\", 5e-4 / sqrt(12 / $year)}")
fee 0 "$folder/bare.json" --price-volatility "$volatility" --json
cp "$folder/out" "$folder/bare"
awk '/"at_start"/ {inside = 1} inside && /"fee":/ {fee = $2 + 0} inside && /"net":/ {print fee, $2 + 0; exit}' \
    "$folder/out" >"$folder/digits"
awk '{exit !($1 > 0.00348465 && $1 < 0.00348475 && $2 > 4.65945e-8 && $2 < 4.65955e-8)}' "$folder/digits"
holds=$?
expect "the best fee at rest is 0.0034847 and earns 4.6595e-8 a block, not $(cat "$folder/digits")" $holds
[ ! -s "$folder/err" ]
expect "nothing was assumed" $?
fee 0 "$folder/bare.json" --price-volatility "$volatility" -o "$folder/written.json"
cmp -s "$folder/bare" "$folder/written.json"
expect "-o writes what --json prints" $?
has 'Prices move 5 bp in a block of 12 s.'
has '  best             34.85      3.5281      0.1733      3.3548       1225.5      1225545.46'

# 20 bp of noise: at the start no fee earns; at 1 bp the move's law does not hold there.
fee 0 "$folder/bare.json" --price-volatility "$(awk "BEGIN {print 4 * $volatility}")"
has 'no fee earns more than it loses'
fee 0 "$folder/bare.json" --price-volatility "$(awk "BEGIN {print $volatility / 5}")"
has 'figures above 26.'
fee 0 "$folder/bare.json" --price-volatility "$volatility" --elasticity 0
has 'the highest fee that is looked at; the best may lie beyond'

# Options take the key's place, or stand for it.
sed 's/"demand": {.*},$/"name": "x",/; /"name": "Which/d' "$folder/bare.json" >"$folder/nothing.json"
fee 0 "$folder/nothing.json" --price-volatility "$volatility" --flow 0.288 --elasticity 300 --csv
cp "$folder/out" "$folder/by-options"
fee 0 "$folder/bare.json" --price-volatility "$volatility" --csv
cmp -s "$folder/out" "$folder/by-options"
expect "--flow and --elasticity are the key demand" $?
[ "$(wc -l <"$folder/out")" -eq 242 ] && [ "$(head -n 1 "$folder/out" | tr ',' '\n' | wc -l)" -eq 8 ]
expect "the CSV is a curve of 241 fees" $?
fee 0 "$folder/bare.json" --price-volatility "$volatility" --flow 144/500 --csv
cmp -s "$folder/out" "$folder/by-options"
expect "--flow takes a fraction" $?
fee 3 "$folder/nothing.json" --price-volatility 1
says "nothing.json: /demand: this key is missing, and how much others trade at a fee is for you to say"
says '--flow and --elasticity'
fee 3 "$folder/nothing.json" --price-volatility 1 --flow 1
says '/demand/elasticity: this key is missing, and so is --elasticity'
fee 3 "$folder/nothing.json" --price-volatility 1 --elasticity 1
says '/demand/flow: this key is missing, and so is --flow'
fee 2 $which --flow -1
says '--flow: "-1"; permitted: numbers from 0 to 1000000'
fee 2 $which --elasticity many
says '--elasticity: "many"; permitted: numbers from 0 to 1e9'
fee 2 $which --flow 1 --flow 2
fee 2 $which --path linear,geodesic
says 'one path at a time'
fee 2 $which --steps 10,20
says 'one number of steps at a time'

# What has no answer.
fee 3 scenarios/market/btc-eth-usdc-gbm.json --flow 1 --elasticity 300
says 'btc-eth-usdc-gbm.json: /tokens: 3 tokens; permitted: 2'
fee 3 "$folder/bare.json"
says '/market: this key is missing'
fee 3 scenarios/market/constant-with-fee.json --flow 1 --elasticity 300
says '/market: the price of the first token in the second stands still'

# No pool loses more than all: a move in two steps, of days with 3 % of noise.
echo '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.02", "0.98"]},
    "target": {"weights": ["0.9", "0.1"]}, "steps": 2, "paths": ["linear"],
    "pool": {"value": "10000000", "unit": "USD", "swap_fee": "0.003"},
    "market": {"model": "gbm", "block_seconds": 86400, "volatility": ["0.6", "0"]},
    "demand": {"flow": "0.3", "elasticity": "300"}}' >"$folder/large.json"
fee 0 "$folder/large.json" --json
awk '/"net_bp_(way|year)": -?[0-9]/ {n++; if ($2 + 0 < -10000) bad++} END {exit !(n == 6 && bad == 0)}' "$folder/out"
expect "no sum is below all of the pool" $?

# What is left out or assumed is said.
fee 2 $which --price-volatility 0.8 --prices X=prices.csv
says 'exclude each other'
fee 0 $which --price-volatility 0.8
says "in place of the scenario's market"
sed 's/"pool": {.*/"arbitrage": {"gas": 1}, "order": "price-then-weight", "blocks_per_step": 10,\n  "pool": {"value": 100, "unit": "USD", "swap_fee": {"from": "0.01", "to": 0, "blocks": 9}},/' $which >"$folder/more.json"
fee 0 "$folder/more.json" --json
says 'left out, though the scenario has it: arbitrage.gas, order'
says 'spread evenly over its 10 blocks'
says 'pool.swap_fee is a schedule'
has '"present": null'
has '"blocks": 72000'
sed 's/"0.9", "0.1"/"0.5", "0.5"/' $which >"$folder/still.json"
fee 0 "$folder/still.json" --json
has '"moving": null'
fee 0 "$folder/still.json"
! grep -q '^moving' "$folder/out"
expect "nothing is said of a move that is none" $?

for picture in fee.svg fee.png; do
    fee 0 $which --plot "$folder/$picture" --keep-script
    [ -s "$folder/$picture" ] && grep -q 'best, 34.85 bp' "$folder/$picture.gp"
    expect "$picture is drawn, with the best fee" $?
done
fee 0 "$folder/still.json" --plot "$folder/still.svg"

finish
