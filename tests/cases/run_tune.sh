#!/bin/sh
# orthant tune as a command: forms of its result, the folder (resumed, refused, begun anew, broken
# off), exit codes, and the default beside everything.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

cat >"$folder/study.json" <<END
{"orthant": 1, "scenario": "$PWD/scenarios/strategies/momentum.json",
 "parameters": {"/strategy/estimator/memory_days": {"from": 2, "to": 60, "scale": "log"}},
 "objective": "growth", "validate": {"fresh_paths": 32}, "budget": 4, "seed": 3}
END
study=$folder/study.json
has() { # text of the output
    grep -qF -e "$1" "$folder/out"
    expect "the output has: $1" $?
}

run 0 tune "$study"
has 'Objective: growth (log of value, a year), more is better. sobol, 4 trials, seed 3.'
has 'Tuned on 100 price paths of seed 1, tested on 32 fresh ones of seed '
has 'a = /strategy/estimator/memory_days, 2 to 60 (log), default 10'
has '  tuned  default   better  expected'
[ "$(wc -L <"$folder/out")" -le 100 ]
expect "no line is longer than 100 columns" $?
has 'Out of sample the tuned values are better than the default by '
has 'Verdict: '
run 0 tune "$study" --json -o "$folder/kept" --threads 1
cp "$folder/out" "$folder/json"
cmp -s "$folder/json" "$folder/kept/result.json"
expect "result.json is what --json prints" $?
run 0 tune "$study" --json -o "$folder/kept" --threads 2
cmp -s "$folder/json" "$folder/out"
expect "found again, the result has the same bytes" $?
grep -q 'note: [0-9]* of [0-9]* trials were recorded in' "$folder/err"
expect "a note says how many trials were there" $?
truncate -s -9 "$folder/kept/trials.jsonl"
sed -i '3s/value/vague/' "$folder/kept/trials.jsonl"
run 0 tune "$study" --json -o "$folder/kept"
says '2 lines of earlier runs in '
cmp -s "$folder/json" "$folder/out"
expect "damaged lines are made again" $?
run 0 tune "$study" --csv
[ "$(wc -l <"$folder/out")" -eq 2 ] && grep -q '^window,train_from,.*,/strategy/estimator/memory_days,' "$folder/out"
expect "CSV has a line a window, with its title" $?
run 0 tune "$study" --plot "$folder/picture.svg"
grep -q '<svg' "$folder/picture.svg"
expect "a picture is drawn" $?

sed 's/"budget": 4/"budget": 5/' "$study" >"$folder/other.json"
run 3 tune "$folder/other.json" -o "$folder/kept"
grep -q -e '--fresh begins anew' "$folder/err"
expect "another study's folder is refused, with the way out" $?
run 0 tune "$folder/other.json" -o "$folder/kept" --fresh
sed 's/"growth"/"grow"/' "$study" >"$folder/bad.json"
run 3 tune "$folder/bad.json" -o "$folder/none"
[ ! -e "$folder/none" ]
expect "a bad study leaves no folder behind" $?
run 4 tune "$folder/nowhere.json"
run 4 tune "$study" -o "$folder/no/such/place"
run 2 tune
run 2 tune "$study" --fresh
run 2 tune "$study" --format xml
run 2 tune "$study" "$study"
run 2 tune "$study" -o "$folder/a" -o "$folder/b"

# Files that somebody wrote are not written over: the study itself, whatever it is called, also with
# --fresh; and another study.json in a folder without trials.
mkdir "$folder/own"
for own in study.json result.json trials.jsonl; do
    cp "$study" "$folder/own/$own"
    run 3 tune "$folder/own/$own" -o "$folder/own"
    run 3 tune "$folder/own/$own" -o "$folder/own" --fresh
    cmp -s "$study" "$folder/own/$own" && [ "$(ls "$folder/own")" = $own ]
    expect "$own is as somebody wrote it, and nothing is beside it" $?
    rm "$folder/own/$own"
done
cp "$folder/other.json" "$folder/own/study.json"
run 3 tune "$study" -o "$folder/own"
cmp -s "$folder/other.json" "$folder/own/study.json" && [ "$(ls "$folder/own")" = study.json ]
expect "another study.json stays" $?
run 0 tune "$study" -o "$folder/own" --fresh
rm "$folder/own/trials.jsonl"
run 0 tune "$study" -o "$folder/own"

# What stands by the name of study.json and is no file is not waited for.
mkdir "$folder/piped"
mkfifo "$folder/piped/study.json"
run 4 tune "$study" -o "$folder/piped"
says "study.json: no regular file; permitted: one"

# Broken off after some trials, and gone on with.
sed 's/"budget": 4/"budget": 40000/' "$study" >"$folder/long.json"
some_trials() {
    [ -f "$folder/broken/trials.jsonl" ] && [ "$(wc -l <"$folder/broken/trials.jsonl")" -ge 5 ]
}
interrupt INT some_trials tune "$folder/long.json" -o "$folder/broken"
[ $code -eq 130 ] && [ ! -s "$folder/out" ] && grep -q 'the same command goes on' "$folder/err"
holds=$?
expect "Ctrl-C: exit code $code, and what is done stays" $holds
[ "$(wc -l <"$folder/broken/trials.jsonl")" -ge 4 ] && [ ! -e "$folder/broken/result.json" ]
expect "there are trials, and no result" $?

finish
