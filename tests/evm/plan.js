// From plan files to a Solidity test: each call's calldata must be what the compiler makes of the
// function and its arguments, and its decoder must find those arguments in the calldata again.
const fs = require("fs");
// By name and number of arguments: two calls are overloaded.
const signatures = {
    updateWeightsGradually3:
        "updateWeightsGradually(uint256 startTime, uint256 endTime, uint256[] endWeights)",
    updateWeightsGradually4:
        "updateWeightsGradually(uint256 startTime, uint256 endTime, address[] tokens, uint256[] endWeights)",
    setWeightsManually4:
        "setWeightsManually(int256[] weightsAndMultipliers, address pool, uint40 lastInterpolationTime, uint256 numberOfAssets)",
    setTargetWeightsManually4:
        "setTargetWeightsManually(int256[] targetWeights, address pool, uint40 interpolationTime, uint256 numberOfAssets)",
};
// The structs of a launch, as its contract declares them since December 2025.
const structs = `
struct LBPParams {
    uint256 projectTokenStartWeight;
    uint256 reserveTokenStartWeight;
    uint256 projectTokenEndWeight;
    uint256 reserveTokenEndWeight;
    uint256 reserveTokenVirtualBalance;
}

struct LBPCommonParams {
    string name;
    string symbol;
    address owner;
    address projectToken;
    address reserveToken;
    uint256 startTime;
    uint256 endTime;
    bool blockProjectTokenSwapsIn;
}
`;
const address = (value) => `address(uint160(${BigInt(value)}))`;
let tests = "";
let count = 0;
const add = (lines) => {
    tests += `\n    function test_${count++}() external pure {\n        ${lines.join("\n        ")}\n    }\n`;
};

// Lines that make each argument a variable of its type, with a letter before its name.
function variables(parameters, values, letter) {
    const lines = [];
    parameters.forEach(({ type, name }, i) => {
        const [base, list] = type.split("[");
        const one = (v) => (base === "address" ? address(v) : `${v}`);
        if (list === undefined) {
            lines.push(`${type} ${letter}${i} = ${one(values[i])};`);
            return;
        }
        lines.push(`${type} memory ${letter}${i} = new ${type}(${values[i].length});`);
        values[i].forEach((v, j) => lines.push(`${letter}${i}[${j}] = ${one(v)};`));
    });
    return lines;
}

function testCall(call, signature) {
    const name = signature.slice(0, signature.indexOf("("));
    const parameters = signature.slice(name.length + 1, -1).split(", ").map((p) => {
        const [type, argument] = p.split(" ");
        return { type, name: argument };
    });
    const given = Object.keys(call.arguments);
    const wanted = parameters.map((p) => p.name);
    if (given.join() !== wanted.join()) throw new Error(`${name} has ${given}, not ${wanted}`);
    const values = Object.values(call.arguments);
    const data = `hex"${call.calldata.slice(2)}"`;
    const names = parameters.map((_, i) => `a${i}`);
    const i = `Calls${parameters.length}${name}`;
    add([
        ...variables(parameters, values, "a"),
        `require(keccak256(abi.encodeCall(${i}.${name}, (${names.join(", ")}))) == keccak256(${data}), "differs");`,
    ]);
    const found = parameters.map(({ type }, k) => `${type}${type.endsWith("]") ? " memory" : ""} d${k}`);
    const types = parameters.map(({ type }) => type);
    const same = [];
    parameters.forEach(({ type }, k) => {
        if (!type.endsWith("]")) {
            same.push(`require(d${k} == ${type === "address" ? address(values[k]) : values[k]}, "decoded");`);
            return;
        }
        same.push(`require(d${k}.length == ${values[k].length}, "length");`);
        values[k].forEach((v, j) =>
            same.push(`require(d${k}[${j}] == ${type === "address[]" ? address(v) : v}, "decoded");`));
    });
    add([
        `(${found.join(", ")}) = abi.decode(behindSelector(${data}), (${types.join(", ")}));`,
        ...same,
    ]);
}

function testStruct(call) {
    const values = Object.values(call.arguments);
    const names = Object.keys(call.arguments);
    const data = `hex"${call.calldata.slice(2)}"`;
    if (call.function === "LBPParams") {
        add([`require(keccak256(abi.encode(LBPParams(${values.join(", ")}))) == keccak256(${data}), "differs");`]);
        add([
            `LBPParams memory d = abi.decode(${data}, (LBPParams));`,
            ...names.map((n, i) => `require(d.${n} == ${values[i]}, "decoded");`),
        ]);
        return;
    }
    // Two of the eight members, which stand side by side behind the offset of the struct.
    add([
        `bytes memory whole = abi.encode(LBPCommonParams("Launch", "L", address(1), address(2), address(3), ${values.join(", ")}, true));`,
        `bytes memory part = ${data};`,
        "require(part.length == 64, \"length\");",
        "for (uint256 i = 0; i < 64; i++) require(whole[32 * 6 + i] == part[i], \"differs\");",
        `(${names.map((_, i) => `uint256 d${i}`).join(", ")}) = abi.decode(part, (uint256, uint256));`,
        ...names.map((n, i) => `require(d${i} == ${values[i]}, "${n}");`),
    ]);
}

for (const file of process.argv.slice(2)) {
    for (const call of JSON.parse(fs.readFileSync(file, "utf8")).calls) {
        const signature = signatures[`${call.function}${Object.keys(call.arguments).length}`];
        if (signature) testCall(call, signature);
        else testStruct(call);
    }
}
const calldata = (signature) => signature.replace(/\[\] /g, "[] calldata ");
const interfaces = Object.values(signatures).map((s) => {
    const name = s.slice(0, s.indexOf("("));
    return `interface Calls${s.split(", ").length}${name} {\n    function ${calldata(s)} external;\n}\n`;
});
process.stdout.write(`// SPDX-License-Identifier: MIT
pragma solidity 0.8.26;

${interfaces.join("\n")}${structs}
contract PlanTest {
    function behindSelector(bytes memory data) private pure returns (bytes memory rest) {
        rest = new bytes(data.length - 4);
        for (uint256 i = 0; i < rest.length; i++) rest[i] = data[i + 4];
    }
${tests}}
`);
