#!/bin/sh
# make install into an empty folder; the README's C example and plan.c compiled against what is
# there, with the shared and with the static library; what they print; make uninstall leaves
# nothing.
. tests/support/script.sh
top=$folder/top
prefix=/usr/local
make=${MAKE:-make}
cc=${CC:-gcc}

mkdir -p "$top$prefix/lib" # there before, and so afterwards
soname=$(sed -n 's/.*ORTH_VERSION "\([0-9]*\.[0-9]*\)\..*/liborthant.so.\1/p' include/orthant/api.h)
"$make" --no-print-directory BUILD="$BUILD" CC="$cc" DESTDIR="$top" PREFIX=$prefix install \
    >"$folder/out" 2>"$folder/err"
expect "make install" $?
for file in bin/orthant lib/liborthant.a lib/liborthant.so "lib/$soname" \
    lib/pkgconfig/orthant.pc include/orthant/path.h share/man/man1/orthant.1 \
    share/man/man1/orthant-compare.1 share/man/man5/orthant-scenario.5 \
    share/man/man5/orthant-prices.5 share/orthant/scenarios/schema/plan.schema.json \
    share/orthant/scenarios/three-token.json \
    share/orthant/scenarios/market/panel.json share/orthant/scenarios/market/panel.csv \
    share/orthant/scenarios/paper/two-token.json share/bash-completion/completions/orthant \
    share/zsh/site-functions/_orthant; do
    [ -s "$top$prefix/$file" ]
    expect "$file is installed" $?
done
cp "$top$prefix/bin/orthant" "$folder/moved"
"$folder/moved" compare "$top$prefix/share/orthant/scenarios/three-token.json" \
    >"$folder/out" 2>"$folder/err"
expect "the installed program runs" $?
"$folder/moved" simulate "$top$prefix/share/orthant/scenarios/market/panel.json" \
    >"$folder/out" 2>"$folder/err"
expect "an installed scenario finds its prices" $?

# The README's first block of C, and the block that follows it: what it prints.
awk '/^```c$/ && !part {part = 1; next} /^```$/ {if (part) part++; next}
    part == 1 {print > example} part == 3 {print > expected}' \
    example="$folder/example.c" expected="$folder/expected" README.md
[ -s "$folder/example.c" ] && [ -s "$folder/expected" ]
expect "README.md has an example and its output" $?

export PKG_CONFIG_PATH="$top$prefix/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$top"
sanitizer="" # a sanitized library needs its runtime in the program too
nm "$program" | grep -q __asan_init && sanitizer="-fsanitize=address,undefined"
compile() { # program, standard, source, libraries
    # shellcheck disable=SC2086,SC2046
    "$cc" -std="$2" -Wall -Wextra -Wpedantic -Wconversion -Werror $sanitizer \
        $(pkg-config --cflags orthant) "$3" $4 -o "$folder/$1" >"$folder/out" 2>"$folder/err"
    expect "$1: $3 compiled with $4" $?
}
prints() { # program, where the output is that it must have, arguments...
    example=$1 said=$2
    shift 2
    LD_LIBRARY_PATH=$top$prefix/lib "$folder/$example" "$@" >"$folder/out" 2>"$folder/err" &&
        cmp -s "$folder/out" "$folder/expected"
    expect "$example prints what $said says" $?
}
shared=$(pkg-config --libs orthant)
static=$(pkg-config --static --libs orthant | sed 's/-lorthant/-l:liborthant.a/')
compile shared c17 "$folder/example.c" "$shared"
prints shared README.md
compile static c17 "$folder/example.c" "$static"
prints static README.md
compile old c99 "$folder/example.c" "$shared"
prints old README.md
ldd "$folder/shared" | grep -q liborthant && ! ldd "$folder/static" | grep -q liborthant
expect "one program needs the shared library, the other does not" $?
ldd "$folder/shared" | grep -q "$soname =>"
expect "the program asks for $soname" $?

# A plan made and certified from C, and one figure of its file forged.
cat >"$folder/expected" <<'END'
generic: 2 set points, 2 calls
holds
refused: /gas is 14, must be 24
quantamm: 2 set points, 2 calls
holds
refused: /gas is 14, must be 24
END
compile plan-shared c17 tests/install/plan.c "$shared"
prints plan-shared "this script" "$folder/plan.json"
compile plan-static c17 tests/install/plan.c "$static"
prints plan-static "this script" "$folder/plan.json"

# Each header compiles alone.
for header in "$top$prefix"/include/orthant/*.h; do
    printf '#include <orthant/%s>\nextern int more;\n' "$(basename "$header")" |
        "$cc" -std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c - \
            "-I$top$prefix/include" >"$folder/out" 2>"$folder/err"
    holds=$?
    expect "$(basename "$header") compiles alone" $holds
done

"$make" --no-print-directory BUILD="$BUILD" CC="$cc" DESTDIR="$top" PREFIX=$prefix uninstall \
    >"$folder/out" 2>"$folder/err"
expect "make uninstall" $?
find "$top" >"$folder/out"
printf '%s\n' "$top" "$top$prefix/lib" "$top/usr" "$top$prefix" | sort >"$folder/expected"
sort "$folder/out" | cmp -s "$folder/expected"
expect "make uninstall leaves the folders that were there and nothing else" $?

finish
