#!/bin/sh
# README.md tells the truth: each command in a block of "console" prints what stands below it, and
# every path, command and key of a result is explained.
. tests/support/script.sh

awk -v folder="$folder" '
    /^```console$/ {inside = 1; next}
    /^```$/ {inside = 0}
    inside && /^\$ / {file = folder "/said-" ++count; print substr($0, 3) > (file ".command"); next}
    inside {print > file}' README.md
PATH=$(dirname "$program"):$PATH
shown=0
for command in "$folder"/said-*.command; do
    [ -f "$command" ] || continue
    sh "$command" >"$folder/out" 2>"$folder/err"
    expect "README: $(cat "$command")" $?
    diff "${command%.command}" "$folder/out" >"$folder/difference"
    expect "README: $(cat "$command") prints: $(cat "$folder/difference")" $?
    shown=$((shown + 1))
done
[ $shown -ge 1 ]
expect "README.md shows some command's output" $?

explained() { # what, name
    grep -qF "\`$2" README.md
    expect "README.md explains the $1 $2" $?
}
for path in $("$program" list paths | sed 's/[ :].*//'); do
    explained path "$path"
done
for key in $("$program" compare scenarios/three-token.json --steps 2 --json |
    grep -o '"[a-z_0-9]*":' | tr -d '":' | sort -u | grep -v '^kind$'); do
    explained key "$key"
done
for command in $("$program" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'); do
    grep -q "orthant $command" README.md
    expect "README.md shows the command $command" $?
done

finish
