#!/bin/sh
# Files made to harm: numbers beyond the doubles, names that a terminal, a picture or a spreadsheet
# would obey, outputs that are inputs, links, signals, readers that are gone.
#
# uses: $BUILD/orthant scenarios/btc-usdc-50-90.json
. tests/support/script.sh
move=scenarios/btc-usdc-50-90.json
small=$folder/small.json
head='"orthant": 1, "tokens": ["A", "B"]'
ends='"start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]}'
pool='"pool": {"value": "100", "unit": "USD"}'
echo "{$head, $ends, \"steps\": 2, $pool}" >"$small"

refuses() { # code, message, arguments...: that message alone, and nothing on standard output
    want=$1 text=$2
    shift 2
    "$program" "$@" >"$folder/out" 2>"$folder/err" </dev/null
    code=$?
    [ $code -eq "$want" ] && [ "$(cat "$folder/err")" = "orthant: $text" ] && [ ! -s "$folder/out" ]
    expect "orthant $*: exit code $code ($want), '$text'" $?
}

# ---------------------------------------------------------------- numbers beyond the doubles
range="is out of range; permitted: weights from 1e-150 to below 1"
printf '0.5,0.5\n1e400,0.1\n0.9,0.1\n' >"$folder/large.csv"
refuses 3 "$folder/large.csv: line 2: '1e400' $range" compare "$small" \
    --paths "file:$folder/large.csv"
echo '[["0.5","0.5"],["1e400","0.4"],["0.9","0.1"]]' >"$folder/large.json"
refuses 3 "$folder/large.json: /weights/1/0: '1e400' $range" compare "$small" \
    --paths "file:$folder/large.json"
printf '0.5,0.5\n1,1e-400\n0.9,0.1\n' >"$folder/least.csv"
refuses 3 "$folder/least.csv: line 2: '1e-400' $range" compare "$small" \
    --paths "file:$folder/least.csv"
echo '[["0.5","0.5"],["1","1e-400"],["0.9","0.1"]]' >"$folder/least.json"
refuses 3 "$folder/least.json: /weights/1/1: '1e-400' $range" compare "$small" \
    --paths "file:$folder/least.json"
printf 'A,a,"B ",c\n0.5,0.5,1,2\n0.9,0.1,1,2\n' >"$folder/named.csv"
refuses 3 "$folder/named.csv: line 1: no column named 'B'; the file has \"A\", \"a\", \"B \", \"c\"" \
    compare "$small" --paths "file:$folder/named.csv"
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "name%d,", i; print "A\n0.5,0.5" }' >"$folder/named.csv"
run 3 compare "$small" --paths "file:$folder/named.csv"
says "no column named 'B'; the file has \"name0\", \"name1\", "
grep -q '"name2[0-9]", \.\.\.$' "$folder/err"
holds=$?
expect "many names are cut: $(cat "$folder/err")" $holds
wanted="must be a decimal number, 0 or from 1e-06 to 64 in size"
for power in 1e400 -1e400 1e-400 -1e-400 1e-300; do
    echo "{$head, $ends, \"steps\": 2, \"paths\": [\"power:$power\"]}" >"$folder/power.json"
    refuses 3 "$folder/power.json: /paths/0: the exponent of 'power:$power' $wanted" compare \
        "$folder/power.json"
    refuses 2 "--paths: the exponent of 'power:$power' $wanted" compare "$small" \
        --paths "power:$power"
done
for key in value swap_fee protocol_share noise_ratio; do
    echo "{$head, $ends, \"steps\": 2, $pool}" | sed "s/\"unit\"/\"$key\": \"1e400\", \"unit\"/" |
        sed 's/"value": "100", "value"/"value"/' >"$folder/large-key.json"
    run 3 compare "$folder/large-key.json"
    says "/pool/$key: \"1e400\" is out of range; permitted: "
done
run 2 plan "$small" --gas 1e400
says "--gas is a decimal number from 0 to 1e200, not '1e400'"

# A pool that has grown by far more than its doubles tell of what it began with.
cat >"$folder/grown.json" <<'END'
{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.001", "0.999"]},
 "target": {"weights": ["0.999", "0.001"]}, "steps": 16, "paths": ["linear"],
 "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.3", "noise_ratio": "1000"},
 "market": {"model": "constant", "blocks": 400}}
END
run 0 steps "$folder/grown.json" --json
! grep -qi 'nan\|inf\b\|"mean": null' "$folder/out"
expect "every number of steps of a pool that grew is a number" $?

# Between ends far apart all weights but one vanish beside 1: the rows are good all the same.
nines=$(printf '%0139d' 0 | tr 0 9) zeros=$(printf '%0140d' 0)
least="\"1/1$zeros\"" rest="\"4$nines/1$zeros\""
echo "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"steps\": 4,
    \"start\": {\"weights\": [\"1/2\", $least, $rest]},
    \"target\": {\"weights\": [\"1/2\", $rest, $least]}}" >"$folder/far.json"
for path in power:0 power:1e-6 geometric; do
    run 0 path "$folder/far.json" --path $path -o "$folder/far-rows.json"
    run 0 compare "$folder/far.json" --paths "file:$folder/far-rows.json"
    run 0 certify "$folder/far-rows.json"
done

# A pool whose value vanishes has no logarithm.
half="\"4${nines}8/1${zeros}0\""
least0="\"1/1${zeros}0\""
echo "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\", \"D\"], \"steps\": 1, \"paths\": [\"linear\"],
    \"start\": {\"weights\": [$least0, \"1/2\", $half, $least0]},
    \"target\": {\"weights\": [$least0, $least0, $half, \"1/2\"]},
    \"pool\": {\"value\": \"1e-60\", \"unit\": \"U\", \"swap_fee\": \"0.5\"},
    \"market\": {\"model\": \"constant\", \"blocks\": 16, \"prices\": [\"1e60\", \"1e-57\", \"1\", \"1e60\"]}}" \
    >"$folder/zero.json"
refuses 3 "simulation: path 0, linear in 1 step: the pool's money leaves the range of doubles" \
    simulate "$folder/zero.json"

# ---------------------------------------------------------------- what a terminal would obey
plain() { # nothing on the screen that a terminal would obey
    ! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$folder/out" "$folder/err" &&
        ! LC_ALL=C grep -q "$(printf '\302[\200-\237]\|\342\200[\252-\256]\|\342\201[\246-\251]')" \
            "$folder/out" "$folder/err"
    expect "$1: nothing that a terminal would obey" $?
}
escape=$(printf '\033[31m') c1=$(printf '\302\233') turn=$(printf '\342\200\256')
line="must be one line without control characters"
for bad in '\u001b[31m' '\n' '\u009b' '\u202e' '\u2066'; do
    printf '%s\n' "{$head, \"name\": \"x${bad}y\", $ends, \"steps\": 2}" >"$folder/name.json"
    run 3 compare "$folder/name.json"
    says "$folder/name.json: /name: $line, not \"x"
    plain "the name x${bad}y"
    printf '%s\n' "{\"orthant\": 1, \"kind\": \"trajectory\", \"path\": \"p${bad}q\",
        \"weights\": [[0.5, 0.5], [0.9, 0.1]]}" >"$folder/forged.json"
    refuses 3 "$folder/forged.json: /path: $line" certify "$folder/forged.json"
    printf '%s\n' "{\"orthant\": 1, \"kind\": \"trajectory\", \"tokens\": [\"A\", \"p${bad}q\"],
        \"weights\": [[0.5, 0.5], [0.9, 0.1]]}" >"$folder/forged.json"
    refuses 3 "$folder/forged.json: /tokens: a name $line" certify "$folder/forged.json"
done
for bad in "$escape" "$c1" "$turn"; do
    run 4 compare "$folder/none$bad.json"
    plain "a file's name"
    run 2 compare "$small" --format "x$bad"
    plain "an option's value"
    run 2 "co$bad"
    plain "a command"
    printf '0.5,0.5\n0.5,%sx\n0.9,0.1\n' "$bad" >"$folder/cell.csv"
    run 3 compare "$small" --paths "file:$folder/cell.csv"
    plain "a cell of a schedule"
    cp "$folder/large.csv" "$folder/la${bad}rge.csv"
    run 2 compare "$small" --paths "file:$folder/la${bad}rge.csv"
    says "the name of the file in 'file:FILE' $line"
    plain "a schedule's name"
    echo "{$head, $ends, \"steps\": 2, \"x$bad\": 1}" >"$folder/key.json"
    run 3 compare "$folder/key.json"
    plain "an unknown key"
done
refuses 4 "$folder/no\\u000ane: cannot open: No such file or directory" compare "$folder/no
ne"
refuses 4 "$folder/\\xe9: cannot open: No such file or directory" compare \
    "$folder/$(printf '\351')"
cp "$small" "$folder/scen$escape.json"
run 0 compare "$folder/scen$escape.json" --csv
run 0 optimum "$folder/scen$escape.json"
plain "a scenario's file name as a title"

# ---------------------------------------------------------------- pictures and spreadsheets
if command -v gnuplot >/dev/null; then
    echo "{$head, \"name\": \"a ]]> b <c>\", $ends, \"steps\": [1, 2], \"paths\": [\"linear\"]}" \
        >"$folder/cdata.json"
    run 0 compare "$folder/cdata.json" --plot "$folder/cdata.svg"
    grep -qF 'a ]]&#x3e; b &lt;c&#x3e;' "$folder/cdata.svg" && ! grep -qF ']]>b' "$folder/cdata.svg"
    expect "a picture's title with ]]>" $?
fi
sed 's/"A", "B"/"=1+1", "@b"/' "$small" >"$folder/run.json"
run 0 path "$folder/run.json" --csv
[ "$(head -n 1 "$folder/out")" = "step,\"'=1+1\",\"'@b\"" ]
holds=$?
expect "names that a spreadsheet would run: $(head -n 1 "$folder/out")" $holds
cp "$folder/out" "$folder/back.csv"
run 0 compare "$folder/run.json" --paths "file:$folder/back.csv"

# ---------------------------------------------------------------- files
there() { # what is left in $folder/there
    ls -A "$folder/there" | tr '\n' ' '
}
fresh() {
    rm -rf "$folder/there"
    mkdir "$folder/there"
}
fresh
echo old >"$folder/there/target" && chmod 640 "$folder/there/target"
ln -s target "$folder/there/link"
run 0 compare "$small" -o "$folder/there/link"
[ -L "$folder/there/link" ] && grep -q '"kind": "comparison"' "$folder/there/target" &&
    [ "$(stat -c %a "$folder/there/target")" = 640 ] && [ "$(there)" = "link target " ]
holds=$?
expect "-o through a link replaces what it leads to, and keeps the mode: $(there)" $holds
ln -s nothing "$folder/there/dangling"
run 0 compare "$small" -o "$folder/there/dangling"
[ -L "$folder/there/dangling" ] && [ -f "$folder/there/nothing" ]
expect "-o through a link that leads nowhere yet" $?
ln -s round "$folder/there/round"
refuses 4 "$folder/there/round: cannot open: Too many levels of symbolic links" compare "$small" \
    -o "$folder/there/round"
fresh
long=$(printf '%0255d' 0)
run 0 compare "$small" -o "$folder/there/$long"
[ "$(there)" = "$long " ]
expect "a name of 255 bytes" $?
refuses 4 "$folder/there/1$long: cannot open: File name too long" compare "$small" \
    -o "$folder/there/1$long"

# A file that may not grow: exit code 4, without a temporary file, whatever the signal's default.
fresh
(
    trap - XFSZ
    ulimit -f 1
    export GCOV_PREFIX="$folder/coverage"
    "$program" path "$move" -o "$folder/there/out.json" >/dev/null 2>"$folder/there.err"
    echo $? >"$folder/code"
)
[ "$(cat "$folder/code")" -eq 4 ] && [ -z "$(there)" ]
holds=$?
expect "a file that may not grow ends with $(cat "$folder/code") and leaves '$(there)'" $holds
# (AddressSanitizer takes SIGSEGV for itself before the program can.)
half_written() {
    [ -n "$(there)" ]
}
for signal in HUP INT QUIT TERM USR1 USR2 ALRM XCPU ${ASAN_OPTIONS:-SEGV} ABRT; do
    case $signal in *=*) continue ;; esac
    fresh
    interrupt $signal half_written path "$move" --steps 100000000 -o "$folder/there/out.json"
    [ $code -ne 0 ] && [ -z "$(there)" ]
    holds=$?
    expect "SIG$signal leaves no temporary file: $(there)" $holds
done

# Ctrl-C while prices are read from a pipe that gives none.
mkfifo "$folder/silent"
sleep 600 >"$folder/silent" &
silent=$!
echo "{$head, $ends, \"steps\": 2, $pool, \"paths\": [\"linear\"],
    \"market\": {\"model\": \"files\", \"numeraire\": \"B\", \"files\": {\"A\": \"silent\"}}}" >"$folder/silent.json"
waits_for_prices() {
    find /proc/$pid/fd -lname "$folder/silent" 2>/dev/null | grep -q .
}
for command in simulate steps; do
    interrupt INT waits_for_prices $command "$folder/silent.json"
    [ $code -eq 130 ]
    expect "Ctrl-C ends $command while it waits for prices (exit code $code)" $?
done
kill $silent
wait $silent 2>/dev/null

# Outputs that are one file, or an input.
fresh
cp "$small" "$folder/there/s.json"
printf 'time,A,B\n2024-01-01,1,2\n2024-01-02,1,2\n2024-01-03,2,2\n' >"$folder/there/p.csv"
ln "$folder/there/s.json" "$folder/there/hard"
ln -s s.json "$folder/there/soft"
is_read="is read, and would be written over, as"
for name in s.json hard soft ../there/s.json; do
    for command in compare path optimum plan; do
        refuses 2 "$folder/there/s.json: $is_read $folder/there/$name; permitted: another name for the output" \
            $command "$folder/there/s.json" -o "$folder/there/$name"
    done
done
cmp -s "$small" "$folder/there/s.json"
expect "the scenario is as it was" $?
sed "s|\"steps\": 2|\"steps\": 2, \"market\": {\"model\": \"panel\", \"file\": \"p.csv\"}|" \
    "$small" >"$folder/there/m.json"
for option in -o --record-file; do
    refuses 2 "$folder/there/p.csv: $is_read $folder/there/p.csv; permitted: another name for the output" \
        simulate "$folder/there/m.json" --record every=1 --plot "$folder/there/x.svg" \
        $option "$folder/there/p.csv"
done
refuses 2 "$folder/there/x.json: would be written twice, as $folder/there/x.json too; permitted: a file of its own for each output" \
    simulate "$folder/there/m.json" --record every=1 -o "$folder/there/x.json" \
    --record-file "$folder/there/x.json"
run 0 path "$small" -o "$folder/there/t.json"
refuses 2 "$folder/there/t.json: $is_read $folder/there/t.json; permitted: another name for the output" \
    compare "$small" --paths "file:$folder/there/t.json" -o "$folder/there/t.json"
refuses 2 "$folder/there/t.json: $is_read $folder/there/t.json; permitted: another name for the output" \
    certify "$folder/there/t.json" -o "$folder/there/t.json"
"$program" compare "$small" -o "$folder/there/y.json" >"$folder/there/y.json" 2>"$folder/err"
[ $? -eq 2 ]
expect "-o to the file that standard output goes to" $?
run 0 compare "$small" -o /dev/null

# ---------------------------------------------------------------- readers that are gone
{
    timeout 300 "$program" path "$move" --steps 1000000000 --csv 2>"$folder/err"
    echo $? >"$folder/code"
} | head -n 1 >"$folder/out"
[ "$(cat "$folder/code")" -eq 4 ] && grep -q "Broken pipe" "$folder/err"
holds=$?
expect "path --csv to a reader that is gone stops at once (exit code $(cat "$folder/code"))" $holds

# ---------------------------------------------------------------- the command line
for help in "help compare" "compare -h" "--help compare" "-h compare"; do
    # shellcheck disable=SC2086
    run 0 $help
    grep -q '^Usage: orthant compare' "$folder/out"
    expect "orthant $help" $?
done
for help in "help contract call" "contract help call" "contract call -h"; do
    # shellcheck disable=SC2086
    run 0 $help
    grep -q '^Usage: orthant contract call' "$folder/out"
    expect "orthant $help" $?
done
for help in "compare --help" "compare -h" "help compare" "compare --usage" \
    "help contract call" "contract audit -?"; do
    # shellcheck disable=SC2086
    "$program" $help >/dev/full 2>"$folder/err"
    [ $? -eq 4 ] &&
        [ "$(cat "$folder/err")" = "orthant: cannot write standard output: No space left on device" ]
    expect "orthant $help where nothing can be written" $?
done
run 0 -h
run 2 simulate "$small" --price-pat 3
says "orthant simulate: the option '--price-pat' is cut short; written out: --price-path, --price-paths"
twice="is given twice; permitted: once"
for option in "-o $folder/1.json" "--output=$folder/1.json" "-o$folder/1.json" "--plot $folder/1.svg" \
    "--from 2024-01-01" "--to=2024-01-02" "--every 1h" "--seed 1" "--steps 2" "--format json"; do
    # shellcheck disable=SC2086
    run 2 simulate "$small" $option --csv $option
    says "' $twice"
done
[ ! -e "$folder/1.json" ]
expect "nothing is written where an option is given twice" $?
run 2 simulate "$small" -o "$folder/1.json" --json "--output=$folder/2.json"
says "orthant simulate: the option '--output' $twice"
run 2 contract export fp_mul_down -o"$folder/1" --count 5 -o "$folder/2"
says "orthant contract export: the option '--output' $twice"
run 2 simulate "$small" --stamp A=end --stamp B=end --stamp A=start
says "--stamp is given once a token, not as 'A=end' and 'A=start'"
for name in .svg .png; do
    refuses 2 "\"$name\": a picture's file name must end in .svg or .png, with a name before it" \
        compare "$small" --plot $name
done
for name in '' -; do
    refuses 2 "\"$name\": a picture's file name must end in .svg or .png" compare "$small" --plot "$name"
done
for command in "compare $small -o" "simulate $small --json --record every=1 --record-file" \
    "contract export fp_mul_down -o"; do
    # shellcheck disable=SC2086
    run 2 $command -
    says "is the name of a file, not '-' for standard output (a file of that name is ./-)"
    # shellcheck disable=SC2086
    run 2 $command ""
    says "is the name of a file, which is empty here"
done
[ ! -e - ]
expect "no file is called -" $?
run 0 contract list quantamm
grep -q quantamm "$folder/out" && ! grep -q fp_mul_down "$folder/out"
expect "contract list quantamm" $?
refuses 2 "no function and no contract has 'nothing' in its name; 'orthant contract list' has all" \
    contract list nothing
refuses 2 "no contract function \"weighted_out\"; the nearest is \"weighted_out_given_exact_in\" ('orthant contract list' has all)" \
    contract call weighted_out 1
refuses 2 "no contract function \"qqqqqqqq\" ('orthant contract list' has all)" contract call qqqqqqqq
sed 's/"unit"/"fee": 0.003, "unit"/' "$small" >"$folder/fee.json"
refuses 3 "$folder/fee.json: /pool/fee: unknown key; the nearest is \"swap_fee\"; permitted: value, unit, swap_fee, protocol_share, noise_ratio, active_share" \
    compare "$folder/fee.json"
run 0 contract call fp_mul_down 1.5e18 2e18 --csv -o "$folder/call.json"
[ "$(cat "$folder/out")" = "row,index,wei,decimal,revert
,0,3000000000000000000,3.000000000000000000," ] && grep -q '"out": "3000000000000000000"' "$folder/call.json"
holds=$?
expect "contract call --csv -o: $(cat "$folder/out")" $holds

# More tokens than a plan can take are counted before their weights are read.
awk 'BEGIN {
    printf "{\"orthant\": 1, \"steps\": 2, \"tokens\": [";
    for (i = 0; i < 65; i++) printf "%s\"T%d\"", i ? ", " : "", i;
    print "], \"start\": {\"weights\": [1]}, \"target\": {\"weights\": [1]}}"}' >"$folder/many.json"
refuses 3 "$folder/many.json: /tokens: 65 tokens; permitted: from 2 to 64" plan "$folder/many.json"

# A plan has a length and a number of calls, whoever reads it.
run 0 plan "$small" --calls 1 -o "$folder/plan.json"
{
    cat "$folder/plan.json"
    head -c 67108864 /dev/zero | tr '\0' ' '
} >"$folder/long-plan.json"
awk 'BEGIN {
    printf "{\"kind\": \"plan\", \"calls\": [{}";
    for (i = 1; i < 3000; i++) printf ", {}";
    print "],"}' >"$folder/calls-plan.json"
sed -e 1d -e '/"kind"/d' -e 's/"calls": \[/"others": [/' "$folder/plan.json" >>"$folder/calls-plan.json"
for command in certify replay; do
    refuses 3 "$folder/long-plan.json: longer than 67108864 bytes, the most permitted" $command \
        "$folder/long-plan.json"
    refuses 3 "$folder/calls-plan.json: /calls: 3000 calls; permitted: from 1 to 576" $command \
        "$folder/calls-plan.json"
done

# Lines are counted behind millions of empty ones, whatever ends them.
for ending in '\n' '\r\n'; do
    {
        printf 'time,price\n'
        yes "$(printf "$ending")x" | head -n 3000000 | tr -d x
        printf '1714521600,10\n1714525200,ten\n'
    } >"$folder/empty.csv"
    run 3 simulate "$small" --prices "A=$folder/empty.csv"
    says "$folder/empty.csv: line 3000003: "
done

# Without a correlation no table of n x n numbers is asked for.
awk 'BEGIN {
    n = 20000;
    printf "{\"orthant\": 1, \"steps\": 1, \"paths\": [\"linear\"], \"tokens\": [";
    for (i = 0; i < n; i++) printf "%s\"T%d\"", i ? ", " : "", i;
    w = ""; for (i = 0; i < n; i++) w = w (i ? ", " : "") "\"1/" n "\"";
    v = ""; for (i = 0; i < n; i++) v = v (i ? ", " : "") "0.5";
    print "], \"start\": {\"weights\": [" w "]}, \"target\": {\"weights\": [" w "]}," \
        "\"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"blocks\": 2, \"volatility\": [" v "]}}"}' \
    >"$folder/wide.json"
run 0 simulate "$folder/wide.json" --csv

finish
