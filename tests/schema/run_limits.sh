#!/bin/sh
# The ranges that the schemas state are those of include/orthant/limits.h, which the program holds
# its input to.
#
# uses: include/orthant/limits.h scenarios/schema tests/schema/limits.mjs
. tests/support/script.sh

node tests/schema/limits.mjs include/orthant/limits.h scenarios/schema >"$folder/out" 2>"$folder/err"
expect "schemas and limits.h have the same ranges" $?
grep -q '^[3-9][0-9] ranges compared$' "$folder/out"
expect "30 ranges or more are compared" $?

finish
