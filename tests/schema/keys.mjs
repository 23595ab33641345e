// Prints the keys of a scenario as scenario.schema.json has them, one a line: "key" or
// "key required", with points between an object and its keys; and of each market model
// "model NAME needs KEY, ..." and "model NAME may KEY, ...".
import { readFileSync } from "node:fs";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));

function resolved(node) {
  return node.$ref ? schema.$defs[node.$ref.replace("#/$defs/", "")] : node;
}

// The objects that a value may be.
function objects(node) {
  const value = resolved(node);
  const choices = [...(value.anyOf ?? []), ...(value.oneOf ?? [])].flatMap(objects);
  return value.properties || value.additionalProperties ? [value, ...choices] : choices;
}

const keys = new Map();

function walk(prefix, node) {
  for (const object of objects(node)) {
    for (const [name, value] of Object.entries(object.properties ?? {})) {
      const key = prefix + name;
      const required = [...(object.required ?? []), ...(object.else?.required ?? [])];
      keys.set(key, keys.get(key) || required.includes(name));
      // Their keys: run_strategy_keys.sh, run_launch_keys.sh.
      if (key !== "strategy" && key !== "launch") walk(`${key}.`, value);
    }
    if (typeof object.additionalProperties === "object") walk(`${prefix}TOKEN.`, object.additionalProperties);
  }
}

walk("", schema);
for (const model of schema.properties.market.oneOf) {
  const name = model.properties.model.const;
  const needed = model.required ?? [];
  for (const key of needed) keys.set(`market.${key}`, false); // required by a model, not by all
  const rest = Object.keys(model.properties).filter((key) => !["model", "blocks", ...needed].includes(key));
  console.log(`model ${name} needs ${needed.sort().join(", ") || "nothing"}`);
  console.log(`model ${name} may ${rest.sort().join(", ") || "nothing"}`);
}
keys.set("market.model", true);
for (const [key, required] of keys) console.log(required ? `${key} required` : key);
