// One test contract a function, between the exported vectors and the real contracts:
//   node forward.js signatures.json Real|Pools function... > test/Forward.t.sol
// Functions of Real and Old are inherited; those of Pools, which makes pools and is large, are
// called on a contract that is made from its compiled code.
const fs = require("fs");
const [, , table, base, ...names] = process.argv;
const functions = new Map(JSON.parse(fs.readFileSync(table, "utf8")).map((f) => [f.function, f]));
const camel = (name) => name.replace(/(^|_)(.)/g, (_, bar, c) => c.toUpperCase());
console.log("// SPDX-License-Identifier: MIT\npragma solidity 0.8.26;\n");
const inherits = base === "Real";
const used = inherits ? ["Real", "Old"] : ["Pools"];
for (const name of used) console.log(`import { ${name} } from "../src/${name}.sol";`);
if (!inherits) console.log('import { deployed } from "../src/Deployed.sol";');
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
contract ${camel(name)}Test is ${camel(name)}Vectors${inherits ? `, ${real}` : ""} {
${inherits ? "" : '    Pools private pools = Pools(deployed("Pools.sol:Pools"));\n\n'}    function target(${typed.join(", ")}) external override returns (${gives}) {
        return ${inherits ? "" : "pools."}${name}(${passed.join(", ")});
    }
}`);
}
