// SPDX-License-Identifier: MIT
// The first generation's functions: calls to code that its own compiler made (v2/compile.js).
pragma solidity 0.8.26;

interface OldMath {
    function v2_pow_down(uint256 x, uint256 y) external pure returns (uint256);
    function v2_pow_up(uint256 x, uint256 y) external pure returns (uint256);
    function v2_out_given_exact_in(uint256 bI, uint256 wI, uint256 bO, uint256 wO, uint256 amount)
        external
        pure
        returns (uint256);
    function v2_in_given_exact_out(uint256 bI, uint256 wI, uint256 bO, uint256 wO, uint256 amount)
        external
        pure
        returns (uint256);
    function v2_compress16(uint256 value) external pure returns (uint256);
    function v2_uncompress16(uint256 value) external pure returns (uint256);
    function v2_compress31(uint256 value) external pure returns (uint256);
    function v2_uncompress31(uint256 value) external pure returns (uint256);
    function v2_compress32(uint256 value) external pure returns (uint256);
    function v2_uncompress32(uint256 value) external pure returns (uint256);
    function v2_compress64(uint256 value) external pure returns (uint256);
    function v2_uncompress64(uint256 value) external pure returns (uint256);
}

interface OldPool {
    function start(uint256 from, uint256 to, uint256[] calldata weights, uint256[] calldata ends)
        external;
    function updateWeightsGradually(uint256 from, uint256 to, uint256[] calldata ends) external;
    function getNormalizedWeights() external view returns (uint256[] memory);
}

interface Storage {
    function readFile(string calldata path) external view returns (string memory);
    function parseBytes(string calldata text) external pure returns (bytes memory);
    function parseUint(string calldata text) external pure returns (uint256);
    function load(address where, bytes32 slot) external view returns (bytes32);
    function store(address where, bytes32 slot, bytes32 value) external;
    function warp(uint256 time) external;
}

contract Old {
    Storage private constant cheats =
        Storage(address(uint160(uint256(keccak256("hevm cheat code")))));
    OldMath private math;
    mapping(uint256 => OldPool) private pools; // by their number of tokens
    bytes32 private slot;

    function create(string memory name, bytes memory arguments) private returns (address made) {
        string memory text = cheats.readFile(string.concat("vectors/", name, ".hex"));
        bytes memory code = abi.encodePacked(cheats.parseBytes(text), arguments);
        assembly {
            made := create(0, add(code, 32), mload(code))
        }
        require(made != address(0), name);
    }

    function old() private returns (OldMath) {
        if (address(math) == address(0)) math = OldMath(create("OldMath", ""));
        return math;
    }

    /// A pool of so many tokens, and its owner is this contract.
    function poolOf(uint256 tokens) private returns (OldPool) {
        if (address(pools[tokens]) != address(0)) return pools[tokens];
        address[] memory list = new address[](tokens);
        uint256[] memory weights = new uint256[](tokens);
        for (uint256 i = 0; i < tokens; i++) {
            list[i] = create("OldWorld", "");
            weights[i] = i == 0 ? 1e18 - (tokens - 1) * 2e17 : 2e17;
        }
        for (uint256 i = 0; i < tokens; i++) {
            for (uint256 k = i + 1; k < tokens; k++) {
                if (list[k] < list[i]) (list[i], list[k]) = (list[k], list[i]);
            }
        }
        pools[tokens] = OldPool(create("OldPool", abi.encode(list[0], list, weights)));
        slot = bytes32(cheats.parseUint(cheats.readFile("vectors/OldPool.slot")));
        return pools[tokens];
    }

    function poolAt(uint256 tokens, uint256 state) private returns (OldPool pool) {
        pool = poolOf(tokens);
        cheats.store(address(pool), slot, bytes32(state));
    }

    function v2_pow_down(uint256 x, uint256 y) public returns (uint256) {
        return old().v2_pow_down(x, y);
    }

    function v2_pow_up(uint256 x, uint256 y) public returns (uint256) {
        return old().v2_pow_up(x, y);
    }

    function v2_out_given_exact_in(uint256 bI, uint256 wI, uint256 bO, uint256 wO, uint256 amount)
        public
        returns (uint256)
    {
        return old().v2_out_given_exact_in(bI, wI, bO, wO, amount);
    }

    function v2_in_given_exact_out(uint256 bI, uint256 wI, uint256 bO, uint256 wO, uint256 amount)
        public
        returns (uint256)
    {
        return old().v2_in_given_exact_out(bI, wI, bO, wO, amount);
    }

    function v2_compress16(uint256 value) public returns (uint256) {
        return old().v2_compress16(value);
    }

    function v2_uncompress16(uint256 value) public returns (uint256) {
        return old().v2_uncompress16(value);
    }

    function v2_compress31(uint256 value) public returns (uint256) {
        return old().v2_compress31(value);
    }

    function v2_uncompress31(uint256 value) public returns (uint256) {
        return old().v2_uncompress31(value);
    }

    function v2_compress32(uint256 value) public returns (uint256) {
        return old().v2_compress32(value);
    }

    function v2_uncompress32(uint256 value) public returns (uint256) {
        return old().v2_uncompress32(value);
    }

    function v2_compress64(uint256 value) public returns (uint256) {
        return old().v2_compress64(value);
    }

    function v2_uncompress64(uint256 value) public returns (uint256) {
        return old().v2_uncompress64(value);
    }

    function v2_lbp_state(
        uint256 state,
        uint256 startTime,
        uint256 endTime,
        uint256[] memory startWeights,
        uint256[] memory endWeights
    ) public returns (uint256) {
        OldPool pool = poolAt(endWeights.length, state);
        pool.start(startTime, endTime, startWeights, endWeights);
        return uint256(cheats.load(address(pool), slot));
    }

    function v2_lbp_update(
        uint256 state,
        uint256 startTime,
        uint256 endTime,
        uint256[] memory endWeights,
        uint256 time
    ) public returns (uint256) {
        OldPool pool = poolAt(endWeights.length, state);
        cheats.warp(time);
        pool.updateWeightsGradually(startTime, endTime, endWeights);
        return uint256(cheats.load(address(pool), slot));
    }

    function v2_lbp_weights(uint256 state, uint256 tokens, uint256 time)
        public
        returns (uint256[] memory)
    {
        OldPool pool = poolAt(tokens, state);
        cheats.warp(time);
        return pool.getNormalizedWeights();
    }
}
