#!/bin/sh
# What the program says of itself: the help and the manual page of every command, the pages of the
# formats, and the version. Every key that a command writes as JSON is explained in its page.
. tests/support/script.sh

commands=$("$program" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 3 ]
expect "commands: $commands" $?
[ "$commands" = "$(sed -n 's/^ *{"\([a-z-]*\)",.*/\1/p' cli/commands.c)" ]
expect "the help lists the table of commands" $?

[ "$("$program" --help | wc -L)" -le 80 ]
expect "the help fits 80 columns" $?

# mandoc has nothing at all to say of a page; but it looks for the pages that one refers to in
# /usr/share/man only, and below we look for them here.
lint() { # file
    mandoc -T lint "$1" 2>"$folder/err" | grep -v 'referenced manual not found: Xr orthant' >"$folder/out"
    [ ! -s "$folder/out" ] && [ ! -s "$folder/err" ]
    expect "mandoc has no message of $1" $?
}
sections() { # file, titles...
    file=$1
    shift
    for title; do
        grep -Eq "^\.S[Hh] \"?$title\"?\$" "$file"
        expect "$file has a section $title" $?
    done
}

page() { # name of the page, a word that it must have
    file=$BUILD/man/$1.1
    lint "$file"
    sections "$file" NAME SYNOPSIS DESCRIPTION EXAMPLES "EXIT STATUS" "SEE ALSO"
    mandoc -T ascii "$file" 2>"$folder/err" | sed 's/.\x08//g' >"$folder/out"
    grep -q "^EXAMPLES" "$folder/out" && grep -q -e "$2" "$folder/out"
    expect "$file, set, has examples and '$2'" $?
    sed -n '/^EXAMPLES/,/^[A-Z]/{/^[A-Z]/d;/^$/d;p}' "$folder/out" >"$folder/examples"
    ! grep -v '^  orthant ' "$folder/examples" && [ "$(wc -L <"$folder/examples")" -le 80 ]
    expect "$file has an example a line, of at most 80 columns" $?
}

for command in $commands; do
    [ -s "cli/man/$command.h2m" ]
    expect "cli/man/$command.h2m says more of $command than its help" $?
    run 0 "$command" --help
    cp "$folder/out" "$folder/help"
    grep -q '^Examples\{0,1\}:$' "$folder/help"
    expect "$command --help has examples" $?
    # Wrapped by argp, an example could not be copied.
    ! sed -n '/^Examples\{0,1\}:$/,/^$/{/^Examples\{0,1\}:$/d;/^$/d;/^  orthant /d;p}' \
        "$folder/help" | grep .
    expect "$command --help: each example is one line" $?
    [ "$(wc -L <"$folder/help")" -le 80 ]
    expect "$command --help fits 80 columns" $?
    # argp indents a line wrongly, now and then, where its buffer of 200 bytes happens to end: other
    # words help.
    ! sed '1,/^$/d' "$folder/help" | sed -n '/^ *\(-., \)\{0,1\}--/,/^$/p' | sed '/^$/,$d' |
        grep -vE '^(  -., |      )--|^ {29}[^ ]' >"$folder/out"
    expect "$command --help is indented as it should be" $?
    for option in $(grep -o '^ *\(-., \)\{0,1\}--[a-z-]*' "$folder/help" | grep -o -e '--[a-z-]*'); do
        grep -q -e "\\\\-\\\\-$(echo "${option#--}" | sed 's/-/\\\\-/g')" "$BUILD/man/orthant-$command.1"
        expect "the man page of $command has $option" $?
    done
    page "orthant-$command" "orthant $command"
done
page orthant "orthant compare"
for file in scenarios/*.5; do
    lint "$file"
    sections "$file" NAME DESCRIPTION "SEE ALSO"
    grep -q '^\.Bd -literal' "$file"
    expect "$file has an example" $?
done
# Each page that another refers to is there.
for name in $(sed -n 's/^\.\(BR\|Xr\) \(orthant[a-z\\-]*\) (\{0,1\}\([15]\).*/\2.\3/p' cli/man/*.h2m scenarios/*.5 |
    tr -d '\\' | sort -u); do
    [ -s "$BUILD/man/$name" ] || [ -s "scenarios/$name" ]
    expect "there is a page $name" $?
done
# The sub-commands of orthant contract have no pages of their own.
for command in call list check audit export; do
    for option in $("$program" contract $command --help | sed -n 's/^ *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' |
        grep -vxE 'help|usage'); do
        grep -q -e "\\\\-\\\\-$option" "$BUILD/man/orthant-contract.1"
        expect "the manual page of contract has --$option of $command" $?
    done
done

# The help of sub-commands, as that of commands above.
for command in "market score" "market fit" "sweep merge" "sweep best" "contract call" "contract list" \
    "contract check" "contract audit" "contract export"; do
    # shellcheck disable=SC2086
    run 0 $command --help
    [ "$(wc -L <"$folder/out")" -le 80 ]
    expect "$command --help fits 80 columns" $?
    sed -n '/^Examples\{0,1\}:$/,/^$/p' "$folder/out" >"$folder/examples"
    [ "$(wc -l <"$folder/examples")" -ge 2 ] && ! sed 1d "$folder/examples" | grep -v '^  [a-z]' | grep .
    expect "$command --help: has examples, each on one line" $?
done

for command in score fit; do
    for option in $("$program" market $command --help | sed -n 's/^ *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' |
        grep -vxE 'help|usage'); do
        grep -q -e "\\\\-\\\\-$(echo "$option" | sed 's/-/\\\\-/g')" "$BUILD/man/orthant-market.1"
        expect "the manual page of market has --$option of $command" $?
    done
done

for option in $("$program" sweep best --help | sed -n 's/^ *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' |
    grep -vxE 'help|usage'); do
    grep -q -e "\\\\-\\\\-$(echo "$option" | sed 's/-/\\\\-/g')" "$BUILD/man/orthant-sweep.1"
    expect "the manual page of sweep has --$option of best" $?
done

# Every key of what a command writes, at any depth, is a word of its page or of one that the page
# sends the reader to. Token names and the arguments of a contract's call are no keys.
keys() { # command, arguments...: also leaves the JSON in $folder/json
    "$program" "$@" --json >"$folder/json" 2>"$folder/err"
    command=$1
    pages=$(sed -n 's/^\.BR orthant\\-\([a-z]*\) (1).*/cli\/man\/\1.h2m/p' "cli/man/$command.h2m" | sort -u)
    for key in $(grep -o '"[a-z_0-9]*":' "$folder/json" | tr -d '":' | sort -u | grep -vxE 'kind|p[0-9]*'); do
        # shellcheck disable=SC2086
        sed 's/\\-/-/g' "cli/man/$command.h2m" $pages | grep -qw -e "$key"
        expect "the page of $command explains the key $key" $?
    done
}
keys compare scenarios/three-token.json --steps 2
keys path scenarios/three-token.json --steps 2
keys list paths
keys list models
keys list targets
keys list scenarios
keys optimum scenarios/three-token.json --steps 2
cp "$folder/json" "$folder/optimum.json"
keys certify "$folder/optimum.json"
keys optimum scenarios/three-token.json --steps 4 --tracking 50 --price-volatility 0.8,0.9 --free-end \
    --forecast scenarios/market/three-token-forecast.csv
cp "$folder/json" "$folder/optimum.json"
keys certify "$folder/optimum.json"
keys tune scenarios/studies/momentum.json
keys simulate scenarios/market/two-sided-flow.json --steps 4 --price-paths 8 --until 100bp
keys simulate scenarios/market/panel.json --compat quantammsim
keys compare scenarios/market/pool-or-exchange.json
keys simulate scenarios/market/pool-or-exchange.json --price-paths 8
keys steps scenarios/market/weekly-update.json --steps 4,8 --price-paths 8
keys fee scenarios/market/which-fee.json
keys safety scenarios/btc-usdc-with-fee.json --paths linear --blocks 3 --stake 0.2
"$program" simulate scenarios/market/btc-eth-usdc-gbm.json --paths linear --record every=1 --csv \
    >"$folder/log.csv" 2>"$folder/err"
keys live "$folder/log.csv" --fee 0.003 --against "$folder/log.csv"
awk 'BEGIN {for (i = 0; i < 120; i++) print 1700000000 + 60 * i "," 1 + (i * 7919 % 101) / 1000}' >"$folder/p.csv"
keys market fit "A=$folder/p.csv" --estimator --lambda 0.9
keys market fit scenarios/market/trades.csv --model hawkes
keys launch scenarios/launch/fair-launch.json --price-paths 4 --paths linear,geodesic
keys plan scenarios/lbp-96-50.json --steps 4 --calls 1 --target quantamm
cp "$folder/json" "$folder/plan.json"
keys replay "$folder/plan.json" --present 0.5
keys certify "$folder/plan.json"
keys sweep scenarios/sweeps/fee-and-steps.json -o "$folder/runs"
keys sweep best "$folder/runs" --by cost_bp

run 0 --version
grep -Eqx 'orthant [0-9]+\.[0-9]+\.[0-9]+ \(compiler .+; kernel (avx512|avx2|scalar)\)' "$folder/out"
holds=$?
expect "--version: $(cat "$folder/out")" $holds
cp "$folder/out" "$folder/version"
run 0 -V
cmp -s "$folder/out" "$folder/version"
expect "-V is --version" $?

finish
