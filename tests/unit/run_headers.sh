#!/bin/sh
# Each public header compiles alone, as C and as C++, from the oldest standard that it is for: with
# nothing included before it, and under the warnings of whoever includes it.
#
# uses: include
. tests/support/script.sh

compiles() { # compiler, language, standard, header
    printf '#include <orthant/%s>\nextern int more;\n' "$4" |
        "$1" -std="$3" -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x "$2" - -Iinclude \
            >"$folder/out" 2>"$folder/err"
    expect "$4 compiles alone as $3" $?
}

for header in include/orthant/*.h; do
    header=$(basename "$header")
    compiles "${CC:-gcc}" c c99 "$header"
    compiles "${CC:-gcc}" c c17 "$header"
    compiles "${CXX:-g++}" c++ c++11 "$header"
    compiles "${CXX:-g++}" c++ c++20 "$header"
done

finish
