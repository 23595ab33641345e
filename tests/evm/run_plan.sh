#!/bin/sh
# The calldata of plans against the Solidity compiler: its encoding of the same arguments, selectors included, and what
# its decoder finds in the calldata: two tests for each call.
#
# uses: $BUILD/orthant scenarios tests/evm
. tests/support/script.sh
here=$PWD/tests/evm
mkdir -p "$BUILD/evm-plan/test" "$BUILD/evm-plan/src"
work=$(cd "$BUILD/evm-plan" && pwd)

command -v node >/dev/null 2>&1 || skip "no node"
command -v npm >/dev/null 2>&1 || skip "no npm"
[ "$(uname -m)" = x86_64 ] || skip "forge is installed for x86_64 only"

cp "$here"/*.js "$here"/*.json "$here/solc.sh" "$here/foundry.toml" "$here/.npmrc" "$work/"
for scenario in btc-usdc-50-90 three-token eight-token; do
    for target in generic quantamm quantamm-target; do
        "$program" plan "scenarios/$scenario.json" --steps 60 --calls 3 --target $target \
            -o "$work/$scenario-$target.plan" >/dev/null || exit 4
    done
done
for target in balancer-v3-lbp balancer-v3-lbp-v4 balancer-v2-lbp; do
    "$program" plan scenarios/lbp-96-50.json --steps 60 --calls 1 --target $target \
        -o "$work/lbp-$target.plan" >/dev/null || exit 4
done
"$program" plan scenarios/three-token.json --steps 60 --calls 3 --target balancer-v2-managed --token-addresses \
    0x52908400098527886E0F7030069857D2E4169EE7,0x8617E340B3D01FA5F11F306F4090FD50E238070D,0xde709f2102306220921060314715629080e2fb77 \
    -o "$work/managed.plan" >/dev/null || exit 4
cd "$work" || exit 4
if ! cmp -s package-lock.json installed-lock.json; then
    npm ci --no-progress >npm.log 2>&1 || skip "npm could not install the compiler"
    cp package-lock.json installed-lock.json
fi
node plan.js ./*.plan >test/Plan.t.sol || exit 4
node_modules/@foundry-rs/forge-linux-amd64/bin/forge test >forge.log 2>&1
passed=$(grep -c '^\[PASS\]' forge.log)
failed=$(grep -c '^\[FAIL' forge.log)
[ "$passed" -gt 0 ] || failed=$((failed + 1))
[ "$failed" -eq 0 ] || tail -n 30 forge.log
finish
