#!/bin/sh
# The Python package, as a user installs it, into an environment of its own: its tests, its types.
# The wheel and the source distribution are those of run_wheel.sh.
# uses: $BUILD/orthant core include tests/python Makefile
cd "$(dirname "$0")/../.." || exit 1
. tests/support/script.sh
. tests/python/environment.sh

environment "$BUILD/python/venv" tests/python/requirements.txt
# In a folder of its own: run_wheel.sh builds at the same time.
quietly "the package is built and installed" "$python" -m pip install --quiet ./include/python \
    -C cmake.define.ORTHANT_BUILD="$(cd "$BUILD" && pwd)" -C build-dir="$(cd "$BUILD" && pwd)/python/package"

# pytest's own counts; each of its tests is one here.
BUILD=$BUILD "$python" -m pytest -q -p no:cacheprovider tests/python >"$folder/pytest" 2>&1
code=$?
counted() { # passed, failed, error, skipped
    tail -n 1 "$folder/pytest" | sed -n "s/.*\b\([0-9][0-9]*\) $1.*/\1/p"
}
good=$(counted passed) bad=$(counted failed) broken=$(counted error)
passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-0} + ${broken:-0}))
[ $code -eq 0 ] || cat "$folder/pytest"
[ $code -eq 0 ] || [ "${bad:-0}${broken:-0}" != 00 ]
expect "pytest tells what failed" $?

# Whatever lies in the folders above the repository's.
quietly "mypy --strict has nothing to say" env MYPYPATH=include/python "$python" -m mypy --strict \
    --explicit-package-bases --cache-dir="$folder/mypy" include/python/orthant tests/python/typed.py
finish
