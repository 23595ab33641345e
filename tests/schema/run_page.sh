#!/bin/sh
# The report of every shipped scenario: its page is one file that refers to nothing outside itself,
# no part of it fails, its facts are what the schema says, and the schema refuses what they are not.
#
# uses: $BUILD/orthant scenarios tests/schema
. tests/support/script.sh
. tests/support/page.sh
schema=$PWD/scenarios/schema/page.schema.json
list=$folder/list
number=0

for file in $(find scenarios -name '*.json' ! -name '*.schema.json' ! -path 'scenarios/sweeps/*' \
    ! -path 'scenarios/studies/*' | sort); do
    number=$((number + 1))
    run 0 report "$file" --json -o "$folder/page.html"
    cp "$folder/out" "$folder/facts-$number"
    printf 'accept\t%s\t%s\n' "$schema" "$folder/facts-$number" >>"$list"
    page_is_alone "$folder/page.html"
    ! grep -q 'could not be computed' "$folder/page.html"
    expect "$file: every part is there" $?
done
bad=0
for facts in 1 4 8 30; do
    for change in 's/"kind": "page"/"kind": "report"/' 's/"says"/"said"/' 's/"scale": "[a-z]*"/"scale": "square"/' \
        's/"as": "[a-z]*"/"as": "fraction"/' 's/"id": "move"\|"id": "strategy"/"id": "way"/' 's/"unit": "[^"]*",$//'; do
        bad=$((bad + 1))
        sed "$change" "$folder/facts-$facts" >"$folder/bad-$bad"
        printf 'refuse\t%s\t%s\n' "$schema" "$folder/bad-$bad" >>"$list"
    done
done

node tests/schema/check.mjs <"$list" >"$folder/out" 2>"$folder/err"
holds=$?
note "the schema and the program differ: $(cat "$folder/out" "$folder/err")" $holds
cases=$((cases + $(wc -l <"$list")))
finish
