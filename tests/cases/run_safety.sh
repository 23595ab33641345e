#!/bin/sh
# orthant safety as a command: known figures, exit codes, what is assumed and said, what is refused
# and with which range, plans with missed blocks, strategies, CSV, pictures.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh
with_fee=scenarios/btc-usdc-with-fee.json

safety() { # exit code expected, arguments
    want=$1
    shift
    run "$want" safety "$@"
}
has() { # text of the output
    grep -qF -e "$1" "$folder/out"
    expect "the output has: $1" $?
}
number() { # key, of the last JSON: its first number
    sed -n "s/^ *\"$1\": \(-\{0,1\}[0-9][0-9.e+-]*\),\{0,1\}$/\1/p" "$folder/out" | head -n 1
}
near() { # what, figure, expected, relative tolerance
    awk "BEGIN {d = ($2) - ($3); if (d < 0) d = -d; exit !(d <= ($4) * ($3))}"
    expect "$1 is $3, not $2" $?
}

# The day's geodesic, 39 blocks and the capital of q = 2: 31 bp, 52 times what all of it costs.
safety 1 $with_fee --paths geodesic --blocks 39 --capital 0.8617260925070437 --json
cp "$folder/out" "$folder/known"
near extraction "$(number extraction)" 0.00313044 1e-5
near displacement "$(number displacement)" 2 1e-9
near capital "$(number capital)" 0.8617260925070437 1e-12
near honest "$(number honest)" 6.20658e-6 1e-5
near largest_step "$(number largest_step)" 4.29266e-4 1e-5
near multiple_of_cost "$(number multiple_of_cost)" 52.427 1e-4
[ "$(number first_block)" = 0 ] && [ "$(number blocks)" = 39 ] && [ "$(number least_safe_blocks)" = 8 ]
expect "the worst window is the first one, and 8 blocks are safe" $?
[ ! -s "$folder/err" ]
expect "nothing was assumed" $?
safety 1 $with_fee --paths geodesic --blocks 39 --capital 0.8617260925070437 -o "$folder/written"
cmp -s "$folder/known" "$folder/written"
expect "-o writes what --json prints" $?
safety 1 $with_fee --paths geodesic --blocks 39 --capital 0.8617260925070437 --json --threads 1
cmp -s "$folder/known" "$folder/out"
expect "one thread gives the same bytes" $?
# The least fee is one at which it is safe, and no much lower one is; so with the largest speed.
fee=$(sed -n 's/^ *"least_fee": \([0-9.e-]*\),/\1/p' "$folder/known")
safety 0 $with_fee --paths geodesic --blocks 39 --capital 0.8617260925070437 --fee "$fee"
has 'Safe: no window gives more than honest arbitrage does.'
safety 1 $with_fee --paths geodesic --blocks 39 --capital 0.8617260925070437 \
    --fee "$(awk "BEGIN {printf \"%.9f\", 0.99 * $fee}")"
safety 1 $with_fee --paths geodesic --steps 720 --blocks 4 --capital 0.86 --json
speed=$(sed -n 's/^ *"largest_speed": \([0-9.e-]*\),/\1/p' "$folder/out")
safety 0 $with_fee --paths geodesic --blocks 4 --capital 0.86 --steps "$(awk "BEGIN {printf \"%d\", 720 / $speed * 1.005}")"
safety 1 $with_fee --paths geodesic --blocks 4 --capital 0.86 --steps "$(awk "BEGIN {printf \"%d\", 720 / $speed * 0.98}")"
safety 0 $with_fee --paths linear --steps 20001 --blocks 1 --capital 0.86
says 'the largest speed is not looked for in more than 20000 blocks'
# 8 blocks are safe and 9 are not.
safety 0 $with_fee --paths geodesic --blocks 8 --capital 0.8617260925070437
safety 1 $with_fee --paths geodesic --blocks 9 --capital 0.8617260925070437
# Small attackers: M < 2 b. The geometric path is safer than the geodesic, that than the linear one.
safety 1 $with_fee --paths geometric,geodesic,linear --blocks 10 --capital 1e-6 --json
[ "$(sed -n 's/^ *"least_safe_blocks": \([0-9]*\),$/\1/p' "$folder/out" | tr '\n' ' ')" = '9 19 14 9 ' ]
expect "geometric, geodesic and linear are safe for 19, 14 and 9 blocks" $?
grep -q '"worst_of": "linear"' "$folder/out"
expect "the worst is of the linear path" $?

# Without a fee nothing that moves is safe, and it says why; what does not move is.
safety 1 scenarios/btc-usdc-50-90.json --blocks 40 --capital 0.9
says 'says no fee of the pool (pool.swap_fee), so there is none; --fee sets it'
says 'without a fee no schedule that moves is safe: the first leg costs nothing'
has 'An attacker with 40 blocks in a row and 0.9 of the pool'
safety 1 $with_fee --fee 0 --blocks 1 --capital 0.001 --paths linear
says 'without a fee no schedule that moves is safe'
sed 's/"0.9", "0.1"/"0.5", "0.5"/' $with_fee >"$folder/still.json"
safety 0 "$folder/still.json" --paths linear --steps 100 --blocks 3 --capital 1 --fee 0 --json
near 'the least fee of nothing' "$(number least_fee)" 0 0

# What is assumed.
safety 1 $with_fee --paths linear
says "the attacker's capital is taken as the pool's whole value; --capital sets it"
says "taken as 32, an epoch of Ethereum; --blocks sets them, or --stake"
safety 1 $with_fee --paths linear --stake 1/5 --capital 1
says 'taken as 9: with that stake a run of so many is expected 0.001 times or more in 7200 blocks'
has 'The next 9 blocks are all his: probability 5.12e-07; 7, the fewest that are not safe: 1.28e-05.'
safety 1 $with_fee --paths linear --steps 5
says 'taken as 5, all there are'

# A jump by a call is a move of one step; with blocks_per_step each step is one.
safety 1 $with_fee --paths linear --steps 1 --blocks 1 --capital 1 --json
cp "$folder/out" "$folder/jump"
jump=$(number extraction)
near 'a jump takes' "$jump" 0.7118 1e-3
sed 's/"orthant": 1,/"orthant": 1, "blocks_per_step": 4,/' $with_fee >"$folder/slow.json"
safety 1 "$folder/slow.json" --paths linear --steps 1 --blocks 4 --capital 1 --json
near 'the same jump, after 4 blocks, takes' "$(number extraction)" "$jump" 0
[ "$(number first_block)" = 0 ] && [ "$(number blocks)" = 4 ]
expect "a window of 4 blocks reaches the jump" $?
safety 1 "$folder/slow.json" --paths linear --steps 1 --blocks 1 --capital 1 --json
[ "$(number first_block)" = 3 ] && [ "$(number blocks)" = 1 ]
expect "a window of one reaches it from the block before" $?
# A fee that is a schedule: each block has its own.
sed 's/"swap_fee": "0.003"/"swap_fee": {"from": "0.2", "to": "0.003", "blocks": 3600}/' $with_fee >"$folder/falling.json"
safety 1 "$folder/falling.json" --paths linear --blocks 12 --capital 1 --csv
awk -F, '$3 == 100 && $4 == 32 {early = 1} $3 == 6000 && $4 < 12 {late = 1} END {exit !(early && late)}' \
    "$folder/out"
expect "it is safe while the fee is high, and not afterwards" $?
[ "$(wc -l <"$folder/out")" -eq 7201 ]
expect "the CSV has a row a block" $?

# What the formula does not know is said.
sed 's/"orthant": 1,/"orthant": 1, "arbitrage": {"presence": "0.5"},/; s/"swap_fee"/"protocol_share": "0.5", "swap_fee"/' \
    $with_fee >"$folder/rare.json"
safety 0 "$folder/rare.json" --paths linear --steps 20000 --blocks 1 --capital 0.1
says 'the pool is counted as at rest when an attack begins'
says 'each fee is counted as kept by the pool'
safety 4 $with_fee --paths linear --steps 1000000000 --blocks 1 --capital 0.1
says 'the windows of 1000000001 blocks take'

# A limit a swap bounds one displacement.
safety 0 $with_fee --paths geodesic --blocks 13 --capital 1 --swap-limit 0.3
has 'in swaps of 0.3 of a reserve or less; the fee is 30 bp'
safety 1 $with_fee --paths geodesic --blocks 13 --capital 1

# Plans: a file or standard input; missed blocks.
"$program" plan scenarios/btc-usdc-50-90.json --calls 2 -o "$folder/plan.json" >/dev/null 2>&1
safety 1 "$folder/plan.json" --stake 0.2
says 'a plan says no fee of the pool, so there is none; --fee sets it'
safety 0 "$folder/plan.json" --blocks 9 --fee 0.003 --capital 1/10 --json
cp "$folder/out" "$folder/of-plan"
"$program" safety - --blocks 9 --fee 0.003 --capital 1/10 --json <"$folder/plan.json" >"$folder/out" 2>"$folder/err"
cmp -s "$folder/of-plan" "$folder/out"
expect "a plan may come from standard input" $?
"$program" safety - --paths linear --steps 700 --blocks 1 --fee 0.01 --capital 1 <$with_fee >"$folder/out" 2>"$folder/err"
[ $? -eq 0 ] && grep -q 'safe$' "$folder/out"
expect "and so may a scenario" $?
sed 's/"steps": 7200/"steps": 7200, "chain": {"block_present": "0.9", "seed": 1}/' \
    scenarios/btc-usdc-50-90.json >"$folder/missing.json"
"$program" plan "$folder/missing.json" --calls 2 -o "$folder/missed.json" >/dev/null 2>&1
safety 1 "$folder/missed.json" --blocks 5 --fee 0.003 --capital 0.5
says 'also along 10 draws of missed blocks, as the plan says'
has 'plan: 11 runs, the worst is number '
safety 0 "$folder/plan.json" --blocks 5 --fee 0.003 --capital 0.5
safety 1 "$folder/missing.json" --steps 100 --blocks 5 --fee 0.0001 --capital 0.5 --paths linear
says 'the missed ones of chain.block_present are those of a plan'

# A plan that was made to be safe is asked about what it was made for.
"$program" plan $with_fee --calls auto --safe blocks=8,capital=0.5 -o "$folder/safe.json" >"$folder/out" 2>"$folder/err"
holds=$?
expect "a safe plan: $(cat "$folder/err")" $holds
safety 0 "$folder/safe.json"
says 'what is not given of the attacker and of the fee is what the plan was made to be safe from: 8 blocks, a capital of 0.5, a fee of 0.003'
has 'An attacker with 8 blocks in a row and 0.5 of the pool'
safety 1 "$folder/safe.json" --blocks 20 --capital 1

# Strategies in closed loop.
sed 's/"paths": 100/"paths": 2/' scenarios/strategies/momentum.json >"$folder/momentum.json"
safety 1 "$folder/momentum.json" --fee 0.003 --blocks 2 --capital 1
says 'what is said holds of the price paths looked at, 2'
has 'momentum: 2 price paths, the worst is number '
has 'in a block, that of block '
safety 1 "$folder/momentum.json" --fee 0.003 --capital 1 --price-paths 1
says 'taken as 32, which last 115200 s here, 3600 s each; --blocks sets them'
safety 1 "$folder/momentum.json" --fee 0.003 --blocks 2 --capital 1 --price-paths 1 --json
grep -q '"largest_speed": null' "$folder/out"
expect "a strategy's speed is its own" $?

# As a contract holds them, weights do not sum to 1.
safety 1 scenarios/strategies/on-chain.json --fee 0.003 --blocks 1 --capital 0.5 --price-paths 1
[ "$(wc -L <"$folder/out")" -le 100 ]
expect "the table is within 100 columns" $?

# What is refused.
safety 2 $with_fee --capital 0
says '--capital: "0"; permitted: numbers above 0 (from 1e-18) to 1000000, in parts of'
safety 2 $with_fee --blocks 7201
says '--blocks: 7201; permitted: whole numbers from 1 to 7200, the blocks of the move'
safety 2 $with_fee --steps 10,20 --blocks 11
says 'from 1 to 10, the blocks of the move'
safety 2 $with_fee --blocks 0
safety 2 $with_fee --stake 0
says '--stake: "0"; permitted'
safety 2 $with_fee --swap-limit 1
says '--swap-limit: "1"; permitted: numbers above 0 (from 1e-18), below 1'
safety 2 $with_fee --fee 1
says '--fee: "1"; permitted: numbers from 0, below 1'
safety 2 $with_fee --fee 0.1 --fee 0.2
safety 2 "$folder/plan.json" --paths linear
says '--paths: that is for a scenario, and'
safety 2 scenarios/strategies/momentum.json --steps 3
safety 4 "$folder/nothing.json"
echo '{"orthant": 1, "kind": "plan"}' >"$folder/half.json"
safety 3 "$folder/half.json"
safety 2 $with_fee --plot "$folder/a.pdf"

for picture in safety.svg safety.png; do
    safety 1 $with_fee --steps 720 --paths linear,geodesic --blocks 40 --capital 0.9 --plot "$folder/$picture" --keep-script
    [ -s "$folder/$picture" ] && grep -q 'asked: 40 blocks' "$folder/$picture.gp" &&
        grep -q 'asked: capital 0.9' "$folder/$picture.gp"
    expect "$picture is drawn" $?
done

finish
