// SPDX-License-Identifier: MIT
// The Vault's few lines around a swap, a join and an exit, which live in storage-bound functions of
// the package: put together here from the package's libraries, in the order of its source.
pragma solidity 0.8.26;

import { FixedPoint } from "@balancer-labs/v3-solidity-utils/contracts/math/FixedPoint.sol";
import { ScalingHelpers } from "@balancer-labs/v3-solidity-utils/contracts/helpers/ScalingHelpers.sol";
import { BasePoolMath } from "@balancer-labs/v3-vault/contracts/BasePoolMath.sol";
import { IBasePool } from "@balancer-labs/v3-interfaces/contracts/vault/IBasePool.sol";
import { IVaultErrors } from "@balancer-labs/v3-interfaces/contracts/vault/IVaultErrors.sol";
import {
    PoolSwapParams,
    SwapKind
} from "@balancer-labs/v3-interfaces/contracts/vault/VaultTypes.sol";

/// What a swap, a join or an exit has to do with.
struct Trade {
    uint256[] balances;
    uint256[] scaling;
    uint256[] rates;
    uint256 fee;
    uint256 supply;
    uint256 indexIn;
    uint256 indexOut;
    uint256 amount;
}

library Through {
    uint256 internal constant MINIMUM_TRADE = 1e6; // as deployed

    function ensureSwap(uint256 amount) internal pure {
        if (amount < MINIMUM_TRADE) revert IVaultErrors.TradeAmountTooSmall();
    }

    function ensure(uint256 amount) internal pure {
        if (amount != 0) ensureSwap(amount);
    }

    function ensureTrade(Trade memory t) internal pure {
        if (t.amount == 0) revert IVaultErrors.AmountGivenZero();
        if (t.indexIn == t.indexOut) revert IVaultErrors.CannotSwapSameToken();
    }

    function onSwap(IBasePool pool, Trade memory t, SwapKind kind, uint256 amount)
        private
        returns (uint256)
    {
        return pool.onSwap(
            PoolSwapParams(kind, amount, t.balances, t.indexIn, t.indexOut, address(this), "")
        );
    }

    function swapExactIn(IBasePool pool, Trade memory t) internal returns (uint256) {
        ensureTrade(t);
        uint256 given = ScalingHelpers.toScaled18ApplyRateRoundDown(
            t.amount, t.scaling[t.indexIn], t.rates[t.indexIn]
        );
        given -= FixedPoint.mulUp(given, t.fee);
        ensureSwap(given);
        uint256 out = onSwap(pool, t, SwapKind.EXACT_IN, given);
        ensureSwap(out);
        return ScalingHelpers.toRawUndoRateRoundDown(
            out, t.scaling[t.indexOut], ScalingHelpers.computeRateRoundUp(t.rates[t.indexOut])
        );
    }

    function swapExactOut(IBasePool pool, Trade memory t) internal returns (uint256) {
        ensureTrade(t);
        uint256 given = ScalingHelpers.toScaled18ApplyRateRoundUp(
            t.amount, t.scaling[t.indexOut], ScalingHelpers.computeRateRoundUp(t.rates[t.indexOut])
        );
        ensureSwap(given);
        uint256 calculated = onSwap(pool, t, SwapKind.EXACT_OUT, given);
        ensureSwap(calculated);
        calculated += FixedPoint.mulDivUp(calculated, t.fee, FixedPoint.complement(t.fee));
        return ScalingHelpers.toRawUndoRateRoundUp(
            calculated, t.scaling[t.indexIn], t.rates[t.indexIn]
        );
    }

    function joinUnbalanced(IBasePool pool, Trade memory t, uint256[] memory raw)
        internal
        view
        returns (uint256 bpt)
    {
        uint256[] memory amounts =
            ScalingHelpers.copyToScaled18ApplyRateRoundDownArray(raw, t.scaling, t.rates);
        (bpt,) =
            BasePoolMath.computeAddLiquidityUnbalanced(t.balances, amounts, t.supply, t.fee, pool);
        ensure(bpt);
        for (uint256 i = 0; i < t.balances.length; i++) ensure(amounts[i]);
    }

    function joinExactBpt(IBasePool pool, Trade memory t) internal view returns (uint256 amount) {
        (amount,) = BasePoolMath.computeAddLiquiditySingleTokenExactOut(
            t.balances, t.indexIn, t.amount, t.supply, t.fee, pool
        );
        ensure(t.amount);
        ensure(amount);
        return ScalingHelpers.toRawUndoRateRoundUp(
            amount, t.scaling[t.indexIn], t.rates[t.indexIn]
        );
    }

    /// By the rate as it is: only a swap rounds it up.
    function leave(uint256 amount, uint256 scaling, uint256 rate) internal pure returns (uint256) {
        ensure(amount);
        return ScalingHelpers.toRawUndoRateRoundDown(amount, scaling, rate);
    }

    function exitExactBpt(IBasePool pool, Trade memory t) internal view returns (uint256 amount) {
        (amount,) = BasePoolMath.computeRemoveLiquiditySingleTokenExactIn(
            t.balances, t.indexIn, t.amount, t.supply, t.fee, pool
        );
        ensure(t.amount);
        return leave(amount, t.scaling[t.indexIn], t.rates[t.indexIn]);
    }

    function exitExactOut(IBasePool pool, Trade memory t) internal view returns (uint256 bpt) {
        uint256 amount = ScalingHelpers.toScaled18ApplyRateRoundUp(
            t.amount, t.scaling[t.indexIn], t.rates[t.indexIn]
        );
        (bpt,) = BasePoolMath.computeRemoveLiquiditySingleTokenExactOut(
            t.balances, t.indexIn, amount, t.supply, t.fee, pool
        );
        ensure(bpt);
        ensure(amount);
    }

    function exitProportional(Trade memory t) internal pure returns (uint256[] memory amounts) {
        amounts = BasePoolMath.computeProportionalAmountsOut(t.balances, t.supply, t.amount);
        ensure(t.amount);
        for (uint256 i = 0; i < amounts.length; i++) {
            amounts[i] = leave(amounts[i], t.scaling[i], t.rates[i]);
        }
    }

    /// What the Vault takes off the raw balance at last, of tokens without a rate.
    function pay(Trade memory t, uint256 raw) internal pure {
        uint256 held = t.balances[t.indexOut] / t.scaling[t.indexOut];
        held -= raw;
    }
}
