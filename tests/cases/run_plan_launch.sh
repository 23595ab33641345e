#!/bin/sh
# orthant plan takes a launch's scenario as it is: the reserve listed first, steps of several blocks,
# a pool without a seed; what such a pool cannot be is refused with its place.
#
# uses: $BUILD/orthant
. tests/support/script.sh
orthant=$BUILD/orthant
out=$folder/out err=$folder/err
plan=$folder/plan.json
sale() { # reserve, virtual reserve, further keys of the launch, of the scenario
    printf '{"orthant": 1, "tokens": ["USDC", "PRJ"], "start": {"weights": ["0.04", "0.96"]},
        "target": {"weights": ["0.5", "0.5"]}, "steps": 72, "blocks_per_step": 10,
        "pool": {"unit": "USDC"}, "chain": {"start_time": 1798761600, "block_time": 360},
        "launch": {"project": "PRJ", "reserve": "USDC",
        "balances": {"project": "9000000", "reserve": "%s"}, "virtual_reserve": "%s",
        "demand": {"model": "value", "value": "0.05"}%s}%s}' "$1" "$2" "${3:-}" "${4:-}" >"$folder/s.json"
}

sale 0 100000.1234567 ', "decimals": {"project": 18, "reserve": 6}'
for version in "" -v4; do
    gives 0 "720 blocks of 6 min 0 s, 3 d 0 h" "$orthant" plan "$folder/s.json" --target balancer-v3-lbp$version -o "$plan"
    says "the plan's tokens are PRJ, USDC"
    says "reserveTokenVirtualBalance is 100000123456, in the smallest unit of USDC"
    says "blockProjectTokenSwapsIn is true: the pool takes no PRJ back"
    gives 0 '"projectTokenStartWeight": "960000000000000000"' cat "$plan"
    gives 0 '"reserveTokenVirtualBalance": "100000123456"' cat "$plan"
    gives 0 '"endTime": "1799020800"' cat "$plan"
    gives 0 '"blockProjectTokenSwapsIn": "1"' cat "$plan"
    gives 0 "are as the file says" "$orthant" certify "$plan"
    gives 0 "PRJ" "$orthant" replay "$plan"
    # Its rows are found by the names of the tokens, whatever their order.
    gives 0 "0.00101596" "$orthant" compare "$folder/s.json" --steps 720 --paths "file:$plan"
    sed 's/"blockProjectTokenSwapsIn": "1"/"blockProjectTokenSwapsIn": "0"/' "$plan" >"$folder/bad.json"
    gives 1 "is not what its arguments encode to" "$orthant" certify "$folder/bad.json"
done
sale 100000 0 ', "sales_blocked": false'
gives 0 "PRJ can be sold to the pool" "$orthant" plan "$folder/s.json" --target balancer-v3-lbp -o "$plan"
gives 0 '"reserveTokenVirtualBalance": "0"' cat "$plan"
gives 0 '"blockProjectTokenSwapsIn": "0"' cat "$plan"
gives 0 "are as the file says" "$orthant" certify "$plan"
gives 0 "*    2 " "$orthant" plan "$folder/s.json" --calls 2 --target generic

sale 1 100000
gives 3 "/launch/balances/reserve: 1 beside a virtual reserve" "$orthant" plan "$folder/s.json" --target balancer-v3-lbp
sale 0 1e-9 ', "decimals": {"project": 18, "reserve": 6}'
gives 3 "less than the smallest unit of a token of 6 decimals" "$orthant" plan "$folder/s.json" --target balancer-v3-lbp
sale 100000 0
sed -i 's/"0.04", "0.96"/"0.005", "0.995"/' "$folder/s.json"
gives 3 "the contract takes weights from 0.01 to 0.99" "$orthant" plan "$folder/s.json" --target balancer-v3-lbp

# A simulation's blocks and a plan's are the same time.
sale 100000 0 "" ', "market": {"model": "gbm", "blocks": 720, "block_seconds": 360, "volatility": [0, 0.8], "prices": [1, 0.05]}'
gives 0 "3 d 0 h" "$orthant" plan "$folder/s.json" --target balancer-v3-lbp
! grep -q "in a simulation" "$err"
expect "no word of a simulation that lasts otherwise" $?

finish
