#!/bin/sh
# Pools of the published package, made anew for each case, against the emulator, both ways:
# WeightedPool's second version, LBPool, FixedPriceLBPool, QuantAMM's limit on trades, the Vault's
# checks around them. Some 15,000 cases, 45 s of processor time, most of them for the compiler;
# ORTHANT_EVM_SCALE multiplies their number, ORTH_TEST_SEED draws others.
#
# uses: $BUILD/orthant tests/evm
. tests/support/script.sh
. tests/evm/forge.sh
begin_forge evm-pools
cp "$here/pools/Pools.sol" "$here/pools/Deployed.sol" src/
cp "$here/pools/BackwardPools.t.sol" test/
rm src/Old.sol test/BackwardOld.t.sol

pools="vault_swap_exact_in_v2 vault_swap_exact_out_v2 pool_join_unbalanced_v2
    pool_join_single_exact_bpt_v2 pool_exit_single_exact_bpt_v2 pool_exit_single_exact_out_v2
    lbp_v3_weights lbp_v4_weights lbp_swap_exact_in lbp_v3_swap_exact_out lbp_v4_swap_exact_out
    lbp_invariant_down lbp_invariant_up fixed_price_swap_exact_in fixed_price_swap_exact_out
    quantamm_swap_exact_in quantamm_swap_exact_out"
each=$((500 * scale))
# shellcheck disable=SC2086
{
    export_vectors $each $pools
    node forward.js signatures.json Pools $pools >test/Forward.t.sol || exit 4
    ORTHANT_SEED=$seed ORTHANT_POOLS=$((300 * scale)) "$forge" test -vv --no-match-contract "^BackwardTest\$" >forge.log 2>&1
    expect_forward $each $pools
}
cp forge.log "$folder/out"
[ "$(grep -cE '^\[PASS\] test_(swaps|trades|single|unbalanced|sales)' forge.log)" -eq 6 ]
expect "the real pools have results" $?
expect_backward
finish
