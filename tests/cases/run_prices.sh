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

# Standard input has one name.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.8", "0.2"]}, "steps": 3}' >"$folder/bare.json"
"$program" simulate - <"$folder/bare.json" >"$folder/out" 2>"$folder/err"
says 'standard input: /market: this key is missing'
"$program" compare "$folder/bare.json" --paths file:- </dev/null >"$folder/out" 2>"$folder/err"
says 'standard input: no row of weights in it'

finish
