// SPDX-License-Identifier: MIT
// The published contracts' functions under the names that orthant gives them. What is called is
// the packages' own bytecode; the Vault's lines around it are in Through.sol.
pragma solidity 0.8.26;

import { FixedPoint } from "@balancer-labs/v3-solidity-utils/contracts/math/FixedPoint.sol";
import { LogExpMath } from "@balancer-labs/v3-solidity-utils/contracts/math/LogExpMath.sol";
import { WeightedMath } from "@balancer-labs/v3-solidity-utils/contracts/math/WeightedMath.sol";
import { IBasePool } from "@balancer-labs/v3-interfaces/contracts/vault/IBasePool.sol";
import {
    PoolSwapParams,
    Rounding,
    SwapKind
} from "@balancer-labs/v3-interfaces/contracts/vault/VaultTypes.sol";
import { GradualValueChange } from
    "@balancer-labs/v3-pool-weighted/contracts/lib/GradualValueChange.sol";
import { Through, Trade } from "./Through.sol";
import { PRBMathSD59x18 } from "@prb/math/contracts/PRBMathSD59x18.sol";

interface Clock {
    function warp(uint256 time) external;
}

contract Real {
    // ------------------------------------------------------------------- FixedPoint, LogExpMath

    function fp_mul_down(uint256 a, uint256 b) public pure returns (uint256) {
        return FixedPoint.mulDown(a, b);
    }

    function fp_mul_up(uint256 a, uint256 b) public pure returns (uint256) {
        return FixedPoint.mulUp(a, b);
    }

    function fp_div_down(uint256 a, uint256 b) public pure returns (uint256) {
        return FixedPoint.divDown(a, b);
    }

    function fp_div_up(uint256 a, uint256 b) public pure returns (uint256) {
        return FixedPoint.divUp(a, b);
    }

    function fp_mul_div_up(uint256 a, uint256 b, uint256 c) public pure returns (uint256) {
        return FixedPoint.mulDivUp(a, b, c);
    }

    function fp_complement(uint256 x) public pure returns (uint256) {
        return FixedPoint.complement(x);
    }

    function fp_pow_down(uint256 x, uint256 y) public pure returns (uint256) {
        return FixedPoint.powDown(x, y);
    }

    function fp_pow_up(uint256 x, uint256 y) public pure returns (uint256) {
        return FixedPoint.powUp(x, y);
    }

    function log_exp_exp(int256 x) public pure returns (int256) {
        return LogExpMath.exp(x);
    }

    function log_exp_ln(int256 a) public pure returns (int256) {
        return LogExpMath.ln(a);
    }

    function log_exp_log(int256 a, int256 base) public pure returns (int256) {
        return LogExpMath.log(a, base);
    }

    function log_exp_pow(uint256 x, uint256 y) public pure returns (uint256) {
        return LogExpMath.pow(x, y);
    }

    // ----------------------------------------------------------------------------- WeightedMath

    function weighted_out_given_exact_in(
        uint256 balanceIn,
        uint256 weightIn,
        uint256 balanceOut,
        uint256 weightOut,
        uint256 amountIn
    ) public pure returns (uint256) {
        return WeightedMath.computeOutGivenExactIn(balanceIn, weightIn, balanceOut, weightOut, amountIn);
    }

    function weighted_in_given_exact_out(
        uint256 balanceIn,
        uint256 weightIn,
        uint256 balanceOut,
        uint256 weightOut,
        uint256 amountOut
    ) public pure returns (uint256) {
        return WeightedMath.computeInGivenExactOut(balanceIn, weightIn, balanceOut, weightOut, amountOut);
    }

    function weighted_balance_given_invariant(uint256 balance, uint256 weight, uint256 ratio)
        public
        pure
        returns (uint256)
    {
        return WeightedMath.computeBalanceOutGivenInvariant(balance, weight, ratio);
    }

    function weighted_invariant_down(uint256[] memory weights, uint256[] memory balances)
        public
        pure
        returns (uint256)
    {
        return WeightedMath.computeInvariantDown(weights, balances);
    }

    function weighted_invariant_up(uint256[] memory weights, uint256[] memory balances)
        public
        pure
        returns (uint256)
    {
        return WeightedMath.computeInvariantUp(weights, balances);
    }

    // ------------------------------------------------------------------------------- PRBMath

    function prb_mul(int256 x, int256 y) public pure returns (int256) {
        return PRBMathSD59x18.mul(x, y);
    }

    function prb_div(int256 x, int256 y) public pure returns (int256) {
        return PRBMathSD59x18.div(x, y);
    }

    function prb_pow(int256 x, int256 y) public pure returns (int256) {
        return PRBMathSD59x18.pow(x, y);
    }

    function prb_exp(int256 x) public pure returns (int256) {
        return PRBMathSD59x18.exp(x);
    }

    function prb_exp2(int256 x) public pure returns (int256) {
        return PRBMathSD59x18.exp2(x);
    }

    function prb_log2(int256 x) public pure returns (int256) {
        return PRBMathSD59x18.log2(x);
    }

    function prb_ln(int256 x) public pure returns (int256) {
        return PRBMathSD59x18.ln(x);
    }

    function prb_sqrt(int256 x) public pure returns (int256) {
        return PRBMathSD59x18.sqrt(x);
    }

    function prb_abs(int256 x) public pure returns (int256) {
        return PRBMathSD59x18.abs(x);
    }

    // ------------------------------------------------------------------------ the pool's part

    uint256[] internal poolWeights;

    function computeInvariant(uint256[] memory balances, Rounding rounding)
        external
        view
        returns (uint256)
    {
        return rounding == Rounding.ROUND_UP
            ? WeightedMath.computeInvariantUp(poolWeights, balances)
            : WeightedMath.computeInvariantDown(poolWeights, balances);
    }

    function computeBalance(uint256[] memory balances, uint256 index, uint256 ratio)
        external
        view
        returns (uint256)
    {
        return WeightedMath.computeBalanceOutGivenInvariant(balances[index], poolWeights[index], ratio);
    }

    function getMinimumInvariantRatio() external pure returns (uint256) {
        return WeightedMath._MIN_INVARIANT_RATIO;
    }

    function getMaximumInvariantRatio() external pure returns (uint256) {
        return WeightedMath._MAX_INVARIANT_RATIO;
    }

    function onSwap(PoolSwapParams memory request) external view returns (uint256) {
        uint256 balanceIn = request.balancesScaled18[request.indexIn];
        uint256 weightIn = poolWeights[request.indexIn];
        uint256 balanceOut = request.balancesScaled18[request.indexOut];
        uint256 weightOut = poolWeights[request.indexOut];
        return request.kind == SwapKind.EXACT_IN
            ? WeightedMath.computeOutGivenExactIn(
                balanceIn, weightIn, balanceOut, weightOut, request.amountGivenScaled18
            )
            : WeightedMath.computeInGivenExactOut(
                balanceIn, weightIn, balanceOut, weightOut, request.amountGivenScaled18
            );
    }

    // ------------------------------------------------------------------------------ the vault

    function pool() private view returns (IBasePool) {
        return IBasePool(address(this));
    }

    function vault_swap_exact_in(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) public returns (uint256) {
        poolWeights = weights;
        Trade memory t = Trade(balances, scaling, rates, fee, 0, indexIn, indexOut, amount);
        return Through.swapExactIn(pool(), t);
    }

    function vault_swap_exact_out(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) public returns (uint256) {
        poolWeights = weights;
        Trade memory t = Trade(balances, scaling, rates, fee, 0, indexIn, indexOut, amount);
        return Through.swapExactOut(pool(), t);
    }

    function pool_join_unbalanced(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256[] memory amounts
    ) public returns (uint256) {
        poolWeights = weights;
        Trade memory t = Trade(balances, scaling, rates, fee, supply, 0, 0, 0);
        return Through.joinUnbalanced(pool(), t, amounts);
    }

    function pool_join_single_exact_bpt(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256 index,
        uint256 amount
    ) public returns (uint256) {
        poolWeights = weights;
        Trade memory t = Trade(balances, scaling, rates, fee, supply, index, 0, amount);
        return Through.joinExactBpt(pool(), t);
    }

    function pool_exit_single_exact_bpt(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256 index,
        uint256 amount
    ) public returns (uint256) {
        poolWeights = weights;
        Trade memory t = Trade(balances, scaling, rates, fee, supply, index, 0, amount);
        return Through.exitExactBpt(pool(), t);
    }

    function pool_exit_single_exact_out(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256 index,
        uint256 amount
    ) public returns (uint256) {
        poolWeights = weights;
        Trade memory t = Trade(balances, scaling, rates, fee, supply, index, 0, amount);
        return Through.exitExactOut(pool(), t);
    }

    function pool_exit_proportional(
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 supply,
        uint256 amount
    ) public pure returns (uint256[] memory) {
        Trade memory t = Trade(balances, scaling, rates, 0, supply, 0, 0, amount);
        return Through.exitProportional(t);
    }

    function lbp_weights(
        uint256 startWeight,
        uint256 endWeight,
        uint256 startTime,
        uint256 endTime,
        uint256 time
    ) public returns (uint256[] memory weights) {
        Clock(address(uint160(uint256(keccak256("hevm cheat code"))))).warp(time);
        weights = new uint256[](2);
        weights[0] =
            GradualValueChange.getInterpolatedValue(startWeight, endWeight, startTime, endTime);
        weights[1] = FixedPoint.ONE - weights[0];
    }
}
