#!/bin/sh
# The documents tell the truth. Each command in a block of "console", of README.md and of the pages
# of the rooms and tests, and each that stands after "$" in a manual page's include, prints what
# stands below it. Each command in a table of README.md runs. Each file that a document names is
# there. README.md stays short.
. tests/support/script.sh

top=$PWD
PATH=$(dirname "$program"):$PATH
# Where commands run: what they write stays here.
mkdir "$folder/place" "$folder/blocks"
cp -r scenarios "$folder/place"

# Blocks: a file of its own for each command and for what it is to print.
pages=$(ls README.md core/README.md tests/*/README.md tests/*/*/README.md 2>/dev/null)
# shellcheck disable=SC2086
awk -v folder="$folder/blocks" '
    FNR == 1 {inside = 0}
    /^```console$/ {inside = 1; next}
    /^```$/ {inside = 0}
    inside && /^\$ / {
        file = sprintf("%s/%03d", folder, ++count)
        print substr($0, 3) > (file ".command"); print FILENAME > (file ".from"); next
    }
    inside {print > file}' $pages
sed 's/\\-/-/g; s/\\e/\\/g' cli/man/*.h2m | awk -v folder="$folder/blocks" '
    /^\.EX$/ {inside = 1; file = ""; next}
    /^\.EE$/ {inside = 0}
    inside && /^\$ / {
        file = sprintf("%s/man-%03d", folder, ++count)
        print substr($0, 3) > (file ".command"); print "cli/man" > (file ".from"); next
    }
    inside && file != "" {print > file}'
# A table's: the code that begins with "orthant COMMAND ". It need only run.
sed -n '/^|/s/`/\n/gp' README.md | grep '^orthant [a-z]* .' >"$folder/table"

cd "$folder/place" || exit 1
shown=0
for command in "$folder"/blocks/*.command; do
    [ -f "$command" ] || continue
    from=$(cat "${command%.command}.from")
    sh "$command" >"$folder/out" 2>"$folder/err"
    [ -f "${command%.command}" ] || : >"${command%.command}"
    diff "${command%.command}" "$folder/out" >"$folder/difference"
    holds=$?
    expect "$from: $(cat "$command") prints: $(cat "$folder/difference")" $holds
    # What ends with an error shows it, as "2>&1" lets it.
    [ ! -s "$folder/err" ] || ! grep -v '^orthant: note: ' "$folder/err" >"$folder/errors"
    holds=$?
    expect "$from: $(cat "$command") says: $(cat "$folder/err")" $holds
    shown=$((shown + 1))
done
[ $shown -ge 20 ]
expect "the documents show the output of $shown commands, not of 20 or more" $?
while read -r command; do
    sh -c "$command" >"$folder/out" 2>"$folder/err"
    expect "README.md: $command" $?
done <"$folder/table"
[ "$(wc -l <"$folder/table")" -ge 6 ]
expect "README.md has a table of commands" $?
cd "$top" || exit 1
: >"$folder/out" >"$folder/err"
for file in $(cd "$folder/place" && find . -mindepth 1 -maxdepth 1 ! -name scenarios ! -name build | sed 's/^..//'); do
    grep -qxF -e "/$file" -e "/$file/" .gitignore
    expect "git ignores $file, which a command of a document writes" $?
done

[ "$(wc -l <README.md)" -le 250 ]
expect "README.md has at most 250 lines: prose goes to the manual pages" $?
for command in $("$program" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'); do
    grep -q "orthant $command" README.md
    expect "README.md shows the command $command" $?
done
for key in $(sed -n '/^\.Sh KEYS/,/^\.Sh MODELS/s/^\.It Cm \([a-z_]*\)$/\1/p' scenarios/orthant-scenario.5); do
    grep -q "^|.*\`$key\`" README.md
    expect "README.md names the key $key" $?
done
for path in $("$program" list paths | sed 's/ .*//; s/:.*//'); do
    grep -q "^$path\(:[A-Z]*\)\{0,1\}$" cli/man/path.h2m
    expect "the manual page of path explains the path $path" $?
done

# Links to files, and names of files and folders of this tree in code.
for page in $pages; do
    for link in $(grep -o '](\([^)#]*\)' "$page" | sed 's/^](//' | grep -v '^http'); do
        [ -e "$(dirname "$page")/$link" ]
        expect "$page links to $link" $?
    done
    for name in $(grep -o '`\(core\|cli\|include\|scenarios\|tests\)/[A-Za-z0-9_./-]*`' "$page" | tr -d '`' |
        grep -v X | sort -u); do
        [ -e "$name" ]
        expect "$page names $name" $?
    done
done

finish
