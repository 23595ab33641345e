#!/bin/sh
# Price files that a scenario names: beside it, with columns of names that no maker uses.
#
# uses: $BUILD/orthant
. tests/support/script.sh

scenario() { # file, entry of the token A
    printf '{"orthant": 1, "tokens": ["A", "U"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.8", "0.2"]}, "steps": 3, "paths": ["linear"], "pool": {"value": "100", "unit": "USD", "swap_fee": "0.001"}, "market": {"model": "files", "numeraire": "U", "files": {"A": %s}}}' "$2" >"$folder/$1"
}

rows='1714521600,9,100\n1714521660,9,101.5\n1714521720,9,99.25\n1714521780,9,103\n'
# shellcheck disable=SC2059
printf "time,other,price\n$rows" >"$folder/known.csv"
# shellcheck disable=SC2059
printf "Stamp,price,VWAP\n$rows" >"$folder/own.csv"
printf '{"prices": [[1714521600, 1], [1714521660, 2]]}' >"$folder/gecko.json"

scenario known.json '"known.csv"'
scenario own.json '{"file": "own.csv", "time_column": "Stamp", "price_column": "VWAP"}'
run 0 simulate "$folder/known.json" --csv
says 'note: numeraire U, priced 1'
cp "$folder/out" "$folder/known"
run 0 simulate "$folder/own.json" --csv
cmp -s "$folder/out" "$folder/known"
expect "columns by name give what known names give" $?

scenario unnamed.json '"own.csv"'
run 3 simulate "$folder/unnamed.json"
says 'own.csv: line 1: no column "time"; the file has "Stamp", "price", "VWAP"; name others by time_column and price_column in market.files'
scenario other.json '{"file": "own.csv", "time_column": "Stamp"}'
run 0 simulate "$folder/other.json" --csv
cmp -s "$folder/out" "$folder/known"
[ $? -ne 0 ]
expect "the known name is another column" $?
scenario wrong.json '{"file": "own.csv", "time_column": "Stamp", "price_column": "Close"}'
run 3 simulate "$folder/wrong.json"
says 'own.csv: line 1: no column "Close"; the file has "Stamp", "price", "VWAP"'
scenario both.json '{"file": "own.csv", "time_column": "Stamp", "price_column": "Stamp"}'
run 3 simulate "$folder/both.json"
says 'own.csv: line 1: the column "Stamp" is both time and price'
scenario tree.json '{"file": "gecko.json", "price_column": "price"}'
run 3 simulate "$folder/tree.json"
says 'JSON with the prices of one token; permitted: TOKEN=FILE, without names of columns'

# What the times of files are, and a grid, from the command line.
printf 'time,open,high,low,close,volume\n1714521600,1,2,1,10,1\n1714525200,1,2,1,11,1\n1714528800,1,2,1,12,1\n' >"$folder/bars.csv"
printf 'time,price\n1714525200,20\n1714528800,22\n1714532400,24\n' >"$folder/moments.csv"
printf 'time,price\n1714525230,20\n1714528830,22\n1714532430,24\n' >"$folder/late.csv"
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.8", "0.2"]}, "steps": 2, "paths": ["linear"], "pool": {"value": "100", "unit": "USD", "swap_fee": "0.001"}, "arbitrage": {"gas": "0.25", "cost": "0.0005"}, "monte_carlo": {"paths": 1, "seed": 7}}' >"$folder/two.json"
two() { # exit code, file of B, then options
    code=$1 b=$2
    shift 2
    run "$code" simulate "$folder/two.json" --prices "A=$folder/bars.csv" --prices "B=$folder/$b" "$@"
}
two 3 moments.csv
says "bars.csv and $folder/moments.csv are not surely joined right: a time is taken as the start of a bar (a guess: bars) in the first, the moment of a price (a guess) in the second; permitted: \"stamp\": \"start\" or \"end\" of A in market.files (--stamp A=start)"
two 0 moments.csv --stamp A=start --stamp B=end --record every=1 --csv
[ "$(awk -F, 'NR > 1 {print $15 "," $16 "," $NF}' "$folder/out" | tr '\n' ' ')" = '10.0,20.0,2024-05-01T01:00:00Z 11.0,22.0,2024-05-01T02:00:00Z 12.0,24.0,2024-05-01T03:00:00Z ' ]
expect "closes stand at the ends of their bars, and the record has the times" $?
two 3 late.csv --stamp A=start --stamp B=end
says 'the times of the files differ, so that 3 of 3 blocks would move one token only; permitted: a grid, "every": "1h" or the like in market (--every 1h), with the last prices at each of its times'
two 3 late.csv --stamp A=start --stamp B=end --every 1h
says '/steps: the move takes 2 blocks, but the market has 1'
two 0 late.csv --stamp A=start --stamp B=end --every 30m --csv
says "late.csv: on the grid of 30m, 2 of 4 rows of B have no new price, and the oldest is 3570s old"
two 2 moments.csv --stamp C=start
says '--stamp: "C=start": no file has the prices of this token'
two 2 moments.csv --stamp A=middle
says '--stamp: "A=middle"; permitted: TOKEN=start or TOKEN=end'
two 2 moments.csv --stamp A
says "--stamp is TOKEN=start or TOKEN=end, not 'A'"
two 2 moments.csv --every 1x
says '--every: "1x"; permitted: a length of time such as 30s, 1m, 1h, 1d, 1w or 1mo'
run 2 simulate scenarios/market/constant-with-fee.json --every 1h
says '--every: the market of the scenario has no price files; permitted: beside --prices, or a market of files'
run 2 simulate scenarios/market/panel.json --stamp ETH=start
says '--stamp: the market of the scenario has no price files'

# The record of a file, in the JSON and as a note.
two 0 moments.csv --stamp A=start --stamp B=end --json
for part in "\"sha256\": \"$(sha256sum "$folder/bars.csv" | cut -d ' ' -f 1)\"" '"layout": "bars"' '"stamp": "start"' \
    '"stamp_known": "given"' '"bar": "1h"' '"rows": 3' '"unit": "USD"' '"swap_fee": 0.001' '"gas": 0.25' '"cost": 0.0005' \
    '"order": "price-then-weight"' '"seed": 7'; do
    grep -qF -- "$part" "$folder/out"
    expect "the JSON has $part" $?
done
says "bars.csv: bars; time \"time\" (seconds since 1970, zone UTC), price \"close\"; bars of 1h (certain), stamped by their starts (given): moved on by a bar; 3 rows, 2024-05-01T01:00:00Z to 2024-05-01T03:00:00Z"
says 'blocks lie 3600 s apart in the prices, and 12 s on the chain (chain.block_time): the weights jump 300 times as far at once as the contract'"'"'s, and that costs more; market.blocks_per_row: 300, with 300 times the steps, moves them at each block of the chain'

# Standard input has one name.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.8", "0.2"]}, "steps": 3}' >"$folder/bare.json"
"$program" simulate - <"$folder/bare.json" >"$folder/out" 2>"$folder/err"
says 'standard input: /market: this key is missing'
"$program" compare "$folder/bare.json" --paths file:- </dev/null >"$folder/out" 2>"$folder/err"
says 'standard input: no row of weights in it'

finish
