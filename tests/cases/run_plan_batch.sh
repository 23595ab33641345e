#!/bin/sh
# orthant plan --format safe-batch: what a multisig's transaction builder is given.
#
# uses: $BUILD/orthant scenarios/btc-usdc-50-90.json scenarios/lbp-96-50.json
. tests/support/script.sh
to=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
move=scenarios/btc-usdc-50-90.json
known="--pool $to --token-addresses 0x$(printf %040d 1),0x$(printf %040d 2)"
safe="--format safe-batch --chain-id 8453 --to $to"

# The batches of a plan, one after another, hold the calls of its file: their bytes, and the same
# arguments in words.
for target in generic balancer-v2-lbp balancer-v2-managed quantamm quantamm-target; do
    # shellcheck disable=SC2086
    "$program" plan $move --steps 100 --calls 2 --target $target --batch 1 $known $safe -o "$folder/plan.json" >"$folder/batch-1" 2>"$folder/err"
    expect "a plan for $target, as a file and as a batch" $?
    count=$(sed -n 's/.* batch 1 of \([0-9]*\): .*/\1/p' "$folder/batch-1")
    batch=1
    while [ "$batch" -lt "${count:-1}" ]; do
        batch=$((batch + 1))
        # shellcheck disable=SC2086
        "$program" plan $move --steps 100 --calls 2 --target $target --batch $batch $known $safe >"$folder/batch-$batch" 2>"$folder/err"
        expect "batch $batch for $target" $?
    done
    sed -n 's/^ *"calldata": "\(.*\)",*$/\1/p' "$folder/plan.json" >"$folder/want"
    batch=0
    : >"$folder/have"
    : >"$folder/words"
    : >"$folder/times"
    while [ "$batch" -lt "${count:-1}" ]; do
        batch=$((batch + 1))
        sed -n 's/^ *"data": "\(.*\)",$/\1/p' "$folder/batch-$batch" >>"$folder/have"
        sed -n '/contractInputsValues/,/}/s/^ *"[A-Za-z]*": "\(.*\)",*$/\1/p' "$folder/batch-$batch" | tr -d '[]' | tr ',' '\n' >>"$folder/words"
        sed -n 's/^ *"createdAt": \([0-9]*\)000,$/\1/p' "$folder/batch-$batch" >>"$folder/times"
    done
    [ -s "$folder/want" ] && diff "$folder/want" "$folder/have" >"$folder/out"
    expect "$target: data is the calldata of the plan's file" $?
    sed -n '/"arguments": {/,/^      }/p' "$folder/plan.json" | grep -v '"arguments"' |
        grep -o '"-*\(0x\)*[0-9A-Fa-f]*"[],]*' | tr -d '",]' >"$folder/want"
    [ -s "$folder/want" ] && diff "$folder/want" "$folder/words" >"$folder/out"
    expect "$target: contractInputsValues are the arguments of the plan's file" $?
    sed -n '/"calls"/,$s/^ *"at": \([0-9]*\),$/\1/p' "$folder/plan.json" | uniq | diff - "$folder/times" >"$folder/out"
    expect "$target: a batch is what is sent at one time" $?
    grep -q '"chainId": "8453",' "$folder/batch-1" && grep -q "\"to\": \"$to\"," "$folder/batch-1"
    expect "$target: chain and contract" $?
    rm -f "$folder"/batch-*
done

# shellcheck disable=SC2086
{
    run 0 plan $move --steps 100 --calls 1 $safe
    "$program" plan $move --steps 100 --calls 1 --batch 1 $safe 2>"$folder/err" | cmp - "$folder/out"
    expect "the only batch needs no number" $?
    run 3 plan $move --steps 100 --calls 2 $safe
    says "the plan's calls are sent at 2 times, and a batch is sent at once: which of the batches 1 to 2?"
    [ ! -s "$folder/out" ]
    expect "nothing is written then" $?
    run 3 plan $move --steps 100 --calls 2 --batch 3 $safe
    says "there is no batch 3: the plan has 2"
    run 3 plan scenarios/lbp-96-50.json --calls 1 --target balancer-v3-lbp $safe
    says "a plan for balancer-v3-lbp has no calls to send"
    run 3 plan $move --steps 100 --calls 1 --target quantamm $safe
    says "the calls are not to be sent as they stand: pool of setWeightsManually is the address zero"
    run 3 plan $move --steps 100 --calls 1 --target balancer-v2-managed $safe
    says "tokens of updateWeightsGradually is the address zero"
    run 2 plan $move --format safe-batch --chain-id 1
    says "--format safe-batch needs --chain-id and --to"
    run 2 plan $move --format safe-batch --to $to
    run 2 plan $move --to $to
    says "--chain-id, --to and --batch are of --format safe-batch"
    run 2 plan $move --batch 1 --json
    run 2 plan $move --format safe-batch --chain-id 0 --to $to
    run 2 plan $move --format safe-batch --chain-id 1 --to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD
    run 2 plan $move --format safe
    says "--format is table, json, csv or safe-batch, not 'safe'"
    run 2 replay nothing --format safe-batch
    says "--format is table, json or csv, not 'safe-batch'"
    run 2 plan $move --chain-id 2 $safe
}

finish
