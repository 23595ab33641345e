#!/bin/sh
# Builds the Debian packages from the tarball of `make dist`, into $BUILD/deb (or the folder named as
# argument): unpacks it, adds debian/ from cli/debian, and calls dpkg-buildpackage. From the top of the
# repository; `make deb` calls it.
#
# $TARBALL: the tarball, when it is not to be made. $DEB_BUILD_OPTIONS: as ever; packages with what a
# debugger wants are made when noautodbgsym is not in it.
set -eu
BUILD=$(cd "${BUILD:-build}" && pwd)
mkdir -p "${1:-$BUILD/deb}"
out=$(cd "${1:-$BUILD/deb}" && pwd)
name=orthant-$VERSION
tarball=${TARBALL:-$(VERSION=$VERSION BUILD=$BUILD sh cli/debian/dist.sh)}
# Fetched here by pip, as for the wheel; dpkg-buildpackage itself asks nothing of the network.
ORTHANT_TOOLS=${ORTHANT_TOOLS:-$(BUILD=$BUILD sh include/python/package.sh tools)}
export ORTHANT_TOOLS
export DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS-noautodbgsym} parallel=${JOBS:-$(nproc)}"

rm -rf "$out"/orthant* "$out"/liborthant* "$out"/python3-orthant*
tar -xf "$tarball" -C "$out"
cp -r "$out/$name/cli/debian" "$out/$name/debian"
rm "$out/$name"/debian/*.sh "$out/$name/debian/README.md"
upstream=$(dpkg-parsechangelog -l "$out/$name/debian/changelog" -S Version | sed 's/-[^-]*$//')
cp "$tarball" "$out/orthant_$upstream.orig.tar.xz"
cd "$out/$name"
if ! env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u CFLAGS -u LDFLAGS -u BUILD \
    dpkg-buildpackage -us -uc >"$out/log" 2>&1 </dev/null; then
    tail -n 60 "$out/log" >&2
    echo "the packages could not be built; the whole log is $out/log" >&2
    exit 1
fi
rm -rf "${out:?}/$name"
ls "$out"/*.deb
