#!/bin/sh
# orthant simulate as a command: the same bytes for any number of threads, a price path replayed
# alone, interruption, what is refused, and what a closed form says of its numbers.
#
# uses: $BUILD/orthant scenarios tests/schema
. tests/support/script.sh
gbm=scenarios/market/btc-eth-usdc-gbm.json

simulate() { # exit code expected, arguments
    want=$1
    shift
    run "$want" simulate "$@"
}

# The same bytes for 1, 2 and 7 threads; only the JSON tells their number.
for threads in 1 2 7; do
    simulate 0 $gbm --price-paths 40 --threads $threads --json
    grep -q "\"threads\": $threads" "$folder/out"
    note "--threads $threads is not in the JSON" $?
    grep -v '"threads"' "$folder/out" >"$folder/json.$threads"
    simulate 0 $gbm --price-paths 40 --threads $threads --csv
    cp "$folder/out" "$folder/csv.$threads"
done
cmp -s "$folder/json.1" "$folder/json.2" && cmp -s "$folder/json.1" "$folder/json.7" &&
    cmp -s "$folder/csv.1" "$folder/csv.2" && cmp -s "$folder/csv.1" "$folder/csv.7"
note "another number of threads gives other bytes" $?

# The mean of paths replayed alone is that of all.
sum=0
for path in 0 1 2; do
    simulate 0 $gbm --paths linear --price-path $path --csv
    sum="$sum + $(sed -n '2s/^[^,]*,[^,]*,\([^,]*\),.*/\1/p' "$folder/out")"
done
simulate 0 $gbm --paths linear --price-paths 3 --csv
mean=$(sed -n 's/^[^,]*,[^,]*,final_value,\([^,]*\),.*/\1/p' "$folder/out")
awk "BEGIN {d = ($sum) / 3 / $mean - 1; exit !(d < 1e-15 && d > -1e-15)}"
note "price paths alone ($sum) do not make the mean $mean" $?
simulate 0 $gbm --paths linear --price-paths 3 --seed 2 --json
grep -q '"seed": 2' "$folder/out" && ! grep -q "$mean" "$folder/out"
note "--seed 2 gives the numbers of seed 1" $?

# Precision asked for: fewer paths than allowed, the same for any number of threads.
simulate 0 $gbm --price-paths 100000 --until 2bp --threads 2 --json
cp "$folder/out" "$folder/until"
for threads in 1 7; do
    simulate 0 $gbm --price-paths 100000 --until 2bp --threads $threads --json
    grep -v '"threads"' "$folder/out" >"$folder/other"
    grep -v '"threads"' "$folder/until" | cmp -s - "$folder/other"
    note "--until depends on the threads ($threads)" $?
done
grep -q '"price_paths": 100000,' "$folder/out"
[ $? -ne 0 ]
note "--until did not stop early" $?

# Ctrl-C: what there is, marked, exit code 130.
interrupted() { # exit code of an interrupt, by `timeout` or by the program; arguments...
    want=$1
    shift
    # (A shell's background jobs ignore Ctrl-C, and what ignores it never hears of it.)
    timeout --preserve-status -s INT $seconds env --default-signal=INT "$program" "$@" \
        >"$folder/out" 2>"$folder/err"
    [ $? -eq "$want" ]
    expect "orthant $* is ended by an interrupt, with $want" $?
}
has_result() { # what is interrupted sooner says nothing, or that there is none
    [ -s "$folder/out" ]
}
with_more_time has_result interrupted 130 simulate $gbm --price-paths 10000000 --threads 2 --json \
    -o "$folder/partial.json"
grep -q '"partial": true' "$folder/out" && cmp -s "$folder/out" "$folder/partial.json"
note "interrupted: no partial result" $?
with_more_time has_result interrupted 130 simulate $gbm --price-paths 10000000 --csv
[ ! -s "$folder/err" ]
note "progress without a terminal" $?
with_more_time has_result interrupted 130 steps scenarios/market/weekly-update.json \
    --price-paths 1000000 --steps 64,256 --json
cp "$folder/out" "$folder/partial-steps.json"
grep -q '"partial": true' "$folder/out"
note "orthant steps interrupted: no partial result" $?

# On a terminal: the time left, cleared before anything else is written, also when --until or an
# interrupt ends the run before all price paths are done.
on_terminal() { # arguments...; what the terminal showed is in $folder/screen
    script -qec "timeout -s INT $seconds $program $*" /dev/null </dev/null 2>&1 |
        tr '\r' '\n' >"$folder/screen"
}
clear=$(printf '\033[K')
shows_progress() {
    grep -q '^[0-9]* of 10000000 price paths, [0-9]* s left' "$folder/screen" &&
        grep -q 'interrupted: partial' "$folder/screen"
}
with_more_time shows_progress on_terminal simulate $gbm --price-paths 10000000
holds=$?
note "progress on a terminal, then an interrupt: $(cat "$folder/screen")" $holds
grep -qF "${clear}A day" "$folder/screen"
holds=$?
note "the progress is cleared: $(cat "$folder/screen")" $holds
grep -q 'stopping with what is done; Ctrl-C again stops at once' "$folder/screen"
holds=$?
note "an interrupt on a terminal: $(tail -n 20 "$folder/screen")" $holds

# An interrupt does not wait for a price path that takes minutes.
sed 's/"blocks": 1440/"blocks": 50000000/' $gbm >"$folder/long.json"
says_something() { # it may be interrupted before it has begun
    [ -s "$folder/err" ]
}
with_more_time says_something interrupted 130 simulate "$folder/long.json" --json
[ ! -s "$folder/out" ] && [ "$(cat "$folder/err")" = \
    "orthant: interrupted before a price path was done: there is no result" ]
holds=$?
note "an interrupt within a price path: $(cat "$folder/err")" $holds

# An interrupt that is ignored, as in a shell's background job, stays ignored.
env --ignore-signal=INT "$program" simulate "$folder/long.json" >"$folder/out" 2>"$folder/err" &
long=$!
is_orthant() {
    [ "$(cat /proc/$long/comm)" = orthant ]
}
wait_for 60 is_orthant
expect "a program in the background begins" $?
sleep 0.5
kill -s INT $long
sleep 0.5
! ended $long
note "an ignored interrupt ended the program" $?
kill -s KILL $long
wait $long 2>/dev/null

# Constant prices without fee: exp(-KL) of the pool.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": [2, 8], "paths": ["linear", "geodesic"], "pool": {"value": "100", "unit": "USD"}, "market": {"model": "constant", "prices": ["60000", "1"], "blocks": 20}}' >"$folder/constant.json"
simulate 0 "$folder/constant.json" --csv
awk -F, 'NR > 1 {print $1, $2, $3, $8}' "$folder/out" >"$folder/values"
awk 'function near(x, y) {return x / y - 1 < 1e-12 && y / x - 1 < 1e-12}
    $1 == "linear" && $2 == 2 {n += near($3, 100 * exp(-0.1986046350910563471686606)) && $4 == 2}
    $1 == "geodesic" && $2 == 2 {n += near($3, 100 * exp(-0.1982992176028163313571916)) && $4 == 2}
    $1 == "linear" && $2 == 8 {n += near($3, 100 * exp(-0.05346517829150460556109673)) && $4 == 8}
    $1 == "geodesic" && $2 == 8 {n += near($3, 100 * exp(-0.05262492053750170727437066)) && $4 == 8}
    END {exit n != 4}' "$folder/values"
holds=$?
note "fee-less values: $(cat "$folder/values")" $holds

# The weights move every second block: row k / 2 at block k.
sed 's/"market"/"blocks_per_step": 2, "market"/' "$folder/constant.json" >"$folder/slow.json"
simulate 0 "$folder/slow.json" --steps 8 --paths linear --csv --record every=1
awk -F, 'NR > 2 {b = $3; k = int(b / 2); if (k > 8) k = 8; w = 0.5 + 0.4 * k / 8
    if ($13 - w > 1e-12 || w - $13 > 1e-12) bad = 1; rows++} END {exit bad || rows != 20}' "$folder/out"
note "weights every second block" $?

# A pool's own limit of a trade is a plan's: others' trades are made beyond it, and that is said.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": [2], "paths": ["linear"], "pool": {"value": "100", "unit": "USD"}, "market": {"model": "constant", "prices": ["60000", "1"], "blocks": 20}, "noise": {"rate": 1, "size": "10", "deviation": 0}, "chain": {"trade_limit": "0.05"}, "monte_carlo": {"paths": 4}}' >"$folder/limit.json"
simulate 0 "$folder/limit.json" --csv
says "note: others' trades are made up to 30 % of a reserve; chain.trade_limit, 5 %, is kept by plans alone"
sed 's/"0.05"/"0.3"/' "$folder/limit.json" >"$folder/usual.json"
simulate 0 "$folder/usual.json" --csv
! grep -q 'trade_limit' "$folder/err"
note "the limit that all pools have is said" $?

# A series: 10 blocks of a panel, every 4th, the first and the last.
simulate 0 scenarios/market/panel.json --record every=4 --record-file "$folder/series.csv"
[ "$(awk -F, 'NR > 1 && $1 == "linear" {printf "%s ", $3}' "$folder/series.csv")" = "0 4 8 10 " ]
note "recorded blocks" $?
simulate 0 scenarios/market/panel.json --csv
[ "$(sed -n '2s/^[^,]*,[^,]*,\([^,]*\),.*/\1/p' "$folder/out")" = "$(awk -F, '$1 == "linear" && $3 == 10 {print $4}' "$folder/series.csv")" ]
note "the series ends at another value" $?

# Each row of a series adds up.
simulate 0 scenarios/market/two-sided-flow.json --price-path 3 --record every=900 --csv
awk -F, 'NR > 1 {if ($3 == 0) start = $4; miss = $4 - start - ($8 - $9 - $10 + $11 + $12)
    if (miss > 1e-5 || miss < -1e-5) bad = 1; rows += $12 != 0} END {exit bad || rows != 16}' "$folder/out"
note "the rows of a series add up" $?

# Pictures: the same bytes each time.
simulate 0 scenarios/market/panel.json --record every=1 --plot "$folder/series.svg"
simulate 0 $gbm --price-paths 20 --plot "$folder/spread.svg" --keep-script
cp "$folder/spread.svg" "$folder/spread.old"
simulate 0 $gbm --price-paths 20 --plot "$folder/spread.svg"
[ -s "$folder/series.svg" ] && [ -s "$folder/spread.svg.gp" ] &&
    cmp -s "$folder/spread.svg" "$folder/spread.old"
note "pictures" $?
grep -q 'shortfall less that of linear' "$folder/spread.svg" && grep -q '>weight<' "$folder/series.svg"
note "what the pictures show" $?
simulate 0 scenarios/market/constant-with-fee.json --plot "$folder/unasked.svg" --csv
cp "$folder/out" "$folder/plotted.csv"
simulate 0 scenarios/market/constant-with-fee.json --csv
grep -q '>weight<' "$folder/unasked.svg" && cmp -s "$folder/out" "$folder/plotted.csv"
note "one price path's picture is its series" $?
simulate 0 $gbm --price-paths 20 --plot "$folder/spread.png"
simulate 2 $gbm --price-paths 20 --plot "$folder/spread.pdf"

# Prices by --prices instead of the scenario's market; the panel's numbers again.
sed 's/.*panel.csv.*//; s/"swap_fee": "0.0005"},/"swap_fee": "0.0005"}/' scenarios/market/panel.json >"$folder/bare.json"
simulate 0 scenarios/market/panel.json --csv
cp "$folder/out" "$folder/panel.out"
simulate 0 "$folder/bare.json" --prices ETH=scenarios/market/panel.csv --csv
cmp -s "$folder/out" "$folder/panel.out"
note "--prices gives other values than the panel" $?
simulate 3 "$folder/bare.json"
says "/market: this key is missing, and a simulation needs it"
simulate 2 "$folder/bare.json" --prices DOGE=scenarios/market/panel.csv
says 'no such token in the scenario'
simulate 2 "$folder/bare.json" --prices ETH=a --prices ETH=b
says 'this token has a file already'
simulate 4 "$folder/bare.json" --prices ETH=/nonexistent.csv
says '/nonexistent.csv'
simulate 2 "$folder/bare.json" --prices ETH
simulate 2 $gbm --until 5
simulate 2 $gbm --price-path 3 --price-paths 5
says '--price-path runs one; --price-paths and --until run several'
simulate 0 scenarios/market/panel.json --price-paths 5
says 'a panel market has one price path'
# before hours of computing
simulate 2 $gbm --price-paths 90000000 --plot "$folder/spread.pdf"
says "a picture's file name must end in .svg or .png"
simulate 2 $gbm --threads 0
simulate 2 $gbm --record every=0 --csv
simulate 2 $gbm --record every=2
simulate 2 $gbm --compat other
simulate 3 scenarios/market/panel.json --steps 11
says 'the move takes 11 blocks, but the market has 10'
simulate 3 scenarios/three-token.json

# quantammsim's rules, and the difference.
simulate 0 $gbm --compat quantammsim --price-paths 4 --json
grep -q '"arbitrage": "quantammsim"' "$folder/out" && grep -q '"difference_bp"' "$folder/out"
note "--compat" $?
grep -q '"order": "price-then-weight"' "$folder/out"
note "--compat sets the order" $?
says '--compat quantammsim: the order is price-then-weight, not together'

# Its AM-GM path: the geometric part a step late, (.5,.5) -> (.9,.1) in 2 steps, but for the last row.
simulate 0 "$folder/constant.json" --compat quantammsim --steps 2 --paths amgm --csv --record every=1
awk -F, 'NR > 2 {k = $3 > 2 ? 2 : $3; a = 0.5 + 0.4 * k / 2 + 0.5 * 1.8 ^ (k / 3)
    b = 0.5 - 0.4 * k / 2 + 0.5 * 0.2 ^ (k / 3); w = k == 2 ? 0.9 : a / (a + b)
    if ($13 - w > 1e-12 || w - $13 > 1e-12) bad = 1; rows++} END {exit bad || rows != 20}' "$folder/out"
note "the late AM-GM path" $?

# Results that the schema accepts.
list=$folder/list
for file in scenarios/market/*.json; do
    simulate 0 "$file" --json
    cp "$folder/out" "$folder/$(basename "$file")"
    printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/simulation.schema.json" "$folder/$(basename "$file")" >>"$list"
done
simulate 0 $gbm --price-path 3 --compat quantammsim --json
cp "$folder/out" "$folder/one.json"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/simulation.schema.json" "$folder/one.json" >>"$list"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/simulation.schema.json" "$folder/partial.json" >>"$list"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/partial-steps.json" >>"$list"
# The best number of steps: results, a picture, what is refused.
steps() { # exit code expected, arguments
    want=$1
    shift
    run "$want" steps "$@"
}
weekly=scenarios/market/weekly-update.json
steps 0 $weekly --tracking 0.1 --price-paths 8 --json --threads 1
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/steps.json" >>"$list"
cp "$folder/out" "$folder/steps.json"
steps 0 $weekly --tracking 0.1 --price-paths 8 --json --threads 2 --plot "$folder/steps.svg"
[ "$(grep -v threads "$folder/out" | sha256sum)" = "$(grep -v threads "$folder/steps.json" | sha256sum)" ]
note "orthant steps depends on the threads" $?
file "$folder/steps.svg" | grep -q SVG
note "no picture" $?
steps 0 "$folder/constant.json" --steps 1,2,4 --csv
[ "$(wc -l <"$folder/out")" -eq 4 ]
note "a row a number of steps" $?
steps 0 "$folder/constant.json"
grep -q "The market's 20 blocks end the range; raise market.blocks" "$folder/out"
holds=$?
note "the end of the range: $(cat "$folder/out")" $holds
steps 0 scenarios/market/panel.json --json
cp "$folder/out" "$folder/steps-panel.json"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/steps-panel.json" >>"$list"
! grep -q '"lvr": 0.0,' "$folder/out"
note "no LVR in a panel's prices" $?
steps 0 "$folder/bare.json" --prices ETH=scenarios/market/panel.csv --json
[ "$(grep -v sha256 "$folder/out" | sha256sum)" = "$(grep -v sha256 "$folder/steps-panel.json" | sha256sum)" ]
note "--prices: other steps than the panel's" $?
steps 2 "$folder/bare.json" --prices DOGE=scenarios/market/panel.csv
steps 2 "$folder/bare.json" --prices ETH
sed 's/\["0.5", "0.5"\]/["0.9", "0.1"]/' "$folder/constant.json" >"$folder/still.json"
steps 0 "$folder/still.json"
[ "$(cat "$folder/out")" = "Nothing moves: the start is the target, and no step is needed." ]
holds=$?
note "a move of no length: $(cat "$folder/out")" $holds
steps 0 "$folder/still.json" --json --plot "$folder/still.svg"
cp "$folder/out" "$folder/steps-still.json"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/steps-still.json" >>"$list"
sed 's/"0.2", "size": "4000"/"2", "size": "40000"/' scenarios/market/two-sided-flow.json >"$folder/flow.json"
steps 0 "$folder/flow.json" --price-paths 8 --steps 1000,9000 --json --plot "$folder/flow.svg"
grep -q '"within_one_percent": null' "$folder/out" && grep -q '"verdict": "undefined"' "$folder/out"
note "one per cent of a gain" $?
cp "$folder/out" "$folder/steps-flow.json"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/steps-flow.json" >>"$list"
"$program" path scenarios/market/panel.json --steps 7 --path geodesic -o "$folder/seven.json" >/dev/null
steps 0 scenarios/market/panel.json --path "file:$folder/seven.json" --steps 7
steps 0 scenarios/market/panel.json --steps 2,4,8
steps 0 scenarios/market/panel.json --csv
[ "$(sed -n '2,$s/,.*//p' "$folder/out" | paste -sd' ')" = "1 2 4 8 10" ]
note "no more steps than the prices have blocks" $?
# So few steps are too large for the closed form with the fee, whose columns stay empty.
grep -q '^10,.*,least,0.0002[0-9]*,0.9996[0-9]*,,,$' "$folder/out" && grep -q '^8,.*,beyond,0.0002[0-9]*,0.9996[0-9]*,,,$' "$folder/out"
holds=$?
note "verdicts: $(cat "$folder/out")" $holds
steps 0 $gbm --price-paths 10
grep -q '^ *1440 .*least$' "$folder/out"
note "no more steps than market.blocks" $?
# With a fee and noise the numbers of steps tried lie around that closed form's least; with gas it is
# said why they do not, and what gas makes of the steps.
steps 0 $weekly --price-paths 64
grep -q "^Closed form with the fee of 0.3 % and the prices' noise: 1433 steps, 4.73 bp$" "$folder/out" &&
    grep -q '^ *1433 .*least$' "$folder/out" && grep -q '^The simulation agrees with' "$folder/out"
note "the closed form with the fee" $?
sed 's/"exposure"/"arbitrage": {"gas": "2"}, "exposure"/' $weekly >"$folder/gas.json"
steps 0 "$folder/gas.json" --price-paths 8
grep -q 'noise: does not hold here (see below)' "$folder/out" &&
    grep -q '^The closed form with the fee does not hold here: the arbitrageur pays gas' "$folder/out" &&
    grep -q '^With gas of 2 USD a trade, but no fee and no noise, more than 1301 steps' "$folder/out"
note "gas" $?
sed 's/"gas": "2"/"gas": "9e6"/' "$folder/gas.json" >"$folder/dear.json"
steps 0 "$folder/dear.json" --price-paths 8
grep -q 'steps nothing is traded$' "$folder/out" && grep -q '^None is the least' "$folder/out" &&
    grep -q '^The closed form with the fee does not hold here: the arbitrageur pays gas' "$folder/out"
note "so much gas that nobody trades" $?
steps 0 "$folder/dear.json" --price-paths 8 --json
grep -q '"steps_ends": 0.61[0-9]*, "blocks_a_trade": null, "trades": 0' "$folder/out"
note "no trade has no number of blocks" $?
cp "$folder/out" "$folder/steps-dear.json"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/steps-dear.json" >>"$list"
steps 0 "$folder/gas.json" --price-paths 8 --json --plot "$folder/gas.svg"
cp "$folder/out" "$folder/steps-gas.json"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/steps-gas.json" >>"$list"
sed 's/"gbm"/"merton", "jump_rate": ["365", "0"], "jump_deviation": ["0.02", "0"]/' $weekly >"$folder/jumps.json"
steps 0 "$folder/jumps.json" --price-paths 8
grep -q 'note: closed form: the jumps of' "$folder/err" && tr '\n' ' ' <"$folder/out" | grep -q 'The prices jump, which is no noise'
note "jumps" $?
# A volatility instead of a market is the market that has it.
grep -v '"market"' $weekly >"$folder/no-market.json"
sed 's/"volatility": \["0.6", "0"\]/"volatility": ["0.8", "0"]/; s/"60000"/"1"/' $weekly >"$folder/written.json"
steps 3 "$folder/no-market.json"
grep -q '/market: this key is missing.* --price-volatility' "$folder/err"
note "no market" $?
steps 0 "$folder/written.json" --price-paths 8 --csv
cp "$folder/out" "$folder/written.csv"
steps 0 "$folder/no-market.json" --price-paths 8 --price-volatility 0.8 --csv
cmp -s "$folder/out" "$folder/written.csv" &&
    grep -q 'note: prices are random walks (gbm) .* a block lasts 12 s, since the scenario has no chain.block_time' "$folder/err"
note "--price-volatility without a market" $?
steps 0 $weekly --price-paths 8 --price-volatility 0.8 --csv
cmp -s "$folder/out" "$folder/written.csv" && grep -q "in place of the scenario's market" "$folder/err"
note "--price-volatility in place of a market" $?
steps 2 $weekly --price-volatility 0.8 --prices X=prices.csv
grep -q -- '--price-volatility and price files (--prices and what goes with it) exclude each other' "$folder/err"
note "--price-volatility beside --prices" $?
steps 2 $weekly --price-volatility 0.8 --every 1h
steps 2 $weekly --price-volatility 0.8,0.6,0
steps 2 $weekly --price-volatility -1
# Arbitrage that is not perfect: what is known of it without a fee, and that nothing is with one.
sed 's/"swap_fee": "[^"]*"/"active_share": 0.5/' $weekly >"$folder/active.json"
steps 0 "$folder/active.json" --price-paths 8
grep -q 'a move costs 2 times as much, LVR 0.6667 times; for moves of many times 2 blocks$' "$folder/out" &&
    grep -q 'is no help to a move' "$folder/out" && grep -q '^Closed form without fees: [0-9]* steps' "$folder/out"
holds=$?
note "a share of the reserves: $(cat "$folder/out")" $holds
sed 's/"exposure"/"arbitrage": {"sizing": "0.6", "presence": 0.9}, "exposure"/' $weekly >"$folder/imperfect.json"
steps 0 "$folder/imperfect.json" --price-paths 8
grep -q '^Closed form without fees: none, as it is not known what absent, undersized' "$folder/out" &&
    grep -q 'noise: does not hold here (see below)' "$folder/out" && grep -q '^  *[0-9]*  *-  .*least$' "$folder/out"
holds=$?
note "undersized, with a fee: $(cat "$folder/out")" $holds
steps 0 "$folder/imperfect.json" --price-paths 8 --json --plot "$folder/imperfect.svg"
cp "$folder/out" "$folder/steps-imperfect.json"
printf 'accept\t%s\t%s\n' "$PWD/scenarios/schema/steps.schema.json" "$folder/steps-imperfect.json" >>"$list"
steps 0 "$folder/imperfect.json" --price-paths 8 --csv
grep -q '^[0-9]*,,[-0-9]' "$folder/out"
note "no closed form in CSV" $?
simulate 0 "$folder/imperfect.json" --price-paths 8
grep -q '^the arbitrageur is there in 90 % of the blocks and trades 60 % of the log gap; 100 %' "$folder/out"
note "who trades how much" $?
simulate 3 "$folder/imperfect.json" --compat quantammsim
run 0 compare "$folder/active.json" --csv
grep -q 'counted as perfect, .* a move in small steps cost 2 times as much' "$folder/err"
note "compare tells what the scenario's arbitrage would cost" $?
run 0 compare "$folder/imperfect.json" --csv
grep -q "counted as perfect, which the scenario's is not: orthant simulate runs that$" "$folder/err"
note "or that it is not known" $?
run 0 compare $weekly --csv
! grep -q 'counted as perfect' "$folder/err"
note "and nothing of perfect arbitrage" $?
steps 3 scenarios/market/panel.json --steps 2,4,80
steps 2 $weekly --path nonsense
steps 2 $weekly --tracking -1
steps 2 $weekly --tracking 1bps
steps 2 $weekly --tracking bp
for number in 0x1 nan x inf 1e 0x1p3bp ''; do
    steps 2 $weekly --tracking "$number"
    grep -q "'$number' is not a number" "$folder/err"
    note "--tracking '$number'" $?
    steps 2 $weekly --update-cost "$number"
done
steps 2 $weekly --update-cost 1bp
steps 2 $weekly --price-paths 90000000 --plot "$folder/spread.pdf"
steps 0 $weekly --tracking 0.1bp --price-paths 8 --json --threads 1
cmp -s "$folder/out" "$folder/steps.json"
note "--tracking 0.1bp is --tracking 0.1" $?
steps 2 $weekly --path linear,amgm
steps 2

[ -d tests/schema/node_modules/ajv ] || npm ci --prefix tests/schema --no-audit --no-fund >/dev/null 2>&1
node tests/schema/check.mjs <"$list" >"$folder/err" 2>&1
note "the schema refuses results" $?

finish
