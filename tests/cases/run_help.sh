#!/bin/sh
# orthant help: man is called with the page that lies beside the program or that man finds, on a
# terminal only; else the help is printed. Nothing is given to a shell.
#
# uses: $BUILD/orthant $BUILD/man scenarios
. tests/support/script.sh
command -v script >/dev/null || skip "script is not installed"
build=${program%/*}
mkdir "$folder/fake" "$folder/alone" "$folder/none" "$folder/prefix" "$folder/prefix/bin" \
    "$folder/prefix/share" "$folder/prefix/share/man" "$folder/prefix/share/man/man1"
# A man that writes down what it is asked; MAN_CODE and MAN_WHERE are its exit codes.
cat >"$folder/fake/man" <<END
#!/bin/sh
for word; do printf '[%s]' "\$word"; done >>"$folder/asked"
[ "\$1" != -w ] || exit "\${MAN_WHERE:-0}"
exit "\${MAN_CODE:-0}"
END
chmod +x "$folder/fake/man"
cp "$program" "$folder/alone/orthant"
ln "$folder/alone/orthant" "$folder/prefix/bin/orthant"
touch "$folder/prefix/share/man/man1/orthant-fee.1.gz"
usual=$PATH

terminal() { # code, program, arguments...: on a terminal; what was asked of man is in $folder/asked
    want=$1
    shift
    : >"$folder/asked"
    # script takes a command line for a shell: each word is quoted for it.
    line=$(for word; do printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"; done)
    (cd "$folder" && SHELL=/bin/sh script -qec "$line" /dev/null) </dev/null >"$folder/raw" 2>"$folder/err"
    code=$?
    tr -d '\r' <"$folder/raw" >"$folder/out"
    [ "$code" -eq "$want" ]
    expect "on a terminal '$*' ends with $want, not $code" $?
    asked=$(cat "$folder/asked")
}
asks() { # what man must have been asked
    [ "$asked" = "$1" ]
    expect "man is asked '$1', not '$asked'" $?
}
helps() { # arguments: the help of the command has been printed
    "$program" "$@" --help >"$folder/help"
    cmp -s "$folder/help" "$folder/out"
    expect "the help of $* is printed" $?
}

# ---------------------------------------------------------------- no terminal

run 0 help compare
helps compare
run 0 help market fit
helps market fit
run 0 help sweep best
helps sweep best
run 0 help contract
helps contract
run 0 help
"$program" --help | cmp -s - "$folder/out"
expect "help alone is --help" $?
run 0 --help compare
helps compare
run 0 help help
helps help
for words in "compar" "../compare" "market fi" "compare more" "market fit more" "scenario more" "formats" "orthant" \
    "scenario.1" "launch.6" "''" "-x"; do
    # shellcheck disable=SC2086
    run 2 help $words
done
run 2 help compar
says "the nearest is \"compare\""
run 2 help scenari
says "the nearest is \"scenario\""
run 2 help 'compare;touch HACKED'
run 2 help '$(touch HACKED)'
[ ! -e HACKED ]
expect "no name is run" $?

# ---------------------------------------------------------------- the page that is asked for

PATH=$folder/fake:$usual
terminal 0 "$program" help compare
asks "[$build/man/orthant-compare.1]"
terminal 0 "$program" help market fit
asks "[$build/man/orthant-market.1]"
terminal 0 "$program" help launch.5
asks "[$build/man/orthant-launch.5]"
terminal 0 "$program" help help
asks "[$build/man/orthant-help.1]"
for name in $("$program" completion words -- orthant help '' | sed -n 's/^w\([^	]*\).*/\1/p'); do
    [ -s "$BUILD/man/orthant-$name.1" ] || [ -s "scenarios/orthant-${name%.5}.5" ]
    expect "help $name has a page" $?
done
for file in scenarios/*.5; do
    name=${file##*/orthant-}
    "$program" completion words -- orthant help "${name%.5}" | cut -f 1 | sed 's/^w//; s/\.5$//' | grep -qx "${name%.5}"
    expect "help offers the format of $file" $?
done
# In the prefix where it is installed; elsewhere as man finds it.
terminal 0 "$folder/prefix/bin/orthant" help fee
asks "[$folder/prefix/bin/../share/man/man1/orthant-fee.1.gz]"
terminal 0 "$folder/alone/orthant" help compare
asks "[-w][1][orthant-compare][1][orthant-compare]"
terminal 0 "$folder/alone/orthant" help launch.5
asks "[-w][5][orthant-launch][5][orthant-launch]"
terminal 0 "$folder/alone/orthant" help sweep
asks "[-w][1][orthant-sweep][1][orthant-sweep]"
terminal 2 "$program" help 'x;touch HACKED'
asks ""
terminal 2 "$program" help ../compare
asks ""
terminal 2 "$program" help market nothing
asks ""
# On no terminal a command's man is not asked; of a format it is.
: >"$folder/asked"
run 0 help compare
[ ! -s "$folder/asked" ]
expect "where nobody reads man is not asked" $?
run 0 help scenario
grep -q 'orthant-scenario' "$folder/asked"
expect "a format's page comes from man in any case" $?

# ---------------------------------------------------------------- no page, no man

export MAN_WHERE=16
terminal 0 "$folder/alone/orthant" help compare
asks "[-w][1][orthant-compare]"
helps compare
terminal 4 "$folder/alone/orthant" help prices
unset MAN_WHERE
export MAN_CODE=3
terminal 0 "$program" help compare
helps compare
unset MAN_CODE
for tool in sh script tr env; do
    ln -s "$(command -v $tool)" "$folder/none/$tool"
done
PATH=$folder/none
terminal_out() {
    script -qec "'$program' help $1" /dev/null </dev/null | tr -d '\r' >"$folder/out"
}
terminal_out "market fit"
PATH=$usual
helps market fit
PATH=$folder/none
run 4 help scenario
PATH=$usual
says "or no man"

# ---------------------------------------------------------------- the real one

if command -v man >/dev/null && man --version 2>/dev/null | grep -q '^man 2'; then
    export PAGER=cat MANPAGER=cat MANWIDTH=80
    for words in "compare:EXAMPLES" "scenario:KEYS" "launch.5:DEMAND" "contract audit:SUB-COMMANDS"; do
        # shellcheck disable=SC2086
        terminal 0 "$program" help ${words%:*}
        sed 's/.\x08//g; s/\x1b\[[0-9;]*m//g' "$folder/out" | grep -q "^${words#*:}"
        expect "man shows ${words%:*} with its ${words#*:}" $?
    done
fi

finish
