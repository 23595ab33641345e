#!/bin/sh
# The picture of orthant live: whole, the same bytes twice, of a bounded size, nothing left where it
# cannot be written, and which exit codes.
#
# uses: $BUILD/orthant
. tests/support/script.sh

live() { # exit code expected, arguments
    want=$1
    shift
    run "$want" live "$@"
}

cat >"$folder/s.json" <<'END'
{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
 "target": {"weights": ["0.3", "0.7"]}, "steps": [3000], "paths": ["geodesic"],
 "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.0005"},
 "arbitrage": {"presence": "0.7", "sizing": "0.6"}, "monte_carlo": {"paths": 1, "seed": 5},
 "market": {"model": "gbm", "blocks": 3000, "block_seconds": 12, "volatility": ["0.8", "0"]}}
END
run 0 simulate "$folder/s.json" --record every=1 --csv
cp "$folder/out" "$folder/log.csv"

live 0 "$folder/log.csv" --plot "$folder/a.svg" --keep-script --json
grep -q '<title>' "$folder/a.svg" && grep -q '<desc>' "$folder/a.svg" &&
    [ "$(tail -n 2 "$folder/a.svg" | head -n 1)" = '</svg>' ]
expect "a whole picture with title and description" $?
grep -q 'always perfect' "$folder/a.svg" && grep -q 'band of the fee' "$folder/a.svg" &&
    grep -q 'before trade, range' "$folder/a.svg"
expect "the picture says what it shows" $?
[ -s "$folder/a.svg.gp" ] && [ "$(wc -c <"$folder/a.svg.gp")" -lt 200000 ]
expect "the script is kept, and does not grow with the log" $?
made=$(sed -n 's/^ *"made": {"extracted": \([0-9.]*\),.*/\1/p' "$folder/out")
[ -n "$made" ] && awk -v made="$made" '
    /^\$taken/ {inside = 1; next} /^EOD/ {inside = 0} inside {last = $2}
    END {d = last / made - 1; exit !(d < 1e-7 && d > -1e-7)}' "$folder/a.svg.gp"
expect "the curve ends at what was extracted, $made" $?
cp "$folder/out" "$folder/json"
"$program" live "$folder/log.csv" --plot "$folder/b.svg" --json >"$folder/out" 2>"$folder/err"
cmp -s "$folder/a.svg" "$folder/b.svg" && cmp -s "$folder/out" "$folder/json" &&
    [ ! -e "$folder/b.svg.gp" ]
expect "the same bytes again, without a script" $?
live 0 "$folder/log.csv" --plot "$folder/a.png"
[ -s "$folder/a.png" ]
expect "a PNG" $?

live 4 "$folder/log.csv" --plot "$folder/not-there/a.svg"
[ ! -e "$folder/not-there" ] && [ ! -s "$folder/out" ]
expect "nothing is left where nothing can be written" $?
live 2 "$folder/log.csv" --plot "$folder/a.pdf"
live 2 "$folder/log.csv" --plot -
live 2 "$folder/log.csv" --plot "$folder/c.svg" -o "$folder/c.svg"
cp "$folder/log.csv" "$folder/log.svg"
live 2 "$folder/log.svg" --plot "$folder/log.svg"
live 2 "$folder/log.csv" --against "$folder/log.svg" --plot "$folder/log.svg"
cmp -s "$folder/log.csv" "$folder/log.svg" && [ ! -e "$folder/c.svg" ]
expect "an input is not written over" $?
head -n 2 "$folder/log.csv" >"$folder/one.csv"
live 3 "$folder/one.csv" --plot "$folder/d.svg"
[ ! -e "$folder/d.svg" ]
expect "nothing is drawn of a log that cannot be used" $?
finish
