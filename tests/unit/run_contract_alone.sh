#!/bin/sh
# core/contract needs core/base and the C library, nothing else (no MPFR, no truth), and no floating
# point: it is linked with those alone.
#
# uses: $BUILD/liborthant.a core/contract
. tests/support/script.sh
CC=${CC:-gcc}

check() { # what, what speaks against it
    [ -z "$2" ]
    note "$1: $2" $?
}

objects() { # of a room; the build folder may hold some of files that are gone
    for source in core/"$1"/*.c; do
        echo "$BUILD/obj/${source%.c}.o"
    done
}

# From an archive the linker takes only what is wanted, so that base's own needs do not count.
ar rcs "$folder/base.a" $(objects base)
"$CC" -shared -Wl,-z,defs $(objects contract) "$folder/base.a" -pthread -o "$folder/contract.so" \
    >"$folder/errors" 2>&1
code=$?
check "core/contract does not link with core/base alone" \
    "$([ $code -eq 0 ] || grep -o 'undefined reference.*' "$folder/errors" || cat "$folder/errors")"
check "the linked contract has no orth_contract_call" \
    "$(nm -D --defined-only "$folder/contract.so" | grep -q ' orth_contract_call$' || echo none)"
check "floating point in core/contract" \
    "$(grep -nE '(^|[^a-z_])(double|float)([^a-z_]|$)|<(math|mpfr|gmp)\.h>' core/contract/*.[ch] |
        grep -v '^[^:]*:[0-9]*: \*\|/\*')"

finish
