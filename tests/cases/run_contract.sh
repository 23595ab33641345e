#!/bin/sh
# Each folder under contract/ is a case: `command` (after "orthant contract"), `output` (standard
# output), `exit` (the code) and `why` (a sentence). Then the command line's own rules.
#
# uses: $BUILD/orthant tests/cases/contract tests/vectors/rows tests/vectors/recorded
. tests/support/script.sh

contract() { # wanted code, then arguments of orthant contract; a refusal says why
    want=$1
    shift
    "$program" contract "$@" >"$folder/out" 2>"$folder/err" </dev/null
    code=$?
    [ $code -eq "$want" ] && { [ "$want" -le 1 ] || [ -s "$folder/err" ]; }
    note "orthant contract $*: exit code $code, wanted $want" $?
}

for case in tests/cases/contract/*/; do
    eval "\"\$program\" contract $(cat "$case/command")" >"$folder/output" 2>"$folder/err"
    code=$?
    diff "$case/output" "$folder/output" >"$folder/out" && [ $code -eq "$(cat "$case/exit")" ]
    holds=$?
    note "$case: exit code $code, wanted $(cat "$case/exit")" $holds
done

# A file for forge is told from a vector file that is broken.
"$program" contract export fp_pow_up --count 2 --format foundry -o "$folder/foundry/" >"$folder/out" 2>"$folder/err"
expect "contract export --format foundry" $?
run 3 contract check "$folder/foundry/fp_pow_up.json"
says "/cases: is missing: this is the file of a Solidity test, of export --format foundry"

good='{"function": "fp_mul_up", "cases": [{"in": ["1", "1"], "out": "1"}]}'
echo "$good" >"$folder/good.json"
echo "$good" | sed 's/"out": "1"/"out": "2"/' >"$folder/wrong.json"
echo '{"function": "fp_mul_up", "cases": []}' >"$folder/none.json"
echo "$good" | sed 's/fp_mul_up/fp_mul/' >"$folder/unknown.json"
echo "$good" | cut -c 1-40 >"$folder/cut.json"

# Rows of weights and recorded operations are vector files too; the first row that differs is named.
contract 0 check tests/vectors/rows/*.json tests/vectors/recorded/*.json
sed 's/"189827800000000000"/"189827800000000001"/' tests/vectors/rows/quantamm.json >"$folder/rows.json"
run 1 contract check "$folder/rows.json"
grep -q '/rows/3/weights/1: quantamm_weights_at does not match' "$folder/out" &&
    [ "$(grep -c 'does not match' "$folder/out")" -eq 1 ] && grep -q '^3 passed, 3 failed$' "$folder/out"
expect "of the rows that differ the first is printed" $?

contract 0 list
contract 0 list --json
contract 0 --help
contract 0 call --help
contract 2
contract 2 nothing
contract 2 call
contract 2 check
contract 2 audit fp_mul_up --samples 0
contract 2 export fp_mul_up --format foundry
contract 0 call prb_exp -- -5e17
contract 0 call prb_log2 -- -5 # a revert is a result
contract 2 call fp_mul_up 1
contract 2 call fp_mul_up 1 x
contract 2 call fp_mul_up 1 '[1]'
contract 2 call weighted_invariant_up '[1' '[1]'
contract 0 check "$folder/good.json"
contract 1 check "$folder/wrong.json"
contract 1 check "$folder/none.json"
contract 0 check "$folder/none.json" "$folder/good.json"
contract 3 check "$folder/unknown.json"
contract 3 check "$folder/cut.json"
contract 3 check "$folder/wrong.json" "$folder/cut.json"
contract 3 check "$folder/missing.json" "$folder/cut.json"
contract 4 check "$folder/missing.json"
contract 2 audit quantamm_pack32
contract 4 audit fp_mul_up --samples 100 -o "$folder/no/such/folder"
contract 4 export fp_mul_up --count 10 -o /dev/full
"$program" contract list >/dev/full 2>"$folder/err"
[ $? -eq 4 ]
expect "a full disk is exit code 4" $?

# what is exported is read back, for every function
for name in $("$program" contract list --csv | tail -n +2 | cut -d, -f1); do
    "$program" contract export "$name" --count 40 --seed 3 -o "$folder/vectors/" &&
        contract 0 check "$folder/vectors/$name.json"
done
"$program" contract export geodesic_midpoint --count 20 --digits 30 |
    "$program" contract check - >"$folder/out" 2>"$folder/err"
expect "exported midpoints are read back" $?

# abi.encode through a pipe is the bytes of the file, not what a screen would show of them.
"$program" contract export fp_mul_up --count 3 --format abi -o "$folder/three.abi" &&
    "$program" contract export fp_mul_up --count 3 --format abi | cmp -s - "$folder/three.abi"
expect "a pipe gets abi.encode as the file does" $?

# the same bytes on any number of threads
"$program" contract audit fp_pow_up --samples 3000 --threads 1 --json >"$folder/one"
"$program" contract audit fp_pow_up --samples 3000 --threads 5 --json >"$folder/five"
cmp "$folder/one" "$folder/five"
expect "audit on 1 and 5 threads gives the same bytes" $?

# ranges of arguments, ordinary arguments, and the first sample that fails
fork=weighted_balance_given_invariant_quantamm
gives 2 'orthant: --range: "wight" is no argument of '$fork'; permitted: balance, weight, ratio' "$program" contract audit $fork --range wight=0..1
for bad in weight weight=1 weight=1..0 weight=a..1 weight=0..1e60 weight=0..1e-19 weight=-1..1 weight=0..1.5wei =0..1; do
    gives 2 "--range: " "$program" contract audit $fork --range "$bad"
done
gives 2 'orthant: --range: an argument has one range, not ratio=1..2 and ratio=1..3' "$program" contract audit $fork --range ratio=1..2 --range ratio=1..3
"$program" contract audit weighted_out_given_exact_in --samples 500 --calm --range amountIn=1wei..1000wei --range weightIn=0.2..0.8 --json >"$folder/out" 2>"$folder/err"
grep -q '"calm": true' "$folder/out" && grep -qF '{"argument": "amountIn", "low": "1", "high": "1000"}' "$folder/out" &&
    grep -qF '{"argument": "weightIn", "low": "200000000000000000", "high": "800000000000000000"}' "$folder/out"
expect "the JSON has the ranges" $?
sed -n 's/.*_inputs": \["[0-9]*","\([0-9]*\)","[0-9]*","[0-9]*","\([0-9]*\)"\].*/\1 \2/p' "$folder/out" |
    awk '{n++; if ($1 < 2e17 || $1 > 8e17 || $2 < 1 || $2 > 1000) bad = 1} END {exit bad || n < 6}'
expect "all inputs that are shown lie in their ranges" $?
grep -q '"first_wrong": null' "$folder/out"
expect "no failing sample" $?
gives 1 '"inputs": ["31298493850905729707818211414","1000000000000000001","965616516258934183"],' "$program" contract audit $fork --samples 20000 --json
grep -A 1 '"first_wrong": {' "$folder/out" | grep -q '"sample": 14216,'
expect "the JSON has the failing sample" $?
gives 0 "measured 1000, reverted 0, not defined 0" "$program" contract audit $fork --samples 1000 --calm
! grep -q undecided "$folder/out"
expect "nothing is said of undecided where there is none" $?

# a picture, its script beside it, and names that gnuplot must not run
picture="$folder/a'b\`touch x\`.png"
"$program" contract audit log_exp_ln --samples 500 --plot "$picture" >"$folder/out" 2>"$folder/err"
[ -s "$picture" ] && [ -s "$picture.gp" ] && [ ! -e x ]
expect "a picture" $?

finish
