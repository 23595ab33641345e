// SPDX-License-Identifier: MIT
// Pools of the published package, made anew for each case, behind the Vault's layer.
pragma solidity 0.8.26;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { IVault } from "@balancer-labs/v3-interfaces/contracts/vault/IVault.sol";
import { IBasePool } from "@balancer-labs/v3-interfaces/contracts/vault/IBasePool.sol";
import {
    PoolSwapParams,
    Rounding,
    SwapKind
} from "@balancer-labs/v3-interfaces/contracts/vault/VaultTypes.sol";
import {
    FactoryParams,
    LBPCommonParams,
    MigrationParams
} from "@balancer-labs/v3-interfaces/contracts/pool-weighted/ILBPCommon.sol";
import { ILBPool, LBPParams } from "@balancer-labs/v3-interfaces/contracts/pool-weighted/ILBPool.sol";
import { WeightedPool } from "@balancer-labs/v3-pool-weighted/contracts/WeightedPool.sol";
import { LBPool } from "@balancer-labs/v3-pool-weighted/contracts/lbp/LBPool.sol";
import { LBPCommon } from "@balancer-labs/v3-pool-weighted/contracts/lbp/LBPCommon.sol";
import { FixedPriceLBPool } from "@balancer-labs/v3-pool-weighted/contracts/lbp/FixedPriceLBPool.sol";
import { LBPoolLib } from "@balancer-labs/v3-pool-weighted/contracts/lib/LBPoolLib.sol";
import { GradualValueChange } from
    "@balancer-labs/v3-pool-weighted/contracts/lib/GradualValueChange.sol";
import { WeightedMath } from "@balancer-labs/v3-solidity-utils/contracts/math/WeightedMath.sol";
import { FixedPoint } from "@balancer-labs/v3-solidity-utils/contracts/math/FixedPoint.sol";
import { Through, Trade } from "./Through.sol";

interface Cheats {
    function warp(uint256 time) external;
    function mockCall(address callee, bytes calldata data, bytes calldata result) external;
}

/// The fourth version, which no package has yet, from the package's own pool and weights: what goes
/// out is compared with the real reserve, whatever was calculated.
contract LBPoolV4 is WeightedPool {
    uint256[] private sale; // as lbp() has it
    uint256 private immutable virtualBalance;

    constructor(uint256[] memory sale_, uint256 virtual_, NewPoolParams memory params)
        WeightedPool(params, IVault(msg.sender))
    {
        sale = sale_;
        virtualBalance = virtual_;
    }

    function _getNormalizedWeight(uint256 index) internal view override returns (uint256) {
        uint256 sold =
            GradualValueChange.getInterpolatedValue(sale[1], sale[2], sale[3], sale[4]);
        return index == sale[0] ? sold : 1e18 - sold;
    }

    function onSwap(PoolSwapParams memory request) public view override returns (uint256) {
        if (block.timestamp < sale[3] || block.timestamp > sale[4]) {
            revert LBPCommon.SwapsDisabled();
        }
        if (sale[6] == 1 && request.indexOut != sale[0]) revert LBPCommon.SwapOfProjectTokenIn();
        uint256 reserve = 1 - sale[0];
        uint256 held = request.balancesScaled18[reserve];
        request.balancesScaled18[reserve] = held + virtualBalance;
        uint256 calculated = WeightedPool.onSwap(request);
        uint256 paid =
            request.kind == SwapKind.EXACT_OUT ? request.amountGivenScaled18 : calculated;
        if (virtualBalance > 0 && request.indexOut == reserve && paid > held) {
            revert ILBPool.InsufficientRealReserveBalance(paid, held);
        }
        return calculated;
    }
}

/// A QuantAMM pool's limit, which no package has: its two checks around the package's arithmetic.
contract LimitedPool {
    error maxTradeSizeRatioExceeded();

    uint256[] private weights;
    uint256 private ratio;

    constructor(uint256[] memory weights_, uint256 ratio_) {
        weights = weights_;
        ratio = ratio_;
    }

    function ensure(uint256 balance, uint256 amount) private view {
        if (amount > FixedPoint.mulDown(balance, ratio)) revert maxTradeSizeRatioExceeded();
    }

    function onSwap(PoolSwapParams memory r) external view returns (uint256 calculated) {
        bool exactIn = r.kind == SwapKind.EXACT_IN;
        ensure(r.balancesScaled18[exactIn ? r.indexIn : r.indexOut], r.amountGivenScaled18);
        uint256 balanceIn = r.balancesScaled18[r.indexIn];
        uint256 balanceOut = r.balancesScaled18[r.indexOut];
        calculated = exactIn
            ? WeightedMath.computeOutGivenExactIn(
                balanceIn, weights[r.indexIn], balanceOut, weights[r.indexOut], r.amountGivenScaled18
            )
            : WeightedMath.computeInGivenExactOut(
                balanceIn, weights[r.indexIn], balanceOut, weights[r.indexOut], r.amountGivenScaled18
            );
        ensure(r.balancesScaled18[exactIn ? r.indexOut : r.indexIn], calculated);
    }
}

contract Pools {
    Cheats private constant cheats = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    address private constant FIRST = address(0x70000001);
    address private constant SECOND = address(0x70000002);

    // ------------------------------------------------------------------ WeightedPool, second version

    /// The least balances, as the factory computes them from the tokens' decimals.
    function minimumsOf(uint256[] memory scaling) private pure returns (uint256[] memory least) {
        least = new uint256[](scaling.length);
        for (uint256 i = 0; i < scaling.length; i++) {
            least[i] = scaling[i] > 1e6 ? scaling[i] : 1e6;
        }
    }

    function weighted(uint256[] memory weights, uint256[] memory scaling)
        private
        returns (IBasePool)
    {
        return IBasePool(
            address(
                new WeightedPool(
                    WeightedPool.NewPoolParams("P", "P", weights.length, weights, "2", minimumsOf(scaling)),
                    IVault(address(this))
                )
            )
        );
    }

    function vault_swap_exact_in_v2(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, fee, 0, indexIn, indexOut, amount);
        return Through.swapExactIn(weighted(weights, scaling), t);
    }

    function vault_swap_exact_out_v2(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, fee, 0, indexIn, indexOut, amount);
        return Through.swapExactOut(weighted(weights, scaling), t);
    }

    function pool_join_unbalanced_v2(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256[] memory amounts
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, fee, supply, 0, 0, 0);
        return Through.joinUnbalanced(weighted(weights, scaling), t, amounts);
    }

    function pool_join_single_exact_bpt_v2(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256 index,
        uint256 amount
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, fee, supply, index, 0, amount);
        return Through.joinExactBpt(weighted(weights, scaling), t);
    }

    function pool_exit_single_exact_bpt_v2(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256 index,
        uint256 amount
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, fee, supply, index, 0, amount);
        return Through.exitExactBpt(weighted(weights, scaling), t);
    }

    function pool_exit_single_exact_out_v2(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256 fee,
        uint256 supply,
        uint256 index,
        uint256 amount
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, fee, supply, index, 0, amount);
        return Through.exitExactOut(weighted(weights, scaling), t);
    }

    // -------------------------------------------------------------------------------- QuantAMM

    function quantamm_swap_exact_in(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256[] memory feeAndRatio,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, feeAndRatio[0], 0, indexIn, indexOut, amount);
        return Through.swapExactIn(IBasePool(address(new LimitedPool(weights, feeAndRatio[1]))), t);
    }

    function quantamm_swap_exact_out(
        uint256[] memory weights,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256[] memory rates,
        uint256[] memory feeAndRatio,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256) {
        Trade memory t = Trade(balances, scaling, rates, feeAndRatio[0], 0, indexIn, indexOut, amount);
        return Through.swapExactOut(IBasePool(address(new LimitedPool(weights, feeAndRatio[1]))), t);
    }

    // ------------------------------------------------------------------------ sales: what is made

    /// A token of as many decimals as its scaling factor leaves.
    function setDecimals(address token, uint256 scaling) private {
        uint8 decimals = 18;
        for (; scaling > 1; scaling /= 10) decimals--;
        cheats.mockCall(token, abi.encodeWithSignature("decimals()"), abi.encode(decimals));
    }

    function common(uint256 project, uint256 start, uint256 end, bool blocked)
        private
        view
        returns (LBPCommonParams memory)
    {
        (address sold, address reserve) = project == 0 ? (FIRST, SECOND) : (SECOND, FIRST);
        return LBPCommonParams(
            "L", "L", address(this), IERC20(sold), IERC20(reserve), start, end, blocked
        );
    }

    function made() private view returns (FactoryParams memory) {
        return FactoryParams(IVault(address(this)), address(this), "1");
    }

    function terms(uint256 startWeight, uint256 endWeight, uint256 virtualBalance)
        private
        pure
        returns (LBPParams memory)
    {
        return LBPParams(startWeight, 1e18 - startWeight, endWeight, 1e18 - endWeight, virtualBalance);
    }

    /// sale: project index, start and end weight, start and end, virtual balance, blocked.
    function lbp(uint256[] memory sale, uint256[] memory scaling, bool v4)
        private
        returns (IBasePool)
    {
        setDecimals(FIRST, scaling[0]);
        setDecimals(SECOND, scaling[1]);
        cheats.warp(sale[3]);
        LBPCommonParams memory c = common(sale[0], sale[3], sale[4], sale[6] == 1);
        LBPParams memory p = terms(sale[1], sale[2], sale[5]);
        MigrationParams memory none;
        if (!v4) return IBasePool(address(new LBPool(c, none, p, made())));
        return lbpV4(sale, scaling, p);
    }

    function lbpV4(uint256[] memory sale, uint256[] memory scaling, LBPParams memory p)
        private
        returns (IBasePool)
    {
        uint256[] memory weights = new uint256[](2);
        GradualValueChange.resolveStartTime(sale[3], sale[4]);
        LBPoolLib.verifyWeightUpdateParameters(
            p.projectTokenStartWeight,
            p.reserveTokenStartWeight,
            p.projectTokenEndWeight,
            p.reserveTokenEndWeight
        );
        weights[sale[0]] = sale[1];
        weights[1 - sale[0]] = 1e18 - sale[1];
        WeightedPool.NewPoolParams memory params =
            WeightedPool.NewPoolParams("L", "L", 2, weights, "4", minimumsOf(scaling));
        uint256 virtualBalance = sale[5] * scaling[1 - sale[0]];
        return IBasePool(address(new LBPoolV4(sale, virtualBalance, params)));
    }

    function ones() private pure returns (uint256[] memory rates) {
        rates = new uint256[](2);
        (rates[0], rates[1]) = (1e18, 1e18);
    }

    // ----------------------------------------------------------------------- sales: what is asked

    function weightsOf(LBPParams memory p, uint256 start, uint256 end, uint256 time)
        private
        returns (uint256[] memory)
    {
        MigrationParams memory none;
        LBPoolLib.verifyWeightUpdateParameters(
            p.projectTokenStartWeight,
            p.reserveTokenStartWeight,
            p.projectTokenEndWeight,
            p.reserveTokenEndWeight
        );
        setDecimals(FIRST, 1);
        setDecimals(SECOND, 1);
        LBPool pool = new LBPool(common(0, start, end, false), none, p, made());
        cheats.warp(time);
        return pool.getNormalizedWeights();
    }

    function lbp_v3_weights(
        uint256 startWeight,
        uint256 startReserve,
        uint256 endWeight,
        uint256 endReserve,
        uint256 start,
        uint256 end,
        uint256 created,
        uint256 time
    ) external returns (uint256[] memory) {
        cheats.warp(created);
        GradualValueChange.resolveStartTime(start, end);
        LBPParams memory p = LBPParams(startWeight, startReserve, endWeight, endReserve, 0);
        return weightsOf(p, start, end, time);
    }

    function lbp_v4_weights(
        uint256 startWeight,
        uint256 startReserve,
        uint256 endWeight,
        uint256 endReserve,
        uint256 start,
        uint256 end,
        uint256 created,
        uint256 time
    ) external returns (uint256[] memory) {
        cheats.warp(created);
        if (start > end || start < created + 3600) {
            revert GradualValueChange.InvalidStartTime(start, end);
        }
        LBPParams memory p = LBPParams(startWeight, startReserve, endWeight, endReserve, 0);
        return weightsOf(p, start, end, time);
    }

    function lbp_swap_exact_in(
        uint256[] memory sale,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256 fee,
        uint256 time,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256 raw) {
        Trade memory t = Trade(balances, scaling, ones(), fee, 0, indexIn, indexOut, amount);
        IBasePool pool = lbp(sale, scaling, false);
        cheats.warp(time);
        raw = Through.swapExactIn(pool, t);
        Through.pay(t, raw);
    }

    function lbp_v3_swap_exact_out(
        uint256[] memory sale,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256 fee,
        uint256 time,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256 raw) {
        Trade memory t = Trade(balances, scaling, ones(), fee, 0, indexIn, indexOut, amount);
        IBasePool pool = lbp(sale, scaling, false);
        cheats.warp(time);
        raw = Through.swapExactOut(pool, t);
        Through.pay(t, amount);
    }

    function lbp_v4_swap_exact_out(
        uint256[] memory sale,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256 fee,
        uint256 time,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256 raw) {
        Trade memory t = Trade(balances, scaling, ones(), fee, 0, indexIn, indexOut, amount);
        IBasePool pool = lbp(sale, scaling, true);
        cheats.warp(time);
        raw = Through.swapExactOut(pool, t);
        Through.pay(t, amount);
    }

    function lbp_invariant_down(
        uint256[] memory sale,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256 time
    ) external returns (uint256) {
        IBasePool pool = lbp(sale, scaling, false);
        cheats.warp(time);
        return pool.computeInvariant(balances, Rounding.ROUND_DOWN);
    }

    function lbp_invariant_up(
        uint256[] memory sale,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256 time
    ) external returns (uint256) {
        IBasePool pool = lbp(sale, scaling, false);
        cheats.warp(time);
        return pool.computeInvariant(balances, Rounding.ROUND_UP);
    }

    /// sale: project index, rate, start and end.
    function fixedPrice(uint256[] memory sale) private returns (IBasePool) {
        cheats.warp(sale[2]);
        LBPCommonParams memory c = common(sale[0], sale[2], sale[3], true);
        return IBasePool(address(new FixedPriceLBPool(c, made(), sale[1])));
    }

    function fixed_price_swap_exact_in(
        uint256[] memory sale,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256 fee,
        uint256 time,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256 raw) {
        Trade memory t = Trade(balances, scaling, ones(), fee, 0, indexIn, indexOut, amount);
        IBasePool pool = fixedPrice(sale);
        cheats.warp(time);
        raw = Through.swapExactIn(pool, t);
        Through.pay(t, raw);
    }

    function fixed_price_swap_exact_out(
        uint256[] memory sale,
        uint256[] memory balances,
        uint256[] memory scaling,
        uint256 fee,
        uint256 time,
        uint256 indexIn,
        uint256 indexOut,
        uint256 amount
    ) external returns (uint256 raw) {
        Trade memory t = Trade(balances, scaling, ones(), fee, 0, indexIn, indexOut, amount);
        IBasePool pool = fixedPrice(sale);
        cheats.warp(time);
        raw = Through.swapExactOut(pool, t);
        Through.pay(t, amount);
    }
}
