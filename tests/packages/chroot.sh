# Sourced by the scripts here, after tests/support/script.sh: a chroot of bare Debian, without a mount,
# so that a container may make it that may mount nothing. $root is its folder.

if [ "$(id -u)" -eq 0 ]; then
    as_root() { "$@"; }
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root() { sudo -n "$@"; }
else
    skip "neither root nor sudo without a password: no chroot can be made, and no package installed"
fi
cache=$BUILD/packages
mkdir -p "$cache/archives"
trap 'as_root rm -rf "$folder"' EXIT

# The machine's own mirrors of Debian, as apt knows them, for a release: no host is named here.
mirrors() { # release
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        sort -u | awk -v wanted="$1" '$4 == "Debian" && $3 == "main" {
            release = $2
            if (match(release, /^(bookworm|trixie)/))
                print "deb", $1, wanted substr(release, RLENGTH + 1), $3
        }' | sort -u
}

# A bare system of the release, kept as a tarball from run to run.
bare() { # release
    [ ! -s "$cache/$1.tar" ] || return 0
    mirrors "$1" >"$cache/$1.list"
    [ -s "$cache/$1.list" ] || { echo "apt of this machine has no mirror of Debian" >&2; return 1; }
    # (root mode in which nothing is mounted: what a container may do without privileges)
    as_root mmdebstrap --quiet --variant=apt --mode=root --skip=chroot/mount,check/canmount \
        "$1" "$cache/$1.new.tar" - <"$cache/$1.list" || return 1
    as_root chown "$(id -u):$(id -g)" "$cache/$1.new.tar"
    mv "$cache/$1.new.tar" "$cache/$1.tar"
}

unpack() { # release: into $root
    root=$folder/$1
    mkdir "$root"
    as_root tar -xf "$cache/$1.tar" -C "$root" --exclude='./dev/*' || return 1
    # Devices, or where they cannot be made what behaves as one for as long as it is needed.
    while read -r name kind major minor; do
        as_root mknod -m 666 "$root/dev/$name" "$kind" "$major" "$minor" 2>/dev/null &&
            as_root sh -c "head -c 1 '$root/dev/$name' >/dev/null" 2>/dev/null ||
            as_root sh -c "rm -f '$root/dev/$name'; [ $name = null ] || head -c 65536 /dev/$name >'$root/dev/$name'; \
                [ $name != null ] || : >'$root/dev/null'; chmod 666 '$root/dev/$name'"
    done <<'END'
null c 1 3
zero c 1 5
random c 1 8
urandom c 1 9
END
    as_root cp /etc/resolv.conf "$root/etc/resolv.conf"
    apt-config dump | grep -i '^Acquire::.*proxy' >"$folder/proxy" || :
    as_root cp "$folder/proxy" "$root/etc/apt/apt.conf.d/99proxy"
    # Nothing is to be started, and what was downloaded stays for the next run.
    printf '#!/bin/sh\nexit 101\n' >"$folder/policy"
    as_root install -m 755 "$folder/policy" "$root/usr/sbin/policy-rc.d"
    echo 'Binary::apt-get::APT::Keep-Downloaded-Packages "true";' >"$folder/keep"
    as_root cp "$folder/keep" "$root/etc/apt/apt.conf.d/99keep"
    for package in "$cache"/archives/*.deb; do
        [ ! -f "$package" ] || as_root ln "$package" "$root/var/cache/apt/archives/" 2>/dev/null ||
            as_root cp "$package" "$root/var/cache/apt/archives/"
    done
}

inside() { # command...: in the chroot, with an environment of its own
    as_root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        chroot "$root" "$@" </dev/null
}

keep_archives() {
    for package in "$root"/var/cache/apt/archives/*.deb; do
        [ -f "$cache/archives/${package##*/}" ] || cp "$package" "$cache/archives/" 2>/dev/null || :
    done
}
