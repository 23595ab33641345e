#!/bin/sh
# Every key of a scenario stands in its manual page, in its schema and in the program's own tables,
# and nowhere is one more: the page and the schema key by key, with what is required; the program
# by the keys that it says are permitted. So do those of a sweep.
. tests/support/script.sh
page=scenarios/orthant-scenario.5

node tests/schema/keys.mjs scenarios/schema/scenario.schema.json >"$folder/schema" 2>"$folder/err"
expect "tests/schema/keys.mjs reads the schema" $?
sort -o "$folder/schema" "$folder/schema"

# The page: an item of a list is a key, and "Required" the first word below it; after "Sh MODELS" an
# item is a model, with its lines "Needs: ..." and "May have: ...".
awk '/^\.Sh /      {models = $2 == "MODELS"; keys = $2 == "KEYS"; name = ""}
     name != "" && keys {print name ($1 == "Required" || $1 == "Required." ? " required" : ""); name = ""}
     /^\.It Cm /   {name = $3; next}
     models && /^(Needs|May have): / {
         word = $1 == "Needs:" ? "needs" : "may"
         sub(/^[A-Za-z ]*: /, ""); sub(/\.$/, "")
         count = split($0, list, ", ")
         for (i = 2; i <= count; i++) # sorted, as the others are
             for (j = i; j > 1 && list[j - 1] > list[j]; j--) {
                 t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
             }
         text = list[1]
         for (i = 2; i <= count; i++) text = text ", " list[i]
         print "model " name " " word " " text
     }' "$page" | LC_ALL=C sort >"$folder/page"
LC_ALL=C sort -o "$folder/schema" "$folder/schema"
diff "$folder/schema" "$folder/page" >"$folder/out"
expect "$page (>) has the keys of scenario.schema.json (<)" $?
[ "$(wc -l <"$folder/page")" -ge 60 ]
expect "$page has 60 lines of keys or more" $?

# The program: an unknown key in each object of the page, and what is permitted there instead.
start='"tokens": ["A", "B"], "steps": 1, "start": {"weights": ["0.5", "0.5"]}'
weights="$start"', "target": {"weights": ["0.9", "0.1"]}'
permitted() { # the object's name, the JSON with an unknown key in it; the page's keys in $folder/keys
    echo "$2" >"$folder/input.json"
    "$program" compare "$folder/input.json" >"$folder/out" 2>"$folder/err"
    sed -n 's/.*: unknown key; .*permitted: //p' "$folder/err" | tr -d ' ' | tr ',' '\n' |
        LC_ALL=C sort >"$folder/says"
    LC_ALL=C sort "$folder/keys" | diff "$folder/says" - >"$folder/out"
    expect "the program (<) and $page (>) have the same keys of $1" $?
}
of() { # an object: its keys on the page, without it
    sed -n '/^model /d; s/ required$//; s/^'"$1"'\([a-z_]*\)$/\1/p' "$folder/page" >"$folder/keys"
}

of ''
permitted 'the scenario' "{\"orthant\": 1, \"unknown\": 1, $weights}"
for object in $(sed -n '/^model /d; s/\.[a-z_]*\( required\)\{0,1\}$//p' "$folder/page" | sort -u); do
    of "$object\\."
    json='{"unknown": 1}'
    case $object in
    market) continue ;; # by its models, below
    pool.swap_fee) json='{"value": 1, "unit": "x", "swap_fee": {"unknown": 1}}' ;;
    noise.flow_factor) json='{"rate": 1, "size": 1, "model": "hawkes", "branching": 0, "decay": 1, "flow_factor": {"unknown": 1}}' ;;
    market.file) json='{"model": "panel", "file": {"unknown": 1}}' ;;
    market.files.TOKEN) json='{"model": "files", "files": {"A": {"unknown": 1}}}' ;;
    esac
    case $object in
    start) ends=${start%, \"start\"*} ;;
    target) ends=$start ;;
    *) ends=$weights ;;
    esac
    permitted "$object" "{\"orthant\": 1, $ends, \"${object%%.*}\": $json}"
done
models=$(sed -n 's/^model \([a-z]*\) needs .*/\1/p' "$folder/page")
for model in $models; do
    { echo model; echo blocks; sed -n "s/^model $model [a-z]* //p" "$folder/page" | tr -d ' ' |
        tr ',' '\n' | grep -vx nothing; } >"$folder/keys"
    permitted "the model $model" "{\"orthant\": 1, $weights, \"market\": {\"model\": \"$model\", \"unknown\": 1}}"
done
echo "{\"orthant\": 1, $weights, \"market\": {\"model\": \"unknown\"}}" >"$folder/input.json"
run 3 compare "$folder/input.json"
[ "$(sed -n 's/.*permitted: //p' "$folder/err" | tr -d ' "' | tr ',' '\n' | sort)" = "$models" ]
expect "the program and $page have the same models" $?

# A sweep: its schema, what the program says is permitted, and its page.
sweep_keys() { # where they are in the schema, a case of an unknown key there
    node -e 'const schema = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        console.log(Object.keys(eval("schema." + process.argv[2])).sort().join("\n"))' \
        scenarios/schema/sweep.schema.json "$1" >"$folder/schema" 2>"$folder/err"
    expect "the schema of sweeps has $1" $?
    sed 's/.*permitted: //' "tests/cases/sweep/$2/error" | tr -d ' ' | tr ',' '\n' | LC_ALL=C sort |
        diff "$folder/schema" - >"$folder/out"
    expect "sweep.schema.json (<) and the program (>) have the same keys, $1" $?
    while read -r key; do
        grep -Eq "^\.(It )?Cm $key( |\$)" scenarios/orthant-sweep.5
        expect "scenarios/orthant-sweep.5 explains $key" $?
    done <"$folder/schema"
}
sweep_keys properties unknown-key
sweep_keys '$defs.range.properties' range-key

finish
