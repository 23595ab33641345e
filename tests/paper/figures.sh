#!/bin/sh
# figures.sh FOLDER [--write]: the figures of tests/paper/README.md, from the tables that the paper
# program left in FOLDER: a table of the fits, one of the bound, and every law that was checked.
# --write puts them between the two marks of the page and prints that of the bound; without it all
# are printed.
set -eu
export LC_ALL=C
folder=$1
page=tests/paper/README.md

bound() {
    echo '| move, f = 1024 | L_slerp - L* | bound | ratio |'
    echo '|---|---|---|---|'
    awk -F , '$2 == 1024 {printf "| %s | %.4g | %.4g | %.2g |\n", $1, $3, $4, $5}' "$folder/bound.csv"
}

figures() {
    echo '| move | D | slope | coefficient c in c/f^2 | predicted c | c / D^2 | cut short: slope in D |'
    echo '|---|---|---|---|---|---|---|'
    sed -n 's/^  \([a-z-]*\)  *N = [0-9]*  D = \([0-9.]*\)  .*/\1,\2/p' "$folder/laws.txt" |
        sort -t , -k 2 -g |
        awk -F , '
            FILENAME ~ /excess_fit/ {slope[$1] = $5; se[$1] = $6; c[$1] = $7; predicted[$1] = $9; ratio[$1] = $10; next}
            FILENAME ~ /size_fit/ {size[$1] = $3; size_se[$1] = $4; next}
            {printf "| %s | %.4f | %.5f ± %.0e | %.5g | %.5g | %.3g | %.3f ± %.0e |\n", $1, $2,
                slope[$1], se[$1], c[$1], predicted[$1], ratio[$1], size[$1], size_se[$1]}
        ' "$folder/excess_fit.csv" "$folder/size_fit.csv" -
    printf "\nThe paper's bound, 128 N Omega^4 / (eps^4 f^3), beside what it bounds:\n\n"
    bound
    printf '\n```\n'
    grep '^\[holds\]\|^\[DOES NOT HOLD\]' "$folder/laws.txt"
    echo '```'
}

if [ "${2-}" = --write ]; then
    figures >"$folder/figures.md"
    awk -v figures="$folder/figures.md" '
        /^<!-- end of the figures -->$/ {skip = 0}
        !skip {print}
        /^<!-- figures: written by make paper -->$/ {
            while ((getline line < figures) > 0) print line
            skip = 1
        }' "$page" >"$folder/page.md"
    cmp -s "$folder/page.md" "$page" || cp "$folder/page.md" "$page"
    rm -f "$folder/page.md"
    bound
else
    figures
fi
