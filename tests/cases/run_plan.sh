#!/bin/sh
# orthant plan, replay and certify as a person meets them: a plan is written for each target, run,
# certified, and then tampered with in every way that must be refused.
set -u
BUILD=${BUILD:-build}
orthant=$BUILD/orthant
passed=0 failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
out=$folder/out err=$folder/err plan=$folder/plan.json

# expect CODE TEXT command...: the exit code, and TEXT somewhere on standard error (or output).
expect() {
    code=$1 text=$2
    shift 2
    "$@" >"$out" 2>"$err"
    got=$?
    if [ "$got" -eq "$code" ] && { [ -z "$text" ] || cat "$out" "$err" | grep -qF -e "$text"; }; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "exit $got (wanted $code), wanted '$text': $*"
        sed 's/^/    /' "$err"
    fi
}
scenario() { # start target steps, more keys
    printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": %s},
        "target": {"weights": %s}, "steps": %s%s}' "$1" "$2" "$3" "${4:-}" >"$folder/s.json"
}

for target in generic quantamm quantamm-target; do
    scenario '["0.5","0.5"]' '["0.9","0.1"]' 100
    expect 0 "(proven)" "$orthant" plan "$folder/s.json" --calls 3 --target $target -o "$plan"
    expect 0 "distance from the target" "$orthant" replay "$plan"
    expect 0 "are as the file says" "$orthant" certify "$plan"
    expect 0 '"holds": true' "$orthant" certify - --json <"$plan"
    for change in 's/"calldata": "0x\(.\{70\}\)./"calldata": "0x\10/' 's/"log_loss": 0.00\(.\)/"log_loss": 0.01\1/' \
        's/"frozen_early": false/"frozen_early": true/' 's/"gas": 0/"gas": 1/' \
        's/"optimum_lower_bound": "0.0/"optimum_lower_bound": "0.1/'; do
        sed "$change" "$plan" >"$folder/bad.json"
        cmp -s "$plan" "$folder/bad.json" && echo "nothing changed by: $change"
        expect 1 "refused: " "$orthant" certify "$folder/bad.json"
    done
    sed 's/"kind": "plan"/"kind": "plain"/' "$plan" >"$folder/bad.json"
    expect 3 "/kind" "$orthant" certify "$folder/bad.json"
    expect 3 "/kind" "$orthant" replay "$folder/bad.json"
    sed 's/"target": "[a-z-]*"/"target": "quantam"/' "$plan" >"$folder/bad.json"
    expect 3 "the nearest is \"quantamm\"" "$orthant" replay "$folder/bad.json"
    head -c 300 "$plan" >"$folder/bad.json"
    expect 3 "" "$orthant" replay "$folder/bad.json"
    "$orthant" plan "$folder/s.json" --calls 3 --target $target --json >"$folder/again.json" 2>"$err"
    expect 0 "" cmp "$plan" "$folder/again.json"
done

expect 0 "block,at,A,B" "$orthant" replay "$plan" --csv
expect 0 '"kind": "replay"' "$orthant" replay "$plan" --json -o "$folder/replay.json"
expect 0 "calls,log_loss,excess_over_optimum" "$orthant" plan "$folder/s.json" --csv
expect 0 "*    1 " "$orthant" plan "$folder/s.json" --target balancer-v3-lbp
expect 3 "one segment, fixed at its creation" \
    "$orthant" plan "$folder/s.json" --calls 2 --target balancer-v3-lbp
expect 0 "" "$orthant" plan "$folder/s.json" --calls 4 --times equal --points geodesic
expect 2 "--times is free or equal" "$orthant" plan "$folder/s.json" --times often
expect 2 "--calls is auto or a whole number" "$orthant" plan "$folder/s.json" --calls 0
expect 2 "--gas is a decimal number" "$orthant" plan "$folder/s.json" --gas -1
expect 2 "which SCENARIO?" "$orthant" plan
expect 2 "which PLAN?" "$orthant" replay
expect 3 "no target is called" "$orthant" plan "$folder/s.json" --calls 1 --target quantum
expect 4 "" "$orthant" replay "$folder/none.json"

# A weight that the contract does not take, with the rule.
scenario '["0.5","0.5"]' '["0.995","0.005"]' 100
expect 3 "the contract takes weights from" "$orthant" plan "$folder/s.json" --calls 2 --target quantamm-target
expect 3 "below the least weight" "$orthant" plan "$folder/s.json" --calls 1 --target balancer-v3-lbp

# Guard rails.
scenario '["0.5","0.5"]' '["0.9","0.1"]' 100 ', "guard_rails": {"minimum_weight": "0.2"}'
expect 3 "below the minimum weight" "$orthant" plan "$folder/s.json" --calls 2
scenario '["0.5","0.5"]' '["0.9","0.1"]' 100 ', "guard_rails": {"largest_move": "0.15"}'
expect 3 "takes at least 3 calls" "$orthant" plan "$folder/s.json" --calls 2
expect 0 "" "$orthant" plan "$folder/s.json" --calls 3

# A chain of four blocks a second, with missed blocks.
scenario '["0.5","0.5"]' '["0.9","0.1"]' 100 \
    ', "chain": {"block_time": "0.25", "start_time": 1700000000, "block_present": "0.9", "seed": 3}'
expect 0 "with missed blocks" "$orthant" plan "$folder/s.json" --calls 2 -o "$plan"
expect 0 "100,1700000025,900000000000000000,100000000000000000" "$orthant" replay "$plan" --csv

# +0.1 % in a week, which a QuantAMM pool does not reach by one target: two calls, to 4e-9.
scenario '["0.5","0.5"]' '["0.501","0.499"]' 50400
expect 0 "distance from the target  4e-09" "$orthant" plan "$folder/s.json" --calls 1 --target quantamm

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
