#!/bin/sh
# Compares the emulator with the published contracts' own bytecode, both ways: a test a function and
# direction, over 100,000 cases in all. ORTHANT_EVM_SCALE multiplies their number (default 1),
# ORTH_TEST_SEED draws others. Pools that are made for each case: tests/thorough/run_evm_pools.sh.
#
# uses: $BUILD/orthant tests/evm
. tests/support/script.sh
. tests/evm/forge.sh
begin_forge evm
mkdir -p v2
cp "$here"/v2/*.js "$here"/v2/*.json "$here"/v2/*.sol "$here/v2/.npmrc" v2/
# The first generation has a compiler of its own, which takes seconds: it runs after changes only.
if ! cmp -s v2/package-lock.json v2/installed-lock.json; then
    (cd v2 && npm ci --no-progress) >npm.log 2>&1 || {
        cat npm.log
        skip "npm could not install the first generation's contracts"
    }
    cp v2/package-lock.json v2/installed-lock.json
    rm -f v2/compiled
fi
if ! cat v2/OldPools.sol v2/compile.js | cmp -s - v2/compiled; then
    node v2/compile.js v2 || exit 4
    cat v2/OldPools.sol v2/compile.js >v2/compiled
fi
cp v2/*.hex v2/OldPool.slot vectors/

# ------------------------------------------------ our vectors, checked by the real contracts
words="fp_mul_down fp_mul_up fp_div_down fp_div_up fp_mul_div_up log_exp_exp log_exp_ln
    log_exp_log log_exp_pow fp_pow_down fp_pow_up prb_mul prb_div prb_pow prb_exp prb_exp2 prb_log2
    prb_ln prb_sqrt prb_abs weighted_out_given_exact_in weighted_in_given_exact_out
    weighted_balance_given_invariant v2_pow_down v2_pow_up v2_out_given_exact_in
    v2_in_given_exact_out v2_compress16 v2_uncompress16 v2_compress31 v2_uncompress31 v2_compress32
    v2_uncompress32 v2_compress64 v2_uncompress64"
arrays="weighted_invariant_down weighted_invariant_up vault_swap_exact_in vault_swap_exact_out
    pool_join_unbalanced pool_join_single_exact_bpt pool_exit_proportional
    pool_exit_single_exact_bpt pool_exit_single_exact_out lbp_weights v2_lbp_state
    v2_lbp_update v2_lbp_weights"
# shellcheck disable=SC2086
{
    export_vectors $((2500 * scale)) $words
    export_vectors $((600 * scale)) $arrays
    node forward.js signatures.json Real $words $arrays >test/Forward.t.sol || exit 4
    ORTHANT_SEED=$seed ORTHANT_COUNT=$((2000 * scale)) "$forge" test -vv >forge.log 2>&1
    expect_forward $((2500 * scale)) $words
    expect_forward $((600 * scale)) $arrays
}

# ------------------------------------------------ the real contracts' results, checked by us
cp forge.log "$folder/out"
grep -q '^\[PASS\] test_two_numbers' forge.log && [ -s vectors/backward.txt ] &&
    grep -q '^\[PASS\] test_old_pools' forge.log && [ -s vectors/backward_old.txt ]
expect "the real contracts have results" $?
node backward.js signatures.json vectors/backward_old.txt vectors || exit 4
expect_backward
finish
