#!/bin/sh
# Compares the emulator with the published contracts' own bytecode, both ways, and ends with
# "N passed, N failed". ORTHANT_EVM_SCALE multiplies the number of cases (default 1: over 100,000).
set -u
here=$(cd "$(dirname "$0")" && pwd)
BUILD=${BUILD:-build}
mkdir -p "$BUILD/evm"
work=$(cd "$BUILD/evm" && pwd)
orthant=$(cd "$BUILD" && pwd)/orthant
scale=${ORTHANT_EVM_SCALE:-1}
seed=${ORTHANT_EVM_SEED:-20261122}
passed=0 failed=0

skip() {
    echo "skipped: $1"
    echo "$passed passed, $failed failed, 1 skipped"
    exit 0
}

command -v node >/dev/null 2>&1 || skip "no node"
command -v npm >/dev/null 2>&1 || skip "no npm"
[ "$(uname -m)" = x86_64 ] || skip "forge is installed for x86_64 only"

rm -rf "$work/src" "$work/test" "$work/vectors" "$work/out"
mkdir -p "$work/vectors"
cp -R "$here/src" "$here/test" "$here"/*.js "$here"/*.json "$here/solc.sh" "$here/foundry.toml" \
    "$here/.npmrc" "$work/"
cd "$work" || exit 4
if ! cmp -s package-lock.json installed-lock.json; then
    npm ci --no-progress >npm.log 2>&1 || {
        cat npm.log
        skip "npm could not install the contracts"
    }
    cp package-lock.json installed-lock.json
fi
forge=node_modules/@foundry-rs/forge-linux-amd64/bin/forge

"$orthant" contract list --json >signatures.json || exit 4

# ------------------------------------------------ our vectors, checked by the real contracts
words="fp_mul_down fp_mul_up fp_div_down fp_div_up fp_mul_div_up log_exp_exp log_exp_ln
    log_exp_log log_exp_pow fp_pow_down fp_pow_up prb_mul prb_div prb_pow prb_exp prb_exp2 prb_log2
    prb_ln prb_sqrt prb_abs weighted_out_given_exact_in weighted_in_given_exact_out
    weighted_balance_given_invariant"
arrays="weighted_invariant_down weighted_invariant_up vault_swap_exact_in vault_swap_exact_out
    pool_join_unbalanced pool_join_single_exact_bpt pool_exit_proportional
    pool_exit_single_exact_bpt pool_exit_single_exact_out lbp_weights"
for name in $words; do
    "$orthant" contract export "$name" --count $((2500 * scale)) --seed "$seed" --format foundry \
        -o vectors || exit 4
done
for name in $arrays; do
    "$orthant" contract export "$name" --count $((600 * scale)) --seed "$seed" --format foundry \
        -o vectors || exit 4
done
# shellcheck disable=SC2086
node forward.js signatures.json $words $arrays >test/Forward.t.sol || exit 4
ORTHANT_SEED=$seed ORTHANT_COUNT=$((2000 * scale)) "$forge" test -vv >forge.log 2>&1
for name in $words $arrays; do
    camel=$(echo "$name" | sed -E 's/(^|_)(.)/\U\2/g')
    cases=$((2500 * scale))
    case " $(echo $arrays) " in *" $name "*) cases=$((600 * scale)) ;; esac
    if sed -n "/:${camel}Test\$/,/^Suite/p" forge.log | grep -q '^\[PASS\] test_vectors'; then
        passed=$((passed + cases))
    else
        failed=$((failed + 1))
        echo "$name: the real contract does not give what was exported"
        sed -n "/:${camel}Test\$/,/^Suite/p" forge.log
    fi
done

# ------------------------------------------------ the real contracts' results, checked by us
if grep -q '^\[PASS\] test_two_numbers' forge.log && [ -s vectors/backward.txt ]; then
    node backward.js signatures.json vectors/backward.txt vectors || exit 4
    for file in vectors/backward_*.json; do
        totals=$("$orthant" contract check -q "$file" | tail -n 1)
        good=$(echo "$totals" | sed 's/ passed.*//')
        bad=$(echo "$totals" | sed 's/.*, \([0-9]*\) failed.*/\1/')
        passed=$((passed + good)) failed=$((failed + bad))
        [ "$bad" -eq 0 ] || "$orthant" contract check "$file" | head -n 20
    done
else
    failed=$((failed + 1))
    tail -n 40 forge.log
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
