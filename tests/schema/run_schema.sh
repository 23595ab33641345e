#!/bin/sh
# The schemas in scenarios/schema/ against the program: both accept every shipped scenario, both
# refuse every bad case (but where the case says why a schema cannot), both know the same paths, and
# what the program writes is what the result schemas say.
#
# uses: $BUILD/orthant scenarios tests/cases/scenario tests/cases/sweep tests/schema tests/vectors/rows
. tests/support/script.sh
schemas=$PWD/scenarios/schema
bad=0

list=$folder/list
scenario=$schemas/scenario.schema.json
shipped=$(find scenarios -name '*.json' ! -name '*.schema.json' ! -path 'scenarios/sweeps/*' \
    ! -path 'scenarios/studies/*' | sort)
for file in $shipped; do
    printf 'accept\t%s\t%s\n' "$scenario" "$PWD/$file" >>"$list"
done
for case in tests/cases/scenario/*/; do
    case=${case%/}
    verdict=refuse # a marked case is one that the schema accepts, or the mark is wrong
    [ -f "$case/beyond_schema" ] && verdict=accept
    printf '%s\t%s\t%s\n' $verdict "$scenario" "$PWD/$case/input.json" >>"$list"
done
# Rows of weights read off a pool, and with one thing wrong.
for file in tests/vectors/rows/*.json; do
    out=$folder/rows-$(basename "$file")
    "$program" contract check "$file" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant contract check $file: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/pool-rows.schema.json" "$PWD/$file" >>"$list"
    for change in 's/"stored"/"held"/' 's/"timestamp": [0-9]*/"timestamp": -1/' 's/"weights": \["[0-9]*", "[0-9]*"/"weights": ["x"/' \
        's/"function": "[a-z0-9_]*"/"function": 1/' 's/Time": [0-9]*/Time": 1.5/' 's/"rows"/"cases"/'; do
        bad=$((bad + 1))
        sed "$change" "$file" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/pool-rows.schema.json" "$out-$bad" >>"$list"
        "$program" contract check "$out-$bad" >/dev/null 2>"$folder/err"
        [ $? -eq 3 ]
        holds=$?
        note "orthant contract check after $change: $(cat "$folder/err")" $holds
    done
done
# Studies, their results, and both with one thing wrong.
for file in scenarios/studies/*.json; do
    out=$folder/study-$(basename "$file")
    sed 's/"budget": [0-9]*/"budget": 2/; s|"\.\./|"scenarios/|' "$file" >"$out"
    "$program" tune "$out" --json >"$out.tuned" 2>"$folder/err"
    holds=$?
    note "orthant tune $file: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/study.schema.json" "$PWD/$file" >>"$list"
    printf 'accept\t%s\t%s\n' "$schemas/tuning.schema.json" "$out.tuned" >>"$list"
    for change in 's/"budget"/"budgets"/' 's/"budget": 2/"budget": 1/' 's/"from"/"form"/' \
        's/"objective": "[a-z]*"/"objective": "grow"/' 's/"\/strategy/"strategy/'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/study.schema.json" "$out-$bad" >>"$list"
        "$program" tune "$out-$bad" >"$folder/out" 2>"$folder/err"
        [ $? -eq 3 ]
        holds=$?
        note "orthant tune, $change: $(cat "$folder/err")" $holds
    done
    for change in 's/"verdict": "[a-z]*"/"verdict": "yes"/' 's/"default"/"usual"/' '/"test"/d' \
        's/"ci95_of": [0-9]*/"ci95_of": -1/'; do
        bad=$((bad + 1))
        sed "$change" "$out.tuned" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/tuning.schema.json" "$out-$bad" >>"$list"
    done
done
# Sweeps: the same.
sweep=$schemas/sweep.schema.json
for file in scenarios/sweeps/*.json; do
    printf 'accept\t%s\t%s\n' "$sweep" "$PWD/$file" >>"$list"
done
for case in tests/cases/sweep/*/; do
    case=${case%/}
    verdict=refuse
    [ -f "$case/beyond_schema" ] && verdict=accept
    printf '%s\t%s\t%s\n' $verdict "$sweep" "$PWD/$case/input.json" >>"$list"
done

# Each family that the program lists, in a scenario of its own.
for path in $("$program" list paths --csv | sed -n '2,$s/^"\{0,1\}\([a-z]*\(:[A-Z]*\)\{0,1\}\).*/\1/p'); do
    path=$(echo "$path" | sed 's/:P$/:0.5/; s/:R$/:1.2/; s/:SHAPE$/:linear/; s/:FILE$/:ours.json/')
    printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": 1, "paths": ["%s"]}\n' \
        "$path" >"$folder/path-$path"
    printf 'accept\t%s\t%s\n' "$scenario" "$folder/path-$path" >>"$list"
done

# Those with strategies have no move: their weights.
for file in scenarios/strategies/*.json; do
    out=$folder/$(basename "$file")
    "$program" weights "$file" -o "$out.weights" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant weights $file: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/weights.schema.json" "$out.weights" >>"$list"
done
# What the program says of the other scenarios, and what it writes.
for file in $(echo "$shipped" | grep -v '^scenarios/strategies/'); do
    out=$folder/$(basename "$file")
    "$program" compare "$file" --json >"$out.compared" 2>"$folder/err"
    holds=$?
    note "orthant compare $file: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/comparison.schema.json" "$out.compared" >>"$list"
    "$program" path "$file" --steps 7 --path geodesic -o "$out.path" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant path $file: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/trajectory.schema.json" "$out.path" >>"$list"
    "$program" optimum "$file" --steps 3 -o "$out.best" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant optimum $file: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/optimum.schema.json" "$out.best" >>"$list"
    "$program" plan "$file" --steps 12 --calls 2 -o "$out.plan" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant plan $file: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/plan.schema.json" "$out.plan" >>"$list"
    "$program" replay "$out.plan" --present 0.9 -o "$out.replay" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant replay $out.plan: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/replay.schema.json" "$out.replay" >>"$list"
    "$program" certify "$out.plan" --json >"$out.plan.proof" 2>"$folder/err"
    holds=$?
    note "orthant certify $out.plan: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/plan-certificate.schema.json" "$out.plan.proof" >>"$list"
    for certified in path best; do
        "$program" certify "$out.$certified" --json >"$out.$certified.proof" 2>"$folder/err"
        holds=$?
        note "orthant certify $out.$certified: $(cat "$folder/err")" $holds
        printf 'accept\t%s\t%s\n' "$schemas/certificate.schema.json" "$out.$certified.proof" >>"$list"
    done
done
for input in tests/cases/scenario/*/input.json; do
    "$program" compare "$input" >"$folder/out" 2>"$folder/err"
    code=$?
    [ $code -eq 3 ] && [ ! -s "$folder/out" ] && [ "$(wc -l <"$folder/err")" -eq 1 ]
    holds=$?
    note "orthant compare $input: exit code $code, $(cat "$folder/err")" $holds
done
# Plans of every target, with missed blocks, a pool and a target that is not legal; and a
# certificate that refuses.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.995", "0.005"]}, "steps": 9, "chain": {"block_time": "0.25", "block_present": "0.8", "seed": 1}}' >"$folder/edge"
for target in $("$program" list targets --csv | sed '1d; s/,.*//'); do
    out=$folder/plan-$target
    "$program" plan "$folder/edge" --calls 1 --target $target --legal -o "$out" \
        --pool 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant plan --target $target: $(cat "$folder/err")" $holds
    "$program" replay "$out" --json >"$out.replay" 2>"$folder/err"
    holds=$?
    note "orthant replay $out: $(cat "$folder/err")" $holds
    sed 's/"gas": 0/"gas": 1/' "$out" >"$out.bad"
    "$program" certify "$out.bad" --json >"$out.proof" 2>"$folder/err"
    [ $? -eq 1 ]
    holds=$?
    note "orthant certify $out.bad: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/plan.schema.json" "$out" >>"$list"
    printf 'accept\t%s\t%s\n' "$schemas/replay.schema.json" "$out.replay" >>"$list"
    printf 'accept\t%s\t%s\n' "$schemas/plan-certificate.schema.json" "$out.proof" >>"$list"
    for change in 's/"limit": [0-9.]*/"limit": 0.4/' 's/"weight_limits"/"weights_limits"/' \
        's/"p95": /"p96": /' 's/"kind": "[a-z-]*"/"kind": "x"/' 's/"steps": 9/"steps": 0/'; do
        bad=$((bad + 1))
        sed "$change" "$out.replay" >"$out.replay-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/replay.schema.json" "$out.replay-$bad" >>"$list"
    done
done
# The calls of every target that has calls, for a multisig.
for target in $("$program" list targets --csv | sed '1d; s/,.*//; /v3-lbp/d'); do
    out=$folder/batch-$target
    "$program" plan scenarios/btc-usdc-50-90.json --calls 2 --steps 100 --target $target --batch 1 --format safe-batch \
        --pool 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed --token-addresses 0x$(printf %040d 1),0x$(printf %040d 2) \
        --chain-id 1 --to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed >"$out" 2>"$folder/err"
    holds=$?
    note "orthant plan --target $target --format safe-batch: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/safe-batch.schema.json" "$out" >>"$list"
    for change in 's/"chainId": "1"/"chainId": 1/' 's/"value": "0"/"value": 0/' 's/"data": "0x/"data": "/' 's/"to": "0x5/"to": "0x/' \
        's/"payable": false/"payable": true/' 's/"contractMethod"/"method"/' 's/to be mined at [0-9]*-/to be mined at x/'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/safe-batch.schema.json" "$out-$bad" >>"$list"
    done
done
# What a run of a sweep came to: all of it, a shard of it, with a point that fails.
"$program" sweep scenarios/sweeps/fee-and-steps.json -o "$folder/runs" --json >"$folder/run" 2>"$folder/err"
holds=$?
note "orthant sweep: $(cat "$folder/err")" $holds
printf '{"orthant": 1, "command": "simulate", "vary": {"/steps": [10, 100], "/blocks_per_step": [1, 10]}, "scenario": {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": 10, "pool": {"value": 1000000, "unit": "USD"}, "market": {"model": "gbm", "blocks": 500, "block_seconds": 12, "volatility": [0.8, 0]}}}' |
    "$program" sweep - -o "$folder/runs-2" --json --shard 1/1 >"$folder/run-2" 2>"$folder/err"
[ $? -eq 1 ]
holds=$?
note "orthant sweep with a point that fails: $(cat "$folder/err")" $holds
# Each line of their files of points, and of one with groups of price paths.
printf '{"orthant": 1, "command": "simulate", "collect": ["/results/0/shortfall", "/nothing"], "vary": {"/steps": [10, 20]}, "scenario": {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": 10, "pool": {"value": 1000000, "unit": "USD"}, "market": {"model": "gbm", "blocks": 50, "block_seconds": 12, "volatility": [0.8, 0]}, "monte_carlo": {"paths": 40, "seed": 1}}}' |
    "$program" sweep - -o "$folder/runs-groups" >"$folder/out" 2>"$folder/err"
holds=$?
note "orthant sweep over price paths: $(cat "$folder/err")" $holds
number=0
schema=$schemas/sweep-points.schema.json
cat "$folder"/runs/points-*.jsonl "$folder"/runs-2/points-*.jsonl "$folder"/runs-groups/points-*.jsonl |
    while read -r line; do
        number=$((number + 1))
        printf '%s\n' "$line" >"$folder/line-$number"
        printf 'accept\t%s\t%s\n' "$schema" "$folder/line-$number" >>"$list"
        printf '%s\n' "$line" | sed 's/"check":"./&x/' >"$folder/line-$number-bad"
        printf 'refuse\t%s\t%s\n' "$schema" "$folder/line-$number-bad" >>"$list"
        printf '%s\n' "$line" | sed 's/"value"/"valued"/; s/"shards"/"parts"/; s/"failed"/"failing"/' \
            >"$folder/line-$number-other"
        printf 'refuse\t%s\t%s\n' "$schema" "$folder/line-$number-other" >>"$list"
    done
for file in run run-2; do
    printf 'accept\t%s\t%s\n' "$schemas/sweep-run.schema.json" "$folder/$file" >>"$list"
    for change in 's/"partial": false/"partial": 0/' 's/"of": 1/"of": 0/' 's/"first_failure"/"failure"/'; do
        bad=$((bad + 1))
        sed "$change" "$folder/$file" >"$folder/$file-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/sweep-run.schema.json" "$folder/$file-$bad" >>"$list"
    done
done
# What is best of it, by any difference; and by paired ones.
"$program" sweep scenarios/sweeps/momentum.json -o "$folder/runs-3" >"$folder/out" 2>"$folder/err" &&
    "$program" sweep best "$folder/runs-3" --by shortfall --json >"$folder/best-1" 2>"$folder/err"
holds=$?
note "orthant sweep best, paired: $(cat "$folder/err")" $holds
"$program" sweep best "$folder/runs" --by /results/1/loss_bp --json >"$folder/best-2" 2>"$folder/err"
holds=$?
note "orthant sweep best: $(cat "$folder/err")" $holds
for file in best-1 best-2; do
    printf 'accept\t%s\t%s\n' "$schemas/sweep-best.schema.json" "$folder/$file" >>"$list"
    for change in 's/"basis": "[a-z]*"/"basis": "luck"/' 's/"rank": 1,/"rank": 0,/' 's/"ci95": \(null\|\[.*\]\),/"ci95": [1],/'; do
        bad=$((bad + 1))
        sed "$change" "$folder/$file" >"$folder/$file-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/sweep-best.schema.json" "$folder/$file-$bad" >>"$list"
    done
done
# A plan that is safe, and with a part of that missing or wrong.
"$program" plan scenarios/btc-usdc-with-fee.json --steps 720 --calls 2 --safe blocks=1,capital=0.3 -o "$folder/safe.plan" \
    >/dev/null 2>"$folder/err"
holds=$?
note "orthant plan --safe: $(cat "$folder/err")" $holds
printf 'accept\t%s\t%s\n' "$schemas/plan.schema.json" "$folder/safe.plan" >>"$list"
for change in 's/"blocks": 1, //' 's/"capital": [0-9.]*/"capital": 0/' 's/"safe": {/"safe": {"stake": 1, /' \
    's/"safe": {.*}}/"safe": null}/'; do
    bad=$((bad + 1))
    sed "$change" "$folder/safe.plan" >"$folder/safe-$bad"
    printf 'refuse\t%s\t%s\n' "$schemas/plan.schema.json" "$folder/safe-$bad" >>"$list"
done
# Safety of paths, of a plan with missed blocks, of strategies; and with one thing wrong.
"$program" plan "$folder/edge" --calls 1 -o "$folder/edge.plan" >/dev/null 2>&1
sed 's/"paths": 100/"paths": 2/' scenarios/strategies/four.json >"$folder/four-paths"
number=0
for given in "scenarios/btc-usdc-with-fee.json --blocks 3 --capital 0.9 --stake 0.2" \
    "scenarios/three-token.json --fee 0.003 --steps 10,100 --swap-limit 0.3" \
    "$folder/edge.plan --fee 0.01 --capital 1/100" \
    "$folder/four-paths --fee 0.003 --blocks 2"; do
    number=$((number + 1))
    out=$folder/safety-$number
    # shellcheck disable=SC2086
    "$program" safety $given --json >"$out" 2>"$folder/err"
    [ $? -le 1 ]
    holds=$?
    note "orthant safety $given: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/safety.schema.json" "$out" >>"$list"
    for change in 's/"subject": "[a-z]*"/"subject": "pool"/' 's/"first_block"/"block"/' \
        's/"safe": [a-z]*/"safe": 1/' '/"extraction":/d' 's/"runs": [0-9]*/"runs": 0/'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/safety.schema.json" "$out-$bad" >>"$list"
    done
done
# A pool's log read back: with what is known and not, events, another log; and with one thing wrong.
"$program" simulate scenarios/market/btc-eth-usdc-gbm.json --paths linear --record every=1 --csv \
    >"$folder/log.csv" 2>/dev/null
head -n 3 "$folder/log.csv" >"$folder/few.csv"
number=0
for given in "$folder/log.csv --fee 0.003 --events" "$folder/few.csv" "scenarios/market/pool-log.csv --only-traded" \
    "$folder/log.csv --fee 0.003 --gas 2 --against $folder/log.csv"; do
    number=$((number + 1))
    out=$folder/live-$number
    # shellcheck disable=SC2086
    "$program" live $given --json >"$out" 2>"$folder/err"
    holds=$?
    note "orthant live $given: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/live.schema.json" "$out" >>"$list"
    for change in 's/"fee_known": "[a-z]*"/"fee_known": "no"/' 's/"traded": [0-9]*/"traded": -1/' \
        's/"reason"/"why"/' '/"lvr":/d' 's/"drift": {"mean"/"drift": {"means"/'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/live.schema.json" "$out-$bad" >>"$list"
    done
done
# A scenario without a pool, from standard input, and losses of nothing moving.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["1/3", "2/3"]}, "target": {"weights": ["1/3", "2/3"]}, "steps": [1, 2]}' |
    "$program" compare - --json >"$folder/still" 2>"$folder/err"
holds=$?
note "orthant compare -: $(cat "$folder/err")" $holds
printf 'accept\t%s\t%s\n' "$schemas/comparison.schema.json" "$folder/still" >>"$list"

# An optimum with a running cost, and its certificate.
for given in "--forecast scenarios/market/three-token-forecast.csv" \
    "--tracking 5e4 --price-volatility 0.8,0.9 --free-end"; do
    bad=$((bad + 1))
    out=$folder/running-$bad
    # shellcheck disable=SC2086
    "$program" optimum scenarios/three-token.json --steps 4 $given -o "$out" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant optimum $given: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/optimum.schema.json" "$out" >>"$list"
    "$program" certify "$out" --json >"$out.proof" 2>"$folder/err"
    holds=$?
    note "orthant certify $out: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/certificate.schema.json" "$out.proof" >>"$list"
    for change in 's/"end": "[a-z]*"/"end": "x"/' '/"objective_lower_bound"/d' 's/"running_cost"/"running"/' \
        's/"objective_lower_bound": .*/&\n"optimum_lower_bound": "0",/'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/optimum.schema.json" "$out-$bad" >>"$list"
    done
done

# Strategies: one price path, with intervals by bootstrap, and several; and results that are none.
four=scenarios/strategies/four.json
schema=$schemas/simulation.schema.json
for given in "--price-path 0" "--price-paths 3"; do
    bad=$((bad + 1))
    out=$folder/strategies-$bad
    # shellcheck disable=SC2086
    "$program" simulate $four $given -o "$out" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant simulate $four $given: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schema" "$out" >>"$list"
    for change in 's/"sharpe"/"sharp"/' 's/"hold": {/"held": {/' 's/"performance"/"performances"/' '/"years"/d'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schema" "$out-$bad" >>"$list"
    done
done

# Launches: one price path and several, settings, and results that are none.
schema=$schemas/launch.schema.json
for given in "--paths linear --contract v3" "--price-paths 3 --start-weights 0.9,0.99 --days 0.05"; do
    bad=$((bad + 1))
    out=$folder/launch-$bad
    # shellcheck disable=SC2086
    "$program" launch scenarios/launch/fair-launch.json $given -o "$out" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant launch $given: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schema" "$out" >>"$list"
    for change in 's/"raised": /"rased": /' 's/"demand": "[a-z]*"/"demand": "x"/' 's/"p95"/"p99"/' \
        's/"steps": [0-9]*/"steps": 0/' '/"start_weight"/d' 's/"paid": \[/&0, /'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schema" "$out-$bad" >>"$list"
    done
done

# The best fee: with and without a pool, where nothing moves and where no fee earns.
fee=scenarios/market/which-fee.json
schema=$schemas/fee.schema.json
sed 's/"pool": {.*},$//; s/"0.9", "0.1"/"0.5", "0.5"/' $fee >"$folder/fee-still"
for case in "$fee" "$folder/fee-still" "$fee --price-volatility 9" "$fee --flow 0 --elasticity 0"; do
    bad=$((bad + 1))
    out=$folder/fee-$bad
    # shellcheck disable=SC2086
    "$program" fee $case -o "$out" >/dev/null 2>"$folder/err"
    holds=$?
    note "orthant fee $case: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schema" "$out" >>"$list"
    for change in 's/"net": /"nett": /' 's/"end": "[a-z]*"/"end": "x"/' 's/"fee_bp": [0-9.e-]*/"fee_bp": 0/'; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schema" "$out-$bad" >>"$list"
    done
done

node tests/schema/check.mjs <"$list" >"$folder/out" 2>"$folder/err"
holds=$?
note "the schemas and the program differ: $(cat "$folder/out" "$folder/err")" $holds
cases=$((cases + $(wc -l <"$list")))

finish
