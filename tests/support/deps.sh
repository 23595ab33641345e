#!/bin/sh
# Installs the Debian packages of the groups named as arguments (build, test, clang, coverage, format,
# python, browser, packages, cluster) that are missing; with --tell as first argument only names them and
# fails. Nothing is asked of the network when all are there.
set -eu
tell=no
[ "${1:-}" != --tell ] || { tell=yes; shift; }

missing=""

need_package() { # package: by dpkg's own record
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' || missing="$missing $1"
}

need_command() { # command package: any copy of the command will do
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

for group in "$@"; do
    case $group in
    build)
        need_command gcc gcc
        need_command pkg-config pkg-config
        need_command gnuplot gnuplot-nox
        need_command help2man help2man
        for package in libc6-dev libgmp-dev libmpfr-dev libjansson-dev libsleef-dev libmd-dev zlib1g-dev libsqlite3-dev libnlopt-dev; do
            need_package $package
        done
        ;;
    test)
        need_package check
        need_command g++ g++ # the headers are compiled as C++
        need_package libmpfi-dev
        need_package locales
        need_package librandom123-dev
        need_command valgrind valgrind
        need_package libc6-dbg # valgrind redirects functions of the loader by name
        need_command node nodejs
        need_command npm npm
        need_command file file
        need_command mandoc mandoc
        need_command bash bash
        need_command zsh zsh # both shells complete command lines
        need_package bash-completion
        need_command man man-db
        need_command clang-format clang-format # the layout is tested
        need_package ca-certificates # npm asks its registry over TLS
        ;;
    clang)
        need_command clang clang
        need_package libclang-rt-14-dev
        ;;
    coverage)
        need_command gcovr gcovr
        ;;
    format)
        need_command clang-format clang-format
        ;;
    python)
        need_command g++ g++
        need_package python3-dev
        need_package python3-venv
        need_package ca-certificates # pip asks its index over TLS
        ;;
    browser)
        need_command chromium chromium
        need_package fonts-dejavu-core # of itself Chromium has no letters
        need_command node nodejs
        need_command npm npm
        need_command file file
        need_package ca-certificates # npm asks its registry over TLS
        ;;
    packages)
        for package in debhelper dh-python dpkg-dev cmake lintian fakeroot mmdebstrap; do
            need_package $package
        done
        need_command git git
        need_command xz xz-utils
        need_command faketime faketime # the same packages at another time
        ;;
    cluster)
        for package in slurm-wlm munge parallel sqlite3; do
            need_package $package
        done
        ;;
    *)
        echo "deps: no group '$group'" >&2
        exit 2
        ;;
    esac
done

[ -n "$missing" ] || exit 0
if [ $tell = yes ]; then
    echo "missing packages:$missing" >&2
    echo "('make deps' installs them on Debian; elsewhere they may have other names)" >&2
    exit 4
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "deps: missing and no apt-get to install them:$missing" >&2
    exit 4
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null 2>&1; then
        echo "deps: neither root nor sudo to install:$missing" >&2
        exit 4
    fi
fi
echo "deps: installing$missing"
log=$(mktemp)
# shellcheck disable=SC2086
if ! {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            --no-install-recommends $missing
} >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    exit 4
fi
rm -f "$log"
