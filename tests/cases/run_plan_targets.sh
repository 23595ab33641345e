#!/bin/sh
# Each target of the program's table is in the documents, and nothing else is: its name in the
# schemas of what plan, replay and certify write, its item in the manual page, its name in the help.
#
# uses: $BUILD/orthant scenarios/schema cli/man
. tests/support/script.sh

"$program" list targets --csv | sed '1d; s/,.*//' | sort >"$folder/targets"
[ "$(wc -l <"$folder/targets")" -ge 4 ]
expect "there are 4 targets or more" $?

same() { # who names them; $folder/names against the program's
    sort "$folder/names" | diff "$folder/targets" - >"$folder/out"
    expect "$1 (>) names the targets of 'orthant list targets' (<)" $?
}
for schema in plan replay plan-certificate; do
    file=scenarios/schema/$schema.schema.json
    sed -n 's/^ *"target": {"enum": \[\(.*\)\]},$/\1/p' $file | tr -d '" ' | tr ',' '\n' >"$folder/names"
    same $file
done
sed -n '/^\[TARGETS\]/,/^\[[^T]/{/^\.TP$/{n;p}}' cli/man/plan.h2m | tr -d '\\' >"$folder/names"
same "TARGETS in cli/man/plan.h2m"
"$program" plan --help | sed -n '/--target=/,/^  *--[^t]/p' | tr '\n' ' ' |
    sed "s/.*list targets': *//; s/ *--.*//; s/(default)//" | tr ',' '\n' | tr -d ' ' >"$folder/names"
same "orthant plan --help"

finish
