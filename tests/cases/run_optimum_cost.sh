#!/bin/sh
# orthant optimum with --forecast, --tracking and --free-end: what they print, what certify makes of
# the file and of a changed one, and every way to get the forecast or an option wrong.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh
orthant=$BUILD/orthant
move=scenarios/three-token.json
forecast=scenarios/market/three-token-forecast.csv

best() { # arguments...: the optimum of the move in 4 steps, as $folder/good.json
    gives 0 "no schedule below" "$orthant" optimum "$move" --steps 4 "$@" -o "$folder/good.json"
}
tampered() { # sed script: the good file with one thing changed
    sed "$1" "$folder/good.json" >"$folder/bad.json"
    cmp -s "$folder/good.json" "$folder/bad.json" && echo "nothing changed by: $1"
}
refused() { # sed script, exit code, reason
    tampered "$1"
    gives "$2" "$3" "$orthant" certify "$folder/bad.json"
}

best --forecast "$forecast"
gives 0 "0.146847411017447274286840884055" cat "$folder/good.json"
gives 0 "claim objective_gap_upper_bound  holds" "$orthant" certify "$folder/good.json"
gives 0 "objective,0.146847411017447274286840884055," "$orthant" certify "$folder/good.json" --csv
gives 0 '"excess": ["0", "' "$orthant" certify "$folder/good.json" --json
refused 's/"0.02", "-0.01", "0"/"0.02", "-0.011", "0"/' 1 "objective: the claim"
refused 's/"objective": \["0.14684/"objective": ["0.14685/' 1 "objective: the claim"
refused 's/"objective_lower_bound": "0.14684/"objective_lower_bound": "0.14685/' 1 \
    "does not hold: the least objective is within"
refused 's/"objective_gap_upper_bound": "[0-9.e-]*"/"objective_gap_upper_bound": "1e-99"/' 1 \
    "objective_gap_upper_bound: the claim 1e-99"
refused '/"objective_lower_bound"/d' 3 "objective_lower_bound: missing"
refused 's/"objective_lower_bound": .*/&\n  "optimum_lower_bound": "0.1",/' 3 \
    "optimum_lower_bound: is not of a file with a running_cost"
refused 's/"end": "given"/"end": "open"/' 3 '/running_cost/end: must be "given" or "free"'
refused 's/\["0", "0", "0"\]/["0", "0", "10.1"]/' 3 "/running_cost/forecast: step 4, token 2"
refused 's/\["0", "0", "0"\]/["0", "0"]/' 3 "/running_cost/forecast/3: must be an array"
refused 's/\["0", "0", "0"\]/["0", "0", 0]/' 3 "/running_cost/forecast/3: must be a decimal string"
refused 's/\["0", "0", "0"\]/["0", "0", "x"]/' 3 '/running_cost/forecast/3: "x"'
refused 's/"kind": "optimum"/"kind": "trajectory"/' 3 "/running_cost: is of an optimum file alone"
sed '/"running_cost": {/,/^  },/d' "$folder/good.json" >"$folder/bad.json"
gives 3 "optimum_lower_bound: missing" "$orthant" certify "$folder/bad.json"

# The last row's returns are a constant where the end is given; columns may stand in any order.
printf 'ETH,step,USDC,"BTC"\n-1/100,1,0,0.02\n# a remark\n\n-1e-2,2,0,2e-2\r\n-0.01,3,0,0.02\n' \
    >"$folder/f.csv"
cp "$folder/good.json" "$folder/four.json"
gives 0 "no row of step 4" "$orthant" optimum "$move" --steps 4 --forecast "$folder/f.csv" \
    -o "$folder/good.json"
gives 0 "" cmp "$folder/four.json" "$folder/good.json"
gives 0 "no row of step 4" "$orthant" optimum "$move" --steps 4 --forecast - <"$folder/f.csv"

# A free end: a gain is a negative J.
head -n 4 "$forecast" >"$folder/two.csv"
gives 0 "0.00886140246518957002486155967876" "$orthant" optimum "$move" --steps 2 \
    --forecast "$folder/two.csv" --free-end -o "$folder/good.json"
gives 0 "claim objective                  holds" "$orthant" certify "$folder/good.json"
sed 's/0.02/0.2/; s/-0.01/0.01/' "$folder/two.csv" >"$folder/up.csv"
gives 0 '"objective_lower_bound": "-' "$orthant" optimum "$move" --steps 2 --json \
    --forecast "$folder/up.csv" --free-end
"$orthant" optimum "$move" --steps 2 --forecast "$folder/up.csv" --free-end --json \
    >"$folder/good.json"
gives 0 "claim objective                  holds" "$orthant" certify "$folder/good.json"

best --tracking 5e4 --price-volatility 0.8,0.9
gives 0 "claim objective_lower_bound      holds" "$orthant" certify "$folder/good.json"
refused 's/"lambda": "50000"/"lambda": "0"/' 3 "/running_cost/tracking: lambda is 0"
refused 's/"lambda": "50000"/"lambda": "50001"/' 1 "objective: the claim"
refused 's/"target": \["0.4", "0.5"/"target": ["0.5", "0.4"/' 1 "objective: the claim"
refused 's/"target": \["0.4", "0.5"/"target": ["0.5", "0.5"/' 3 "do not sum to exactly 1"
refused 's/\["0.000000243[0-9]*", "0"/["0.1", "0.1"/' 3 "the covariance is not symmetric"
refused 's/\["0.000000243/["-0.000000243/' 1 "the covariance is not positive semidefinite"
best --tracking 5e4 --price-volatility 0.8,0.9 --forecast "$forecast" --free-end
gives 0 "claim objective_lower_bound      holds" "$orthant" certify "$folder/good.json"

# The covariance is that of a step: ten blocks have ten times a block's.
sed 's/"steps": 7200/"steps": 4, "blocks_per_step": 10/' "$move" >"$folder/ten.json"
gives 0 '["0.0000024336451441174239", "0", "0"]' "$orthant" optimum "$folder/ten.json" --json \
    --tracking 50 --price-volatility 0.8,0.9

# A forecast that is none.
wrong() { # file's text, reason
    printf '%b' "$1" >"$folder/f.csv"
    gives 3 "$2" "$orthant" optimum "$move" --steps 2 --forecast "$folder/f.csv"
    [ "$(wc -l <"$folder/err")" -eq 1 ]
    expect "one line is said of $1" $?
}
head=step,BTC,ETH,USDC
wrong '' "no header; wanted: step and a token each"
wrong "step,BTC,ETH,EUR\n" '"EUR" is no token of the scenario'
wrong "step,BTC,ETH\n" '"USDC" has no column'
wrong "BTC,ETH,USDC\n" '"step" has no column'
wrong "step,BTC,ETH,USDC,BTC\n" '"BTC" is one column too many'
wrong "step,BTC,BTC,USDC\n" '"BTC" names two columns'
wrong "$head\n" "0 rows; wanted are the steps from 1 to 1, and the last one's may be there too"
wrong "$head\n1,0,0,0\n2,0,0,0\n3,0,0,0\n" "line 4: a row too many: the move has 2 steps"
wrong "$head\n0,0,0,0\n" 'line 2: "0" where step 1 is wanted'
wrong "$head\n1,0,0,0\n1,0,0,0\n" 'line 3: "1" where step 2 is wanted'
wrong "$head\n1,0,x,0\n" 'line 2: "x" is no decimal number'
wrong "$head\n1,0,nan,0\n" 'line 2: "nan" is no decimal number'
wrong "$head\n1,0,,0\n" 'line 2: "" is no decimal number'
wrong "$head\n1,0,0\n" "line 2: 3 columns where 4 are wanted"
wrong "$head\n1,0,0,0,0\n" 'line 2: "0" is one column too many'
wrong "$head\n1,0,-10.001,0\n" "permitted: log-returns from -10 to 10"
wrong "$head\n1,0,1e999,0\n" "is no decimal number"
printf '%s\n1,0,0,0\n' "$head" >"$folder/f.csv"
gives 3 "1 row; wanted are the steps from 1 to 2" "$orthant" optimum "$move" --steps 2 \
    --forecast "$folder/f.csv" --free-end
gives 4 "none.csv" "$orthant" optimum "$move" --steps 2 --forecast "$folder/none.csv"
gives 2 "would be written over" "$orthant" optimum "$move" --steps 2 --forecast "$folder/f.csv" \
    -o "$folder/f.csv"

# Options that are wrong, or play no part.
gives 2 "--free-end needs --forecast or --tracking" "$orthant" optimum "$move" --free-end
gives 2 "plays no part without --tracking" "$orthant" optimum "$move" --price-volatility 0.8,0.9
for lambda in 0 -1 2e12 x ''; do
    gives 2 "--tracking: \"$lambda\"" "$orthant" optimum "$move" --steps 4 --tracking "$lambda" \
        --price-volatility 0.8,0.9
done
gives 3 "needs prices that move against each other" "$orthant" optimum "$move" --tracking 1

finish
