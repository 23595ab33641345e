#!/bin/sh
# orthant market score and fit as commands: what is planted comes out, a model is fitted, scored and
# run from what was written, what is refused and with which exit code.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

market() { # exit code expected, arguments
    want=$1
    shift
    run "$want" market "$@"
}

# A pool's recording has the prices of the model, which are the data here.
record_garch 4000
for token in A B; do
    cut -d, -f "1,$([ $token = A ] && echo 2 || echo 3)" "$folder/panel.csv" |
        sed '1s/.*/time,price/' >"$folder/$token.csv"
done

# What was planted lies in the intervals, here and for this seed.
market 0 fit "A=$folder/A.csv" "B=$folder/B.csv" --model garch --json -o "$folder/fitted.json"
inside() { # key, planted; of the first token
    sed -n "s/^ *\"$1\": {.*\"low\": \([-0-9.e+]*\), \"high\": \([-0-9.e+]*\),.*/\1 \2/p" \
        "$folder/out" | head -n 1 >"$folder/interval"
    awk "BEGIN {found = 0} {found = \$1 < $2 && $2 < \$2} END {exit !found}" "$folder/interval"
    holds=$?
    expect "$1 $2 lies in $(cat "$folder/interval")" $holds
}
inside volatility 0.8
inside garch_alpha 0.2
inside garch_beta 0.75
inside correlation 0.6
cp "$folder/out" "$folder/first"
# One panel of both is the same data.
market 0 fit "A,B=$folder/panel.csv" --model garch --json
cmp -s "$folder/out" "$folder/first"
expect "a panel and a file a token give the same fit" $?
market 0 fit "A,B=$folder/panel.csv" --model garch
grep -q '^  A  *garch_nu .*no interval: at the boundary' "$folder/out"
expect "a parameter at a boundary has no interval" $?

# What was written runs, and is scored.
run 0 simulate "$folder/fitted.json" --steps 4 --price-paths 4
market 0 score "A,B=$folder/panel.csv" --model "$folder/fitted.json" --replicates 20 --horizons 1 \
    --train 1 --threads 1 --json -o "$folder/artefact.json"
cmp -s "$folder/out" "$folder/artefact.json"
expect "-o has what --json prints" $?
cp "$folder/out" "$folder/one"
market 0 score "A,B=$folder/panel.csv" --model "$folder/fitted.json" --replicates 20 --horizons 1 \
    --train 1 --threads 3 --json
cmp -s "$folder/out" "$folder/one"
expect "threads do not change a score" $?
market 0 score "A,B=$folder/panel.csv" --model gbm --replicates 20 --horizons 1
grep -q '^train: rows 1 to 2001; ' "$folder/out" && grep -q '^test: rows 2001 to 4001; ' "$folder/out"
expect "both halves are told" $?
[ "$(grep -c 'clustering: missing;$' "$folder/out")" = 2 ]
expect "GBM has no clustering, in both halves" $?
market 0 score "A,B=$folder/panel.csv" --model garch --replicates 0 --horizons 1
grep -q ' clustering: [0-9.]* times closer than GBM;' "$folder/out"
expect "garch is closer than GBM in clustering" $?
market 0 score "A,B=$folder/panel.csv" --model bootstrap --replicates 0 --horizons 1
says 'keeps 100 rows together in the mean, the usual mean length'

# Too few rows, and prices that do not move.
head -n 60 "$folder/panel.csv" >"$folder/few.csv"
market 3 fit "A,B=$folder/few.csv" --model garch
says 'rows'
awk -F, 'NR == 1 {print; next} {print $1 ",1," $3}' "$folder/panel.csv" >"$folder/still.csv"
market 0 score "A,B=$folder/still.csv" --model gbm --replicates 0 --horizons 1,60 --json
! grep -qi 'nan\|inf[^o]' "$folder/out" && grep -q '"reason": "' "$folder/out"
expect "a still token's lines have a reason, and no line is NaN" $?

# A column of prices is named, and what times are to bars.
awk -F, 'NR == 1 {print "time,close,VWAP"; next} {print $1 ",7," $2}' "$folder/A.csv" >"$folder/bars.csv"
market 0 fit "A=$folder/A.csv" --model gbm --json
cp "$folder/out" "$folder/one"
market 0 fit "A=$folder/bars.csv" --model gbm --price-column A=VWAP --stamp A=end --json
cmp -s "$folder/out" "$folder/one"
expect "the prices are those of the column that is named" $?
market 3 fit "A=$folder/bars.csv" --model gbm --price-column A=none
market 2 fit "A=$folder/bars.csv" --model gbm --price-column B=VWAP
says "no file is that token's"
market 2 fit "A,B=$folder/panel.csv" --model gbm --stamp A=end
market 2 score "A=$folder/bars.csv" --model gbm --stamp A=noon
says 'permitted: start, end'
market 2 fit "A=$folder/bars.csv" --model gbm --price-column VWAP
market 2 fit "A=$folder/bars.csv" --model gbm --price-column A=VWAP --price-column A=close
says 'once a token'

# What is refused.
market 3 score "A,C=$folder/panel.csv" --model gbm
market 4 score A=/nowhere/prices.csv --model gbm
market 2 score "A=$folder/A.csv"
says '--model is missing'
market 2 score --model gbm
says 'TOKEN=FILE is missing'
market 2 score A --model gbm
says 'no TOKEN=FILE'
market 2 fit "A=$folder/A.csv" "A=$folder/B.csv" --model gbm
says 'given twice'
market 2 score "A=$folder/A.csv" --model gbm --horizons 5,5
says 'rising'
market 2 score "A=$folder/A.csv" --model gbm --replicates 3
says 'at least 20'
market 2 score "A=$folder/A.csv" --model gbm --mean-length 5
market 2 fit "A=$folder/A.csv" --model gbm --normal
market 2 fit "A=$folder/A.csv" --model levy
says 'gbm, merton, garch or hawkes'
market 2 nothing
says "no sub-command 'nothing'"
cp "$folder/A.csv" "$folder/kept.csv"
market 2 fit "A=$folder/A.csv" --model gbm -o "$folder/A.csv"
cmp -s "$folder/A.csv" "$folder/kept.csv"
expect "an input is not written over" $?

# What is written runs as a pool of one's own too, at rest, with recorded trades and in a sweep; what
# the manual says of the length of blocks.
at_rest() { # file: the scenario with its pool, its target and its noise replaced
    sed -e 's|"target": .*|"target": {"weights": [0.5, 0.5]},|' -e 's|"paths": \[.*|"paths": ["linear"],|' \
        -e 's|"pool": .*|"pool": {"value": "5000000", "unit": "USD", "swap_fee": "0.003"},|' "$1"
}
market 0 fit "A,B=$folder/panel.csv" --model garch --no-drift -o "$folder/own.json"
says 'own.json: its market is fitted; weights, pool and price paths are an example; its blocks are the rows, 60 s'
market 0 fit scenarios/market/trades.csv --model hawkes --block-seconds 60 -o "$folder/flow.json"
{
    at_rest "$folder/own.json" | sed '$d' | sed '$s/$/,/'
    sed -n '/"noise": {/,/}/p' "$folder/flow.json" | sed '$s/},/}/'
    echo '}'
} >"$folder/pool.json"
run 0 simulate "$folder/pool.json" --price-paths 4
grep -q 'swap fee 0.003, .*pool of 5000000 USD$' "$folder/out" && grep -q ' others ' "$folder/out"
expect "a pool at rest runs in the fitted market, with the fitted trades" $?
cat >"$folder/fees.json" <<'END'
{"orthant": 1, "scenario": "pool.json", "command": "simulate",
 "vary": {"/pool/swap_fee": ["0.0005", "0.003", "0.01"], "/monte_carlo/paths": [4]}}
END
run 0 sweep "$folder/fees.json" -o "$folder/fees"
run 0 sweep best "$folder/fees" --by shortfall
shortfall() { # seconds of a block: in 5 days, in bp
    cat >"$folder/blocks.json" <<END
{"orthant": 1, "tokens": ["A", "USD"], "start": {"weights": ["0.5", "0.5"]},
 "target": {"weights": ["0.5", "0.5"]}, "steps": 1, "paths": ["linear"],
 "pool": {"value": "5000000", "unit": "USD", "swap_fee": "0.003"},
 "market": {"model": "gbm", "blocks": $((432000 / $1)), "block_seconds": $1, "volatility": [1, 0]},
 "monte_carlo": {"paths": 200, "seed": 1}}
END
    run 0 simulate "$folder/blocks.json"
    awk '$2 == "linear" {printf "%.1f\n", $5; exit}' "$folder/out" | grep -qx -e "$2"
    expect "with blocks of $1 s the pool falls short by $2 bp" $?
}
shortfall 300 6.4
shortfall 12 1.8

# AIC and BIC of all models; drift held at 0; which options do not go together.
market 0 fit "A,B=$folder/panel.csv" --model gbm --compare
[ "$(grep -c '^  \(gbm\|merton\|garch\) ' "$folder/out")" = 3 ] &&
    grep -q '^  garch .*least AIC  least BIC$' "$folder/out"
expect "three models are compared, and the planted one is the best" $?
tail -n 2 "$folder/out" | tr '\n' ' ' | grep -q "^drift and volatility are a year's .*95 % interval\. $"
expect "the table of gbm says its units" $?
market 0 fit "A,B=$folder/panel.csv" --model merton
grep -q '^drift.* jump_rate is jumps a year, ' "$folder/out"
expect "the table of merton says those of jumps" $?
says 'drift of A, B: these data do not tell it from 0'
market 0 fit "A,B=$folder/panel.csv" --model garch --no-drift --json
[ "$(grep -c '"drift": {"value": 0.0, .*"given: no drift"}' "$folder/out")" = 2 ]
expect "drift is held at 0" $?
market 0 score "A,B=$folder/panel.csv" --model gbm --no-drift --replicates 0 --horizons 1
market 2 score "A,B=$folder/panel.csv" --model bootstrap --no-drift
market 2 fit "A=$folder/A.csv" --estimator --no-drift

# A sine: jumps every block, no memory. It ends, and its scenario is written.
market 0 fit A,B,C=scenarios/strategies/minutes.csv --block-seconds 60 --model garch \
    -o "$folder/sine.json"
says 'held there, and'
run 0 simulate "$folder/sine.json" --steps 4 --price-paths 1

# Ctrl-C leaves nothing.
awk 'BEGIN {srand(1); print "time,A,B,C"; for (i = 0; i < 150000; i++) {
    print 60 * i "," exp(a += (rand() - .5) / 1e3) "," exp(b += (rand() - .5) / 1e3) "," \
        exp(c += (rand() - .5) / 1e3)}}' >"$folder/long.csv"
catches() { # SIGINT, once data are read: a note says so
    caught=$(sed -n 's/^SigCgt:[^0-9a-f]*//p' "/proc/$pid/status" 2>/dev/null)
    [ -s "$folder/err" ] && [ -n "$caught" ] && [ $((0x$caught & 2)) -ne 0 ]
}
mkdir "$folder/cut"
interrupt INT catches market fit "A,B,C=$folder/long.csv" --block-seconds 60 --model garch \
    --compare --json -o "$folder/cut/out.json"
[ $code -eq 130 ] && [ -z "$(ls -A "$folder/cut")" ] && [ ! -s "$folder/out" ] &&
    grep -q '^orthant: market fit: stopped before its end$' "$folder/err"
expect "an interrupt ends a fit with 130, not $code, and leaves nothing" $?
finish
