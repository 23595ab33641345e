#!/bin/sh
# The Debian packages: built twice, the second time elsewhere, later, and by someone else, with the
# same bytes; lintian; and in a chroot of bare Debian 12 installed, used, and removed without a trace.
# There the tarball of make dist is built too, without git. Debian 13: installed and used.
#
# On two idle cores about four minutes, of which each build takes one and a half; what apt downloads is
# kept in $BUILD/packages.
. tests/support/script.sh
. tests/packages/chroot.sh
BUILD=$(cd "$BUILD" && pwd)
cache=$BUILD/packages
jobs=$(nproc)
SECONDS_BEGUN=$(date +%s)
part() { # what took until now
    echo "  $(($(date +%s) - SECONDS_BEGUN)) s: $1"
}
quietly() { # what holds when it succeeds, command...
    what=$1
    shift
    "$@" >"$folder/out" 2>"$folder/err"
    expect "$what" $?
}

# ---------------------------------------------------------------- built

[ -n "$(mirrors bookworm)" ] || as_root apt-get update -qq
bare bookworm >"$folder/bookworm.log" 2>&1 &
bookworm=$!
bare trixie >"$folder/trixie.log" 2>&1 &
trixie=$!
[ -e .git ] || [ -e MANIFEST ] || export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(date +%s)}"
VERSION=$(sed -n 's/.*ORTH_VERSION "\(.*\)"/\1/p' include/orthant/api.h)
export VERSION BUILD
tarball=$(sh cli/debian/dist.sh 2>"$folder/err")
[ -s "$tarball" ]
expect "the tarball is made" $?
ORTHANT_TOOLS=$(sh include/python/package.sh tools 2>"$folder/err")
[ -d "$ORTHANT_TOOLS/backends" ]
expect "nanobind is fetched" $?
part "tarball"
export ORTHANT_TOOLS TARBALL="$tarball"
deb=$BUILD/deb
quietly "the packages are built" env JOBS="$jobs" sh cli/debian/deb.sh "$deb"
part "packages"
[ "$(cd "$deb" && ls ./*.deb | sed 's/_.*//' | tr '\n' ' ')" = "./liborthant-dev ./liborthant0 ./orthant ./python3-orthant " ]
expect "there are four packages" $?
[ ! -e debian ]
expect "the top of the repository has no debian/" $?

# In a folder whose name is longer, 400 days later, in another time zone, language and umask.
twin=$folder/another/place/with-a-longer-name
mkdir -p "$twin"
(
    umask 002
    TZ=Asia/Kathmandu LANG=C LC_ALL=C faketime -f +400d env JOBS="$jobs" sh cli/debian/deb.sh "$twin"
) >"$folder/twin.log" 2>&1 &
second=$!
lintian --fail-on error,warning --display-info "$deb"/orthant_*.changes >"$folder/lintian" 2>&1 &
checked=$!

# ---------------------------------------------------------------- used in Debian 12

same() { # arguments of orthant, which say the same here and there, byte for byte
    (cd "$top" && "$program" "$@") >"$folder/expected" 2>"$folder/err"
    inside sh -c 'cd /usr/share/orthant && exec orthant "$@"' orthant "$@" >"$folder/out" 2>>"$folder/err" &&
        [ -s "$folder/out" ] && cmp -s "$folder/out" "$folder/expected"
    expect "orthant $* of the package gives the same bytes as that of the build" $?
}

installed() { # packages...: by apt, with what they depend on
    names=""
    for package in "$@"; do
        names="$names /packages/$package.deb"
    done
    # shellcheck disable=SC2086
    quietly "apt installs $*" inside apt-get install -y -qq --no-install-recommends $names
}

begin() { # release
    unpack "$1" || return 1
    as_root mkdir "$root/packages"
    for file in "$deb"/*.deb; do
        name=${file##*/}
        as_root cp "$file" "$root/packages/${name%%_*}.deb"
    done
    quietly "$1: apt finds its mirror" inside apt-get update -qq
    (cd "$root" && as_root find . -path ./packages -prune -o -print) | LC_ALL=C sort >"$folder/before"
}

used() {
    [ "$(inside orthant --version)" = "$("$program" --version)" ]
    expect "the package has the version of the build" $?
    same compare scenarios/three-token.json --json
    same compare scenarios/btc-usdc-with-fee.json --price-volatility 0.811
    same optimum scenarios/eight-token.json
    same simulate scenarios/market/panel.json --json
    same steps scenarios/market/fee-and-noise.json --json
    same list scenarios
    same list paths
    as_root cp tests/packages/use.py "$root/packages/"
    quietly "Python computes what the program computes" inside python3 /packages/use.py
}

top=$PWD
wait $bookworm
cp "$folder/bookworm.log" "$folder/out"
[ -s "$cache/bookworm.tar" ]
expect "a bare Debian 12 is made" $?
[ -s "$cache/bookworm.tar" ] || { finish; exit 1; }
part "bare systems"

begin bookworm
installed liborthant0 orthant python3-orthant
used
for page in man1/orthant.1 man1/orthant-compare.1 man5/orthant-scenario.5; do
    inside test -s "/usr/share/man/$page.gz"
    expect "$page is there" $?
done
part "installed and used"
quietly "apt installs a compiler" inside apt-get install -y -qq --no-install-recommends gcc libc6-dev pkg-config make
installed liborthant-dev
awk '/^```c$/ && !part {part = 1; next} /^```$/ {if (part) part++; next}
    part == 1 {print > example} part == 3 {print > expected}' \
    example="$folder/example.c" expected="$folder/expected" README.md
as_root cp "$folder/example.c" "$root/packages/"
for kind in shared static; do
    flags='$(pkg-config --libs orthant)'
    [ $kind = shared ] || flags='$(pkg-config --static --libs orthant | sed s/-lorthant/-l:liborthant.a/)'
    quietly "README.md's example is compiled ($kind)" inside sh -c \
        "cd /packages && gcc -Wall -Werror \$(pkg-config --cflags orthant) example.c $flags -o $kind"
    inside "/packages/$kind" >"$folder/out" 2>"$folder/err" && cmp -s "$folder/out" "$folder/expected"
    expect "it prints what README.md says ($kind)" $?
done
inside ldd /packages/shared | grep -q '/usr/lib/.*liborthant\.so\|/lib/.*liborthant\.so'
expect "the shared one runs with the package's library" $?
part "compiled against"

# ---------------------------------------------------------------- removed

packages="orthant liborthant0 liborthant-dev python3-orthant"
# shellcheck disable=SC2086
inside dpkg -L $packages | grep '^/[^.]' | sed 's/^/./' | LC_ALL=C sort -u | comm -23 - "$folder/before" >"$folder/owned"
[ "$(wc -l <"$folder/owned")" -gt 200 ]
expect "the packages have files" $?
# shellcheck disable=SC2086
quietly "apt purges the packages" inside apt-get purge -y -qq $packages
sed 's/^\.//' "$folder/owned" | while read -r path; do
    # (a folder that a package which is still there has too stays)
    [ ! -e "$root$path" ] || inside dpkg -S "$path" >/dev/null 2>&1 || echo "$path"
done >"$folder/out"
[ ! -s "$folder/out" ]
expect "no file and no folder of theirs is left" $?
as_root find "$root" -path "$root/packages" -prune -o -path "$root/var/log" -prune -o -iname '*orthant*' -print >"$folder/out"
[ ! -s "$folder/out" ]
expect "nothing has their name" $?
part "purged"

# ---------------------------------------------------------------- the tarball, without git

needed=$(sed -n '/^Build-Depends:/,/^[A-Z]/s/^ \{1,\}\([a-z0-9-]*\),\{0,1\}$/\1/p' cli/debian/control |
    grep -v '^dh-\|^python3-dev$')
# shellcheck disable=SC2086
quietly "apt installs what make needs" inside apt-get install -y -qq --no-install-recommends $needed
keep_archives
! inside sh -c 'command -v git' >/dev/null
expect "there is no git" $?
as_root tar -xf "$tarball" -C "$root/packages" --no-same-owner
# (without optimisation: whether it builds is asked, and a third of the time)
quietly "the tarball builds" inside make -s -j"$jobs" -C "/packages/orthant-$VERSION" CFLAGS=-O0 programs man
[ "$(inside "/packages/orthant-$VERSION/build/orthant" --version)" = "$("$program" --version)" ]
expect "the tarball's program runs" $?
part "tarball built"

# ---------------------------------------------------------------- Debian 13

if wait $trixie; then
    begin trixie
    installed liborthant0 orthant python3-orthant
    used
    # shellcheck disable=SC2086
    quietly "apt purges the packages" inside apt-get purge -y -qq orthant liborthant0 python3-orthant
    keep_archives
    part "Debian 13"
else
    echo "Debian 13 was not tried: the mirrors that apt of this machine has gave none"
    tail -n 3 "$folder/trixie.log"
fi

# ---------------------------------------------------------------- lintian, and the same bytes

wait $checked
code=$?
cp "$folder/lintian" "$folder/out"
[ $code -eq 0 ]
expect "lintian has no error and no warning" $?
part "lintian"
wait $second
code=$?
tail -n 20 "$folder/twin.log" >"$folder/out"
[ $code -eq 0 ]
expect "the packages are built a second time" $?
(cd "$deb" && sha256sum ./*.deb) >"$folder/sums"
cat "$folder/sums" >"$folder/err"
(cd "$twin" && sha256sum ./*.deb) >"$folder/out"
cmp -s "$folder/sums" "$folder/out"
expect "both times the packages have the same bytes" $?
part "second build"
finish
