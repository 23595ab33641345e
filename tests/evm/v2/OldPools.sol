// SPDX-License-Identifier: MIT
// The first generation's functions under the names that orthant gives them, for its own compiler.
pragma solidity 0.7.1;
pragma experimental ABIEncoderV2;

import "@balancer-labs/v2-pool-weighted/contracts/WeightedMath.sol";
import "@balancer-labs/v2-pool-weighted/contracts/smart/LiquidityBootstrappingPool.sol";
import "@balancer-labs/v2-pool-weighted/contracts/smart/WeightCompression.sol";
import "@balancer-labs/v2-solidity-utils/contracts/math/FixedPoint.sol";

contract OldMath is WeightedMath {
    function v2_pow_down(uint256 x, uint256 y) external pure returns (uint256) {
        return FixedPoint.powDown(x, y);
    }

    function v2_pow_up(uint256 x, uint256 y) external pure returns (uint256) {
        return FixedPoint.powUp(x, y);
    }

    function v2_out_given_exact_in(
        uint256 balanceIn,
        uint256 weightIn,
        uint256 balanceOut,
        uint256 weightOut,
        uint256 amountIn
    ) external pure returns (uint256) {
        return _calcOutGivenIn(balanceIn, weightIn, balanceOut, weightOut, amountIn);
    }

    function v2_in_given_exact_out(
        uint256 balanceIn,
        uint256 weightIn,
        uint256 balanceOut,
        uint256 weightOut,
        uint256 amountOut
    ) external pure returns (uint256) {
        return _calcInGivenOut(balanceIn, weightIn, balanceOut, weightOut, amountOut);
    }

    function v2_compress16(uint256 value) external pure returns (uint256) {
        return WeightCompression.compress16(value);
    }

    function v2_uncompress16(uint256 value) external pure returns (uint256) {
        return WeightCompression.uncompress16(value);
    }

    function v2_compress31(uint256 value) external pure returns (uint256) {
        return WeightCompression.compress31(value);
    }

    function v2_uncompress31(uint256 value) external pure returns (uint256) {
        return WeightCompression.uncompress31(value);
    }

    function v2_compress32(uint256 value) external pure returns (uint256) {
        return WeightCompression.compress32(value);
    }

    function v2_uncompress32(uint256 value) external pure returns (uint256) {
        return WeightCompression.uncompress32(value);
    }

    function v2_compress64(uint256 value) external pure returns (uint256) {
        return WeightCompression.compress64(value);
    }

    function v2_uncompress64(uint256 value) external pure returns (uint256) {
        return WeightCompression.uncompress64(value);
    }
}

/// Stands for the vault that a pool registers with, and for a token of 18 decimals.
contract OldWorld {
    function registerPool(IVault.PoolSpecialization) external pure returns (bytes32) {
        return bytes32(uint256(1));
    }

    function registerTokens(bytes32, IERC20[] memory, address[] memory) external pure {}

    function decimals() external pure returns (uint8) {
        return 18;
    }
}

/// The pool itself; only its internal change of weights is made callable.
contract OldPool is LiquidityBootstrappingPool {
    constructor(IVault vault, IERC20[] memory tokens, uint256[] memory weights)
        LiquidityBootstrappingPool(vault, "old", "OLD", tokens, weights, 1e16, 0, 0, msg.sender, true)
    {}

    function start(
        uint256 startTime,
        uint256 endTime,
        uint256[] memory startWeights,
        uint256[] memory endWeights
    ) external {
        _startGradualWeightChange(startTime, endTime, startWeights, endWeights);
    }
}
