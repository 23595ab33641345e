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
says 'own.csv: line 1: no column "time"; the file has "Stamp", "price", "VWAP"; rename it, or name others by time_column and price_column in market.files'
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
    '"order": "together"' '"seed": 7'; do
    grep -qF -- "$part" "$folder/out"
    expect "the JSON has $part" $?
done
says "bars.csv: bars; time \"time\" (seconds since 1970, zone UTC), price \"close\"; bars of 1h (certain), stamped by their starts (given): moved on by a bar; 3 rows, 2024-05-01T01:00:00Z to 2024-05-01T03:00:00Z"
says 'blocks lie 3600 s apart in the prices, and 12 s on the chain (chain.block_time): the weights jump 300 times as far at once as the contract'"'"'s, and that costs more; market.blocks_per_row: 300, with 300 times the steps, moves them at each block of the chain'

# The same keys in a scenario: a panel that is read by German dates, a window of it, a grid, one
# market of several, and rows that last several blocks.
market() { # file, the key "market"
    printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.8", "0.2"]}, "steps": %s, "paths": ["linear"], "pool": {"value": "100", "unit": "USD"}, "market": %s}' "$3" "$2" >"$folder/$1"
}
prices() { # file, expected prices of A and B, block by block
    run 0 simulate "$folder/$1" --record every=1 --csv
    [ "$(awk -F, 'NR > 1 {print $15 "," $16}' "$folder/out" | tr '\n' ' ')" = "$2 " ]
    expect "$1 has the prices $2" $?
}
printf 'Datum;A;B\n01.05.2024;10;20\n02.05.2024;11;21\n03.05.2024;12;22\n04.05.2024;13;23\n' >"$folder/german.csv"
market german.json '{"model": "panel", "file": {"file": "german.csv", "dates": "dmy"}, "from": "2024-05-02", "to": "2024-05-03"}' 1
prices german.json '11.0,21.0 12.0,22.0'
market unsaid.json '{"model": "panel", "file": "german.csv"}' 1
run 3 simulate "$folder/unsaid.json"
says 'column "Datum" is "01.05.2024"; permitted: a time such as 2024-05-01T12:00:00Z or seconds since 1970; the order of day and month is said by "dates": "mdy" or "dmy" in market.files'
market days.json '{"model": "panel", "file": {"file": "german.csv", "dates": "dmy"}, "every": "2d"}' 1
prices days.json '10.0,20.0 12.0,22.0'
printf 'time,id,price\n1714521600,1,10\n1714521600,2,20\n1714525200,1,11\n1714525200,2,21\n1714528800,1,12\n1714528800,2,22\n' >"$folder/long.csv"
market long.json '{"model": "files", "files": {"A": {"file": "long.csv", "where": {"id": 1}}, "B": {"file": "long.csv", "where": {"id": "2"}}}}' 2
prices long.json '10.0,20.0 11.0,21.0 12.0,22.0'
printf 'time,A,B\n2024-05-01T00:00:00Z,10,20\n2024-05-01T01:00:00Z,10,20\n2024-05-01T02:00:00Z,10,20\n' >"$folder/hours.csv"
market rows.json '{"model": "panel", "file": "hours.csv"}' 2
market blocks.json '{"model": "panel", "file": "hours.csv", "blocks_per_row": 300}' 600
run 0 simulate "$folder/rows.json" --csv
says 'the weights jump 300 times as far at once'
cp "$folder/out" "$folder/rows"
run 0 simulate "$folder/blocks.json" --csv
grep -q 'jump' "$folder/err"
[ $? -ne 0 ]
expect "no note where the weights move as often as the contract's" $?
# D^2 / 2f: a step as long as 300 costs 300 times as much, to a few percent at so few steps
awk -F, '{name = FNR == 1} name {for (i = 1; i <= NF; i++) column[$i] = i; next} {loss[++n] = $column["weight_loss"]}
    END {exit !(n == 2 && loss[1] / loss[2] > 250 && loss[1] / loss[2] < 350)}' "$folder/rows" "$folder/out"
expect "hourly prices do not mean hourly jumps of the weights" $?

# Standard input has one name.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.8", "0.2"]}, "steps": 3}' >"$folder/bare.json"
"$program" simulate - <"$folder/bare.json" >"$folder/out" 2>"$folder/err"
says 'standard input: /market: this key is missing'
"$program" compare "$folder/bare.json" --paths file:- </dev/null >"$folder/out" 2>"$folder/err"
says 'standard input: no row of weights in it'

finish
