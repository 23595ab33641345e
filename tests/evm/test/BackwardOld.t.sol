// SPDX-License-Identifier: MIT
// The first generation's own results, for arguments that are drawn here.
pragma solidity 0.8.26;

import { Old } from "../src/Old.sol";
import { Backward } from "./Backward.t.sol";

contract BackwardOldTest is Backward("vectors/backward_old.txt", address(new Old())) {
    string private constant SWAP = "(uint256,uint256,uint256,uint256,uint256)";

    function test_old_numbers() public {
        uint16[4] memory bits = [uint16(16), 31, 32, 64];
        string[4] memory names = ["compress16", "compress31", "compress32", "compress64"];
        uint256 count = files.envUint("ORTHANT_COUNT");
        for (uint256 i = 0; i < count; i++) {
            run("v2_pow_down", abi.encode(number(), exponent()), "(uint256,uint256)");
            run("v2_pow_up", abi.encode(number(), exponent()), "(uint256,uint256)");
            uint256 k = i % 4;
            uint256 value = next() % 10 == 0 ? number() : between(0, 1e18);
            run(string.concat("v2_", names[k]), abi.encode(value), "(uint256)");
            value = next() % 10 == 0 ? number() : next() >> (256 - bits[k]);
            run(string.concat("v2_un", names[k]), abi.encode(value), "(uint256)");
            uint256 balance = next() % 16 == 0 ? number() : lengthy(50, 110) + 1e12;
            uint256 other = next() % 16 == 0 ? number() : lengthy(50, 110) + 1e12;
            uint256 amount = next() % 16 == 0 ? number() : (balance / 1000) * (next() % 310);
            uint256 weight = between(1e16, 99e16);
            uint256 second = next() % 8 == 0 ? weight : between(1e16, 99e16);
            run("v2_out_given_exact_in", abi.encode(balance, weight, other, second, amount), SWAP);
            run("v2_in_given_exact_out", abi.encode(other, weight, balance, second, amount), SWAP);
        }
    }

    /// Weights that sum to one; one in eight does not, one in eight is below its minimum.
    function weights(uint256 n) private returns (uint256[] memory list) {
        list = new uint256[](n);
        uint256 left = 1e18;
        for (uint256 i = 0; i + 1 < n; i++) {
            list[i] = between(next() % 8 == 0 ? 0 : 1e16, 9e17 / (n - 1));
            left -= list[i];
        }
        list[n - 1] = next() % 8 == 0 ? left + 1 : left;
    }

    function test_old_pools() public {
        uint256 count = files.envUint("ORTHANT_COUNT");
        for (uint256 i = 0; i < count; i++) {
            uint256 n = between(2, 4);
            uint256 now_ = between(16e8, 17e8);
            uint256 from = between(now_ - 1e5, now_ + 1e5);
            uint256 to = next() % 8 == 0 ? from : between(from - 100, from + 1e6);
            uint256 state = (next() >> 64) | (from << 192) | (to << 224);
            if (next() % 8 == 0) now_ = to;
            run("v2_lbp_weights", abi.encode(state, n, now_), "(uint256,uint256,uint256)");
            uint256[] memory ends = weights(n);
            from = between(now_ - 1e5, now_ + 1e5);
            to = between(from, from + 1e6);
            run(
                "v2_lbp_update",
                abi.encode(state, from, to, ends, now_),
                "(uint256,uint256,uint256,uint256[],uint256)"
            );
            run(
                "v2_lbp_state",
                abi.encode(state, from, to, weights(n), ends),
                "(uint256,uint256,uint256,uint256[],uint256[])"
            );
        }
    }
}
