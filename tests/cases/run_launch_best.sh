#!/bin/sh
# orthant launch --best as a command: settings ranked by each goal, what is told apart and what is
# not, files and pictures, what is refused.
#
# uses: $BUILD/orthant scenarios/schema
. tests/support/script.sh
orthant=$BUILD/orthant
out=$folder/out err=$folder/err
sale() { # paths of the weights, demand, more keys of the launch
    printf '{"orthant": 1, "tokens": ["PRJ", "USDC"], "start": {"weights": ["0.96", "0.04"]},
        "target": {"weights": ["0.5", "0.5"]}, "steps": 720, "paths": [%s],
        "pool": {"unit": "USDC", "swap_fee": "0.01"}, "chain": {"block_time": 360},
        "monte_carlo": {"paths": 64, "seed": 3},
        "launch": {"project": "PRJ", "reserve": "USDC", "sales_blocked": true,
        "balances": {"project": "9000000", "reserve": "100000"}, "demand": %s}}' "$1" "$2" >"$folder/s.json"
}
shows() { # text of the output
    grep -qF -e "$1" "$out"
    expect "the output has: $1" $?
}
buyers='{"model": "buyers", "value": "0.05", "rate": "300", "budget": {"mean": "500", "deviation": "1"}, "reservation": {"deviation": "0.4"}}'

# The same figure as without --best, in its order; the best is first.
sale '"linear", "dutch"' "$buyers"
gives 0 "8 of 8 points ranked" "$orthant" launch "$folder/s.json" --best raise --start-weights 0.9,0.96 --days 1,3
shows "By /raised, greatest first"
shows "95 %, paired"
shows "all 8 points judged together"
gives 0 "" "$orthant" launch "$folder/s.json" --start-weights 0.9,0.96 --days 1,3 --csv
# path, days, value and its interval, the most raised first
grep ",raised," "$out" | cut -d, -f1,3,8,10,11 | sort -t, -k3,3gr >"$folder/wanted"
gives 0 "" "$orthant" launch "$folder/s.json" --best raise --start-weights 0.9,0.96 --days 1,3 --csv
sed 1d "$out" | awk -F, -v OFS=, '{days = $5 ".0"; print $3, days, $6, $7, $8}' >"$folder/ranked"
diff "$folder/wanted" "$folder/ranked" >"$out" && [ "$(wc -l <"$folder/ranked")" -eq 8 ]
expect "the results' own figures are ranked" $?

# A sweep of the same scenario, its best by its own files: every figure the same, digit for digit.
printf '{"orthant": 1, "command": "launch", "collect": ["/results/0/raised"], "vary": {"/start/weights":
    [["0.9", "0.1"], ["0.96", "0.04"]], "/pool/swap_fee": ["0.01", "0.02"]}, "scenario": %s}' \
    "$(sed 's/"linear", "dutch"/"linear"/' "$folder/s.json")" >"$folder/sweep.json"
gives 0 "4 of 4 points finished" "$orthant" sweep "$folder/sweep.json" -o "$folder/points"
gives 0 "" "$orthant" sweep best "$folder/points" --by raised --csv
sed 's/"\[""//; s/"",""[0-9.]*""\]"//; 1d' "$out" >"$folder/wanted"
gives 0 "" "$orthant" launch "$folder/s.json" --best raise --paths linear --start-weights 0.9,0.96 --fees 0.01,0.02 --csv
sed 1d "$out" >"$folder/ranked"
diff "$folder/wanted" "$folder/ranked" >"$out" && [ "$(wc -l <"$folder/ranked")" -eq 4 ]
expect "ranked as a sweep ranks" $?

# Less is better of these two.
for goal in "price-stability price_deviation" "dispersion gini"; do
    gives 0 "By /${goal#* }, least first" "$orthant" launch "$folder/s.json" --best "${goal% *}" --days 1,3 --top 2
    shows "4 of 4 points ranked"
    [ "$(grep -c "^[= ]  *[0-9]" "$out")" -eq 2 ]
    expect "two rows are shown" $?
done

# Fees that differ by less than luck are not told apart, and the program says so.
gives 0 "not told from the best (=)" "$orthant" launch "$folder/s.json" --best dispersion --paths linear --fees 0.01,0.010000001,0.02

# Where nothing is random any difference is one; that the limit is the same is a note.
sale '"linear", "dutch"' '{"model": "value", "value": "0.05"}'
gives 0 "by its value alone" "$orthant" launch "$folder/s.json" --best raise --fees 0
says "every path and length comes to the same with ever shorter blocks"

# Nobody buys for one weight: it is not ranked.
sale '"linear"' '{"model": "value", "value": "0.05"}'
gives 0 "1 of 2 points ranked" "$orthant" launch "$folder/s.json" --best price-stability --end-weights 0.5,0.95
says "1 setting without a buyer on any price path: not ranked"

sale '"linear"' "$buyers"
gives 0 '"kind": "sweep-best"' "$orthant" launch "$folder/s.json" --best raise --days 1,2 --json
gives 0 "" "$orthant" launch "$folder/s.json" --best raise --days 1,2 --fees 0,0.01 -o "$folder/best.json" --plot "$folder/best.svg"
grep -q '"by": "/raised"' "$folder/best.json" && grep -q "<svg" "$folder/best.svg"
expect "a file and a picture" $?

gives 3 "one setting, of which none can be the best" "$orthant" launch "$folder/s.json" --best raise
gives 2 "permitted: raise, price-stability, dispersion" "$orthant" launch "$folder/s.json" --best money --days 1,2
gives 2 "--top says how many of --best are shown" "$orthant" launch "$folder/s.json" --top 3
gives 2 "permitted: once" "$orthant" launch "$folder/s.json" --best raise --best raise --days 1,2

finish
