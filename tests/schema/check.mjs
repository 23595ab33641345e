// Reads lines "verdict<TAB>schema<TAB>file" (verdict: accept or refuse) from standard input,
// validates each file against the schema, and prints the lines that do not hold and a summary.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: false });
const compiled = new Map();

function validator(schema) {
  if (!compiled.has(schema)) compiled.set(schema, ajv.compile(JSON.parse(readFileSync(schema, "utf8"))));
  return compiled.get(schema);
}

// Why the schema refuses the file, or null.
function refusal(schema, file) {
  let value;
  try {
    const bytes = readFileSync(file);
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    return `no JSON: ${error.message}`;
  }
  const validate = validator(schema);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

let passed = 0, failed = 0;
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const [verdict, schema, file] = line.split("\t");
  const why = refusal(schema, file);
  if ((why === null) === (verdict === "accept")) {
    passed++;
  } else {
    failed++;
    console.log(`${file}: should ${verdict}: ${why ?? "it is valid"}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
