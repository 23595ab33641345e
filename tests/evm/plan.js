// From plan files to a Solidity test: each call's calldata must be what the compiler itself makes of
// the function and its arguments.
const fs = require("fs");
const signatures = {
    updateWeightsGradually:
        "(uint256 startTime, uint256 endTime, uint256[] calldata endWeights)",
    setWeightsManually:
        "(int256[] calldata weightsAndMultipliers, address pool, uint40 lastInterpolationTime, uint256 numberOfAssets)",
    setTargetWeightsManually:
        "(int256[] calldata targetWeights, address pool, uint40 interpolationTime, uint256 numberOfAssets)",
};
let tests = "";
let count = 0;
for (const file of process.argv.slice(2)) {
    for (const call of JSON.parse(fs.readFileSync(file, "utf8")).calls) {
        const values = [];
        const lines = [];
        const signature = signatures[call.function];
        for (const [name, value] of Object.entries(call.arguments)) {
            if (Array.isArray(value)) {
                const kind = signature.includes(`int256[] calldata ${name}`) &&
                    !signature.includes(`uint256[] calldata ${name}`) ? "int256" : "uint256";
                lines.push(`${kind}[] memory ${name} = new ${kind}[](${value.length});`);
                value.forEach((v, i) => lines.push(`${name}[${i}] = ${v};`));
                values.push(name);
            } else {
                values.push(name === "pool" ? `address(uint160(${BigInt(value)}))` : value);
            }
        }
        const wanted = signature
            ? `abi.encodeCall(Calls.${call.function}, (${values.join(", ")}))`
            : `abi.encode(${values.map((v) => `uint256(${v})`).join(", ")})`;
        tests += `
    function test_${count++}() external pure {
        ${lines.join("\n        ")}
        require(keccak256(${wanted}) == keccak256(hex"${call.calldata.slice(2)}"), "differs");
    }
`;
    }
}
const functions = Object.entries(signatures).map(([n, s]) => `    function ${n}${s} external;\n`);
process.stdout.write(`// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

interface Calls {
${functions.join("")}}

contract PlanTest {${tests}}
`);
