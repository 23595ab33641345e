#!/bin/sh
# The layout of the sources: nothing that clang-format would change by .clang-format, and, since it
# leaves comments and strings as they are, no line over 100 columns but for a string. And in the
# scripts, no exit code that a command in the message before it has replaced.
#
# uses: core include cli tests .clang-format
. tests/support/script.sh
files=$(find core include cli tests -name node_modules -prune -o -name '*.[ch]' -print)

check() { # what, what is wrong
    [ -z "$2" ]
    note "$1:
$2" $?
}

if command -v clang-format >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    check "'make format' would change" "$(clang-format --dry-run $files 2>&1 | grep 'clang-format-violations' | cut -d: -f1 | uniq -c)"
else
    echo "skipped: clang-format is not installed"
    skipped=1
fi
# shellcheck disable=SC2086
check "over 100 columns" "$(grep -nHE '^.{101}' $files | grep -vE '^[^*]*"')"
# In `note "... $(cat file)" $?` bash gives the exit code of cat, dash that of the condition. Those
# that follow a message of several lines are seen too.
lost() {
    find tests -name node_modules -prune -o -name '*.sh' -print | sort | xargs awk '
        FNR == 1 {call = ""}
        /^ *(note|expect|gives) / {call = ""; at = FNR; inside = 1}
        inside {
            call = call $0
            if (gsub(/"/, "\"", call) % 2 == 0 && !/\\$/) {
                if (call ~ /(\$\([^(]|`).*\$\?/) print FILENAME ":" at ": " call
                inside = 0
            }
        }'
}
check "\$? after a command in the same line: save it before, as holds=\$?" "$(lost)"

finish
