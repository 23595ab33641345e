#!/bin/sh
# orthant weights: every rule as quantammsim has it against weights of an independent program; its
# formats, its file, what is refused once the market is there, and commands that need a move.
#
# uses: $BUILD/orthant scenarios tests/cases/weights
. tests/support/script.sh
momentum=scenarios/strategies/momentum.json
four=scenarios/strategies/four.json

weights() { # exit code expected, arguments
    want=$1
    shift
    run "$want" weights "$@"
}

# ---------------------------------------------------------------- known weights

awk 'BEGIN {
    print "time,A,B,C"
    for (t = 0; t < 13380; t++)
        printf "%d,%.17g,%.17g,%.17g\n", t, 60000 * exp(0.2 * sin(0.0009 * t)),
            3000 * exp(0.3 * sin(0.0017 * t)), 1.5 * exp(0.12 * sin(0.0031 * t))
}' >"$folder/prices.csv"
awk 'BEGIN {
    print "time,A,B,C"
    for (t = 0; t < 13380; t++)
        printf "%d,%.17g,%.17g,%.17g\n", t, 2e7 * (1 + 1e-6 * t), 1.2e8 * (1 + 2e-6 * t),
            6e11 * (1 - 3e-6 * t)
}' >"$folder/supply.csv"
near() { # how far, rows wanted, CSV
    awk -F, -v far="$1" 'NR == FNR {want[$1] = $0; next}
        $1 in want {
            split(want[$1], w, ",")
            for (i = 2; i <= 4; i++)
                if (!(w[i] - $i <= far && $i - w[i] <= far))
                    {print "block " $1 ": " $i " instead of " w[i]; bad = 1}
            seen++
            delete want[$1]
        }
        END {for (row in want) bad = 1; exit bad || seen == 0}' "$2" "$3"
}
check_case() {
    [ -s "$folder/wanted" ] || return
    printf '{"orthant": 1, "tokens": ["A", "B", "C"], "market": {"model": "panel", "file": "prices.csv"}, "strategy": {"quantammsim": %s}}\n' \
        "$block" >"$folder/case.json"
    weights 0 "$folder/case.json" --csv
    near "$far" "$folder/wanted" "$folder/out" >"$folder/err"
    expect "weights of $block" $?
    : >"$folder/wanted"
}
: >"$folder/wanted"
while read -r word first rest; do
    case $word in
    case)
        check_case
        far=$first block=$rest
        ;;
    row) echo "$first $rest" | tr ' ' ',' >>"$folder/wanted" ;;
    esac
done <tests/cases/weights/quantammsim
check_case

# ---------------------------------------------------------------- formats

weights 0 $momentum --csv
[ "$(head -n 1 "$folder/out")" = 'block,BTC,ETH,USDC' ] && [ "$(wc -l <"$folder/out")" -eq 8762 ] &&
    [ "$(sed -n 2p "$folder/out" | cut -d, -f1)" = 0 ]
expect "a row a block from block 0 on" $?
cp "$folder/out" "$folder/momentum.csv"
weights 0 $four --csv
[ "$(head -n 1 "$folder/out")" = 'strategy,block,BTC,ETH,USDC' ]
expect "several strategies have a column of their own" $?
sed -n 's/^momentum,//p' "$folder/out" | diff - "$folder/momentum.csv" >"$folder/err"
[ "$(grep -c '^[<>]' "$folder/err")" -eq 1 ] # the head
expect "a strategy has the same bits alone and in a list" $?
weights 0 $four --csv --strategy momentum
cmp -s "$folder/out" "$folder/momentum.csv"
expect "--strategy picks one" $?
weights 0 $momentum --csv --price-path 1
! cmp -s "$folder/out" "$folder/momentum.csv"
expect "another price path has other weights" $?
weights 0 $momentum --json -o "$folder/file.json"
cmp -s "$folder/out" "$folder/file.json"
expect "-o writes what --json prints" $?
weights 0 $momentum
grep -q '^turnover ' "$folder/out" && grep -q '^effective tokens ' "$folder/out"
expect "the table has turnover and effective tokens" $?
weights 0 scenarios/strategies/quantammsim.json
says 'natively'

# Rows that are minutes by their dates are the same rows; and values by tokens in another order.
weights 0 scenarios/strategies/quantammsim.json --csv
cp "$folder/out" "$folder/counted.csv"
awk -F, 'NR == 1 {print; next} {printf "%d,%s,%s,%s\n", 1714521600 + 60 * $1, $2, $3, $4}' \
    scenarios/strategies/minutes.csv >"$folder/minutes.csv"
cp scenarios/strategies/quantammsim.json "$folder/dated.json"
weights 0 "$folder/dated.json" --csv
cmp -s "$folder/out" "$folder/counted.csv"
expect "minutes by dates are minutes" $?
sed '5d' "$folder/minutes.csv" | awk -F, 'NR == 1 || NR % 2' >"$folder/thin.csv"
sed 's/minutes.csv/thin.csv/' "$folder/dated.json" >"$folder/thin.json"
weights 3 "$folder/thin.json" --csv
says 'those of quantammsim are minutes; permitted: rows of a minute, such as "every": "1m"'
sed 's/"file": "minutes.csv"/"file": "thin.csv", "every": "1m"/' "$folder/dated.json" >"$folder/thin.json"
weights 0 "$folder/thin.json" --csv

# Price files in place of the model's, to their end.
awk 'BEGIN {for (k = 0; k < 3000; k++) printf "%d,%.6f\n", 1714521600 + 1800 * k, 60000 * exp(0.1 * sin(k / 99))}' \
    >"$folder/btc.csv"
awk 'BEGIN {for (k = 0; k < 3000; k++) printf "%d,%.6f\n", 1714521600 + 1800 * k, 3000 * exp(0.2 * sin(k / 77))}' \
    >"$folder/eth.csv"
weights 0 $momentum --prices BTC="$folder/btc.csv" --prices ETH="$folder/eth.csv" --csv
[ "$(wc -l <"$folder/out")" -eq $((3000 - 30 * 48 + 1)) ]
expect "half hours of two files: 30 days of them teach" $?

# ---------------------------------------------------------------- refused

weights 3 $four --strategy momentun
says 'the nearest is "momentum"; permitted: momentum, channel, difference, fixed'
weights 3 scenarios/three-token.json
says '/strategy: this key is missing'
weights 2 $momentum --price-path -1
weights 2
refused() { # strategy, market, what is said
    printf '{"orthant": 1, "tokens": ["A", "B", "C"], "strategy": %s, "market": %s}\n' "$1" "$2" \
        >"$folder/bad.json"
    weights 3 "$folder/bad.json" --csv
    says "$3"
}
gbm='{"model": "gbm", "block_seconds": 12, "blocks": 100, "volatility": [1, 1, 1]}'
panel='{"model": "panel", "file": "prices.csv"}'
refused '{"rule": "momentun"}' "$gbm" '/strategy/rule: "momentun" is unknown; the nearest is "momentum"'
refused '{"rule": "momentum", "estimator": "gradent"}' "$gbm" 'the nearest is "gradient"'
refused '{"rule": "momentum", "link": "aditive"}' "$gbm" '/strategy/link: "aditive" is unknown'
refused '{"rule": "fixed", "update_every": "5s"}' "$gbm" \
    '/strategy/update_every: 5s is shorter than a block of 12 s; permitted: whole numbers of blocks, from 1'
refused '[{"rule": "fixed", "move": {"over": "30s"}}]' "$gbm" \
    '/strategy/0/move/over: 30s is not a whole number of blocks of 12 s'
refused '{"rule": "fixed", "update_every": "1h"}' "$panel" \
    '/strategy/update_every: 1h is a length of time, and that of a block is not known; permitted: a number of blocks, or /chain/block_time beside it'
refused '{"rule": "fixed", "warm_up": 14000}' "$panel" \
    '/market: prices have 13380 rows, and 14002 are needed (14000 to learn from, 0 to look ahead, one to start at and 1 block): 622 are missing'
refused '{"rule": "fixed"}' '{"model": "panel", "file": "prices.csv", "blocks": 20000}' '6621 are missing'
rare='{"rule": {"kind": "momentum", "speed": 1}, "estimator": {"lambda": 0.9}'
refused '[{"rule": "fixed"}, '"$rare"', "warm_up": 50, "update_every": 150}]' "$gbm" \
    '/strategy/1/update_every: a decision every 150 blocks, and none falls within this run of 151 rows of prices (50 to learn from, one to start at and 100 blocks); permitted: such as 1 to 100'
refused "$rare"', "update_every": 100}' "$gbm" 'permitted: such as 1 to 99'
refused '{"quantammsim": {"rule": "momentum", "settings": {"start_minute": 13000, "chunk_period": 379}}}' \
    "$panel" '/strategy/quantammsim/chunk_period: a decision every 379 blocks'
for strategy in '{"rule": "fixed", "update_every": 100}' '{"rule": "hold", "update_every": 100}' \
    "$rare"', "warm_up": 50, "update_every": 149}' "$rare"', "update_every": 99}' \
    '{"rule": {"kind": "index_market_cap", "supply": [1, 1, 1]}, "update_every": 1000}'; do
    printf '{"orthant": 1, "tokens": ["A", "B", "C"], "strategy": %s, "market": %s}\n' "$strategy" \
        "$gbm" >"$folder/rare.json"
    weights 0 "$folder/rare.json" --csv
done
refused '{"rule": "fixed"}' '{"model": "constant"}' '/market/blocks: this key is missing'
refused '{"quantammsim": {"rule": "momentum"}}' "$gbm" 'blocks of the market last 12 s, and those of quantammsim are minutes'
refused '[{"quantammsim": {"rule": "hodl", "settings": {"start_minute": 9}}}, {"name": "b", "rule": "fixed", "warm_up": 10}]' \
    "$panel" '/strategy/0: quantammsim begins at row 9, and /strategy/1 at row 10'
refused '{"rule": {"kind": "momentum"}, "estimator": {"memory_days": 10}}' "$panel" \
    'memory_days is in days, and the length of a block is not known'
refused '{"rule": {"kind": "index_market_cap", "supply": [1, 1, 1], "cap": 0.2}}' "$gbm" '/strategy: '
printf '{"orthant": 1, "tokens": ["A", "B", "C"], "strategy": {"rule": "file:none.csv"}, "market": %s}\n' \
    "$panel" >"$folder/bad.json"
weights 4 "$folder/bad.json"
says 'bad.json: /strategy/rule: none.csv: cannot open'
printf 'time,A,B,C\n0,.5,1,1\n1,1,1,1\n' >"$folder/pointed.csv"
refused '{"rule": "hold"}' \
    '{"model": "panel", "file": "pointed.csv"}' 'pointed.csv: line 2: column "A" is ".5"; permitted: a decimal number, with a digit before the point'
weights 0 "$folder/case.json" --csv # a key that is not known is a note, in this block alone
sed 's/"settings": {/"flavour": 1, &/; s/"A", "B", "C"/"B", "A", "C"/' "$folder/case.json" >"$folder/odd.json"
weights 0 "$folder/odd.json" --csv
says '"flavour" is not known here, and left out'
says 'whose order is not alphabetical ("B" stands before "A")'

# A score beyond all numbers is no decision, which is said.
sed 's/"kind": "momentum", "k_per_day": 1/"kind": "power_channel", "k_per_day": 1, "exponent": 99, "scale": 1e-9/' \
    "$momentum" >"$folder/beyond.json"
weights 0 "$folder/beyond.json"
grep -q '^[1-9][0-9]* decisions were not made' "$folder/out"
note "the table says which decisions were not made" $?
weights 0 "$folder/beyond.json" --json
grep -q '"undecided": [1-9]' "$folder/out"
note "the JSON counts them" $?

# ---------------------------------------------------------------- commands that need a move

for command in compare path steps fee plan optimum; do
    run 3 $command $momentum
    says '/strategy: strategies move these weights'
done
run 2 simulate $momentum --steps 3
run 2 simulate $momentum --paths linear

# The picture: areas of each strategy, distances of several; its last row is the table's.
run 0 weights scenarios/strategies/four.json --plot "$folder/four.svg" --keep-script
grep -q 'Fisher-Rao' "$folder/four.svg" && grep -q '>momentum<' "$folder/four.svg" &&
    grep -q '^8760 1 ' "$folder/four.svg.gp" && ! grep -q drawdown "$folder/four.svg.gp"
note "weights --plot of four strategies" $?
run 0 weights scenarios/strategies/four.json --strategy fixed --plot "$folder/one.svg" --keep-script
! grep -q 'Fisher-Rao' "$folder/one.svg" && [ "$(grep -c '^8760 1 0.66666' "$folder/one.svg.gp")" -eq 1 ]
note "weights --plot of one strategy" $?

finish
