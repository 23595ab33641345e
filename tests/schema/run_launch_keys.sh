#!/bin/sh
# Every key of a sale stands in its manual page, in the schema and in the program, and nowhere is one
# more.
#
# uses: $BUILD/orthant scenarios/orthant-launch.5 scenarios/schema/scenario.schema.json tests/schema
. tests/support/script.sh
page=scenarios/orthant-launch.5

# Lines "KEY" or "KEY required" of objects, with points, and "model NAME: KEY KEY ...".
awk '/^\.Sh / {keys = $2 == "KEYS"; models = $2 == "DEMAND"; name = ""}
     name != "" {print name ($1 == "Required." ? " required" : ""); name = ""}
     /^\.It Cm / && (keys || $3 ~ /^demand\./) {name = $3; next}
     /^\.It Cm / && models {model = $3}
     /^Keys: / {sub(/^Keys: /, ""); gsub(/[,.]/, ""); print "model " model ": " $0}' "$page" |
    LC_ALL=C sort >"$folder/page"
node -e '
const defs = JSON.parse(require("fs").readFileSync("scenarios/schema/scenario.schema.json", "utf8")).$defs;
const say = (prefix, {properties, required}) => {
  for (const [name, value] of Object.entries(properties)) {
    console.log(prefix + name + ((required ?? []).includes(name) ? " required" : ""));
    if (value.properties) say(`${prefix}${name}.`, value);
  }
};
say("", defs.launch);
for (const {properties, required} of defs.launch_demand.oneOf) {
  const names = Object.keys(properties).filter((name) => name !== "model");
  for (const name of names.filter((name) => name !== "value"))
    console.log(`demand.${name}` + (required.includes(name) ? " required" : ""));
  console.log(`model ${properties.model.const}: ` + names.join(" "));
}' | LC_ALL=C sort >"$folder/schema"
diff "$folder/page" "$folder/schema" >"$folder/out"
expect "$page (<) has the keys of scenario.schema.json (>)" $?
[ "$(wc -l <"$folder/page")" -ge 24 ]
expect "$page has 24 lines of keys or more" $?

permitted() { # the object's name, the sale with an unknown key in it; the page's keys in $folder/keys
    echo '{"orthant": 1, "tokens": ["T", "R"], "steps": 9, "start": {"weights": ["0.9", "0.1"]},
        "target": {"weights": ["0.5", "0.5"]}, "pool": {"unit": "R"}, "launch": {"project": "T",
        "reserve": "R"'"$2"'}}' >"$folder/input.json"
    run 3 compare "$folder/input.json"
    sed -n 's/.*: unknown key; .*permitted: //p' "$folder/err" | tr -d ' ' | tr ',' '\n' |
        LC_ALL=C sort >"$folder/says"
    LC_ALL=C sort "$folder/keys" | diff "$folder/says" - >"$folder/out"
    expect "the program (<) and $page (>) have the same keys of $1" $?
}
balances='"balances": {"project": 1, "reserve": 1}'
sed -n 's/ required$//; /^[a-z_]*$/p' "$folder/page" >"$folder/keys"
permitted launch ', "unknown": 1'
for object in balances decimals sniper; do
    sed -n 's/ required$//; s/^'$object'\.//p' "$folder/page" >"$folder/keys"
    given=", $balances"
    [ $object = balances ] && given=
    permitted $object "$given, \"demand\": {\"model\": \"value\", \"value\": 1}, \"$object\": {\"unknown\": 1}"
done
for model in value buyers trades; do
    { echo model; sed -n "s/^model $model: //p" "$folder/page" | tr ' ' '\n'; } >"$folder/keys"
    permitted "the demand $model" ", $balances, \"demand\": {\"model\": \"$model\", \"unknown\": 1}"
done

finish
