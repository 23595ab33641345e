#!/bin/sh
# The layout of the sources: nothing that clang-format would change by .clang-format, and, since it
# leaves comments and strings as they are, no line over 100 columns but for a string.
#
# uses: core include cli tests .clang-format
set -u
passed=0 failed=0 skipped=0
files=$(find core include cli tests -name node_modules -prune -o -name '*.[ch]' -print)

check() { # what, what is wrong
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        printf '%s:\n%s\n' "$1" "$2"
        failed=$((failed + 1))
    fi
}

if command -v clang-format >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    check "'make format' would change" "$(clang-format --dry-run $files 2>&1 | grep 'clang-format-violations' | cut -d: -f1 | uniq -c)"
else
    echo "clang-format is not installed"
    skipped=1
fi
# shellcheck disable=SC2086
check "over 100 columns" "$(grep -nHE '^.{101}' $files | grep -vE '^[^*]*"')"

if [ $skipped -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
