#!/bin/sh
# orthant launch as a command: the sale whose figures are known, its settings and what they change,
# estimates and differences over price paths, CSV, pictures, what is refused.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

launch() { # exit code expected, arguments
    want=$1
    shift
    run "$want" launch "$@"
}
has() { # text of the output
    grep -qF -e "$1" "$folder/out"
    expect "the output has: $1" $?
}
numbers() { # key, of the last JSON: its numbers, a line each, results first
    sed -n "s/^ *\"$1\": \(-\{0,1\}[0-9][0-9.e+-]*\),\{0,1\}$/\1/p" "$folder/out"
}
near() { # what, figure, expected, relative tolerance
    awk "BEGIN {d = ($2) - ($3); if (d < 0) d = -d; exit !(d <= ($4) * ($3))}"
    expect "$1 is $3, not $2" $?
}
sale() { # fee, demand, further keys of the launch
    printf '{"orthant": 1, "tokens": ["PRJ", "USDC"], "start": {"weights": ["0.96", "0.04"]},
        "target": {"weights": ["0.5", "0.5"]}, "steps": [10, 100, 1000, 21600], "paths": ["linear"],
        "pool": {"unit": "USDC", "swap_fee": "%s"}, "monte_carlo": {"paths": 1, "seed": 3},
        "launch": {"project": "PRJ", "reserve": "USDC", "sales_blocked": true,
            "balances": {"project": "9000000", "reserve": "100000"}, "demand": %s%s}}\n' "$1" "$2" "${3-}"
}
value='{"model": "value", "value": "0.05"}'
buyers='{"model": "buyers", "value": "0.05", "rate": "300", "budget": {"mean": "500", "deviation": "1"}, "reservation": {"deviation": "0.4"}}'
sale 0 "$value" >"$folder/sale.json"
sale 0.01 "$value" >"$folder/fee.json"
sale 0 "$buyers" ', "sniper": {"capital": "10000"}' >"$folder/buyers.json"

# The value that all know: raised, sold, the average price and the first block, to 1e-12.
launch 0 "$folder/sale.json" --json
cp "$folder/out" "$folder/known"
for key in raised sold average_price first_block; do
    numbers $key | head -n 4 >"$folder/$key"
done
paste "$folder/raised" "$folder/sold" "$folder/average_price" "$folder/first_block" >"$folder/table"
cat >"$folder/wanted" <<END
165662.1644870699 3686756.7102586003 .04493439017174797 4
174051.75477315046 3518964.904536994 .04946106582328965 31
174904.91144558135 3501901.7710883785 .04994569319150878 309
174995.59579231963 3500088.0841536336 .04999748337323225 6660
END
[ "$(wc -l <"$folder/table")" -eq 4 ]
expect "four results" $?
# shellcheck disable=SC2046
set -- $(cat "$folder/table")
for wanted in $(cat "$folder/wanted"); do
    near 'the known figure' "$1" "$wanted" 1e-12
    shift
done
! grep -q "for commands but launch" "$folder/err"
expect "what other commands take as the pool's value is not said by a launch" $?
[ "$(grep -c "ever shorter blocks" "$folder/err")" -eq 1 ] && ! grep -q "e+" "$folder/err"
expect "the limit is told once for all results, in plain numbers" $?
says "175000.00 USDC raised for 3500000.00 tokens; with these blocks 4.40 USDC less (0.00252 %, linear in 21600 steps) to 9337.84 USDC less (5.34 %, linear in 10 steps)"
near limit_raised "$(numbers limit_raised | head -n 1)" 175000 1e-12
near limit_sold "$(numbers limit_sold | head -n 1)" 3500000 1e-12
launch 0 "$folder/fee.json" --steps 21600 --json
near 'raised with a fee' "$(numbers raised)" 173613.84079730944 1e-12
near 'sold with a fee' "$(numbers sold)" 3472450.026767648 1e-12
has '"limit_raised": null'
! grep -q "ever shorter blocks" "$folder/err"
expect "with a fee there is no such limit" $?
[ "$(numbers first_block)" = 6730 ]
expect "the first buy with a fee is in block 6730" $?
launch 0 "$folder/sale.json" --steps 21600 --fees 0.01 --json
near 'raised by --fees' "$(numbers raised)" 173613.84079730944 1e-12

# Where sales are allowed, arbitrage sells tokens that no buyer had: it is said.
sed 's/"sales_blocked": true/"sales_blocked": false/' "$folder/sale.json" >"$folder/both.json"
launch 0 "$folder/both.json" --steps 100
says "the price at the start, 0.266667, is above the value"
sed 's/0\.05/0.3/' "$folder/both.json" >"$folder/dear.json"
launch 0 "$folder/dear.json" --steps 100
! grep -q "from elsewhere" "$folder/err"
expect "at a price below the value nobody sells first" $?

# A pool at a fixed price needs one.
launch 3 "$folder/sale.json" --steps 100 --contract fixed-price
says "/launch/fixed_price: this key is missing, and contract fixed-price needs it: what one PRJ costs in USDC"

# Other ways to ask give the same bytes.
launch 0 "$folder/sale.json" -o "$folder/written"
cmp -s "$folder/known" "$folder/written"
expect "-o writes what --json prints" $?
"$program" launch - --json <"$folder/sale.json" >"$folder/out" 2>"$folder/err"
cmp -s "$folder/known" "$folder/out"
expect "a scenario may come from standard input" $?
launch 0 "$folder/sale.json" --days 3 --csv
cp "$folder/out" "$folder/days"
launch 0 "$folder/sale.json" --steps 21600 --csv
cmp -s "$folder/days" "$folder/out"
expect "three days are 21600 blocks" $?

# Settings, each with every other, the first outermost.
launch 0 "$folder/sale.json" --paths linear,geodesic --start-weights 0.9,0.96 --days 1/2,0.1 --fees 0,1/100 --csv
[ "$(wc -l <"$folder/out")" -eq 17 ]
expect "2 x 2 x 2 x 2 results" $?
awk -F, 'NR > 1 && $4 + 0 != (NR <= 9 ? 0.9 : 0.96) {bad = 1} END {exit bad}' "$folder/out"
expect "start weights are outermost" $?
awk -F, 'NR > 1 && $1 != (NR % 2 == 0 ? "linear" : "geodesic") {bad = 1} END {exit bad}' "$folder/out"
expect "paths are innermost" $?
launch 0 "$folder/sale.json" --start-weights 0.9,0.96 --days 0.1
has 'start'
has "Less the first one's:"
[ "$(wc -L <"$folder/out")" -le 100 ]
expect "the table is within 100 columns" $?

# Nobody buys: nothing is raised, and what is nowhere is null, or - in the table.
sale 0 '{"model": "value", "value": "0.01"}' >"$folder/nobody.json"
launch 0 "$folder/nobody.json" --steps 100 --json
near raised "$(numbers raised)" 0 0
grep -q '"first_block": null' "$folder/out" && grep -q '"average_price": null' "$folder/out"
expect "no first block and no average price" $?
grep -o '"no_buyer": \[[^]]*' "$folder/out" | tr -d '[' | awk -F'[:,]' '{print $2, $NF}' >"$folder/ends"
read -r first last <"$folder/ends"
near 'the price at the start' "$first" .26666666666666666 1e-12
near 'the price at the end' "$last" .011111111111111112 1e-12
launch 0 "$folder/nobody.json" --steps 100
grep -Eq '^linear +0\.0* +0\.0* +100\.00 +- ' "$folder/out"
expect "the table has - for a price that there is not" $?

# Buyers: estimates over price paths, differences, a sniper; the same for any number of threads.
launch 0 "$folder/buyers.json" --steps 7200 --paths linear,geodesic --price-paths 20 --json --threads 1
sed '/"threads"/d' "$folder/out" >"$folder/one"
[ "$(grep -c '"raised": {"mean"' "$folder/out")" -eq 3 ] && grep -q '"sniper_profit": {"mean"' "$folder/out"
expect "two estimates of raised and their difference" $?
launch 0 "$folder/buyers.json" --steps 7200 --paths linear,geodesic --price-paths 20 --json --threads 2
sed '/"threads"/d' "$folder/out" | cmp -s - "$folder/one"
expect "the threads change nothing" $?
launch 0 "$folder/buyers.json" --steps 7200 --paths linear,geodesic --price-paths 20
has 'Over the price paths:'
has "Less the first one's, price path by price path:"
has '20 price paths of seed 3'
has 'a sniper with 10000 USDC buys first'
[ "$(wc -L <"$folder/out")" -le 100 ]
expect "the table of buyers is within 100 columns" $?
launch 0 "$folder/buyers.json" --steps 7200 --paths linear,geodesic --price-paths 20 --csv
[ "$(wc -l <"$folder/out")" -eq 52 ] && [ "$(grep -c ',paired raised,' "$folder/out")" -eq 1 ]
expect "the CSV has a row a result and figure, and the differences" $?
launch 0 "$folder/buyers.json" --steps 7200
has 'one price path of seed 3, which is luck'

# In a contract's integers beside: what they are more is little, and nothing without one.
launch 0 "$folder/sale.json" --steps 100 --contract v3 --json
grep -q '"contract": "v3"' "$folder/out" && grep -q '"more": {' "$folder/out"
expect "the JSON has the contract's figures" $?
near 'raised in integers' "$(numbers raised | sed -n 2p)" 174051.75477315046 1e-10
launch 0 "$folder/buyers.json" --steps 100 --contract v2
has 'In the integers of the contract v2, and what that is more than above:'
grep -q '"contract": null' "$folder/known"
expect "without one it is null" $?
launch 2 "$folder/sale.json" --contract v9
launch 2 "$folder/sale.json" --contract v3 --best raise
launch 3 "$folder/sale.json" --steps 10 --contract v3 --paths geodesic

# What is refused.
launch 2 "$folder/sale.json" --days 1 --steps 10
says '--days and --steps both say how long the sale is'
launch 2 "$folder/sale.json" --fees 0.01,,0.02
says "--fees: '0.01,,0.02' has an empty place"
launch 2 "$folder/sale.json" --start-weights 1.5
says '--start-weights: "1.5"'
launch 2 "$folder/sale.json" --end-weights x
says '--end-weights: "x"'
launch 2 "$folder/sale.json" --days 0
says '--days: "0"'
launch 2 "$folder/sale.json" --fees 1
says '--fees: "1"'
launch 2 "$folder/sale.json" --fees 0.1 --fees 0.2
launch 3 scenarios/lbp-96-50.json
says '/launch'
launch 4 "$folder/nothing.json"
launch 2 "$folder/sale.json" --plot "$folder/a.pdf"

for picture in launch.svg launch.png; do
    launch 0 "$folder/sale.json" --steps 1000 --paths linear,geodesic --plot "$folder/$picture" --keep-script
    [ -s "$folder/$picture" ] && grep -q 'if nobody buys' "$folder/$picture.gp" &&
        grep -q 'price paid (' "$folder/$picture.gp"
    expect "$picture is drawn" $?
done
launch 0 "$folder/buyers.json" --steps 1000 --price-paths 8 --plot "$folder/band.svg" --keep-script
grep -q '5 to 95 % of them' "$folder/band.svg.gp"
expect "the band of price paths is drawn" $?

finish
