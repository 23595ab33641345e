// Compiles OldPools.sol, and writes each contract's code and the pool's slot as hexadecimal text:
//   node compile.js folder
const fs = require("fs");
const path = require("path");
const solc = require("solc");
const folder = process.argv[2];
const find = (name) => ({
    contents: fs.readFileSync(path.join(__dirname, "node_modules", name), "utf8"),
});
const input = {
    language: "Solidity",
    sources: { "OldPools.sol": { content: fs.readFileSync(path.join(__dirname, "OldPools.sol"), "utf8") } },
    settings: {
        optimizer: { enabled: true, runs: 9999 },
        outputSelection: { "*": { "*": ["evm.bytecode.object", "storageLayout"] } },
    },
};
const output = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
for (const problem of output.errors || []) {
    if (problem.severity !== "error") continue;
    console.error(problem.formattedMessage);
    process.exitCode = 1;
}
if (!process.exitCode) {
    const contracts = output.contracts["OldPools.sol"];
    for (const name of ["OldMath", "OldWorld", "OldPool"]) {
        fs.writeFileSync(path.join(folder, `${name}.hex`), `0x${contracts[name].evm.bytecode.object}`);
    }
    const { slot } = contracts.OldPool.storageLayout.storage.find((s) => s.label === "_poolState");
    fs.writeFileSync(path.join(folder, "OldPool.slot"), slot);
}
