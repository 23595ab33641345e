#!/bin/sh
# orthant live as a command: a recording is a log, what was put in comes out, what is assumed is
# said, what is refused and with which exit code, the part of a scenario that it writes.
#
# uses: $BUILD/orthant scenarios cli/man/live.h2m
. tests/support/script.sh

live() { # exit code expected, arguments
    want=$1
    shift
    run "$want" live "$@"
}
number() { # key, of the last JSON: its first number
    sed -n "s/^ *\"$1\": \(-\{0,1\}[0-9][0-9.e+-]*\),\{0,1\}$/\1/p" "$folder/out" | head -n 1
}
value() { # of a figure with an interval
    sed -n "/^ *\"$1\": {\$/,/}/s/^ *\"value\": \(.*\),\$/\1/p" "$folder/out"
}
near() { # what, figure, expected, absolute tolerance
    awk "BEGIN {d = ($2) - ($3); if (d < 0) d = -d; exit !(d <= ($4))}"
    expect "$1 is $3, not $2" $?
}

cat >"$folder/s.json" <<'END'
{"orthant": 1, "tokens": ["A, a", "B", "C"], "start": {"weights": ["0.5", "0.3", "0.2"]},
 "target": {"weights": ["0.3", "0.3", "0.4"]}, "steps": [100, 200], "paths": ["linear", "geodesic"],
 "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.0005"},
 "arbitrage": {"presence": "0.7", "sizing": "0.6"}, "monte_carlo": {"paths": 1, "seed": 5},
 "market": {"model": "gbm", "blocks": 400, "block_seconds": 12, "volatility": ["0.8", "0.5", "0"]}}
END
run 0 simulate "$folder/s.json" --record every=1 --csv
cp "$folder/out" "$folder/with-fee.csv"
sed '1s/,fee,/,lvr,/' "$folder/out" >"$folder/log.csv" # to be found

live 3 "$folder/log.csv"
says 'several logs, of path "linear" and "geodesic"; one must be chosen (--path, --steps)'
live 3 "$folder/log.csv" --path linear
says 'several logs, of steps "100" and "200"'
live 3 "$folder/log.csv" --path geometric
says '0 rows of that path and those steps; 2 are needed'
live 0 "$folder/log.csv" --path linear --steps 100 --json -o "$folder/arbitrage.json"
says 'the swap fee 0.0005 is found from'
near fee "$(number fee)" 0.0005 1e-15
near sizing "$(value sizing)" 0.6 1e-9
near presence "$(value presence)" 0.7 0.1
near "rows" "$(number rows)" 401 0
cp "$folder/out" "$folder/known"
"$program" live - --path linear --steps 100 --json <"$folder/log.csv" >"$folder/out" 2>"$folder/err"
expect "a log from standard input" $?
near sizing "$(value sizing)" 0.6 1e-9

live 0 "$folder/log.csv" --path linear --steps 100 --gas -0 --cost -0 -o "$folder/minus.json"
cmp -s "$folder/minus.json" "$folder/arbitrage.json"
expect "-0 is 0" $?

# What it wrote is the part of a scenario, which runs with it and gives it back.
part=$(sed -n '/"arbitrage"/,/}/p' "$folder/arbitrage.json" | tr -d '\n')
sed "s/\"arbitrage\": {[^}]*}/$part/; s/\"seed\": 5/\"seed\": 6/" "$folder/s.json" >"$folder/again.json"
run 0 simulate "$folder/again.json" --record every=1 --csv
cp "$folder/out" "$folder/again.csv"
live 0 "$folder/again.csv" --path geodesic --steps 200 --json
near sizing "$(value sizing)" 0.6 1e-9

# The table, events, another log.
live 0 "$folder/log.csv" --path linear --steps 100
grep -q '^Money is in the unit of the prices\. presence: of the blocks with something to gain' "$folder/out"
expect "the table says what its figures are" $?
grep -q '^  sizing  *0.600000' "$folder/out"
expect "the table has the sizing" $?
live 0 "$folder/log.csv" --path linear --steps 100 --events
grep -q 'in, .* out$' "$folder/out"
expect "the table has events" $?
live 0 "$folder/log.csv" --path linear --steps 100 --against "$folder/log.csv"
grep -q 'divergence 0.000000 bit, distance 0.000000' "$folder/out"
expect "a log is like itself" $?
live 0 "$folder/log.csv" --path linear --steps 100 --against "$folder/again.csv" --json
awk "BEGIN {exit !($(number divergence) > 0 && $(number divergence) < 0.5)}"
expect "another seed of presence gives events much alike" $?

! grep -q 'by their order' "$folder/err"
expect "nothing is said of tokens in the same order" $?
sed '1s/ B,/ X,/g; 1s/ B$/ X/' "$folder/again.csv" >"$folder/renamed.csv"
live 0 "$folder/log.csv" --path linear --steps 100 --against "$folder/renamed.csv" --json
says 'are compared by their order: B with X, and so on'
grep -q '"tokens of .* are compared by their order: B with X' "$folder/out"
expect "the JSON has that note" $?
live 0 "$folder/log.csv" --path linear --steps 100 --against "$folder/again.csv" --json
says 'again.csv: gas and cost are taken as 0'
awk '/"against": {/ {in_it = 1} in_it && /again.csv: gas and cost are taken as 0/ {found = 1}
     in_it && /^  }/ {exit} END {exit !found}' "$folder/out"
expect "what was assumed of the other log is in the JSON" $?

# Others' fees and a protocol's share hide the fee; it is asked for, and then all is well.
run 0 simulate scenarios/market/btc-eth-usdc-gbm.json --paths linear --record every=1 --csv
sed '1s/,fee,/,lvr,/' "$folder/out" >"$folder/shared.csv"
live 3 "$folder/shared.csv"
says 'by where they stop'
live 0 "$folder/shared.csv" --fee 0.003 --gas 2 --cost 0.0002 --json
near sizing "$(value sizing)" 1 1e-3
near presence "$(value presence)" 1 0

# A recording says its fee, and that of a schedule block by block.
live 0 "$folder/with-fee.csv" --path linear --steps 100 --json
grep -q '"fee_known": "log"' "$folder/out"
expect "the recording's own fee" $?
near fee "$(number fee)" 0.0005 1e-18
live 0 "$folder/with-fee.csv" --path linear --steps 100 --fee 0.0005
live 3 "$folder/with-fee.csv" --path linear --steps 100 --fee 0.003
says 'block 0: its column fee has 0.0005, and 0.003 is given'
run 0 simulate scenarios/market/constant-with-fee.json --paths geodesic --record every=1 --csv
cp "$folder/out" "$folder/schedule.csv"
live 0 "$folder/schedule.csv" --json
near sizing "$(value sizing)" 1 1e-9
near presence "$(value presence)" 1 0
near fee "$(number fee)" 0.005341059602649007 1e-16

# Rows that are apart, columns of other names, no block.
run 0 simulate "$folder/s.json" --record every=7 --csv
sed '1s/,fee,/,lvr,/' "$folder/out" >"$folder/sevenths" && mv "$folder/sevenths" "$folder/out"
awk -F, 'NR == 1 || $3 < 400' "$folder/out" >"$folder/apart.csv" # the last block is not in step
live 3 "$folder/apart.csv" --path linear --steps 100
says 'no trade tells the swap fee'
live 0 "$folder/apart.csv" --path linear --steps 100 --fee 0.0005 --json
says 'rows are more than a block apart'
[ "$(value sizing)" = null ] && grep -q '"reason": "no two rows are of neighbouring blocks"' "$folder/out"
expect "what is not known is null, with the reason" $?
live 3 "$folder/apart.csv" --path linear --steps 100 --fee 0.0005 -o "$folder/none.json"
[ ! -e "$folder/none.json" ]
expect "nothing is written of what is not known" $?
printf 'weight A,weight B,price A,price B,reserve A,reserve B,who\n1,1,1,1,5,5,x\n1,1,1.1,1,5,5,y\n' >"$folder/short.csv"
live 0 "$folder/short.csv" --fee 0
says 'each row is taken as a block'
says 'columns of other names say nothing, "who" among them'
sed 's/who/fee/; s/,[xy]$/,0.01/' "$folder/short.csv" >"$folder/fee.csv"
live 0 "$folder/fee.csv" --json
near fee "$(number fee)" 0.01 1e-15
live 3 "$folder/fee.csv" --fee 0.02
says 'block 0: its column fee has 0.01, and 0.02 is given'

# The examples of --help run as they are printed, from the root of the sources.
run 0 live --help
cp "$folder/out" "$folder/help"
sed -n 's/^  orthant \(live .*\)$/\1/p' "$folder/help" >"$folder/examples"
[ "$(wc -l <"$folder/examples")" -eq 5 ]
expect "--help has five examples" $?
while read -r example; do
    # shellcheck disable=SC2086
    run 0 $(echo "$example" | sed "s|-o |-o $folder/|; s|--plot |--plot $folder/|")
done <"$folder/examples"
live 0 scenarios/market/pool-log.csv --gas 2 --json
near "the example's sizing" "$(value sizing)" 0.6 1e-5
near "the example's presence" "$(value presence)" 0.8 0.15
[ "$(sed -n 's/^ *"sizing": \(.*\)$/\1/p' "$folder/arbitrage.json")" != "" ]
expect "the example writes the part of a scenario" $?

# Logs of other forms: only blocks with trades, times without blocks, trades beside the log.
awk -F, 'NR == 1 {print; next} {now = $(NF - 4) $(NF - 3) $(NF - 2)} now != last {print; last = now}' \
    "$folder/with-fee.csv" >"$folder/some.csv"
live 0 "$folder/some.csv" --path linear --steps 100
says '--only-traded says so'
live 0 "$folder/some.csv" --path linear --steps 100 --only-traded --json
near sizing "$(value sizing)" 0.6 1e-9
grep -q '"reason": "the log has only blocks in which there were trades"' "$folder/out"
expect "presence is not in a log of trades" $?
sed '1s/,block,/,lvr,/' "$folder/with-fee.csv" >"$folder/times.csv"
live 0 "$folder/times.csv" --path linear --steps 100
says 'each row is taken as a block'
live 0 "$folder/times.csv" --path linear --steps 100 --block-seconds 12 --json
near sizing "$(value sizing)" 0.6 1e-9
live 3 "$folder/with-fee.csv" --path linear --steps 100 --block-seconds 12
says 'it has a column block, and a length of blocks'
printf 'block;weight A;weight B;price A;price B;reserve A;reserve B\n0;0,5;0,5;1;1;100;100\n1;0,5;0,5;1,21;1;90,909090909090909;110\n2;0,5;0,5;1,21;1;95;106\n' >"$folder/semicolons.csv"
live 0 "$folder/semicolons.csv" --fee 0
says 'the comma in its numbers is read as the decimal mark'
printf 'block;token_in;amount_in;token_out;amount_out\n1;B;10;A;9,090909090909091\n2;A;4,0909;B;4\n' >"$folder/trades.csv"
live 0 "$folder/semicolons.csv" --fee 0 --trades "$folder/trades.csv" --json
says 'of 2 trades 1 are taken as arbitrage and 1 as others'
near left_out "$(number left_out)" 1 0
sed 's/;B;10;/;C;10;/' "$folder/trades.csv" >"$folder/bad-trades.csv"
live 3 "$folder/semicolons.csv" --fee 0 --trades "$folder/bad-trades.csv"
says 'bad-trades.csv, line 2, column "token_in": "C"; permitted: a token of the log'
live 2 "$folder/semicolons.csv" --fee 0 --trades "$folder/trades.csv" -o "$folder/trades.csv"
live 4 "$folder/semicolons.csv" --fee 0 --trades "$folder/not-there.csv"
live 2 - --trades -
says 'standard input (-) can be one of LOG, --trades and --against'
live 2 "$folder/semicolons.csv" --trades - --against -
live 2 "$folder/semicolons.csv" --reserves now
says '--reserves is after or before'
live 2 "$folder/semicolons.csv" --block-seconds 0

# The command line, and files that are not there.
live 2 "$folder/short.csv" --fee 1
says '--fee is a number from 0 to below 1'
live 2 "$folder/short.csv" --gas x
live 2 "$folder/short.csv" --fee 0 --fee 0.1
live 2
live 4 "$folder/not-there.csv"
sed 's/1\.1/-1/' "$folder/short.csv" >"$folder/bad.csv"
live 3 "$folder/bad.csv" --fee 0
says 'line 3, column "price A": "-1"; permitted: 1e-60 to 1e60'
live 2 "$folder/short.csv" --fee 0 -o "$folder/short.csv"
printf '<html><body>404</body></html>\n' >"$folder/page.csv"
live 3 "$folder/page.csv"
says 'a page of HTML or XML; permitted: CSV: a line of column names, and a line a block'
live 3 "$folder/short.csv" --fee 0 --trades "$folder/page.csv"
says 'a page of HTML or XML; permitted: CSV: a line of column names, and a line a trade'
# An indexer's log in a chain's integers, by the manual's own command, and held against its
# simulation as the manual has it.
cat >"$folder/my.json" <<'END'
{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
 "target": {"weights": ["0.6", "0.4"]}, "steps": 2000, "paths": ["linear"],
 "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.0005"},
 "arbitrage": {"presence": "0.7", "sizing": "0.6"}, "monte_carlo": {"paths": 1, "seed": 5},
 "market": {"model": "gbm", "block_seconds": 12, "volatility": ["0.8", "0"], "prices": [2000, 1]}}
END
run 0 simulate "$folder/my.json" --record every=1 --csv
awk -F, 'NR == 1 {for (i = 1; i <= NF; i++) at[$i] = i; print "block,time,weight A,weight B,reserve A,reserve B,price A,price B"; next}
    {printf "%d,%d,%.0f,%.0f,%.0f,%.0f,%s,%s\n", $at["block"], 1700000000 + $at["time"], 1e18 * $at["weight A"],
     1e18 * $at["weight B"], 1e18 * $at["reserve A"], 1e6 * $at["reserve B"], $at["price A"], $at["price B"]}' \
    "$folder/out" >"$folder/integers.csv"
live 3 "$folder/integers.csv" -o "$folder/none.json"
says 'with reserves in tokens'
[ ! -e "$folder/none.json" ] && [ ! -s "$folder/out" ]
expect "a chain's integers are refused, with nothing written" $?
cat >"$folder/against.csv" <<'END'
block,weight A,weight B,price A,price B,reserve A,reserve B
0,1,1,1,1,100,100
1,1,1,1.01,1,100.2,99.8
2,1,1,1.02,1,100.4,99.6
3,1,1,1.03,1,100.6,99.4
END
live 3 "$folder/against.csv" --fee 0 -o "$folder/none.json"
says 'none.json is not written: a sizing of -'
[ ! -e "$folder/none.json" ]
expect "no arbitrageur who trades against the prices is written" $?
sed -n 's/\\-/-/g; s/^\(awk .* 1.\)\.$/\1/p' cli/man/live.h2m >"$folder/divide"
sh "$folder/divide" <"$folder/integers.csv" >"$folder/own.csv"
live 0 "$folder/own.csv" -o "$folder/part.json"
says 'weights sum to 1e+18'
awk '$1 == "sizing" {exit !($2 > 0.5999 && $2 < 0.6001)}' "$folder/out"
expect "a chain's integers are read as the manual has it" $?
cut -d , -f 2,7,8 "$folder/own.csv" | sed '1s/.*/time,A,B/' >"$folder/prices.csv"
part=$(sed -n '/"arbitrage"/,/}/p' "$folder/part.json" | tr -d '\n')
sed "s/\"arbitrage\": {[^}]*}/$part/; s/\"market\": {.*}/\"market\": {\"model\": \"panel\", \"file\": \"prices.csv\"}}/" \
    "$folder/my.json" >"$folder/simulated.json"
run 0 simulate "$folder/simulated.json" --paths linear --record every=1 --csv
cp "$folder/out" "$folder/simulated.csv"
live 0 "$folder/own.csv" --against "$folder/simulated.csv"
awk '/Jensen-Shannon/ {exit !($6 < 0.2)}' "$folder/out"
expect "a pool is like its simulation in its own market" $?

finish
