#!/bin/sh
# Makes $BUILD/dist/orthant-VERSION.tar.xz: every file that git has, as it is in the working tree, the
# changelog of the Debian packages, and MANIFEST, the list of them all. The same commit gives the same
# bytes: the time of each file is that of the commit (or $SOURCE_DATE_EPOCH), and neither the user nor
# the umask leaves a trace. From the top of the repository; `make dist` calls it.
#
# MANIFEST makes an unpacked tarball know its own files, so that it makes the same tarball again.
set -eu
export LC_ALL=C TZ=UTC
BUILD=${BUILD:-build}
name=orthant-$VERSION
work=$BUILD/dist/work
rm -rf "$work"
mkdir -p "$work/$name/cli/debian"

git_here() { # (of whoever owns the folder: in a container that is often another user)
    git -c safe.directory='*' -c core.quotepath=off "$@"
}

if [ -e .git ] && command -v git >/dev/null; then
    git_here ls-files >"$work/listed"
    epoch=${SOURCE_DATE_EPOCH:-$(git_here log -1 --format=%ct)}
    [ -z "$(git_here status --porcelain --untracked-files=no)" ] ||
        echo "dist: note: the tarball holds changes that are not committed" >&2
elif [ -e MANIFEST ]; then
    epoch=${SOURCE_DATE_EPOCH:-$(sed -n '1s/.*, of second //p' MANIFEST)}
    sed 1d MANIFEST >"$work/listed"
elif [ -n "${SOURCE_DATE_EPOCH:-}" ] && command -v git >/dev/null; then
    # A copy without .git: all that git would not ignore.
    epoch=$SOURCE_DATE_EPOCH
    git init -q --bare "$work/empty"
    git_here --git-dir="$work/empty" --work-tree=. ls-files --others --exclude-standard >"$work/listed"
    rm -rf "$work/empty"
else
    cat >&2 <<'END'
dist: this folder is neither a git checkout (or git is not installed) nor an unpacked tarball, so
which files belong to orthant is not known. Either call `make dist` in a clone, with git; or install
git and give the time that the files shall have: SOURCE_DATE_EPOCH=seconds make dist
END
    exit 2
fi

# What was removed and not yet committed is still listed.
while read -r file; do
    case $file in
    MANIFEST | cli/debian/changelog) ;; # made below
    *) [ ! -e "$file" ] || echo "$file" ;;
    esac
done <"$work/listed" | sort >"$work/files"
tar -c -T "$work/files" | tar -x -C "$work/$name"
EPOCH=$epoch VERSION=$VERSION sh cli/debian/changelog.sh <CHANGELOG.md >"$work/$name/cli/debian/changelog"
{
    echo "Files of $name, of second $epoch"
    { cat "$work/files" && echo MANIFEST && echo cli/debian/changelog; } | sort
} >"$work/$name/MANIFEST"

tar -c -C "$work" --format=ustar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner \
    --mode=u=rwX,go=rX "$name" | xz -T1 -6 >"$BUILD/dist/$name.tar.xz.new"
mv "$BUILD/dist/$name.tar.xz.new" "$BUILD/dist/$name.tar.xz"
rm -rf "$work"
echo "$BUILD/dist/$name.tar.xz"
