#!/bin/sh
# orthant live --trades: a pool that awk runs, with an arbitrageur of known sizing and others who
# trade now and then, told as a log and a list of trades in several forms. What was put in comes
# out, and the money is the one that awk counted.
#
# uses: $BUILD/orthant
. tests/support/script.sh

live() { # exit code expected, arguments
    want=$1
    shift
    run "$want" live "$@"
}
number() { # key, of the last JSON: its first number
    sed -n "s/^ *\"$1\": \(-\{0,1\}[0-9][0-9.e+-]*\),\{0,1\}$/\1/p" "$folder/out" | head -n 1
}
near() { # what, figure, expected, relative tolerance
    awk "BEGIN {d = ($2) - ($3); if (d < 0) d = -d; exit !(d <= ($4) * ($3))}"
    expect "$1 is $3, not $2" $?
}
sizing() { # the last JSON's is 0.6
    near sizing "$(sed -n '/^ *"sizing": {$/,/}/s/^ *"value": \(.*\),$/\1/p' "$folder/out")" 0.6 1e-9
}

# By the deviation of a price's log in a block; log.csv has reserves after the trades of a block,
# before.csv before them.
pool() {
    awk -v folder="$folder" -v deviation="$1" '
function uniform() { seed = seed * 16807 % 2147483647; return seed / 2147483647 }
function normal() { return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform()) }
function trade(in_token, paid, out_token, taken, kind) {
    printf "%d,%s,%.17g,%s,%.17g,%s\n", k, in_token, paid, out_token, taken, kind > trades
}
function row(file, a, b) {
    printf "%d,%d,%.17g,%.17g,%.17g,1,%.17g,%.17g\n", k, 1700000000 + 12 * k, w, v, p, a, b > file
}
BEGIN {
    seed = 17; keep = 0.997; sizing = 0.6; p = 2; A = 1000; B = 2000
    trades = folder "/trades.csv"; after = folder "/log.csv"; before = folder "/before.csv"
    print "block,token_in,amount_in,token_out,amount_out,kind" > trades
    names = "block,time,weight A,weight B,price A,price B,reserve A,reserve B"
    print names > after
    print names > before
    for (k = 0; k <= 300; k++) {
        w = 0.5 + 0.0005 * k; v = 1 - w
        if (k > 0)
            p *= exp(deviation * normal())
        else
            B = A * p / w * v
        oldA = A; oldB = B
        gap = log(B / v) - log(A * p / w); side = gap > 0; d = (side ? gap : -gap) + log(keep)
        there = k > 0 && d > 0; taken = there && uniform() < 0.7; others = k > 0 && uniform() < 0.2
        if (taken && side) {
            in_ = A * (exp(sizing * v * d) - 1) / keep; out = B * (1 - exp(-sizing * w * d))
            A += in_; B -= out
            gain = out - keep * in_ * p
            trade("A", in_, "B", out, "arbitrage")
        } else if (taken) {
            in_ = B * (exp(sizing * w * d) - 1) / keep; out = A * (1 - exp(-sizing * v * d))
            B += in_; A -= out
            gain = out * p - keep * in_
            trade("B", in_, "A", out, "arbitrage")
        }
        if (others) {
            in_ = A * 0.001 * uniform(); out = B * (1 - exp(w / v * log(A / (A + keep * in_))))
            A += in_; B -= out
            trade("A", in_, "B", out, "other")
        } else if (there) {
            opportunities++; traded += taken; extracted += taken ? gain : 0
        }
        left_out += others
        row(after, A, B)
        row(before, oldA, oldB)
    }
    printf "%d %d %d %.17g\n", left_out, opportunities, traded, extracted > (folder "/put-in")
}'
    read -r left_out opportunities traded extracted <"$folder/put-in"
}
pool 0.003
agrees() { # what awk counted is what the last JSON has
    sizing
    near left_out "$(number left_out)" "$left_out" 0
    near opportunities "$(number opportunities)" "$opportunities" 0
    near traded "$(number traded)" "$traded" 0
    near extracted "$(sed -n 's/^ *"made": {"extracted": \([^,]*\),.*/\1/p' "$folder/out")" "$extracted" 1e-9
}
[ "$left_out" -gt 30 ] && [ "$traded" -gt 60 ] && [ "$opportunities" -gt "$traded" ]
expect "there is something to find" $?

live 0 "$folder/log.csv" --trades "$folder/trades.csv" --fee 0.003 --json
says 'as its column kind says'
agrees
live 0 "$folder/log.csv" --trades "$folder/trades.csv" --json
says 'the swap fee 0.003 is found from'
agrees

# The same trades in another order, by time, with a decimal comma, under other names.
sort -t, -k3 "$folder/trades.csv" | grep -v block >"$folder/rows"
(sed 1q "$folder/trades.csv" && cat "$folder/rows") >"$folder/order.csv"
live 0 "$folder/log.csv" --trades "$folder/order.csv" --json
agrees
awk -F, -v OFS=, 'NR == 1 {$1 = "time"; print; next} {$1 = 1700000000 + 12 * $1 - NR % 12; print}' \
    "$folder/trades.csv" >"$folder/times.csv"
live 0 "$folder/log.csv" --trades "$folder/times.csv" --json
agrees
sed 's/,/;/g; s/\./,/g; 1s/_/ /g; 1s/block;token in/extra;Block;Token In/; 2,$s/^/x;/' \
    "$folder/trades.csv" >"$folder/comma.csv"
live 0 "$folder/log.csv" --trades "$folder/comma.csv" --json
agrees

# Reserves before the trades of a row; the last block's are not known.
live 0 "$folder/before.csv" --reserves before --trades "$folder/trades.csv" --json
sizing
live 3 "$folder/before.csv" --reserves after --trades "$folder/trades.csv"
says 'they fit as those before the trades (--reserves before)'
live 3 "$folder/log.csv" --reserves before --trades "$folder/trades.csv"
says 'they fit as those after the trades (--reserves after)'

# Without kinds it is gain that tells, and a trade that is not in the file is not arbitrage.
cut -d, -f1-5 "$folder/trades.csv" >"$folder/kindless.csv"
live 0 "$folder/log.csv" --trades "$folder/kindless.csv" --fee 0.003
says 'by whether they gain at the prices of their row'
grep -v '^7[0-9],.*arbitrage' "$folder/trades.csv" >"$folder/some.csv"
blocks_of() {
    cut -d, -f1 "$1" | sort -u | wc -l
}
untold=$(($(blocks_of "$folder/trades.csv") - $(blocks_of "$folder/some.csv")))
[ $untold -gt 0 ]
expect "some blocks have lost their trade" $?
live 0 "$folder/log.csv" --trades "$folder/some.csv" --json
sizing
says 'reserves change without a trade in it; left out'
near left_out "$(number left_out)" $((left_out + untold)) 0
(cat "$folder/trades.csv" && echo 900,A,1,B,1,other) >"$folder/more.csv"
live 0 "$folder/log.csv" --trades "$folder/more.csv" --json
says '1 more trade is in no block of the log'
agrees

# Rows that are blocks apart, between which trades happened that are in the file.
awk -F, 'NR == 1 || $1 % 4 == 0 || $1 > 200' "$folder/log.csv" >"$folder/apart.csv"
live 0 "$folder/apart.csv" --trades "$folder/trades.csv" --json
says 'more trades are in no block of the log'
sizing
awk -F, 'NR == 1 || $1 % 4 == 0' "$folder/log.csv" >"$folder/apart.csv"
live 0 "$folder/apart.csv" --trades "$folder/trades.csv" --fee 0.003
says 'in 75 places rows are more than a block apart'

# Of another pool, in other units, in other words.
awk -F, -v OFS=, 'NR > 1 {$3 *= 1e6; $5 *= 1e6} {print}' "$folder/trades.csv" >"$folder/units.csv"
live 3 "$folder/log.csv" --trades "$folder/units.csv"
says 'trades of this pool, amounts in the unit of its reserves'
awk -F, -v OFS=, 'NR > 1 {$1 += 1000} {print}' "$folder/trades.csv" >"$folder/later.csv"
live 3 "$folder/log.csv" --trades "$folder/later.csv"
says 'none of its trades is in a block of'
bad() { # the line that follows the names, what is said
    printf 'block,token_in,amount_in,token_out,amount_out,kind\n%s\n' "$1" >"$folder/bad.csv"
    live 3 "$folder/log.csv" --trades "$folder/bad.csv"
    says "bad.csv, line 2, column \"$2"
}
bad '1,A,0,B,1,other' 'amount_in": "0"; permitted: a number above 0, up to 1e100'
bad '1,A,1,B,-1,other' 'amount_out": "-1"; permitted: a number above 0, up to 1e100'
bad '1,A,1,A,1,other' 'token_out": "A"; permitted: another token'
bad '1,A,1,B,1,swap' 'kind": "swap"; permitted: arbitrage or other'
bad '1.5,A,1,B,1,other' 'block": "1.5"; permitted: a whole number from 0'
for column in 1 2 3 4 5; do
    cut -d, -f$column --complement "$folder/trades.csv" >"$folder/bad.csv"
    live 3 "$folder/log.csv" --trades "$folder/bad.csv"
    says 'is missing; permitted: block or time, token_in'
done
: >"$folder/bad.csv"
live 3 "$folder/log.csv" --trades "$folder/bad.csv"
says 'it is empty; permitted: a line of column names, and a line a trade'

# Prices that move by a half in a block: what the pool keeps of each trade tells the fee as well.
pool 0.5
live 0 "$folder/log.csv" --trades "$folder/trades.csv" --json
says 'the swap fee 0.003 is found from'
agrees
finish
