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
# Of plans and their replays: what is said of limits and missed blocks, and every option.
"$program" plan scenarios/lbp-96-50.json --steps 4 --calls 1 -o "$folder/plan.json" >"$folder/out" 2>&1
expect "orthant plan: $(cat "$folder/out")" $?
for key in $("$program" replay "$folder/plan.json" --present 0.5 --json |
    grep -o '"[a-z_]*":' | tr -d '":' | sort -u |
    grep -vE '^(orthant|kind|target|contract_version|tokens|steps|calls|at|weights|runs|mean|p[0-9]*)$'); do
    explained "replay's key" "$key"
done
for command in plan replay; do
    for option in $("$program" $command --help | sed -n 's/^ *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' |
        grep -vE '^(csv|json|format|output|help|usage|version|keep-script|steps)$'); do
        grep -qE -e "--$option([^a-z-]|\$)" README.md
        expect "README.md explains the option --$option of $command" $?
    done
done
for command in $("$program" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'); do
    grep -q "orthant $command" README.md
    expect "README.md shows the command $command" $?
done

finish
