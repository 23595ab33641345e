#!/bin/sh
# Units and clocks: basis points, money, the pool's unit, one clock, dates and durations, one and
# several.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

scenario() { # file, steps, further keys: BTC and USDC
    printf '{"orthant": 1, "tokens": ["BTC", "USDC"], "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}, "steps": %s%s}' "$2" "$3" >"$folder/$1.json"
}

line() { # text that is a whole line of standard output
    grep -qxF -e "$1" "$folder/out"
    expect "the output has the line: $1" $?
}

note_is() { # text of a note that is a whole line of standard error
    grep -qxF -e "orthant: note: $1" "$folder/err"
    expect "a note says: $1" $?
}

no_note() { # words that no message has
    ! grep -qF -e "$1" "$folder/err"
    expect "no message has: $1" $?
}

refused() { # message, arguments...
    text=$1
    shift
    run 3 "$@"
    [ ! -s "$folder/out" ] && [ "$(cat "$folder/err")" = "orthant: $text" ]
    expect "orthant $* says '$text'" $?
}

# ---------------------------------------------------------------- basis points

# Of a pool without fees at constant prices: the table's figures are 1e4 (1 - e^-L) of the JSON's.
constant=', "market": {"model": "constant", "prices": [60000, 1], "blocks": 4}'
scenario bp '[1, 2, 4]' "$constant"
run 0 steps "$folder/bp.json" --steps 1,2,4 --json
sed -n 's/.*"closed_form": \([^,]*\), "closed_form_bp": \([^,]*\), "closed_form_with_fee": null, "cost": \([^,]*\), "cost_bp": \([^,]*\),.*/\1 \2 \3 \4/p' \
    "$folder/out" >"$folder/curve"
awk 'function near(x, y) {return x / y - 1 < 1e-13 && y / x - 1 < 1e-13}
    {n += near($2, 1e4 * (1 - exp(-$1))) && near($4, 1e4 * (1 - exp(-$3)))} END {exit n != 3}' "$folder/curve"
holds=$?
expect "closed_form_bp and cost_bp are 1e4 (1 - e^-L): $(cat "$folder/curve")" $holds
run 0 steps "$folder/bp.json" --steps 1,2,4
awk 'NR == FNR {form[NR] = $2; cost[NR] = $4; next}
    $1 == 1 || $1 == 2 || $1 == 4 {k++; n += $2 == sprintf("%.5g", form[k]) && $3 == sprintf("%.5g", cost[k]) &&
        $4 == sprintf("%.4g", cost[k] - cost[3])} END {exit n != 3}' "$folder/curve" "$folder/out"
expect "the table of steps is in basis points" $?
run 0 steps "$folder/bp.json" --steps 1,2,4 --plot "$folder/bp.svg" --keep-script
awk 'NR == FNR {cost[NR] = $4; next} $1 == 1 && NF == 10 {d = $2 / cost[1] - 1; n += d < 1e-13 && d > -1e-13}
    END {exit n != 1}' "$folder/curve" "$folder/bp.svg.gp"
expect "the picture of steps is in basis points" $?
# The same move by compare and by optimum.
run 0 compare "$folder/bp.json" --steps 1 --paths linear --json
bp=$(sed -n 's/.*"loss_bp": \([^,]*\),*/\1/p' "$folder/out")
awk "BEGIN {d = $bp / $(sed -n '1s/.* //p' "$folder/curve") - 1; exit !(d < 1e-9 && d > -1e-9)}"
expect "compare's loss_bp is that of steps: $bp" $?
run 0 optimum "$folder/bp.json" --steps 1
line "  in basis points    $(awk "BEGIN {printf \"%.8g\", $bp}")"
run 2 steps "$folder/bp.json" --tracking 10000
says "--tracking: '10000' basis points of the pool's value a step; permitted: below 10000, which is all of it"
scenario bp '[1, 2, 4]' ', "exposure": {"tracking": 10000}'"$constant"
refused "$folder/bp.json: /exposure/tracking: 10000 basis points of the pool's value a step; permitted: below 10000, which is all of it" \
    steps "$folder/bp.json"
scenario bp '[1, 2, 4]' "$constant"
run 0 steps "$folder/bp.json" --tracking 10
grep -q 'updates 0, tracking 10$' "$folder/out"
expect "tracking is said as it was given" $?

# ---------------------------------------------------------------- money

pool() { # value: a pool of it, in USD
    printf ', "pool": {"value": "%s", "unit": "USD"}' "$1"
}
scenario money 7200 "$(pool 10000000)"
sed -i 's/0\.9", "0\.1/0.51", "0.49/' "$folder/money.json"
run 0 compare "$folder/money.json" --paths linear,geodesic
[ "$(awk '$1 == 7200 && $2 != "D^2/2f" {print $5}' "$folder/out" | sort -u | wc -l)" -eq 2 ]
expect "two losses that differ are written differently" $?
scenario huge 2 "$(pool 1e200)$constant"
run 0 compare "$folder/huge.json"
! grep -qE "[0-9]{25}" "$folder/out" && grep -q '1\.[0-9]*e+199' "$folder/out"
expect "a pool of 1e200 has no 200 digits" $?
scenario huge 2 "$(pool 1e60)$constant"
run 0 simulate "$folder/huge.json"
! grep -qE "[0-9]{25}" "$folder/out" && grep -q '[0-9]e+59 ' "$folder/out"
expect "a simulation of 1e60 has no 60 digits" $?
scenario tiny 2 "$(pool 1e-9)$constant"
run 0 simulate "$folder/tiny.json"
[ "$(awk '$1 == 2 {print $4}' "$folder/out" | sort -u | wc -l)" -eq 2 ]
expect "final values of a tiny pool are told apart" $?
run 0 plan scenarios/btc-usdc-50-90.json --calls auto --gas 0.001
awk '/^\*? *[0-9]+ +[0-9]+ +[0-9.]+e/ {sub(/^\*/, ""); sum = $6 + $7 - $8; if (sum > 1e-9 || sum < -1e-9) bad = 1; n++}
    END {exit bad || n < 8}' "$folder/out"
expect "loss and gas are seen in the total" $?
# No zero has a sign.
for command in "compare $folder/money.json --steps 1,2,3" "simulate $folder/bp.json" \
    "simulate scenarios/market/constant-with-fee.json" "simulate scenarios/market/panel.json" \
    "simulate scenarios/market/btc-eth-usdc-gbm.json" "plan scenarios/btc-usdc-50-90.json" \
    "plan scenarios/eight-token.json --calls 3 --target quantamm"; do
    # shellcheck disable=SC2086
    run 0 $command
    ! grep -qE '(^| )-0\.0*( |$)' "$folder/out"
    expect "no zero of orthant $command has a sign" $?
done

# ---------------------------------------------------------------- the pool's unit

in_unit() { # unit, market
    scenario unit 4 ", \"pool\": {\"value\": \"100\", \"unit\": \"$1\"}, \"market\": {$2, \"blocks\": 8}"
}
remedy='permitted: that unit, in which /pool/value is 6000000 at block 0 (a price of 60000), and gas and other amounts likewise'
for command in simulate steps; do
    in_unit BTC '"model": "constant", "prices": ["60000", "1"]'
    refused "$folder/unit.json: /pool/unit: \"BTC\" is a token, but all money of a simulation is in the unit of the market's prices; $remedy" \
        $command "$folder/unit.json"
    in_unit btc '"model": "gbm", "prices": ["60000", "1"], "block_seconds": 12, "volatility": ["0.5", "0"]'
    refused "$folder/unit.json: /pool/unit: \"BTC\" is a token, but all money of a simulation is in the unit of the market's prices; $remedy" \
        $command "$folder/unit.json"
    printf 'time,BTC\n2024-01-01,60000\n2024-01-02,60100\n2024-01-03,60200\n2024-01-04,60300\n2024-01-05,60400\n2024-01-06,60500\n2024-01-07,60600\n2024-01-08,60700\n2024-01-09,60800\n' >"$folder/panel.csv"
    in_unit BTC '"model": "panel", "file": "panel.csv", "numeraire": "USDC"'
    run 3 $command "$folder/unit.json"
    says "$folder/unit.json: /pool/unit: \"BTC\" is a token, but all money of a simulation is in \"USDC\", the numeraire; $remedy"
    for unit in USDC usdc USD; do
        in_unit $unit '"model": "panel", "file": "panel.csv", "numeraire": "USDC"'
        run 0 $command "$folder/unit.json"
        in_unit $unit '"model": "gbm", "prices": ["60000", "1"], "block_seconds": 12, "volatility": ["0.5", "0"]'
        run 0 $command "$folder/unit.json"
    done
    # Priced 1 at block 0 only: neither a volatility nor a drift may move it.
    in_unit USDC '"model": "gbm", "prices": ["60000", "1"], "block_seconds": 12, "volatility": ["0.5", "0.001"]'
    run 3 $command "$folder/unit.json"
    in_unit USDC '"model": "gbm", "prices": ["60000", "1"], "block_seconds": 12, "volatility": ["0.5", "0"], "drift": [0, 0.1]'
    run 3 $command "$folder/unit.json"
    in_unit USDC '"model": "merton", "prices": ["60000", "1"], "block_seconds": 12, "volatility": ["0.5", "0"], "jump_rate": [0, "0.1"], "jump_mean": [0, "-0.1"]'
    run 3 $command "$folder/unit.json"
    # A jump in ten years, which no price path of 256 blocks shows.
    in_unit USDC '"model": "merton", "prices": ["60000", "1"], "block_seconds": 12, "volatility": ["0.5", "0"], "jump_rate": [0, "0.1"], "jump_mean": [0, "-0.005"], "jump_deviation": [0, "0.1"]'
    run 3 $command "$folder/unit.json"
done
# At constant prices any unit is a unit.
in_unit BTC '"model": "constant", "prices": ["60000", "1"]'
run 0 compare "$folder/unit.json"
grep -q 'loss, BTC' "$folder/out"
expect "compare counts in any unit" $?

# ---------------------------------------------------------------- one clock

gbm=', "market": {"model": "gbm", "block_seconds": 12, "volatility": ["0.5", "0"]}'
scenario clock 7200 ", \"chain\": {\"block_time\": 60}$gbm"
for command in compare simulate plan; do
    refused "$folder/clock.json: /market/block_seconds: 12 s, but /chain/block_time is 60 s, so that 7200 steps last 1 d 0 h in a simulation and 5 d 0 h in a plan; permitted: the same, or /blocks_per_step blocks that are as long together" \
        $command "$folder/clock.json"
done
scenario clock 1 ", \"chain\": {\"block_time\": \"1/3\"}$gbm"
refused "$folder/clock.json: /market/block_seconds: 12 s, but /chain/block_time is 0.333333333333 s, so that 1 step lasts 12 s in a simulation and 0.333333 s in a plan; permitted: the same, or /blocks_per_step blocks that are as long together" \
    compare "$folder/clock.json"
for keys in '"chain": {"block_time": 12}' '"chain": {"block_time": 60}, "blocks_per_step": 5' '"chain": {"seed": 1}'; do
    scenario clock 72 ", $keys$gbm"
    run 0 compare "$folder/clock.json"
    [ ! -s "$folder/err" ]
    expect "$keys agrees with blocks of 12 s" $?
done
scenario clock 7200 ", \"chain\": {\"block_time\": 12}, \"blocks_per_step\": 5$gbm"
run 0 compare "$folder/clock.json"
note_is "$folder/clock.json: /blocks_per_step: 7200 steps of 5 blocks last 5 d 0 h in a simulation, and 1 d 0 h in a plan, whose steps are blocks"

# What a plan takes where the scenario says nothing.
scenario plan 7200 ''
run 0 plan "$folder/plan.json" --calls 1
note_is "no /chain: assumed are blocks of 12 s from 2026-01-01T00:00:00Z (1767225600) on"
note_is "the plan starts in the past, 2026-01-01T00:00:00Z; /chain/start_time says when it is to start"
line "7200 blocks of 12 s, 1 d 0 h: from 2026-01-01T00:00:00Z (1767225600) to 2026-01-02T00:00:00Z (1767312000)"
scenario plan 7200 ', "chain": {"start_time": 40000000000}'
run 0 plan "$folder/plan.json" --calls 1
note_is "no /chain/block_time: assumed are blocks of 12 s"
no_note "in the past"
line "7200 blocks of 12 s, 1 d 0 h: from 3237-07-19T23:06:40Z (40000000000) to 3237-07-20T23:06:40Z (40000086400)"
scenario plan 7200 ', "chain": {"block_time": "0.25"}'
run 0 plan "$folder/plan.json" --calls 1
note_is "no /chain/start_time: assumed is the start 2026-01-01T00:00:00Z (1767225600)"
line "7200 blocks of 0.25 s, 30 min 0 s: from 2026-01-01T00:00:00Z (1767225600) to 2026-01-01T00:30:00Z (1767227400)"
scenario plan 7200 ', "chain": {"block_time": "2", "start_time": 40000000000}'
run 0 plan "$folder/plan.json" --calls 1
[ ! -s "$folder/err" ]
expect "a whole clock has no note" $?
scenario plan 7200 ', "market": {"model": "gbm", "block_seconds": 60, "volatility": ["0.5", "0"]}'
run 0 plan "$folder/plan.json" --calls 1
note_is "7200 steps last 1 d 0 h in this plan, and 5 d 0 h in a simulation (a step of 60 s by /market/block_seconds); /chain/block_time says how long a block is"

# Dates beside Unix seconds, in each table, file and picture.
scenario plan 100 ', "chain": {"block_time": "12", "start_time": 1767225600}'
run 0 plan "$folder/plan.json" --calls 2 -o "$folder/made.json"
grep -qx '  1  at 1767225600, 2026-01-01T00:00:00Z  updateWeightsGradually' "$folder/out"
expect "a call has a date" $?
for text in '"start_date": "2026-01-01T00:00:00Z",' '"end_time": 1767226800,' '"end_date": "2026-01-01T00:20:00Z",' \
    '"duration": "20 min 0 s",' '"date": "2026-01-01T00:00:00Z",'; do
    grep -qF -e "$text" "$folder/made.json"
    expect "the plan has $text" $?
done
run 0 certify "$folder/made.json"
line "100 blocks of 12 s, 20 min 0 s: from 2026-01-01T00:00:00Z (1767225600) to 2026-01-01T00:20:00Z (1767226800)"
grep -vE '"(start_date|end_time|end_date|duration|date)"' "$folder/made.json" >"$folder/old.json"
run 0 certify "$folder/old.json"
grep -v '"end_date"' "$folder/made.json" >"$folder/bad.json"
run 1 certify "$folder/bad.json"
says 'refused: /end_date is missing'
sed 's/"end_date": "2026/"end_date": "2027/' "$folder/made.json" >"$folder/bad.json"
run 1 certify "$folder/bad.json"
says 'refused: /end_date is "2027-01-01T00:20:00Z", must be "2026-01-01T00:20:00Z"'
sed '0,/"date": "2026-01-01T00/s//"date": "2026-01-01T01/' "$folder/made.json" >"$folder/bad.json"
run 1 certify "$folder/bad.json"
says 'refused: /calls/0/date is "2026-01-01T01:00:00Z", must be "2026-01-01T00:00:00Z"'
run 0 replay "$folder/made.json" --plot "$folder/replay.svg"
line "100 blocks of 12 s, 20 min 0 s: from 2026-01-01T00:00:00Z (1767225600) to 2026-01-01T00:20:00Z (1767226800)"
grep -qE '^ +100 +1767226800  2026-01-01T00:20:00Z ' "$folder/out"
expect "a block has a date" $?
grep -qF 'time (UTC), 100 blocks; a block: 12 s' "$folder/replay.svg"
expect "the picture has dates" $?
run 0 replay "$folder/made.json" --json
grep -qF '"end_date": "2026-01-01T00:20:00Z"' "$folder/out" &&
    grep -qF '{"at": 1767226800, "date": "2026-01-01T00:20:00Z", "weights": ["900' "$folder/out"
expect "the replay has dates" $?
run 0 replay "$folder/made.json" --csv
line "100,1767226800,900000000000000000,100000000000000000,2026-01-01T00:20:00Z"

# ---------------------------------------------------------------- windows, and the prices' clock

{
    echo time,ETH
    for hour in 0 1 2 3 4 5 6 7 8 9; do
        echo "2024-05-01T0$hour:00:00Z,300$hour"
    done
} >"$folder/hours.csv"
panel() { # steps, further keys of the market, further keys
    printf '{"orthant": 1, "tokens": ["ETH", "USDC"], "start": {"weights": ["0.8", "0.2"]}, "target": {"weights": ["0.5", "0.5"]}, "steps": %s, "paths": ["linear"], "market": {"model": "panel", "file": "hours.csv", "numeraire": "USDC"%s}%s}' \
        "$1" "$2" "$3" >"$folder/panel.json"
}
spans() { # expected first and last time, arguments...
    span=$1
    shift
    run 0 simulate "$folder/panel.json" --record every=1 --csv "$@"
    got=$(sed -n '2s/.*,2024-05-01T\(..\).*/\1/p' "$folder/out")-$(sed -n '$s/.*,2024-05-01T\(..\).*/\1/p' "$folder/out")
    [ "$got" = "$span" ]
    expect "prices from and to: $got, not $span ($*)" $?
}
panel 2 '' ''
spans 00-09
spans 03-09 --from 2024-05-01T03:00:00Z
spans 03-09 --from 2024-05-01T02:00:01Z
spans 00-05 --to 2024-05-01T05:00:00Z
spans 02-05 --from 2024-05-01T04:00:00+02:00 --to '2024-05-01 05:59:59'
panel 2 ', "from": "2024-05-01T03:00:00Z", "to": "2024-05-01T07:00:00Z"' ''
spans 03-07
spans 04-07 --from 2024-05-01T04:00:00Z
spans 03-05 --to 2024-05-01T05:00:00Z
# --prices in place of the file: the window and the number of blocks stay.
panel 2 ', "from": "2024-05-01T03:00:00Z", "blocks": 3' ''
spans 03-06
spans 03-06 --prices "ETH=$folder/hours.csv"
spans 00-03 --prices "ETH=$folder/hours.csv" --from 2024-05-01
panel 2 '' ''
run 2 simulate "$folder/panel.json" --from yesterday
says '--from: "yesterday"; permitted: times of 2000 or later such as 2024-05-01T12:00:00Z'
run 2 simulate "$folder/panel.json" --to 1999-12-31
says '--to: "1999-12-31"; permitted: times of 2000 or later such as 2024-05-01T12:00:00Z'
run 2 simulate "$folder/bp.json" --to 2024-05-01
says '--to: the market of the scenario has no price files; permitted: beside --prices, or a market of files'
run 3 simulate "$folder/panel.json" --from 2025-01-01
says "$folder/hours.csv: no row is left by market.from, market.to and market.every; the rows are from 2024-05-01T00:00:00Z to 2024-05-01T09:00:00Z"
run 3 simulate "$folder/panel.json" --from 2024-05-01T03:00:00Z --to 2024-05-01T02:00:00Z
says "market.from: 2024-05-01T03:00:00Z is after market.to, 2024-05-01T02:00:00Z; permitted: at or before it"
run 3 simulate "$folder/panel.json" --from 2024-05-01T09:00:00Z
says "one row of prices is a start without blocks; a simulation needs two rows or more"
panel 2 ', "from": "May"' ''
run 3 simulate "$folder/panel.json"
says '/market/from: "May" is out of range; permitted: times of 2000 or later such as 2024-05-01T12:00:00Z'

# How long blocks are, and the chain's beside the prices'.
panel 2 '' ''
run 0 simulate "$folder/panel.json"
grep -q '^9 blocks (1 h 0 min each in the mean, 9 h 0 min in all, from 2024-05-01T00:00:00Z to 2024-05-01T09:00:00Z), market panel' "$folder/out"
expect "a simulation says when its blocks are" $?
run 0 steps "$folder/panel.json"
grep -q '^path linear, 9 blocks (1 h 0 min each in the mean, 9 h 0 min in all, from 2024-05-01T00:00:00Z to 2024-05-01T09:00:00Z), 1 price path' "$folder/out"
expect "steps says when its blocks are" $?
run 0 simulate "$folder/panel.json" --json
grep -qF '"clock": {"block_seconds": 3600.0, "duration": "9 h 0 min", "start_date": "2024-05-01T00:00:00Z", "end_date": "2024-05-01T09:00:00Z"},' "$folder/out"
expect "the JSON says when blocks are" $?
run 0 simulate "$folder/panel.json" --plot "$folder/series.svg"
grep -qF 'time (UTC), 9 blocks' "$folder/series.svg"
expect "the picture says when blocks are" $?
run 0 simulate scenarios/market/two-sided-flow.json --price-paths 2 --json
grep -qF '"clock": {"block_seconds": 12.0, "duration": "1 d 0 h", "start_date": null, "end_date": null},' "$folder/out"
expect "a model's blocks have a length and no dates" $?
run 0 simulate "$folder/bp.json" --steps 1 --json
grep -qF '"clock": null,' "$folder/out"
expect "constant prices have no clock" $?
apart='blocks lie 3600 s apart in the prices, and'
run 0 simulate "$folder/panel.json"
note_is "$apart 12 s on the chain (chain.block_time): the weights jump 300 times as far at once as the contract's, and that costs more; market.blocks_per_row: 300, with 300 times the steps, moves them at each block of the chain; 2 steps last 2 h 0 min here and 24 s in a plan"
panel 2 '' ', "chain": {"block_time": 36000}'
run 0 simulate "$folder/panel.json"
note_is "$apart 36000 s on the chain (chain.block_time): 2 steps last 2 h 0 min here and 20 h 0 min in a plan; blocks_per_step: 10 makes a step a block of the chain"
panel 1 '' ', "chain": {"block_time": 3600}, "blocks_per_step": 3'
run 0 simulate "$folder/panel.json"
note_is "$apart 3600 s on the chain (chain.block_time): 1 step lasts 3 h 0 min here and 1 h 0 min in a plan"
sed 's/"panel"/"bootstrap"/; s/"numeraire"/"mean_length": 2, "blocks": 4, "numeraire"/' "$folder/panel.json" >"$folder/bootstrap.json"
run 0 simulate "$folder/bootstrap.json"
note_is "$apart 3600 s on the chain (chain.block_time): 1 step lasts 3 h 0 min here and 1 h 0 min in a plan"
grep -q '^4 blocks (1 h 0 min each, 4 h 0 min in all), market bootstrap' "$folder/out"
expect "a bootstrap's blocks are as long as its rows" $?
# A gap says nothing of how long a block is.
printf 'time,ETH\n2024-05-01T00:00:00Z,1\n2024-05-01T01:00:00Z,2\n2024-05-01T02:00:00Z,1\n2024-06-01T03:00:00Z,2\n2024-06-01T04:00:00Z,1\n' >"$folder/gap.csv"
panel 2 '' ''
sed 's/hours/gap/' "$folder/panel.json" >"$folder/gap.json"
run 0 simulate "$folder/gap.json"
note_is 'blocks lie 3600 s apart in the prices in most steps, and 12 s on the chain (chain.block_time): the weights jump 300 times as far at once as the contract'"'"'s, and that costs more; market.blocks_per_row: 300, with 300 times the steps, moves them at each block of the chain; 2 steps last 2 h 0 min here and 24 s in a plan'
panel 2 '' ', "chain": {"block_time": 3600}'
sed 's/hours/gap/' "$folder/panel.json" >"$folder/gap.json"
run 0 simulate "$folder/gap.json"
no_note "on the chain"
for keys in '"chain": {"block_time": 3600}' '"chain": {"block_time": 7200}, "blocks_per_step": 2'; do
    panel 2 '' ", $keys"
    run 0 simulate "$folder/panel.json"
    no_note "on the chain"
done

# ---------------------------------------------------------------- one and several

one=', "market": {"model": "constant", "blocks": 1}'
scenario one 1 "$one"
for command in "compare $folder/one.json" "path $folder/one.json" "optimum $folder/one.json" \
    "simulate $folder/one.json" "simulate $folder/one.json --price-paths 2" "steps $folder/one.json" \
    "plan $folder/one.json --calls 1 -o $folder/one-plan.json" "replay $folder/one-plan.json" \
    "certify $folder/one-plan.json" "contract audit mul_down_fixed --samples 1" \
    "simulate scenarios/market/btc-eth-usdc-gbm.json --steps 1 --price-paths 2" \
    "optimum $folder/one.json --digits 1" \
    "path $folder/one.json --json -o $folder/one-path.json" "certify $folder/one-path.json"; do
    # shellcheck disable=SC2086
    "$program" $command >"$folder/out" 2>"$folder/err"
    ! grep -hoE '(^|[^0-9.,+-])1 (blocks|steps|calls|rows|points|paths|price paths|price-paths|samples|tokens|runs|times|set points|numbers|digits)\b' "$folder/out" "$folder/err"
    expect "orthant $command counts one as one" $?
done
finish
