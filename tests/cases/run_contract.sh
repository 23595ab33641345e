#!/bin/sh
# Each folder under contract/ is a case: `command` (after "orthant contract"), `output` (standard
# output), `exit` (the code) and `why` (a sentence). Then the command line's own rules.
set -u
here=$(cd "$(dirname "$0")" && pwd)
BUILD=${BUILD:-build}
orthant=$(cd "$BUILD" && pwd)/orthant
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

check() { # name, wanted code, got code, wanted output file, got output file
    if [ "$2" = "$3" ] && cmp -s "$4" "$5"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1: exit code $3, wanted $2"
        diff "$4" "$5"
    fi
}

for case in "$here"/contract/*/; do
    eval "\"\$orthant\" contract $(cat "$case/command")" >"$scratch/output" 2>"$scratch/errors"
    check "$(basename "$case")" "$(cat "$case/exit")" $? "$case/output" "$scratch/output"
done

expect() { # wanted code, then arguments of orthant contract
    want=$1
    shift
    "$orthant" contract "$@" >"$scratch/output" 2>"$scratch/errors" </dev/null
    got=$?
    if [ "$got" -ne "$want" ] || { [ "$want" -gt 1 ] && [ ! -s "$scratch/errors" ]; }; then
        failed=$((failed + 1))
        echo "orthant contract $*: exit code $got, wanted $want"
    else
        passed=$((passed + 1))
    fi
}

good='{"function": "fp_mul_up", "cases": [{"in": ["1", "1"], "out": "1"}]}'
echo "$good" >"$scratch/good.json"
echo "$good" | sed 's/"out": "1"/"out": "2"/' >"$scratch/wrong.json"
echo '{"function": "fp_mul_up", "cases": []}' >"$scratch/none.json"
echo "$good" | sed 's/fp_mul_up/fp_mul/' >"$scratch/unknown.json"
echo "$good" | cut -c 1-40 >"$scratch/cut.json"

expect 0 list
expect 0 list --json
expect 0 --help
expect 0 call --help
expect 2
expect 2 nothing
expect 2 call
expect 2 check
expect 2 audit fp_mul_up --samples 0
expect 2 export fp_mul_up --format foundry
expect 0 call prb_exp -- -5e17
expect 0 call prb_log2 -- -5 # a revert is a result
expect 3 call fp_mul_up 1
expect 3 call fp_mul_up 1 x
expect 3 call fp_mul_up 1 '[1]'
expect 3 call weighted_invariant_up '[1' '[1]'
expect 0 check "$scratch/good.json"
expect 1 check "$scratch/wrong.json"
expect 1 check "$scratch/none.json"
expect 0 check "$scratch/none.json" "$scratch/good.json"
expect 3 check "$scratch/unknown.json"
expect 3 check "$scratch/cut.json"
expect 3 check "$scratch/wrong.json" "$scratch/cut.json"
expect 3 check "$scratch/missing.json" "$scratch/cut.json"
expect 4 check "$scratch/missing.json"
expect 3 audit quantamm_pack32
expect 4 audit fp_mul_up --samples 100 -o "$scratch/no/such/folder"
expect 4 export fp_mul_up --count 10 -o /dev/full
"$orthant" contract list >/dev/full 2>/dev/null
[ $? -eq 4 ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "a full disk is exit code 4"; }

# what is exported is read back, for every function
for name in $("$orthant" contract list --csv | tail -n +2 | cut -d, -f1); do
    "$orthant" contract export "$name" --count 40 --seed 3 -o "$scratch/out/" &&
        expect 0 check "$scratch/out/$name.json"
done
"$orthant" contract export geodesic_midpoint --count 20 --digits 30 | "$orthant" contract check - \
    >/dev/null && passed=$((passed + 1)) || failed=$((failed + 1))

# the same bytes on any number of threads
"$orthant" contract audit fp_pow_up --samples 3000 --threads 1 --json >"$scratch/one"
"$orthant" contract audit fp_pow_up --samples 3000 --threads 5 --json >"$scratch/five"
check "audit on 1 and 5 threads" 0 0 "$scratch/one" "$scratch/five"

# a picture, its script beside it, and names that gnuplot must not run
"$orthant" contract audit log_exp_ln --samples 500 --plot "$scratch/a'b\`touch x\`.png" >/dev/null
if [ -s "$scratch/a'b\`touch x\`.png" ] && [ -s "$scratch/a'b\`touch x\`.png.gp" ] && [ ! -e x ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo "no picture"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
