#!/bin/sh
# make dist: the same bytes again, for another user's umask, time zone and language, and from an
# unpacked tarball; what it holds; what it says where it cannot know the files.
# uses: CHANGELOG.md Makefile README.md cli core include scenarios tests
. tests/support/script.sh
make=${MAKE:-make}
[ -e .git ] || [ -e MANIFEST ] || export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1700000000}"

version=$(sed -n 's/.*ORTH_VERSION "\(.*\)"/\1/p' include/orthant/api.h)
tarball=dist/orthant-$version.tar.xz
gives 0 "$folder/one/$tarball" "$make" -s dist BUILD="$folder/one"
(umask 077 && TZ=Asia/Tokyo LANG=C.UTF-8 "$make" -s dist BUILD="$folder/two") >"$folder/out" 2>"$folder/err"
cmp -s "$folder/one/$tarball" "$folder/two/$tarball"
expect "make dist gives the same bytes twice" $?
[ "$(ls "$folder/one/dist")" = "orthant-$version.tar.xz" ]
expect "make dist leaves the tarball and nothing beside it" $?

top=$folder/orthant-$version
tar -xf "$folder/one/$tarball" -C "$folder"
tar --numeric-owner -tvf "$folder/one/$tarball" >"$folder/inside"
! grep -v '^[-dl]rw[-x]r-[-x]r-[-x] 0/0 ' "$folder/inside" >"$folder/out"
expect "files belong to 0 and have plain modes" $?
[ "$(awk '{print $4, $5}' "$folder/inside" | sort -u | wc -l)" -eq 1 ]
expect "all files are of one time" $?
(cd "$top" && find . -type f | sed 's|^\./||' | LC_ALL=C sort) >"$folder/out"
sed 1d "$top/MANIFEST" | cmp -s - "$folder/out"
expect "MANIFEST has the tarball's files" $?
for file in .ci/run LICENSE Makefile core/README.md cli/debian/rules tests/tests.mk; do
    [ ! -e "$file" ] || cmp -s "$file" "$top/$file"
    expect "$file is in the tarball as it is here" $?
done
case $(sed -n 1p "$top/cli/debian/changelog") in
"orthant ($version~dev"*"-0orthant1) unstable; urgency=medium") ;;
"orthant ($version-0orthant1) unstable; urgency=medium") ;;
*) false ;;
esac
expect "the packages' version is that of api.h" $?

# From the unpacked tarball, without git.
(cd "$top" && env -u SOURCE_DATE_EPOCH PATH=/usr/bin:/bin "$make" -s dist BUILD=build) >"$folder/out" 2>"$folder/err"
cmp -s "$folder/one/$tarball" "$top/build/$tarball"
expect "an unpacked tarball makes the same tarball" $?
sed -i 's/^## [0-9.]*,/## 9.9.9,/' "$top/CHANGELOG.md"
gives 2 "CHANGELOG.md begins with 9.9.9, and include/orthant/api.h says $version" "$make" -s -C "$top" dist BUILD=build
rm "$top/MANIFEST"
gives 2 "neither a git checkout" env -u SOURCE_DATE_EPOCH "$make" -s -C "$top" dist BUILD=build
finish
