#!/bin/sh
# What `orthant market fit` writes, against its schemas: what is whole is accepted, with one thing
# wrong it is refused.
#
# uses: $BUILD/orthant scenarios/market scenarios/schema tests/schema
. tests/support/script.sh
schemas=$PWD/scenarios/schema
list=$folder/list
bad=0

wrong() { # schema, result, changes that a schema sees...
    schema=$1 out=$2
    shift 2
    for change in "$@"; do
        bad=$((bad + 1))
        sed "$change" "$out" >"$out-$bad"
        printf 'refuse\t%s\t%s\n' "$schemas/$schema" "$out-$bad" >>"$list"
    done
}

made() { # name, schema, arguments of market fit...: its JSON in $out
    out=$folder/$1.json schema=$2
    shift 2
    "$program" market fit "$@" --json >"$out" 2>"$folder/err"
    holds=$?
    note "orthant market fit $*: $(cat "$folder/err")" $holds
    printf 'accept\t%s\t%s\n' "$schemas/$schema" "$out" >>"$list"
}

# Noise about a level; a price that jumps once; one that stays; one that doubles.
awk 'BEGIN {
    print "time,A,B,C,D"
    for (i = 0; i < 300; i++)
        printf "%d,%.6g,%d,5,%.15g\n", 1700006400 + 60 * i, 1 + i * 7919 % 101 / 1000, 1 + (i > 70), 1.5 ^ i
}' >"$folder/panel.csv"
data=A,B,C,D=$folder/panel.csv

made estimator estimator-fit.schema.json "$data" --estimator
made rule estimator-fit.schema.json "$data" --estimator --lambda 0.9
wrong estimator-fit.schema.json "$out" 's/"best": "level"/"best": "x"/' 's/"edge": "[a-z ]*"/"edge": "x"/' \
    's/"low_open": [a-z]*/"low_open": 1/' '/"sentence"/d' 's/"below": \[/&0, /' 's/"p": [0-9.e+-]*/"p": 2/' \
    's/"markets"/"market"/' 's/"inside": [a-z]*/"inside": null/' 's/"kind": "[a-z-]*"/"kind": "market-fit"/'
made gbm market-fit.schema.json "$data" --model gbm
wrong market-fit.schema.json "$out" 's/"model": "gbm"/"model": "x"/' 's/"error"/"errors"/' 's/"least_bic": "[a-z]*"/"least_bic": "x"/' '/"notes"/d'

# Trades: in crowds; without sizes and sides, in blocks; one every other second, which are no crowds.
trades=scenarios/market/trades.csv
made hawkes hawkes-fit.schema.json $trades --model hawkes --block-seconds 12
wrong hawkes-fit.schema.json "$out" 's/"unit": "block"/"unit": "day"/' 's/"trades": [0-9]*/"trades": 5/' \
    's/"branching"/"branch"/' 's/"better": "hawkes"/"better": "x"/' 's/"explained": [a-z]*/"explained": null/' \
    's/"rate": {"value": [0-9.e-]*/"rate": {"value": "x"/'
awk 'BEGIN {print "block"; for (i = 0; i < 300; i++) print int(i * i / 40)}' >"$folder/blocks.csv"
made blocks hawkes-fit.schema.json "$folder/blocks.csv" --model hawkes
awk 'BEGIN {print "time"; for (i = 0; i < 300; i++) print 1700000000 + 2 * i}' >"$folder/even.csv"
made even hawkes-fit.schema.json "$folder/even.csv" --model hawkes

node tests/schema/check.mjs <"$list" >"$folder/out" 2>"$folder/err"
holds=$?
note "the schemas and the program differ: $(cat "$folder/out" "$folder/err")" $holds
cases=$(wc -l <"$list")
finish
