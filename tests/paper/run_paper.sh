#!/bin/sh
# The laws of the paper, asserted; its scenarios through orthant compare. The pictures once.
#
# uses: $BUILD/orthant $BUILD/tests/paper/paper scenarios/paper
. tests/support/script.sh

"$BUILD/tests/paper/paper" "$folder/paper" scenarios/paper/*.json >"$folder/out" 2>"$folder/err"
expect "the laws hold (exit code 0)" $?
sed '$d' "$folder/out"
cat "$folder/err"
laws=$(sed -n '$s/^\([0-9]*\) passed, 0 failed$/\1/p' "$folder/out")
[ "${laws:-0}" -ge 40 ]
expect "40 laws or more are checked, not ${laws:-none}" $?
passed=$((passed + ${laws:-0}))
[ "$(grep -c '^\[holds\]' "$folder/paper/laws.txt")" = "${laws:-0}" ]
expect "laws.txt says what was checked" $?
for name in trading dyadic excess size leading; do
    grep -q '</svg>' "$folder/paper/$name.svg" && [ -s "$folder/paper/$name.png" ] &&
        [ "$(wc -l <"$folder/paper/$name.csv")" -gt 10 ]
    expect "table and pictures of $name" $?
done
sh tests/paper/figures.sh "$folder/paper" >"$folder/figures"
sed -n '/^<!-- figures: /,/^<!-- end /p' tests/paper/README.md | sed '1d; $d' |
    diff - "$folder/figures" # what the page says, what was found
expect "tests/paper/README.md has the figures: make paper writes them there" $?

# The same input gives the same tables, on another kernel as well.
ORTH_KERNEL=scalar "$BUILD/tests/paper/paper" --no-pictures "$folder/again" scenarios/paper/*.json \
    >/dev/null 2>&1
rm -f "$folder"/paper/*.svg "$folder"/paper/*.png
diff -r "$folder/paper" "$folder/again" >/dev/null
expect "the tables repeat byte for byte on the scalar kernel" $?

for file in scenarios/paper/*.json; do
    "$BUILD/orthant" compare "$file" --json -o "$folder/comparison.json" >/dev/null 2>"$folder/err" &&
        [ "$(grep -c '"path": "optimum"' "$folder/comparison.json")" -eq 16 ]
    expect "orthant compare $file" $?
done

finish
