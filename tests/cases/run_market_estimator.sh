#!/bin/sh
# orthant market fit --estimator as a command: planted markets come out, rules are judged, prices
# that choose nothing are told so and no number of the JSON is none; what is refused.
#
# uses: $BUILD/orthant
. tests/support/script.sh

fit() { # exit code expected, arguments
    want=$1
    shift
    run "$want" market fit "$@"
}

# A level that moves by 0.002 a row, seen through noise that is correlated by rho; not by anything
# of the program.
made() { # rows, rho, seed, noise (0.01 when absent)
    awk -v rows="$1" -v rho="$2" -v seed="$3" -v deviation="${4:-0.01}" 'function uniform() {
            seed = seed * 16807 % 2147483647
            return seed / 2147483647
        }
        function normal(  i, sum) {
            for (i = 0; i < 12; i++) sum += uniform()
            return sum - 6
        }
        BEGIN {
            print "time,price"
            for (i = 0; i < rows; i++) {
                level += 0.002 * normal()
                noise = rho * noise + deviation * sqrt(1 - rho * rho) * normal()
                printf "%d,%.15g\n", 1700006400 + 60 * i, 100 * exp(level + noise)
            }
        }'
}
made 4000 0 7 >"$folder/A.csv"
made 4000 0.6 8 >"$folder/B.csv"

value() { # market, key: its line's number of the token that was asked for
    awk -v market="$1" -v key="$2" '$1 == "\"market\":" {here = $2 == "\"" market "\","}
        here && $1 == "\"" key "\":" {inside = 1}
        inside && $1 == "\"value\":" {value = $2}
        inside && $1 == "\"low\":" {low = $2}
        inside && $1 == "\"high\":" {print value low $2; exit}' "$folder/out" | tr ',' ' '
}
within() { # market, key, planted
    set -- "$1" "$2" "$3" "$(value "$1" "$2")"
    awk "BEGIN {split(\"$4\", at, \" \"); exit !(at[2] < $3 && $3 < at[3] && at[2] < at[1] && at[1] < at[3])}"
    expect "$2 $3 of $1 lies in $4" $?
}

# q = 0.04: K = (-q + sqrt(q^2 + 4 q)) / 2 = 0.180998, lambda = 1 - K.
fit 0 "A=$folder/A.csv" --estimator --json -o "$folder/artefact.json"
cmp -s "$folder/out" "$folder/artefact.json"
expect "-o has what --json prints" $?
grep -q 'A.csv: series; ' "$folder/out"
expect "what was assumed on reading is among the notes" $?
within level q 0.04
within level lambda 0.819002
within level+ar1 rho 0
grep -q '"best": "level",' "$folder/out" && grep -q '"chunk_seconds": 60.0,' "$folder/out"
expect "the market that was made is the best" $?
for market in level gradient; do
    # shellcheck disable=SC2046
    set -- $(value $market lambda)
    contract=$(grep '"contract_lambda"' "$folder/out" | sed -n "s/.*\"\(0\.[0-9]*\)\".*/\1/p" | sed -n "$([ $market = level ] && echo 1 || echo 3)p")
    [ ${#contract} -eq 20 ] && awk "BEGIN {exit !(($contract - $1) ^ 2 < 1e-32)}"
    expect "a contract holds $contract for $1" $?
done
grep -c '"curve": {' "$folder/out" | grep -qx 7
expect "there are seven curves" $?
fit 0 "B=$folder/B.csv" --estimator --json
within level+ar1 rho 0.6
within level+ar1 q 0.04
grep -q '"best": "level+ar1",' "$folder/out"
expect "correlated noise is seen" $?

# A level that moves more than its noise, in few rows: an interval without a lower end has none for
# the memory either, and the table says so of both. It says what the errors are of.
made 300 0 5 0.0005 >"$folder/C.csv"
fit 0 "C=$folder/C.csv" --estimator --memory-days 1
grep -q '^  level  *lambda  *0\.[0-9]*  *open  *0\.' "$folder/out" &&
    grep -q '^  level  *memory, days  *0\.[0-9]*  *open  *0\.' "$folder/out"
expect "a memory without a lower end is open, as its decay is" $?
grep -q 'a level that moves by [0-9.]* times their noise a chunk' "$folder/out" &&
    grep -q 'What a rule earns is another' "$folder/out"
expect "the table says in which units a level moves, and of what the errors are" $?

# A rule, by its decay and by the memory that it has.
fit 0 "A=$folder/A.csv" --estimator --lambda 0.9 --json
sed -n 's/^  "memory_days": \(.*\),$/\1/p' "$folder/out" >"$folder/days"
awk '{exit !(($1 / (2 * 60 / 86400 * (6 * 0.9 / 0.1 ^ 3) ^ (1 / 3)) - 1) ^ 2 < 1e-20)}' "$folder/days"
holds=$?
expect "the memory of 0.9, in minutes, is $(cat "$folder/days") days" $holds
grep -q '"sentence": "lambda 0.9000* (a memory of [0-9.e-]* days) is right for a level that moves by 0.105 times ' "$folder/out"
expect "the rule has its sentence" $?
cp "$folder/out" "$folder/first"
fit 0 "A=$folder/A.csv" --estimator --memory-days "$(cat "$folder/days")" --json
says 'is lambda 0.9'
for key in q inside below cost; do
    grep "^ *\"$key\": [-0-9tf]" "$folder/first" | cut -c 1-24 >"$folder/by_lambda"
    grep "^ *\"$key\": [-0-9tf]" "$folder/out" | cut -c 1-24 | cmp -s - "$folder/by_lambda"
    expect "$key is that of lambda too" $?
done
fit 0 "A=$folder/A.csv" "B=$folder/B.csv" --estimator --lambda 0.9
[ "$(grep -c '^  your rule, if it ' "$folder/out")" = 4 ] && grep -q '^  level .* best by BIC$' "$folder/out" &&
    grep -q '^  level+ar1 .* best by BIC$' "$folder/out"
expect "the table has both tokens, their best markets and the rule" $?
! grep -q 'nan\|inf,' "$folder/out"
expect "the table has no word for a number that is none" $?

# Prices that choose nothing: none of them makes a number that is none.
odd() { # name, awk's expression of i
    awk "BEGIN {print \"time,price\"; for (i = 0; i < 150; i++) printf \"%d,%.15g\\n\", 1700006400 + 60 * i, $2}" \
        >"$folder/$1.csv"
    fit 0 "A=$folder/$1.csv" --estimator --lambda 0.5 --json
    ! grep -qi 'nan\|: -\{0,1\}inf\|1e+\{0,1\}3[0-9][0-9]' "$folder/out"
    expect "prices $1 give numbers, or null" $?
    fit 0 "A=$folder/$1.csv" --estimator --lambda 0.999999999
    ! grep -qiw 'nan\|-nan\|inf\|-inf' "$folder/out"
    expect "prices $1 give a table" $?
}
odd doubling '2 ^ i'
odd turning '1 + i % 2'
odd jumping 'i < 70 ? 1 : 2'
odd growing 'exp(0.001 * i)'
odd tiny '1e-50 * (1 + i % 3)'
odd last 'i < 149 ? 1 : 1e50'
odd still '5'
says 'A: the price does not move; nothing is fitted'
grep -qx 'A: the price does not move' "$folder/out"
expect "a price that stays is told" $?

# What is refused.
head -n 60 "$folder/A.csv" >"$folder/few.csv"
fit 3 "A=$folder/few.csv" --estimator
says '59 rows of prices; needed: 100 or more, by rows less far apart'
awk 'BEGIN {print "time,price"; for (i = 0; i < 150; i++) print i "," 1 + i * 7919 % 101}' >"$folder/rows.csv"
fit 3 "A=$folder/rows.csv" --estimator
says 'how long one is must be given'
fit 0 "A=$folder/rows.csv" --estimator --block-seconds 86400 --memory-days 5
fit 3 "A=$folder/rows.csv" --estimator --block-seconds 86400 --memory-days 1e30
says 'permitted: from 1e-18 to below 1'
sed '5s/,.*/,-3/' "$folder/A.csv" >"$folder/bad.csv"
fit 3 "A=$folder/bad.csv" --estimator
says 'line 5'
: >"$folder/empty.csv"
fit 3 "A=$folder/empty.csv" --estimator
fit 4 "A=$folder/nowhere.csv" --estimator
fit 2 "A=$folder/A.csv" --estimator --model gbm
says 'two different fits'
fit 2 "A=$folder/A.csv"
says '--model is missing'
fit 2 "A=$folder/A.csv" --estimator --normal
fit 2 "A=$folder/A.csv" --model gbm --lambda 0.9
says 'are for --estimator'
fit 2 "A=$folder/A.csv" --estimator --lambda 0.9 --memory-days 3
says 'both say'
for lambda in 0 1 -0.5 x 0.9x nan 1e-20 0.9999999999999999999999; do
    fit 2 "A=$folder/A.csv" --estimator --lambda $lambda
done
fit 2 "A=$folder/A.csv" --estimator --memory-days inf
cp "$folder/A.csv" "$folder/kept.csv"
fit 2 "A=$folder/A.csv" --estimator -o "$folder/A.csv"
cmp -s "$folder/A.csv" "$folder/kept.csv"
expect "an input is not written over" $?

# Ctrl-C while it fits: the note of what was read is seen, and nothing is written.
made 200000 0.3 9 >"$folder/long.csv"
read_it() {
    grep -q '200000 rows' "$folder/err"
}
interrupt INT read_it market fit "A=$folder/long.csv" --estimator --json -o "$folder/never.json"
[ "$code" -eq 130 ] && [ ! -s "$folder/out" ] && ! ls "$folder" | grep -q never
expect "Ctrl-C ends with 130, not $code, and leaves nothing" $?
finish
