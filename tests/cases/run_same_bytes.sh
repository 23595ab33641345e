#!/bin/sh
# The same input gives the same bytes: in another run, on each set of kernels that this processor
# has, on one, two and five threads, under a locale that writes a decimal comma, and through a file,
# standard input or -o.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

# A pool's log; its prices are those that models are fitted to and scored on.
cat >"$folder/recorded.json" <<'END'
{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
 "target": {"weights": ["0.3", "0.7"]}, "steps": 100, "paths": ["linear"],
 "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.003"},
 "monte_carlo": {"paths": 1, "seed": 5},
 "market": {"model": "garch", "blocks": 997, "block_seconds": 60, "volatility": ["0.8", "0.5"],
  "correlation": [["1", "0.6"], ["0.6", "1"]], "garch_alpha": ["0.2", "0.2"],
  "garch_beta": ["0.75", "0.75"]}}
END
"$program" simulate "$folder/recorded.json" --record every=1 --csv >"$folder/log.csv" 2>"$folder/err"
awk -F, 'NR == 1 {
        for (i = 1; i <= NF; i++)
            column[$i] = i
        print "time,A,B"
        next
    }
    {print 1700000040 + 60 * NR "," $column["price A"] "," $column["price B"]}' \
    "$folder/log.csv" >"$folder/panel.csv"

models() { # folder for the results, threads: what is known of a market, and what its notes say
    mkdir -p "$1"
    for model in gbm merton garch bootstrap; do
        "$program" market score "A,B=$folder/panel.csv" --model $model --replicates 20 \
            --horizons 1,5 --json --threads "$2" >"$1/score-$model.json" 2>"$1/score-$model.notes"
        [ $model = bootstrap ] || "$program" market fit "A,B=$folder/panel.csv" --model $model \
            --json -o "$1/fit-$model.scenario" >"$1/fit-$model.json" 2>"$1/fit-$model.notes"
    done
    "$program" market score "A,B=$folder/panel.csv" --model gbm --replicates 0 --train 1 \
        --threads "$2" >"$1/score.table" 2>"$1/score.notes"
    "$program" market fit "A,B=$folder/panel.csv" --estimator --lambda 0.9 --json \
        >"$1/estimator.json" 2>"$1/estimator.notes"
    "$program" market fit scenarios/market/trades.csv --model hawkes --block-seconds 12 --json \
        -o "$1/hawkes.scenario" >"$1/hawkes.json" 2>"$1/hawkes.notes"
    "$program" live "$folder/log.csv" --against "$folder/log.csv" --json -o "$1/live.part" \
        >"$1/live.json" 2>"$1/live.notes"
    "$program" live "$folder/log.csv" --events >"$1/live.table" 2>"$1/events.notes"
    "$program" simulate scenarios/market/crowded-flow.json --price-paths 5 --json --threads "$2" \
        2>"$1/flow.notes" | sed '/"threads": /d' >"$1/flow.json"
    sed -i "s|$1|FOLDER|g" "$1"/*.notes # they name what is written
}

# Like the defaults but in every respect that a result could depend on.
results() { # folder for the results
    mkdir -p "$1"
    for move in btc-usdc-50-90 three-token eight-token extreme smallest-moves; do
        file=scenarios/$move.json
        "$program" compare $file --json --steps 1,3,64,1001 -o "$1/$move.file.json" \
            --paths linear,geometric,amgm,bisection,geodesic,power:0.3 >"$1/$move.json"
        "$program" compare $file >"$1/$move.table"
        "$program" compare $file --csv >"$1/$move.csv"
        for path in geodesic bisection power:-1.5; do
            "$program" path $file --path $path --steps 777 --csv >"$1/$move.$path.csv"
        done
        "$program" path - --json --steps 33 <$file >"$1/$move.path.json"
    done 2>"$1/err"
    for market in btc-eth-usdc-gbm weekly-update pool-or-exchange; do
        "$program" simulate scenarios/market/$market.json --json --price-paths 20 \
            >"$1/$market.json"
        "$program" simulate scenarios/market/$market.json --price-paths 20 >"$1/$market.table"
    done 2>>"$1/err"
    "$program" safety scenarios/three-token.json --fee 0.003 --steps 720 --blocks 5 --capital 0.5 \
        --json >"$1/safety.json" 2>>"$1/err"
    "$program" safety scenarios/btc-usdc-with-fee.json --steps 720 --blocks 5 --capital 1 --stake 0.3 \
        >"$1/safety.table" 2>>"$1/err"
    "$program" steps scenarios/market/weekly-update.json --tracking 0.1 --price-paths 8 --json \
        >"$1/steps.json" 2>>"$1/err"
    "$program" steps scenarios/market/weekly-update.json --tracking 0.1 --price-paths 8 \
        --threads 1 >"$1/steps.table" 2>>"$1/err"
    "$program" fee scenarios/market/which-fee.json --json >"$1/fee.json" 2>>"$1/err"
    "$program" fee scenarios/market/which-fee.json >"$1/fee.table" 2>>"$1/err"
    models "$1/models" 1
}

same() { # what, folder, and what it is like
    difference=$(diff -rq "${3:-$folder/first}" "$2" 2>&1)
    expect "$1: $difference" $?
}

results "$folder/first"
long=$(find "$folder/first" -type f -size +100c ! -name '*.notes' | wc -l)
[ "$long" -eq 69 ] && [ ! -s "$folder/first/err" ]
holds=$?
expect "69 results of some length, not $long: $(cat "$folder/first/err")" $holds
results "$folder/again"
same "a second run" "$folder/again"

kernels=0
for kernel in avx512 avx2 scalar; do
    ORTH_KERNEL=$kernel "$program" --version | grep -q "kernel $kernel)" || continue
    kernels=$((kernels + 1))
    (export ORTH_KERNEL=$kernel && results "$folder/$kernel")
    same "the $kernel kernels" "$folder/$kernel"
done
for threads in 2 5; do
    models "$folder/$threads" $threads
    same "$threads threads" "$folder/$threads" "$folder/first/models"
done
[ $kernels -ge 1 ]
expect "some kernel can be forced" $?

mkdir "$folder/locales"
localedef -i de_DE -f UTF-8 "$folder/locales/de_DE.UTF-8" >"$folder/out" 2>"$folder/err"
LOCPATH=$folder/locales LC_ALL=de_DE.UTF-8 locale decimal_point 2>&1 | grep -qx ','
expect "a locale with a decimal comma" $?
(export LOCPATH="$folder/locales" LC_ALL=de_DE.UTF-8 && results "$folder/german")
same "a locale with a decimal comma" "$folder/german"

for move in btc-usdc-50-90 three-token eight-token extreme smallest-moves; do
    cmp -s "$folder/first/$move.file.json" "$folder/first/$move.json"
    expect "-o writes what --json prints, $move" $?
done

# Steps outer, paths inner, in the order asked; keys in their fixed order.
"$program" compare scenarios/three-token.json --csv --steps 4,1,1,2 --paths geodesic,linear \
    2>"$folder/err" | cut -d, -f1,2 | paste -sd' ' >"$folder/out"
echo "path,steps geodesic,4 linear,4 geodesic,1 linear,1 geodesic,1 linear,1 geodesic,2 linear,2" |
    cmp -s - "$folder/out"
expect "the order asked" $?

keys() { # the keys of a JSON file, in their order
    grep -o '"[a-z_0-9]*":' "$1" | tr -d '":' | paste -sd' '
}
"$program" compare scenarios/three-token.json --json --steps 2 --paths linear >"$folder/out" \
    2>"$folder/err"
[ "$(keys "$folder/out")" = "orthant kind version scenario scenario_sha256 fisher_rao_distance\
 leading_order_loss price_noise results path steps log_loss loss_bp loss_value saving_vs_linear\
 excess_over_best excess_over_optimum step_loss_cv with_fee gas outside" ]
holds=$?
expect "keys of a comparison: $(keys "$folder/out")" $holds
grep -q "\"scenario_sha256\": \"$(sha256sum scenarios/three-token.json | cut -d' ' -f1)\"" \
    "$folder/out"
expect "the scenario's SHA-256" $?
"$program" path scenarios/three-token.json --json --steps 2 >"$folder/out" 2>"$folder/err"
[ "$(keys "$folder/out")" = "orthant kind tokens path steps log_loss weights" ]
holds=$?
expect "keys of a trajectory: $(keys "$folder/out")" $holds

finish
