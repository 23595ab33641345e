// SPDX-License-Identifier: MIT
// Draws pools, trades, joins and exits by itself, and writes what the real contracts gave.
pragma solidity 0.8.26;

import { deployed } from "../src/Deployed.sol";
import { Backward } from "./Backward.t.sol";

/// What contracts of Real gave.
contract BackwardRealPools is Backward("vectors/backward.txt", deployed("Real.sol:Real")) {
    function record(string memory name, bytes memory arguments, string memory types) external {
        run(name, arguments, types);
    }
}

contract BackwardPoolsTest is Backward("vectors/backward.txt", deployed("Pools.sol:Pools")) {
    BackwardRealPools private real = new BackwardRealPools();

    string private constant POOL = "(uint256[],uint256[],uint256[],uint256[],";
    string private constant SALE =
        "(uint256[],uint256[],uint256[],uint256,uint256,uint256,uint256,uint256)";

    struct Pool {
        uint256[] weights;
        uint256[] balances;
        uint256[] scaling;
        uint256[] rates;
        uint256 fee;
        uint256 supply;
        uint256 i;
        uint256 j;
    }

    function scale() private returns (uint256) {
        uint256 pick = next() % 4;
        return pick < 2 ? 1 : pick == 2 ? 1e12 : 1e10;
    }

    /// Mostly ordinary, now and then about the least that a pool may hold.
    function balance(uint256 scaling) private returns (uint256) {
        uint256 least = scaling > 1e6 ? scaling : 1e6;
        uint256 pick = next() % 24;
        if (pick == 0) return least - 2 + (next() % 4);
        if (pick == 1) return between(least, 3 * least);
        if (pick == 2) return next() % 3;
        return lengthy(62, 100);
    }

    function drawPool() private returns (Pool memory p) {
        uint256 n = between(2, 8);
        uint256 left = 1e18;
        p.weights = new uint256[](n);
        p.balances = new uint256[](n);
        p.scaling = new uint256[](n);
        p.rates = new uint256[](n);
        for (uint256 k = 0; k < n; k++) {
            uint256 room = left - (n - 1 - k) * 1e16;
            p.weights[k] = k == n - 1 ? left : between(1e16, room < 6e17 ? room : 6e17);
            left -= p.weights[k];
            p.scaling[k] = scale();
            p.balances[k] = balance(p.scaling[k]);
            p.rates[k] = next() % 2 == 0 ? 1e18 : between(5e17, 3e18);
        }
        p.fee = next() % 8 == 0 ? 0 : between(1e13, 1e17);
        p.supply = lengthy(60, 95);
        p.i = next() % n;
        p.j = next() % 40 == 0 ? p.i : (p.i + between(1, n - 1)) % n;
    }

    /// Raw units, of up to `thousandths` of the balance.
    function amountOf(Pool memory p, uint256 k, uint256 thousandths) private returns (uint256) {
        uint256 live = next() % 12 == 0
            ? lengthy(1, 40)
            : (p.balances[k] * between(0, thousandths)) / 1000;
        return live / p.scaling[k];
    }

    function pairs(Pool memory p, bytes memory rest) private pure returns (bytes memory) {
        // Four arrays come first, with one offset each; `rest` are words.
        bytes memory head;
        bytes memory tail;
        uint256 at = 128 + rest.length;
        uint256[][4] memory arrays = [p.weights, p.balances, p.scaling, p.rates];
        for (uint256 k = 0; k < 4; k++) {
            head = bytes.concat(head, bytes32(at + tail.length));
            tail = bytes.concat(tail, bytes32(arrays[k].length), abi.encodePacked(arrays[k]));
        }
        return bytes.concat(head, rest, tail);
    }

    function test_swaps_of_pools() public {
        uint256 count = files.envUint("ORTHANT_POOLS");
        string memory types = string.concat(POOL, "uint256,uint256,uint256,uint256)");
        for (uint256 k = 0; k < count; k++) {
            Pool memory p = drawPool();
            bytes memory exactIn =
                pairs(p, abi.encode(p.fee, p.i, p.j, amountOf(p, p.i, 310)));
            bytes memory exactOut =
                pairs(p, abi.encode(p.fee, p.i, p.j, amountOf(p, p.j, 310)));
            run("vault_swap_exact_in_v2", exactIn, types);
            run("vault_swap_exact_out_v2", exactOut, types);
            real.record("vault_swap_exact_in", exactIn, types);
            real.record("vault_swap_exact_out", exactOut, types);
        }
    }

    function test_trades_with_a_limit() public {
        uint256 count = files.envUint("ORTHANT_POOLS");
        string memory types =
            "(uint256[],uint256[],uint256[],uint256[],uint256[],uint256,uint256,uint256)";
        for (uint256 k = 0; k < count; k++) {
            Pool memory p = drawPool();
            uint256[] memory limits = new uint256[](2);
            (limits[0], limits[1]) = (p.fee, between(1, 30) * 1e16);
            uint256 most = limits[1] / 1e15;
            run(
                "quantamm_swap_exact_in",
                abi.encode(
                    p.weights, p.balances, p.scaling, p.rates, limits, p.i, p.j, amountOf(p, p.i, most)
                ),
                types
            );
            run(
                "quantamm_swap_exact_out",
                abi.encode(
                    p.weights, p.balances, p.scaling, p.rates, limits, p.i, p.j, amountOf(p, p.j, most)
                ),
                types
            );
        }
    }

    function test_single_joins_and_exits() public {
        uint256 count = files.envUint("ORTHANT_POOLS");
        string memory types = string.concat(POOL, "uint256,uint256,uint256,uint256)");
        for (uint256 k = 0; k < count; k++) {
            Pool memory p = drawPool();
            uint256 shares = next() % 12 == 0 ? lengthy(1, 30) : (p.supply * between(0, 300)) / 1000;
            bytes memory byShares = pairs(p, abi.encode(p.fee, p.supply, p.i, shares));
            bytes memory byAmount =
                pairs(p, abi.encode(p.fee, p.supply, p.i, amountOf(p, p.i, 250)));
            run("pool_join_single_exact_bpt_v2", byShares, types);
            run("pool_exit_single_exact_bpt_v2", byShares, types);
            run("pool_exit_single_exact_out_v2", byAmount, types);
            real.record("pool_join_single_exact_bpt", byShares, types);
            real.record("pool_exit_single_exact_bpt", byShares, types);
            real.record("pool_exit_single_exact_out", byAmount, types);
            real.record(
                "pool_exit_proportional",
                abi.encode(p.balances, p.scaling, p.rates, p.supply, shares),
                "(uint256[],uint256[],uint256[],uint256,uint256)"
            );
        }
    }

    function test_unbalanced_joins() public {
        uint256 count = files.envUint("ORTHANT_POOLS");
        string memory types = string.concat(POOL, "uint256,uint256,uint256[])");
        for (uint256 k = 0; k < count; k++) {
            Pool memory p = drawPool();
            uint256[] memory amounts = new uint256[](p.weights.length);
            for (uint256 m = 0; m < amounts.length; m++) {
                amounts[m] = next() % 3 == 0 ? 0 : amountOf(p, m, 900);
            }
            bytes memory join = abi.encode(
                p.weights, p.balances, p.scaling, p.rates, p.fee, p.supply, amounts
            );
            run("pool_join_unbalanced_v2", join, types);
            real.record("pool_join_unbalanced", join, types);
        }
    }

    function share() private returns (uint256) {
        return next() % 24 == 0 ? 1e16 - 1 + (next() % 3) : between(1e16, 99e16);
    }

    function moment(uint256 start, uint256 end) private returns (uint256) {
        uint256 pick = next() % 12;
        if (pick == 0) return start - 1 + (next() % 3);
        if (pick == 1) return end - 1 + (next() % 3);
        return between(start, end);
    }

    function test_sales_created() public {
        uint256 count = files.envUint("ORTHANT_POOLS");
        for (uint256 k = 0; k < count; k++) {
            uint256 created = between(16e8, 19e8);
            uint256 start = created - 100 + (next() % 20 == 0 ? next() % 200 : 3600 + (next() % 9000));
            uint256 end = next() % 20 == 0 ? start - 1 + (next() % 3) : start + lengthy(1, 24);
            uint256 a = share();
            uint256 b = share();
            bytes memory terms = abi.encode(
                a, 1e18 - a, b, next() % 24 == 0 ? 1e18 : 1e18 - b, start, end, created,
                moment(start < end ? start : end, end)
            );
            string memory types =
                "(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256)";
            run("lbp_v3_weights", terms, types);
            run("lbp_v4_weights", terms, types);
        }
    }

    struct Sale {
        uint256[] terms;
        uint256[] balances;
        uint256[] scaling;
        uint256 time;
        uint256 i;
    }

    /// `words`: 7 of a bootstrapping pool, 4 of a fixed price.
    function drawSale(uint256 words) private returns (Sale memory s) {
        s.terms = new uint256[](words);
        s.balances = new uint256[](2);
        s.scaling = new uint256[](2);
        for (uint256 k = 0; k < 2; k++) {
            s.scaling[k] = scale();
            s.balances[k] = balance(s.scaling[k]);
        }
        uint256 start = between(16e8, 19e8);
        uint256 end = start + lengthy(1, 24);
        s.terms[0] = next() % 2;
        s.terms[words == 7 ? 3 : 2] = start;
        s.terms[words == 7 ? 4 : 3] = end;
        if (words == 7) {
            (s.terms[1], s.terms[2], s.terms[6]) = (share(), share(), next() % 2);
            s.terms[5] = next() % 2 == 0 ? 0 : lengthy(62, 100) / s.scaling[1 - s.terms[0]];
        } else {
            s.terms[1] = next() % 60 == 0 ? 0 : lengthy(40, 72);
        }
        s.time = moment(start, end);
        s.i = next() % 3 == 0 ? s.terms[0] : 1 - s.terms[0];
    }

    function trade(Sale memory s, bool exactOut) private returns (bytes memory) {
        uint256 k = exactOut ? 1 - s.i : s.i;
        uint256 whole = s.balances[k];
        if (s.terms.length == 7 && k != s.terms[0]) whole += s.terms[5] * s.scaling[k];
        uint256 live = next() % 12 == 0 ? lengthy(1, 40) : (whole * between(0, 310)) / 1000;
        uint256 fee = next() % 8 == 0 ? 0 : between(1e13, 1e17);
        return abi.encode(
            s.terms, s.balances, s.scaling, fee, s.time, s.i, 1 - s.i, live / s.scaling[k]
        );
    }

    function test_sales() public {
        uint256 count = files.envUint("ORTHANT_POOLS");
        for (uint256 k = 0; k < count; k++) {
            Sale memory s = drawSale(7);
            run("lbp_swap_exact_in", trade(s, false), SALE);
            bytes memory out = trade(s, true);
            run("lbp_v3_swap_exact_out", out, SALE);
            run("lbp_v4_swap_exact_out", out, SALE);
            bytes memory state = abi.encode(s.terms, s.balances, s.scaling, s.time);
            run("lbp_invariant_down", state, "(uint256[],uint256[],uint256[],uint256)");
            run("lbp_invariant_up", state, "(uint256[],uint256[],uint256[],uint256)");
            s = drawSale(4);
            run("fixed_price_swap_exact_in", trade(s, false), SALE);
            run("fixed_price_swap_exact_out", trade(s, true), SALE);
        }
    }
}
