#!/bin/sh
# Pictures of orthant market: whole, the same bytes twice and on any number of threads, nothing left
# where they cannot be written, and which exit codes.
#
# uses: $BUILD/orthant
. tests/support/script.sh

market() { # exit code expected, arguments
    want=$1
    shift
    run "$want" market "$@"
}
whole() { # picture
    grep -q '<title>' "$1" && grep -q '<desc>' "$1" && [ "$(tail -n 2 "$1" | head -n 1)" = '</svg>' ]
    expect "$1 is a whole picture with title and description" $?
}

awk 'function u() {x = x * 16807 % 2147483647; return x / 2147483647 - 0.5}
BEGIN {
    x = 3; print "time,A,B"
    for (t = 0; t < 900; t++) {
        s = t % 300 < 60 ? 0.002 : 0.0004
        a += s * (u() + u() + u()); b += 0.001 * (u() + u())
        printf "%d,%.15g,%.15g\n", 1700000040 + 60 * t, exp(a), exp(b)
    }
}' >"$folder/panel.csv"
score="score A,B=$folder/panel.csv --replicates 20 --horizons 1,2"

market 0 $score --model garch --threads 1 --plot "$folder/a.svg" --keep-script
whole "$folder/a.svg"
grep -q 'garch and the data, part test, rows 451 to 900' "$folder/a.svg" &&
    grep -q 'A, quantiles of 2 blocks' "$folder/a.svg" && grep -q 'B, |r| of 1 block' "$folder/a.svg" &&
    grep -q 'data, 95 % (bootstrap)' "$folder/a.svg"
expect "the picture says what it shows" $?
[ -s "$folder/a.svg.gp" ]
expect "the script is kept" $?
cp "$folder/out" "$folder/table"
market 0 $score --model garch --threads 3 --plot "$folder/b.svg"
cmp -s "$folder/a.svg" "$folder/b.svg" && cmp -s "$folder/out" "$folder/table" &&
    [ ! -e "$folder/b.svg.gp" ]
expect "the same picture on three threads, beside the same table, without a script" $?
market 0 score "A,B=$folder/panel.csv" --model gbm --replicates 0 --train 1 --plot "$folder/c.png"
[ -s "$folder/c.png" ]
expect "a PNG" $?
market 0 score "A,B=$folder/panel.csv" --model gbm --replicates 0 --train 1 --plot "$folder/c.svg"
grep -q 'independent, 1.96 / ' "$folder/c.svg" && grep -q 'part all, rows 1 to 900' "$folder/c.svg"
expect "without resamples the band is that of independent returns" $?

market 4 $score --model gbm --plot "$folder/not-there/a.svg"
[ ! -e "$folder/not-there" ] && [ ! -s "$folder/out" ]
expect "nothing is left where nothing can be written" $?
market 2 $score --model gbm --plot "$folder/a.pdf"
market 2 $score --model gbm --plot -
market 2 $score --model gbm --plot "$folder/d.svg" -o "$folder/d.svg"
market 2 $score --model gbm --plot "$folder/d.svg" --plot "$folder/e.svg"
[ ! -e "$folder/d.svg" ]
expect "nothing is drawn where the command line is wrong" $?

# Estimators.
market 0 fit "A,B=$folder/panel.csv" --estimator --lambda 0.5 --plot "$folder/l.svg" --keep-script
whole "$folder/l.svg"
cp "$folder/out" "$folder/table"
grep -q 'lambda, from 900 prices' "$folder/l.svg" && grep -q 'B, gradient' "$folder/l.svg" &&
    grep -q '95 % interval' "$folder/l.svg" && grep -q 'the rule' "$folder/l.svg"
expect "the picture says what it shows" $?
market 0 fit "A,B=$folder/panel.csv" --estimator --lambda 0.5 --plot "$folder/m.svg"
cmp -s "$folder/l.svg" "$folder/m.svg" && cmp -s "$folder/out" "$folder/table" &&
    [ ! -e "$folder/m.svg.gp" ]
expect "the same picture again, beside the same table" $?
market 4 fit "A,B=$folder/panel.csv" --estimator --plot "$folder/not-there/l.svg"
[ ! -e "$folder/not-there" ] && [ ! -s "$folder/out" ]
expect "nothing is left where nothing can be written" $?
market 2 fit "A,B=$folder/panel.csv" --model gbm --plot "$folder/n.svg"
says '--plot is for --estimator'
market 2 fit "A,B=$folder/panel.csv" --estimator --plot -
market 2 fit "A,B=$folder/panel.csv" --estimator --plot "$folder/n.svg" -o "$folder/n.svg"
[ ! -e "$folder/n.svg" ]
expect "nothing is drawn where the command line is wrong" $?
finish
