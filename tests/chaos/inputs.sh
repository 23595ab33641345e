#!/bin/sh
# Fills a folder with what the command lines of tests/chaos/commands read: inputs.sh FOLDER.
set -eu
folder=$1
program=${BUILD:-build}/orthant
mkdir -p "$folder"

# No key of 14 letters: jansson 2.14 reads on past its buffer where that cannot grow for the quote.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
    "target": {"weights": ["0.995", "0.005"]}, "steps": 4, "guard_rails": {"largest_move": "0.3"},
    "chain": {"block_time": "0.5", "block_present": "0.8", "seed": 1}}' >"$folder/edge.json"

# Price files of every kind; 1,100 rows, so that the tables have to grow.
awk -v folder="$folder" 'BEGIN {
    for (k = 0; k < 1100; k++) {
        t = 1714521600 + 60 * (k % 100 == 0 ? k + 1 : k % 100 == 1 ? k - 1 : k)
        p = 100 + k % 37 / 7
        printf "%d000000,%.8f,9,9,%.8f,1,%d999999,1,5,1,1,0\n", t, p, p + 0.25, t + 59 > (folder "/klines.csv")
        if (k % 40 == 0) # a tree of JSON is many allocations
            printf "%s[%d000, %.6f]", k ? ", " : "{\"prices\": [", t, 3 * p > (folder "/gecko.json")
        printf "%s%d;9;9;9;\"%.4f\"\r\n", k ? "" : "\357\273\277timeOpen;open;high;low;close\r\n", t, p / 5 > (folder "/cap.csv")
        printf "%s%d,%.9f,1\n", k ? "" : "time,price,coin\n", t, p > (folder "/own.csv")
        printf "%s%d,%.4f,%.4f,%.4f,%.4f\n", k ? "" : "time,A,B,C,D\n", t, p, 2 * p + k % 5, p / 3, p > (folder "/panel.csv")
    }
    printf "]}\n" > (folder "/gecko.json")
}'
awk 'BEGIN {
    for (k = 0; k < 6; k++)
        printf "%s[%d, 60, \"62\", 59.5, %s, null]", k ? ", " : "[", 1714521600 + 60 * k, k == 3 ? "null" : 60 + k / 8
    print "]"
}' >"$folder/bars.json"
gzip -nc "$folder/klines.csv" >"$folder/klines.csv.gz"
market() { # file, the key "market"
    printf '{"orthant": 1, "tokens": ["A", "B", "C", "D", "U"], "start": {"weights": ["0.1", "0.2", "0.3", "0.2", "0.2"]}, "target": {"weights": ["0.3", "0.1", "0.2", "0.2", "0.2"]}, "steps": 10, "pool": {"value": "1000", "unit": "USD", "swap_fee": "0.001"}, "market": {%s}}' "$2" >"$folder/$1"
}
market files.json '"model": "files", "numeraire": "U", "blocks": 20, "files": {"A": "klines.csv", "B": "gecko.json", "C": "cap.csv", "D": {"file": "own.csv", "time_column": "time", "price_column": "price", "stamp": "end", "where": {"coin": 1}}}'
market bootstrap.json '"model": "bootstrap", "file": "panel.csv", "numeraire": "U", "mean_length": 10, "blocks": 20'
market garch.json '"model": "garch", "block_seconds": 60, "blocks": 20, "volatility": [0.5, 0.4, 0.3, 0.2, 0], "garch_alpha": [0.1, 0.1, 0.1, 0.1, 0], "garch_beta": [0.8, 0.8, 0.8, 0.8, 0], "garch_nu": [5, 5, 5, 5, 5], "correlation": [[1, 0.5, 0, 0, 0], [0.5, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]'
printf '{"orthant": 1, "tokens": ["A", "B", "U"], "strategy": [
    {"name": "filters", "rule": {"kind": "ensemble", "members": [
        {"rule": {"kind": "momentum", "speed": [1, 2, 1]}, "estimator": {"kind": "trend", "memory_days": 0.01}},
        {"rule": "min_variance:0.9"},
        {"rule": {"kind": "power_channel", "speed": 1}, "estimator": {"kind": "level+ar1", "q": 0.1, "rho": [0.3, 0.1, 0]}}]},
     "link": {"kind": "tsallis", "least_weight": "0.05", "score_range": 1, "reference": [0.4, 0.3, 0.3]}, "move": {"path": "geodesic", "over": 5}, "update_every": 2, "warm_up": 4},
    {"name": "flow", "rule": {"kind": "value_softmax", "rate": 1, "value_rate": 0.5}, "initial_weights": ["0.2", "0.3", "0.5"]},
    {"name": "index", "rule": {"kind": "index_market_cap", "supply": [1, 2, 300], "cap": 0.6}}],
    "market": {"model": "gbm", "block_seconds": 60, "blocks": 12, "volatility": [0.5, 0.4, 0]}}' >"$folder/strategies.json"
# With blocks of a day, so that figures of strategies have intervals.
sed 's/"block_seconds": 60/"block_seconds": 86400/' "$folder/strategies.json" >"$folder/days.json"
# A unit that is a token priced 1: the market is asked. And blocks without an arbitrageur.
sed 's/"USD"/"U"/; s/"steps": 10,/& "arbitrage": {"presence": 0.5},/' "$folder/garch.json" >"$folder/unit.json"

# A page has thousands of allocations: one step along one path.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
    "target": {"weights": ["0.6", "0.4"]}, "steps": 1, "paths": ["linear"]}' >"$folder/page.json"

# A sale with buyers of every kind.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.96", "0.04"]}, "target": {"weights": ["0.5", "0.5"]},
    "steps": 50, "paths": ["linear", "geodesic"], "pool": {"unit": "B", "swap_fee": "0.01"}, "monte_carlo": {"paths": 3, "seed": 1},
    "launch": {"project": "A", "reserve": "B", "balances": {"project": "9000000", "reserve": "100000"}, "sales_blocked": false,
        "demand": {"model": "buyers", "value": "0.05", "rate": "100000", "budget": {"mean": "500", "deviation": "1"},
            "reservation": {"deviation": "0.4"}, "patient": "0.3", "flippers": {"share": "0.2", "gain": "0.1"}},
        "sniper": {"capital": "10000", "exit": "end"}}}' >"$folder/launch.json"

# Strategies, one of each kind of key, and their files.
strategies() { # file, the key "strategy", the market
    printf '{"orthant": 1, "tokens": ["A", "B"], "market": %s, "strategy": [%s]}' "$3" "$2" >"$folder/$1"
}
strategies ensemble.json '{"rule": {"kind": "ensemble", "members": [{"rule": "momentum:1", "estimator": {"memory_days": 5}}, {"rule": {"kind": "power_channel", "speed": 2, "exponent": [1, 2]}, "estimator": {"lambda": 0.9}}]}, "link": {"softmax": 1}, "update_every": "1h", "rails": {"largest_change_a_block": 0.1}, "initial_weights": ["0.4", "0.6"]}' \
    '{"model": "gbm", "block_seconds": 600, "blocks": 20, "volatility": [0.5, 0.4]}'
printf 'time,A,B\n1714521600,0.5,0.5\n1714525200,0.25,0.75\n' >"$folder/targets.csv"
strategies laid.json '{"rule": "file:targets.csv"}, {"rule": {"kind": "index_market_cap", "supply": "targets.csv"}}' \
    '{"model": "panel", "file": "panel.csv", "blocks": 20}'
strategies executed.json '{"rule": "momentum:1", "estimator": {"lambda": 0.9}, "update_every": "1h", "execute": "contract"}' \
    '{"model": "gbm", "block_seconds": 600, "blocks": 20, "volatility": [0.5, 0.4]}'

# Prices whose volatility clusters, for fits; no awk's own random numbers, which differ.
awk 'BEGIN {
    print "time,A,B"
    seed = 7
    for (k = 0; k < 460; k++) {
        printf "%d", 1714521600 + 3600 * k
        for (i = 1; i <= 2; i++) {
            normal = 0
            for (j = 0; j < 12; j++) {
                seed = seed * 16807 % 2147483647
                normal += seed / 2147483647 - 0.5
            }
            variance[i] = 2e-7 + 0.2 * move[i] * move[i] + 0.7 * (k == 0 ? 2e-6 : variance[i])
            move[i] = sqrt(variance[i]) * normal
            level[i] += move[i]
            printf ",%.9f", 100 * exp(level[i])
        }
        print ""
    }
}' >"$folder/walk.csv"

# A pool's log.
"$program" simulate scenarios/market/btc-eth-usdc-gbm.json --paths linear --record every=1 --csv 2>/dev/null |
    head -n 40 | sed 's/,time/,hour/' >"$folder/log.csv"

# Schedules of the user's own, an optimum and a plan; two scenarios, one in a folder within.
move=scenarios/three-token.json
for format in json csv; do
    "$program" path $move --steps 3 --path amgm --format $format >"$folder/ours.$format" 2>/dev/null
done
"$program" optimum $move --steps 2 --digits 3 --json >"$folder/best.json" 2>/dev/null
printf 'step,BTC,ETH,USDC\n1,0.1,0,0\n2,0.1,0,0\n' >"$folder/forecast.csv"
"$program" optimum scenarios/three-token.json --steps 2 --digits 3 --json --tracking 1e4 \
    --price-volatility 0.8,0.6 --forecast "$folder/forecast.csv" >"$folder/running.json" 2>/dev/null
"$program" plan "$folder/edge.json" --calls 2 --legal --json >"$folder/plan.json" 2>/dev/null
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
    "target": {"weights": ["0.6", "0.4"]}, "steps": 4, "chain": {"trade_limit": "0.1"}}' >"$folder/small.json"
"$program" plan "$folder/small.json" --calls 1 --json >"$folder/trades.json" 2>/dev/null
# A plan as a path, and one whose arguments are not what its calldata holds.
"$program" plan $move --steps 3 --calls 1 --json >"$folder/three.json" 2>/dev/null
sed '/"endWeights"/,/\]/ s/"4000/"4100/' "$folder/three.json" >"$folder/lies.json"
mkdir -p "$folder/place/scenarios/within"
cp $move "$folder/place/scenarios"
cp scenarios/market/panel.json "$folder/place/scenarios/within"

# The points of a small sweep, with groups of price paths.
printf '{"orthant": 1, "command": "simulate", "vary": {"/steps": [2, 4]}, "collect": ["/results/0/shortfall"], "scenario": {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.6", "0.4"]}, "steps": 4, "pool": {"value": "1000", "unit": "USD"}, "market": {"model": "gbm", "blocks": 4, "block_seconds": 12, "volatility": [0.5, 0]}, "monte_carlo": {"paths": 4}}}' |
    "$program" sweep - -o "$folder/points" --fresh >/dev/null 2>&1
