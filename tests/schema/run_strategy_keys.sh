#!/bin/sh
# Every rule, estimator and link of a strategy, and every key of each, stands in the manual page, in
# the schema and in the program's tables, and nowhere is one more.
#
# uses: $BUILD/orthant scenarios/orthant-strategy.5 scenarios/schema/scenario.schema.json tests/schema
. tests/support/script.sh
page=scenarios/orthant-strategy.5

# Lines "rule KIND: KEY KEY ..." of each, sorted.
awk '/^\.Sh / {part = $2 == "RULES" ? "rule" : $2 == "ESTIMATORS" ? "estimator" : $2 == "LINKS" ? "link" : ""; flush()}
     function flush() {if (kind != "") print line; kind = ""}
     part == "" {next}
     /^\.(It|El)/ {keys = 0; flush()}
     /^\.It Cm / {kind = $3; line = part " " kind ":"}
     /^Keys: / {keys = 1; sub(/^Keys:/, "")}
     keys {gsub(/[,.]/, " "); for (i = 1; i <= NF; i++) line = line " " $i}' "$page" |
    sort >"$folder/page"
[ "$(wc -l <"$folder/page")" -ge 20 ]
expect "$page has 20 kinds or more" $?

node -e '
const defs = JSON.parse(require("fs").readFileSync("scenarios/schema/scenario.schema.json", "utf8")).$defs;
for (const part of ["rule", "estimator", "link"])
  for (const {properties} of defs[`strategy_${part}`].anyOf)
    if (properties?.kind)
      console.log([`${part} ${properties.kind.const}:`, ...Object.keys(properties).filter((key) => key !== "kind")].join(" "));
' | sort >"$folder/schema"
diff "$folder/page" "$folder/schema" >"$folder/out"
expect "$page (<) has the kinds and keys of scenario.schema.json (>)" $?

ask() { # a strategy; what is permitted instead, in $folder/permitted
    printf '{"orthant": 1, "tokens": ["A", "B"], "strategy": {%s}}\n' "$1" >"$folder/input.json"
    "$program" weights "$folder/input.json" >/dev/null 2>"$folder/err"
    sed -n 's/.*unknown.*permitted: //p' "$folder/err" | tr -d ' ' | tr ',' ' ' >"$folder/permitted"
}
: >"$folder/program"
for part in rule estimator link; do
    rule='"rule": "momentum",'
    [ $part = rule ] && rule=
    ask "$rule \"$part\": \"?\""
    for kind in $(cat "$folder/permitted"); do
        ask "$rule \"$part\": {\"kind\": \"$kind\", \"?\": 1}"
        keys=$(sed 's/^kind *//' "$folder/permitted")
        echo "$part $kind:${keys:+ $keys}" >>"$folder/program"
    done
done
sort "$folder/program" | diff "$folder/page" - >"$folder/out"
expect "$page (<) has the kinds and keys of the program (>)" $?

# Paths of a move: the page's names, those of the program, and one of each before the schema.
sed -n '/^\.Sh PATHS/,/^\.Sh QUANT/s/^\.It Cm \([a-z_]*\).*/\1/p' "$page" | sort >"$folder/page"
ask '"rule": "fixed", "move": {"path": "?"}'
sed -n 's/.*permitted: //p' "$folder/err" | tr -d ' ' | tr ',' '\n' | sort | diff "$folder/page" - >"$folder/out"
expect "$page (<) has the paths of the program (>)" $?
node -e '
const defs = JSON.parse(require("fs").readFileSync("scenarios/schema/scenario.schema.json", "utf8")).$defs;
const path = new RegExp(defs.strategy.anyOf[0].properties.move.properties.path.pattern);
for (const name of require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter(Boolean))
  if (!path.test(name) && !path.test(name + ":0.5")) console.log(name);
' "$folder/page" >"$folder/out"
[ ! -s "$folder/out" ]
expect "the schema has the paths of $page" $?

finish
