#!/bin/sh
# Writes the changelog of the Debian packages from the headings "## VERSION, DATE" of CHANGELOG.md,
# which is the input. A version that is not released yet sorts before itself: 0.2.0~dev20260102030405,
# by $EPOCH, the seconds of its last commit. The first version must be $VERSION, that of api.h.
# The revision is one before any that Debian itself would give: 0orthant1.
set -eu
export LC_ALL=C TZ=UTC
sed -n 's/^## \([0-9.]*\), \(.*\)$/\1 \2/p' | {
    first=yes
    while read -r version date; do
        full=$version-0orthant1 suite=unstable
        if [ "$first" = yes ] && [ "$version" != "$VERSION" ]; then
            echo "CHANGELOG.md begins with $version, and include/orthant/api.h says $VERSION" >&2
            exit 1
        fi
        if [ "$date" = unreleased ]; then
            # Of versions one after another that were never released, only the first is being made.
            [ "$first" = yes ] || continue
            time=@$EPOCH
            full=$version~dev$(date -d "$time" +%Y%m%d%H%M%S)-0orthant1
        else
            time="$date 00:00:00"
        fi
        first=no
        cat <<END
orthant ($full) $suite; urgency=medium

  * What this version adds and changes: see the changelog of upstream.

 -- The orthant authors <orthant@example.org>  $(date -d "$time" '+%a, %d %b %Y %H:%M:%S +0000')

END
    done
    [ "$first" = no ] || { echo "CHANGELOG.md has no version" >&2; exit 1; }
}
