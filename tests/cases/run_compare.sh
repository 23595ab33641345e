#!/bin/sh
# orthant compare: the cost with a fee and noisy prices, gas, and the sentences about them.
. tests/support/script.sh

plain='"orthant": 1, "tokens": ["A", "B"], "start": {"weights": [0.5, 0.5]},
    "target": {"weights": [0.9, 0.1]}, "steps": [7200, 72000], "paths": ["linear", "geodesic"]'
pool='"pool": {"value": 1e7, "unit": "USD", "swap_fee": 0.003}'
echo "{$plain}" >"$folder/plain.json"
echo "{$plain, $pool}" >"$folder/fee.json"
echo "{$plain, $pool, \"arbitrage\": {\"gas\": 10}}" >"$folder/gas.json"
echo "{$plain, $pool, \"blocks_per_step\": 4}" >"$folder/blocks.json"

cells() { # columns of the CSV in $folder/out, rounded as printf rounds them
    awk -F, -v columns="$1" '
        NR == 1 {for (i = 1; i <= NF; i++) place[$i] = i; n = split(columns, wanted, " "); next}
        {
            line = ""
            for (i = 1; i <= n; i++) {
                split(wanted[i], part, ":")
                cell = $(place[part[1]])
                line = line (i > 1 ? " " : "") (part[2] == "" ? cell : sprintf(part[2], cell))
            }
            print line
        }' "$folder/out"
}
holds_cells() { # columns, what they are to be
    found=$(cells "$1")
    [ "$found" = "$2" ]
    holds=$?
    expect "$1: $found" $holds
}

# 5 bp of noise a block is 0.81084... a year.
volatility=0.81083579131487
run 0 compare "$folder/gas.json" --price-volatility $volatility --csv
says "a block lasts 12 s, since the scenario has no chain.block_time"
cut -d, -f1-8 "$folder/out" >"$folder/with"
holds_cells "with_fee_cost_bp:%.3f with_fee_regime with_fee_valid with_fee_stderr_bp" \
    "1.348 middle true 0.0
1.343 middle true 0.0
0.327 slow true 0.0
0.323 slow true 0.0"
holds_cells "path steps gas_loss_bp:%.3f gas_limit_bp:%.3f gas_steps_ends:%.0f gas_trades" \
    "linear 7200 6.841 6.555 656 627
geodesic 7200 6.559 6.555 656 654
linear 72000 6.581 6.555 656 652
geodesic 72000 6.559 6.555 656 654"
holds_cells "step_loss_cv:%.3f" "0.317
0.000
0.317
0.000"

# No fee, no noise, or no noise at last: nothing, and the losses as they are.
for case in "fee.json --price-volatility 0" "fee.json" "plain.json --price-volatility 0.8"; do
    # shellcheck disable=SC2086
    "$program" compare "$folder/"$case --json >"$folder/out" 2>"$folder/err"
    [ "$(grep -cE '"(price_noise|with_fee|gas)": null' "$folder/out")" -eq 9 ]
    expect "$case: null" $?
done
says "the pool has no swap fee"
run 0 compare "$folder/fee.json" --csv
cut -d, -f1-8 "$folder/out" | cmp -s - "$folder/with"
expect "noise and gas change nothing of the ideal losses" $?
[ "$(awk -F, '{print NF}' "$folder/out" | sort -u)" = 20 ]
expect "as many cells in each row" $?
run 0 compare "$folder/gas.json" --price-volatility 0.8 --steps 7200 --json
for key in '"regime": "middle"' '"valid": true' '"why": null' '"steps_best": [0-9]*' \
    '"block_seconds": 12.0' '"trades": 654'; do
    grep -q "$key" "$folder/out"
    expect "JSON: $key" $?
done

shows() { # text that is in the table
    grep -qF -e "$1" "$folder/out"
    expect "the table says: $1" $?
}
run 0 compare "$folder/gas.json" --price-volatility $volatility
shows "With a fee of 0.3 % and noise of 5 bp a block:"
shows "middle: a part of the cost falls no more with the number of steps."
shows "slow: the cost falls with the number of steps, as without a fee."
shows "Cost and LVR together, less the target's LVR, are least in some 37000 to 40000 steps."
shows "With that gas more than 656 steps buy nothing."
shows "but no gas and no trades of others"
run 0 compare "$folder/fee.json" --price-volatility $volatility --steps 100,7200
shows "fewer steps than ten times the square of fee over noise"
shows "fast: fee and noise hardly matter"
run 0 compare "$folder/blocks.json" --price-volatility $volatility
shows "* not to be relied on: a step lasts 4 blocks"
[ "$(grep -c ' \*  ' "$folder/out")" -eq 4 ]
expect "each figure has its mark" $?
run 0 compare "$folder/fee.json"
shows "With a fee the same move costs more"

# Three tokens have a standard error, the same in each run.
run 0 compare scenarios/market/btc-eth-usdc-gbm.json --csv
holds_cells "with_fee_stderr_bp:%.0e with_fee_steps_best with_fee_valid" "5e-04  false
5e-04  false"
run 0 compare scenarios/market/btc-eth-usdc-gbm.json
shows "standard error at most"
shows "the protocol takes 0.25 of each fee"

run 2 compare "$folder/fee.json" --price-volatility 0.8 --price-volatility 0.9
run 0 compare scenarios/market/fee-and-noise.json --price-volatility 0.8
says "in place of the scenario's market"
run 2 compare "$folder/fee.json" --price-volatility x
says '--price-volatility: "x"; permitted: numbers from 0 to 100, where 0.8 is 80 % a year'
run 2 compare "$folder/fee.json" --price-volatility 1,2,3
says "3 numbers for 2 tokens; permitted: 2, of each token's price, or 1,"
# A market that is not there is an error only where its noise is wanted.
market='"market": {"model": "panel", "file": "not-there.csv"}'
echo "{$plain, $pool, $market}" >"$folder/file.json"
echo "{$plain, $market}" >"$folder/file-no-fee.json"
run 4 compare "$folder/file.json"
says "not-there.csv"
run 0 compare "$folder/file.json" --price-volatility 0.8
run 0 compare "$folder/file-no-fee.json"

finish
