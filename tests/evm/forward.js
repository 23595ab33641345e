// One test contract a function, between the exported vectors and the real contracts:
//   node forward.js signatures.json function... > test/Forward.t.sol
const fs = require("fs");
const [, , table, ...names] = process.argv;
const functions = new Map(JSON.parse(fs.readFileSync(table, "utf8")).map((f) => [f.function, f]));
const camel = (name) => name.replace(/(^|_)(.)/g, (_, bar, c) => c.toUpperCase());
console.log("// SPDX-License-Identifier: MIT\npragma solidity 0.8.26;\n");
console.log('import { Real } from "../src/Real.sol";');
console.log('import { Old } from "../src/Old.sol";');
for (const name of names) {
    console.log(`import { ${camel(name)}Vectors } from "../vectors/${name}.t.sol";`);
}
for (const name of names) {
    const [, parameters, result] = functions.get(name).signature.match(/^\((.*)\) -> (.*)$/);
    const typed = parameters.split(", ").map((p) => p.replace("[] ", "[] memory "));
    const passed = parameters.split(", ").map((p) => p.split(" ")[1]);
    const gives = result.replace("[]", "[] memory");
    const real = name.startsWith("v2_") ? "Old" : "Real";
    console.log(`
contract ${camel(name)}Test is ${camel(name)}Vectors, ${real} {
    function target(${typed.join(", ")}) external override returns (${gives}) {
        return ${name}(${passed.join(", ")});
    }
}`);
}
