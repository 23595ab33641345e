// SPDX-License-Identifier: MIT
// Draws arguments by itself, calls the real contracts and writes what they gave, a line a case:
// function, arguments, whether it went well, returned bytes.
pragma solidity 0.8.26;

import { Real } from "../src/Real.sol";

interface Files {
    function writeLine(string calldata path, string calldata line) external;
    function toString(bytes calldata value) external pure returns (string memory);
    function envUint(string calldata name) external view returns (uint256);
}

abstract contract Backward {
    Files internal constant files = Files(address(uint160(uint256(keccak256("hevm cheat code")))));
    address private real;
    uint256 private seed;
    uint256 private drawn;
    string private path;

    constructor(string memory path_, address real_) {
        path = path_;
        real = real_;
    }

    function next() internal returns (uint256) {
        return uint256(keccak256(abi.encode(seed, drawn++)));
    }

    function between(uint256 low, uint256 high) internal returns (uint256) {
        return low + (next() % (high - low + 1));
    }

    function lengthy(uint256 least, uint256 most) internal returns (uint256) {
        return next() >> (256 - between(least, most));
    }

    /// An unsigned number: corners of the word, neighbours of one, of 0.9 and 1.1, or any length.
    function number() internal returns (uint256) {
        uint256 pick = next() % 12;
        if (pick == 0) return next() % 4;
        if (pick == 1) return 1e18 - 2 + (next() % 5);
        if (pick == 2) return (next() % 2 == 0 ? 9e17 : 11e17) - 2 + (next() % 5);
        if (pick == 3) return (uint256(1) << (next() % 256)) - (next() % 2);
        if (pick == 4) return type(uint256).max - (next() % 3);
        if (pick == 5) return lengthy(1, 256);
        if (pick == 6) return lengthy(1, 130);
        if (pick == 7) return between(9e17, 11e17);
        if (pick == 8) return lengthy(40, 70);
        return between(1e16, 1e20);
    }

    /// A power's exponent: 1, 2, 4 and around them, or as any number.
    function exponent() internal returns (uint256) {
        uint256 pick = next() % 4;
        if (pick == 0) return (uint256(1e18) << (next() % 3)) - 1 + (next() % 3);
        if (pick == 1) return number();
        return between(1e16, 5e18);
    }

    function signed() internal returns (int256) {
        uint256 magnitude = number();
        return next() % 2 == 0 ? int256(magnitude) : -int256(magnitude >> 1);
    }

    function inRange(uint256 low, uint256 high) internal returns (int256) {
        if (next() % 8 == 0) return signed();
        if (next() % 2 == 0) return -int256(between(0, low * 1e18 + 3));
        return int256(between(0, high * 1e18 + 3));
    }

    function run(string memory name, bytes memory arguments, string memory types) internal {
        bytes4 selector = bytes4(keccak256(abi.encodePacked(name, types)));
        (bool fine, bytes memory output) = real.call(abi.encodePacked(selector, arguments));
        files.writeLine(
            path,
            string.concat(
                name, " ", files.toString(arguments), fine ? " out " : " revert ", files.toString(output)
            )
        );
    }

    function setUp() public {
        seed = files.envUint("ORTHANT_SEED");
    }
}

contract BackwardTest is Backward("vectors/backward.txt", address(new Real())) {
    function test_two_numbers() public {
        string[6] memory names =
            ["fp_mul_down", "fp_mul_up", "fp_div_down", "fp_div_up", "fp_pow_down", "fp_pow_up"];
        uint256 count = files.envUint("ORTHANT_COUNT");
        for (uint256 i = 0; i < count; i++) {
            for (uint256 k = 0; k < 6; k++) {
                bytes memory pair = abi.encode(number(), k < 4 ? number() : exponent());
                run(names[k], pair, "(uint256,uint256)");
            }
            run("log_exp_pow", abi.encode(number(), exponent()), "(uint256,uint256)");
            run("fp_mul_div_up", abi.encode(number(), number(), number()), "(uint256,uint256,uint256)");
        }
    }

    function test_signed() public {
        string[4] memory logs = ["log_exp_ln", "prb_log2", "prb_ln", "prb_sqrt"];
        uint256 count = files.envUint("ORTHANT_COUNT");
        for (uint256 i = 0; i < count; i++) {
            for (uint256 k = 0; k < 4; k++) {
                run(logs[k], abi.encode(next() % 10 == 0 ? signed() : int256(number() >> 1)), "(int256)");
            }
            run("log_exp_exp", abi.encode(inRange(41, 130)), "(int256)");
            run("prb_exp", abi.encode(inRange(42, 134)), "(int256)");
            run("prb_exp2", abi.encode(inRange(60, 192)), "(int256)");
            run("prb_abs", abi.encode(signed()), "(int256)");
            run("log_exp_log", abi.encode(signed(), signed()), "(int256,int256)");
            run("prb_mul", abi.encode(signed(), signed()), "(int256,int256)");
            run("prb_div", abi.encode(signed(), signed()), "(int256,int256)");
            run("prb_pow", abi.encode(int256(number() >> 1), inRange(6, 6)), "(int256,int256)");
        }
    }

    function test_swaps() public {
        uint256 count = files.envUint("ORTHANT_COUNT");
        for (uint256 i = 0; i < count; i++) {
            uint256 balance = next() % 16 == 0 ? number() : lengthy(50, 110) + 1e12;
            uint256 other = next() % 16 == 0 ? number() : lengthy(50, 110) + 1e12;
            uint256 amount = next() % 16 == 0 ? number() : (balance / 1000) * (next() % 310);
            bytes memory swap =
                abi.encode(balance, between(1e16, 99e16), other, between(1e16, 99e16), amount);
            run("weighted_out_given_exact_in", swap, "(uint256,uint256,uint256,uint256,uint256)");
            swap = abi.encode(other, between(1e16, 99e16), balance, between(1e16, 99e16), amount);
            run("weighted_in_given_exact_out", swap, "(uint256,uint256,uint256,uint256,uint256)");
            uint256 ratio = next() % 8 == 0 ? number() : between(7e17, 3e18);
            run(
                "weighted_balance_given_invariant",
                abi.encode(balance, between(0, 99e16), ratio),
                "(uint256,uint256,uint256)"
            );
        }
    }

    function test_invariants() public {
        uint256 count = files.envUint("ORTHANT_COUNT") / 4;
        for (uint256 i = 0; i < count; i++) {
            uint256 n = between(1, 8);
            uint256[] memory weights = new uint256[](n);
            uint256[] memory balances = new uint256[](next() % 40 == 0 ? n - 1 : n);
            for (uint256 k = 0; k < n; k++) weights[k] = between(1e16, 2e18 / n);
            for (uint256 k = 0; k < balances.length; k++) {
                balances[k] = next() % 16 == 0 ? number() : lengthy(50, 110);
            }
            run("weighted_invariant_down", abi.encode(weights, balances), "(uint256[],uint256[])");
            run("weighted_invariant_up", abi.encode(weights, balances), "(uint256[],uint256[])");
        }
    }
}
