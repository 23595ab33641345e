# Sourced by the scripts that run the published contracts: `begin_forge NAME` makes the folder
# $work of that name, with the sources and an npm that has installed what the lock file says,
# goes there and sets $forge, $scale and $seed. What was compiled before stays: forge compiles what
# has changed.
begin_forge() {
    here=$PWD/tests/evm
    mkdir -p "$BUILD/$1"
    work=$(cd "$BUILD/$1" && pwd)
    scale=${ORTHANT_EVM_SCALE:-1}
    seed=${ORTH_TEST_SEED:-${ORTHANT_EVM_SEED:-20261122}}
    echo "seed $seed; ORTH_TEST_SEED gives another"

    command -v node >/dev/null 2>&1 || skip "no node"
    command -v npm >/dev/null 2>&1 || skip "no npm"
    [ "$(uname -m)" = x86_64 ] || skip "forge is installed for x86_64 only"

    rm -rf "$work/src" "$work/test" "$work/vectors"
    mkdir -p "$work/vectors"
    cp -R "$here/src" "$here/test" "$here"/*.js "$here"/*.json "$here/solc.sh" \
        "$here/foundry.toml" "$here/.npmrc" "$work/"
    cd "$work" || exit 4
    if ! cmp -s package-lock.json installed-lock.json; then
        npm ci --no-progress >npm.log 2>&1 || {
            cat npm.log
            skip "npm could not install the contracts"
        }
        cp package-lock.json installed-lock.json
    fi
    forge=node_modules/@foundry-rs/forge-linux-amd64/bin/forge
    "$program" contract list --json >signatures.json || exit 4
}

# cases of each, functions...: vectors of them in the folder vectors
export_vectors() {
    count=$1
    shift
    for name in "$@"; do
        "$program" contract export "$name" --count "$count" --seed "$seed" --format foundry \
            -o vectors || exit 4
    done
}

# cases of each, functions...: whether forge.log says that the real contract gave what was exported
expect_forward() {
    count=$1
    shift
    for name in "$@"; do
        camel=$(echo "$name" | sed -E 's/(^|_)(.)/\U\2/g')
        cases=$((cases + count))
        sed -n "/:${camel}Test\$/,/^Suite/p" forge.log >"$folder/out"
        grep -q '^\[PASS\] test_vectors' "$folder/out"
        expect "$name: the real contract gives what was exported" $?
    done
}

# Whether the emulator gives what the real contracts gave, of vectors/backward.txt.
expect_backward() {
    node backward.js signatures.json vectors/backward.txt vectors || exit 4
    for file in vectors/backward_*.json; do
        "$program" contract check -q "$file" >"$folder/out" 2>"$folder/err"
        code=$?
        cases=$((cases + $(tail -n 1 "$folder/out" | sed 's/ passed.*//')))
        [ $code -eq 0 ] ||
            "$program" contract check "$file" 2>&1 | head -n 20 >"$folder/out"
        expect "$file: the emulator gives what the real contract does" $code
    done
}
