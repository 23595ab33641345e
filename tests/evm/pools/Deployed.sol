// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

interface Artifacts {
    function deployCode(string calldata artifact) external returns (address);
}

/// A contract from its compiled code, which is too large to stand in each test.
function deployed(string memory artifact) returns (address) {
    return Artifacts(address(uint160(uint256(keccak256("hevm cheat code"))))).deployCode(artifact);
}
