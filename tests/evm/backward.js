// The lines that Backward.t.sol wrote, as vector files of orthant's layout:
//   node backward.js signatures.json backward.txt folder
const fs = require("fs");
const path = require("path");
const [, , table, lines, folder] = process.argv;
const functions = new Map(JSON.parse(fs.readFileSync(table, "utf8")).map((f) => [f.function, f]));

const word = (hex, at) => BigInt("0x" + hex.slice(2 * at, 2 * at + 64));
const text = (value, type) =>
    (type.startsWith("int") ? BigInt.asIntN(256, value) : value).toString();

// abi.decode of words and arrays of words.
function decode(hex, types) {
    return types.map((type, i) => {
        const head = word(hex, 32 * i);
        if (!type.endsWith("[]")) return text(head, type);
        const at = Number(head);
        return Array.from({ length: Number(word(hex, at)) },
            (_, k) => text(word(hex, at + 32 * (k + 1)), type));
    });
}

const cases = new Map();
for (const line of fs.readFileSync(lines, "utf8").split("\n").filter(Boolean)) {
    const [name, input, kind, output] = line.split(" ");
    const [, parameters, result] = functions.get(name).signature.match(/^\((.*)\) -> (.*)$/);
    const item = { in: decode(input.slice(2), parameters.split(", ").map((p) => p.split(" ")[0])) };
    if (kind === "out") item.out = decode(output.slice(2), [result])[0];
    else item.revert = output.slice(2);
    if (!cases.has(name)) cases.set(name, []);
    cases.get(name).push(item);
}
for (const [name, list] of cases) {
    const { contract, signature } = functions.get(name);
    fs.writeFileSync(path.join(folder, `backward_${name}.json`),
        JSON.stringify({ function: name, contract, signature, seed: 0, cases: list }));
}
