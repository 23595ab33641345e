#!/bin/sh
# The wheel that is handed on: what it says of itself, and that it works where there is no compiler,
# no library and no other package than numpy, with every Python of this machine. The source
# distribution: that all is in it which a build needs.
# uses: $BUILD/liborthant.a core include tests/python Makefile
cd "$(dirname "$0")/../.." || exit 1
. tests/support/script.sh
. tests/python/environment.sh

quietly "make wheel" make -s wheel BUILD="$BUILD"
wheel=$(ls "$BUILD"/python/dist/*.whl)
case $wheel in
*-cp310-abi3-manylinux_2_*_x86_64.whl) true ;;
*) false ;;
esac
expect "the wheel is for Python 3.10 and later, and for other distributions: $wheel" $?
unzip_of() { # what to print of the wheel
    "${PYTHON:-python3}" -m zipfile -e "$wheel" "$folder/wheel" && cat "$folder"/wheel/$1
}
[ "$(unzip_of '*.dist-info/METADATA' | grep '^Requires-Dist' | grep -v extra)" = "Requires-Dist: numpy>=1.26" ]
expect "numpy is all that it needs" $?
for library in gmp mpfr jansson sleef md; do
    [ -n "$(ls "$folder"/wheel/orthant.libs/lib$library-*.so* 2>/dev/null)" ] &&
        [ -s "$(ls "$folder"/wheel/orthant/licences/lib$library* | head -n 1)" ]
    expect "lib$library is inside, with its licence" $?
done
grep -q "Redistribution and use" "$folder/wheel/orthant/licences/nanobind"
expect "so is nanobind's licence" $?

cat >"$folder/try.py" <<'END'
import sys
import orthant
from orthant import contract
assert "site-packages" in orthant.__file__
assert contract.call("fp_pow_up", 15 * 10**17, 2 * 10**18) == 2250000000000000000
result = orthant.compare(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1], steps=[1, 10])
assert result.best().path == "geodesic"
try:
    orthant.kl([0.5, 0.6], [0.5, 0.5])
except orthant.errors.DomainError:
    print("fine", sys.version.split()[0])
END
python_of() { # minor version: a Python of it that can make environments, in PATH or one of pyenv's
    # pyenv's own names in PATH run nothing where another version is chosen.
    for there in "$(command -v "python3.$1")" \
        "${PYENV_ROOT:-${HOME-}/.pyenv}/versions/3.$1".*/bin/"python3.$1"; do
        "$there" -c 'import ensurepip' 2>/dev/null && echo "$there" && return
    done
    return 1
}
tried=0
for minor in 10 11 12 13 14; do
    interpreter=$(python_of $minor) || continue
    rm -rf "$folder/fresh"
    quietly "python3.$minor: an environment" "$interpreter" -m venv "$folder/fresh"
    quietly "python3.$minor: the wheel is installed" env PATH=/nowhere \
        "$folder/fresh/bin/python" -m pip install --quiet --only-binary :all: "$wheel"
    gives 0 "fine 3.$minor." env -i "$folder/fresh/bin/python" "$folder/try.py"
    tried=$((tried + 1))
    # numpy's oldest that is permitted, and with it the ABI that the arrays cross, once; there is none
    # of it for later Pythons.
    { [ $tried -eq 1 ] && [ $minor -le 12 ]; } || continue
    quietly "python3.$minor: numpy 1.26" "$folder/fresh/bin/python" -m pip install --quiet \
        --only-binary :all: 'numpy==1.26.*'
    gives 0 "fine 3.$minor." env -i "$folder/fresh/bin/python" "$folder/try.py"
done
[ $tried -gt 0 ]
expect "there was a Python to try it with" $?

quietly "make sdist" make -s sdist BUILD="$BUILD"
tar -tzf "$(ls "$BUILD"/python/dist/*.tar.gz)" | sed 's|^[^/]*/||' | sort >"$folder/inside"
git ls-files core include/orthant include/python 2>/dev/null |
    sed 's|^include/python/||; s|^core/|library/core/|; s|^include/orthant|library/include/orthant|' |
    sort | comm -23 - "$folder/inside" >"$folder/out"
[ ! -s "$folder/out" ]
expect "the source distribution has all files" $?
finish
