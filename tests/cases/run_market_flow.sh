#!/bin/sh
# orthant market fit --model hawkes as a command: what a record was made with comes out, by the block
# and by the second; the scenario runs; what is refused, and where it stands.
#
# uses: $BUILD/orthant scenarios/market
. tests/support/script.sh
trades=scenarios/market/trades.csv

fit() { # exit code expected, arguments
    want=$1
    shift
    run "$want" market fit "$@" --model hawkes
}
inside() { # key, planted
    sed -n "s/^ *\"$1\": {.*\"low\": \([-0-9.e+]*\), \"high\": \([-0-9.e+]*\),.*/\1 \2/p" "$folder/out" >"$folder/interval"
    awk "BEGIN {found = 0} {found = \$1 < $2 && $2 < \$2} END {exit !found}" "$folder/interval"
    holds=$?
    expect "$1 $2 lies in $(cat "$folder/interval")" $holds
}
value() { # key
    sed -n "s/^ *\"$1\": {\"value\": \([-0-9.e+]*\),.*/\1/p" "$folder/out"
}

# The record says what it was made with.
fit 0 $trades --block-seconds 12 --json -o "$folder/flow.json"
inside rate 0.3
inside branching 0.6
inside decay 0.5
inside outside 0.12
inside excitation 0.3
inside size 2000
inside deviation 1
inside persistence 0.7
grep -q '"unit": "block"' "$folder/out" && grep -q '"better": "hawkes"' "$folder/out" &&
    grep -q '"explained": true' "$folder/out"
expect "trades in crowds are told, and explained" $?
block_rate=$(value rate)

# What was written runs, with as many trades as the record has: 0.35 in each of 1,000 blocks.
for key in rate branching decay size deviation persistence; do
    grep -q "^    \"$key\": $(value $key)," "$folder/flow.json" ||
        grep -q "^    \"$key\": $(value $key | cut -c 1-14)" "$folder/flow.json"
    expect "the scenario has the fitted $key" $?
done
run 0 simulate "$folder/flow.json" --csv
run 0 simulate "$folder/flow.json" --json
others=$(sed -n '/"noise_trades"/,/"mean"/s/.*"mean": \([0-9.]*\).*/\1/p' "$folder/out" | head -n 1)
awk "BEGIN {exit !(\"$others\" > 0 && ($others / 1000 / $block_rate - 1) ^ 2 < 0.01)}"
expect "1,000 blocks have $others trades, at $block_rate a block" $?

# By the second, where nothing is said of blocks.
fit 0 $trades --json
says "rates are a second's"
grep -q '"unit": "second"' "$folder/out" && grep -q '"block_seconds": null' "$folder/out"
expect "the unit is a second" $?
awk "BEGIN {exit !((12 * $(value rate) / $block_rate - 1) ^ 2 < 1e-20)}"
expect "a block has 12 times a second's rate" $?
fit 2 $trades -o "$folder/never.json"
says '--block-seconds must say how long one is'
[ ! -e "$folder/never.json" ]
expect "no scenario of blocks that are not known" $?

# The table; a record in blocks, whose scenario needs no seconds; no sizes, no sides.
fit 0 $trades --block-seconds 12
grep -q '^  Trades come in crowds: ' "$folder/out" && grep -q '^  Gaps between trades are explained: ' "$folder/out"
expect "the table has both verdicts" $?
awk -F, '/^[0-9]/ {print int(($1 - 1767225600) / 12)}' $trades | sed '1i block' >"$folder/blocks.csv"
fit 0 "$folder/blocks.csv" -o "$folder/flow.json"
says 'have the time of the one before: they are spread evenly'
grep -q '^  size  *- the record does not say it' "$folder/out" && grep -q 'sizes are not known' "$folder/flow.json"
expect "sizes that are not known are told" $?
! grep -q ' s\. \| s;' "$folder/flow.json"
expect "nothing is said of seconds" $?
run 0 simulate "$folder/flow.json"

# One trade every other second: no crowds, sizes and sides that never change.
awk 'BEGIN {print "time,size,side"; for (i = 0; i < 300; i++) print 1700000000 + 2 * i ",5,buy"}' >"$folder/even.csv"
fit 0 "$folder/even.csv" --block-seconds 12 --json -o "$folder/flow.json"
grep -q '"better": "poisson"' "$folder/out" && grep -q '"reason": "all sizes are alike"' "$folder/out" &&
    grep -q '"explained": false' "$folder/out" && ! grep -qi 'nan\|inf[^o]' "$folder/out"
expect "even trades are no crowds" $?
run 0 simulate "$folder/flow.json"
fit 0 "$folder/even.csv"
grep -q '^  Trades are not seen to come in crowds: ' "$folder/out"
expect "the table says so" $?

# Sizes so far apart that a log-normal of their deviation has no mean.
awk 'BEGIN {print "time,size"; for (i = 0; i < 300; i++) print 1700000000 + i * i ",1e" (i % 3 - 1) * 150}' >"$folder/wide.csv"
fit 0 "$folder/wide.csv" --json
grep -q '"size": {"value": null,.*"reason": "sizes are so far apart' "$folder/out" && ! grep -qi 'nan\|inf[^o]' "$folder/out"
expect "a mean that is no number is null, with the reason" $?
fit 0 "$folder/wide.csv"
grep -q '^  size  *- sizes are so far apart' "$folder/out"
expect "the table has it too" $?
fit 3 "$folder/wide.csv" --block-seconds 12 -o "$folder/never.json"
says "a scenario's is up to 10"
fit 3 $trades --block-seconds 7200 -o "$folder/never.json"
says 'take shorter blocks'
[ ! -e "$folder/never.json" ]
expect "what no scenario may have is not written" $?

# Bad records: the place, and what is permitted.
bad() { # text of the file, what is said
    printf '%b' "$1" >"$folder/bad.csv"
    fit 3 "$folder/bad.csv"
    says "$2"
}
bad '' 'bad.csv: no trades'
bad 'time\n' 'bad.csv: no trades'
bad 'size\n5\n' 'line 1: the column time is missing'
bad '# a\ntime,size\n5,1\n4,1\n' 'line 4: time is "4"; permitted: trades in the order of time'
bad 'time,size\n5,-1\n' 'line 2: size is "-1"; permitted: a number above 0'
bad 'block,side\n5,up\n' 'line 2: side is "up"; permitted: buy or sell'
bad 'time\n5\n6\n' '2 trades; a fit needs 100 or more'
{
    echo time
    yes 5 | head -n 150
} >"$folder/one.csv"
fit 3 "$folder/one.csv"
says 'all trades are at one time'
fit 4 "$folder/nowhere.csv"

# The command line.
run 2 market fit --model hawkes
says 'the FILE of trades is missing'
fit 2 $trades $trades
says 'one FILE of trades, not to 2'
fit 2 A=$trades
says 'one FILE of trades, not to a TOKEN=FILE'
cp $trades "$folder/a=b.csv"
fit 0 "$folder/a=b.csv"
fit 2 $trades --every 1h
says '--every, --price-column and --stamp are for prices'
fit 2 $trades --normal
fit 2 $trades --estimator
fit 2 $trades --lambda 0.9
fit 2 $trades --block-seconds 0
cp $trades "$folder/own.csv"
fit 2 "$folder/own.csv" --block-seconds 12 -o "$folder/own.csv"
cmp -s $trades "$folder/own.csv"
expect "an input is not written over" $?
finish
