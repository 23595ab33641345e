#!/bin/sh
# Others' trades and imperfect arbitrage of a scenario: what leaves them out says so, what runs them
# does not.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

left_out="others' trades (noise) are left out"
quiet() { # what must not be said
    ! grep -q "$1" "$folder/err"
    expect "not said: $1" $?
}

for model in poisson hawkes; do
    more=
    [ $model = hawkes ] && more=', "branching": 0.6, "decay": 0.1'
    cat >"$folder/s.json" <<END2
{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
 "target": {"weights": ["0.6", "0.4"]}, "steps": 40, "paths": ["linear"],
 "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.003"},
 "noise": {"model": "$model", "rate": 0.5, "size": "1000"$more},
 "demand": {"flow": 0.1, "elasticity": 300}, "monte_carlo": {"paths": 2, "seed": 5},
 "market": {"model": "gbm", "blocks": 40, "block_seconds": 12, "volatility": ["0.8", "0"]}}
END2
    for command in compare plan; do
        run 0 $command "$folder/s.json"
        says "$left_out"
    done
    run 1 safety "$folder/s.json" # it is not safe
    says "$left_out"
    run 0 fee "$folder/s.json"
    says 'left out, though the scenario has it: noise'
    run 0 simulate "$folder/s.json"
    quiet "$left_out"
    grep -q 'others  *to target' "$folder/out"
    expect "a simulation counts them ($model)" $?
done
sed '/"noise"/d' "$folder/s.json" >"$folder/none.json"
for command in compare plan; do
    run 0 $command "$folder/none.json"
    quiet "$left_out"
done
run 1 safety "$folder/none.json"
quiet "$left_out"

# A sale has its demand in place of all these.
for part in '"noise": {"rate": 0.5, "size": "1000"}' '"arbitrage": {"presence": "0.7"}' \
    '"arbitrage": {"gas": "2", "cost": "0.001"}' '"demand": {"flow": 0.1, "elasticity": 3}'; do
    sed "s/\"steps\": 21600/\"steps\": 100, $part/; s/\"paths\": 1000/\"paths\": 2/" \
        scenarios/launch/fair-launch.json >"$folder/sale.json"
    run 0 launch "$folder/sale.json"
    says "left out, though the scenario has it: $(echo "$part" | sed 's/^"\([a-z]*\)".*/\1/')"
done
run 0 launch scenarios/launch/fair-launch.json --price-paths 2
quiet 'left out'
finish
