#!/bin/sh
# Each folder under contract/ is a case: `command` (after "orthant contract"), `output` (standard
# output), `exit` (the code) and `why` (a sentence). Then the command line's own rules.
#
# uses: $BUILD/orthant tests/cases/contract
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

# the same bytes on any number of threads
"$program" contract audit fp_pow_up --samples 3000 --threads 1 --json >"$folder/one"
"$program" contract audit fp_pow_up --samples 3000 --threads 5 --json >"$folder/five"
cmp "$folder/one" "$folder/five"
expect "audit on 1 and 5 threads gives the same bytes" $?

# a picture, its script beside it, and names that gnuplot must not run
picture="$folder/a'b\`touch x\`.png"
"$program" contract audit log_exp_ln --samples 500 --plot "$picture" >"$folder/out" 2>"$folder/err"
[ -s "$picture" ] && [ -s "$picture.gp" ] && [ ! -e x ]
expect "a picture" $?

finish
