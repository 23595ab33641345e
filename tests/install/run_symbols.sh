#!/bin/sh
# The shared library exports orth_* and nothing else, and all that the public headers declare.
#
# uses: $BUILD/liborthant.so $BUILD/checking/liborthant.so include
. tests/support/script.sh

check() { # what, names that are wrong
    [ -z "$2" ]
    note "$1: $2" $?
}

for library in "$BUILD/liborthant.so" "$BUILD/checking/liborthant.so"; do
    [ -f "$library" ] || continue
    exported=$(nm -D --defined-only "$library" | awk '{print $3}' | sort)
    check "$library exports" "$(printf '%s\n' "$exported" | grep -v '^orth_')"
    declared=$(sed -n 's/^ORTH_API[^([]*[ *]\(orth_[a-z0-9_]*\)[([].*/\1/p' include/orthant/*.h | sort -u)
    missing=$(for name in $declared; do
        printf '%s\n' "$exported" | grep -qx "$name" || echo "$name"
    done)
    check "declared in a public header, not in $library" "$missing"
    private=$(for name in $exported; do
        printf '%s\n' "$declared" | grep -qx "$name" || echo "$name"
    done)
    check "exported by $library, in no public header" "$private"
done

finish
