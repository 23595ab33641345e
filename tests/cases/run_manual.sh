#!/bin/sh
# What the program says of itself: the help and the man page of every command, and the version.
. tests/support/script.sh

commands=$("$program" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 3 ]
expect "commands: $commands" $?
[ "$commands" = "$(sed -n 's/^ *{"\([a-z-]*\)",.*/\1/p' cli/commands.c)" ]
expect "the help lists the table of commands" $?

page() { # name of the page, a word that it must have
    file=$BUILD/man/$1.1
    mandoc -T lint -W error "$file" >"$folder/out" 2>"$folder/err" && [ ! -s "$folder/out" ]
    expect "$file has no errors" $?
    mandoc -T ascii "$file" 2>"$folder/err" | sed 's/.\x08//g' >"$folder/out"
    grep -q "^EXAMPLES" "$folder/out" && grep -q -e "$2" "$folder/out"
    expect "$file, set, has examples and '$2'" $?
    ! sed -n '/^EXAMPLES/,/^[A-Z]/p' "$folder/out" | grep -q 'orthant.* orthant'
    expect "$file has an example a line" $?
}

for command in $commands; do
    run 0 "$command" --help
    cp "$folder/out" "$folder/help"
    grep -q '^Examples\{0,1\}:$' "$folder/help"
    expect "$command --help has examples" $?
    # Wrapped by argp, an example could not be copied.
    ! sed -n '/^Examples\{0,1\}:$/,/^$/{/^Examples\{0,1\}:$/d;/^$/d;/^  orthant /d;p}' \
        "$folder/help" | grep .
    expect "$command --help: each example is one line" $?
    [ "$(wc -L <"$folder/help")" -le 80 ]
    expect "$command --help fits 80 columns" $?
    for option in $(grep -o '^ *\(-., \)\{0,1\}--[a-z-]*' "$folder/help" | grep -o -e '--[a-z-]*'); do
        grep -q -e "\\\\-\\\\-$(echo "${option#--}" | sed 's/-/\\\\-/g')" "$BUILD/man/orthant-$command.1"
        expect "the man page of $command has $option" $?
    done
    page "orthant-$command" "orthant $command"
done
page orthant "orthant compare"

run 0 --version
grep -Eqx 'orthant [0-9]+\.[0-9]+\.[0-9]+ \(compiler .+; kernel (avx512|avx2|scalar)\)' "$folder/out"
expect "--version: $(cat "$folder/out")" $?
cp "$folder/out" "$folder/version"
run 0 -V
cmp -s "$folder/out" "$folder/version"
expect "-V is --version" $?

finish
