#!/bin/sh
# The command line as scripts see it: every exit code of every command, what is said on stderr, and
# that nothing is left behind when something fails.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh
move=$folder/move.json
sed 's/"steps": 7200/"steps": 3/' scenarios/three-token.json >"$move"
"$program" optimum "$move" -o "$folder/optimal.json" >"$folder/out" 2>"$folder/err"
# Each command as it works; more options may follow.
calls="compare $move
path $move
optimum $move
certify $folder/optimal.json
simulate scenarios/market/panel.json
steps scenarios/market/panel.json
list paths"

refuses() { # exit code, the first line of stderr but for notes, behind the program's name, arguments...
    want=$1 text=$2
    shift 2
    "$program" "$@" >"$folder/out" 2>"$folder/err" </dev/null
    code=$?
    [ $code -eq "$want" ] && [ ! -s "$folder/out" ] &&
        grep -v '^orthant: note: ' "$folder/err" | sed -n 1p |
        grep -qxF -e "orthant: $text" -e "orthant $1: $text"
    expect "orthant $*: exit code $want (not $code), '$text' and nothing on stdout" $?
}

is_untouched() { # exit code, arguments... -o FILE is added: an old FILE stays, and nothing else
    want=$1
    shift
    rm -rf "$folder/there" && mkdir "$folder/there" && echo old >"$folder/there/out.json"
    "$program" "$@" -o "$folder/there/out.json" >"$folder/out" 2>"$folder/err" </dev/null
    code=$?
    [ $code -eq "$want" ] && [ "$(ls -A "$folder/there")" = out.json ] &&
        [ "$(cat "$folder/there/out.json")" = old ]
    expect "orthant $*: exit code $want (not $code) and the older file as it was" $?
}

each() { # command of this script: run for each call, whose words follow
    while read -r call <&3; do
        # shellcheck disable=SC2086
        "$1" $call
    done 3<<END
$calls
END
}

# 0
works() {
    run 0 "$@"
    run 0 "$1" --help
    run 0 "$1" --usage
}
run 0 --help
run 0 --version
each works

# 2: usage
run 2
grep -q '^Usage: orthant COMMAND' "$folder/err"
expect "orthant alone prints its usage on stderr" $?
refuses 2 "no command 'compair'; the nearest is \"compare\"; 'orthant --help' lists them" compair $move
refuses 2 "no command 'qqqq'; 'orthant --help' lists them" qqqq
refuses 2 "no command 'helo'; the nearest is \"help\"; 'orthant --help' lists them" helo
misused() {
    refuses 2 "unrecognized option '--stepz'" "$@" --stepz 3
    refuses 2 "--format is table, json or csv, not 'xml'" "$@" --format xml
    refuses 2 "option '--format' requires an argument" "$@" --format
}
each misused
for command in compare path optimum simulate steps; do
    refuses 2 "which SCENARIO?" $command
    refuses 2 "one SCENARIO at a time" $command "$move" "$move"
done
refuses 2 "which FILE?" certify
refuses 2 "one FILE at a time" certify "$move" "$move"

# 2 too: what an option says
permitted="is out of range; permitted: whole numbers from 1 to 1000000000"
for command in compare path optimum simulate steps; do
    for steps in 0 -1 10000000000 99999999999999999999 1e10 1e3 2.0 abc '' ' 7'; do
        refuses 2 "--steps: \"$steps\" $permitted" $command "$move" "--steps=$steps"
    done
    refuses 2 "--steps: \"\" $permitted" $command "$move" --steps 1,
done
refuses 2 "--paths: no path is named 'geodesik'; the nearest is 'geodesic'" compare "$move" \
    --paths linear,geodesik
refuses 2 "--paths: no path is named 'geodesik'; the nearest is 'geodesic'" steps \
    scenarios/market/panel.json --path geodesik
refuses 2 "--paths: no path is named 'geodesik'; the nearest is 'geodesic'" path "$move" \
    --path geodesik
for threads in 0 257 -1 1.5 '' x; do
    for command in simulate steps; do
        refuses 2 "--threads: '$threads' is out of range; permitted: whole numbers from 1 to 256" \
            $command scenarios/market/panel.json "--threads=$threads"
    done
done
for command in path optimum; do
    refuses 2 "$move: 2 numbers of steps are asked for; choose one with --steps" $command \
        "$move" --steps 2,4
done
refuses 2 "--path: one path at a time" path "$move" --path linear,geodesic

# 3: bad input
echo '{"orthant": 1,' >"$folder/broken.json"
for command in compare path optimum certify simulate steps; do
    refuses 3 "$folder/broken.json:2:1: string or '}' expected near end of file" $command \
        "$folder/broken.json"
    refuses 3 "standard input:1:1: unexpected token near end of file" $command -
    is_untouched 3 $command "$folder/broken.json"
done

# 4: files and resources
none="No such file or directory"
for command in compare path optimum certify simulate steps; do
    refuses 4 "$folder/none.json: cannot open: $none" $command "$folder/none.json"
    refuses 4 "$folder: cannot read: Is a directory" $command "$folder"
done

fails() {
    refuses 4 "$folder/none/out.json: cannot write a file in its folder: $none" "$@" \
        -o "$folder/none/out.json"
    refuses 4 "$folder/broken.json/out.json: cannot write a file in its folder: Not a directory" \
        "$@" -o "$folder/broken.json/out.json"
    refuses 4 "/dev/full: cannot write: No space left on device" "$@" -o /dev/full
    [ -c /dev/full ]
    expect "/dev/full is a device still" $?

    # A file that may not grow, as on a full disk.
    rm -rf "$folder/there" && mkdir "$folder/there" && echo old >"$folder/there/out.json"
    said=$( (
        trap '' XFSZ
        ulimit -f 0
        export GCOV_PREFIX="$folder/coverage" # a coverage build's counts would be cut off too
        "$program" "$@" -o "$folder/there/out.json" 2>&1 >/dev/null
        echo $?
    ))
    said=$(printf '%s\n' "$said" | grep -v '^orthant: note: ' | sed -n '1p;$p')
    [ "$said" = "orthant: $folder/there/out.json: cannot write: File too large
4" ] && [ "$(ls -A "$folder/there")" = out.json ] && [ "$(cat "$folder/there/out.json")" = old ]
    expect "$* -o where nothing fits: $said" $?

    "$program" "$@" >/dev/full 2>"$folder/err"
    [ $? -eq 4 ] &&
        grep -qx "orthant: cannot write standard output: No space left on device" "$folder/err"
    expect "$* to a full disk" $?
    "$program" "$@" >&- 2>"$folder/err"
    [ $? -eq 4 ] && grep -q "^orthant: cannot write standard output: " "$folder/err"
    expect "$* to no standard output at all" $?
    { # the reader is gone before the first byte is written
        wait_for 60 [ -e "$folder/gone" ]
        "$program" "$@" 2>"$folder/err"
        echo $? >"$folder/code"
    } | {
        exec <&-
        : >"$folder/gone"
    }
    rm "$folder/gone"
    [ "$(cat "$folder/code")" -eq 4 ] &&
        grep -qx "orthant: cannot write standard output: Broken pipe" "$folder/err"
    expect "$* to a closed pipe" $?

    # A folder in which nothing may be written; root may, so this is done as nobody.
    $as_nobody "$folder/orthant" "$@" -o "$folder/closed/out.json" >"$folder/out" 2>"$folder/err"
    [ $? -eq 4 ] && grep -q 'out.json: cannot write a file in its folder: Permission denied' \
        "$folder/err" && [ -z "$(ls -A "$folder/closed")" ]
    expect "$* -o in a folder that may not be written" $?
}
as_nobody=""
[ "$(id -u)" -ne 0 ] || as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
mkdir "$folder/closed" && chmod 555 "$folder/closed" && chmod 755 "$folder"
cp "$program" "$folder"
each fails

{
    "$program" path "$move" --steps 100000 --csv 2>"$folder/err"
    echo $? >"$folder/code"
} | head -n 1 >"$folder/out"
[ "$(cat "$folder/code")" -eq 4 ] && grep -q "Broken pipe" "$folder/err"
expect "path to a reader that stops early" $?

# 130: interrupted, and the half-written file is gone with it.
mkdir "$folder/cut"
half_written() {
    [ -n "$(ls -A "$folder/cut")" ]
}
interrupt INT half_written path "$move" --steps 100000000 -o "$folder/cut/out.json"
[ $code -eq 130 ] && [ -z "$(ls -A "$folder/cut")" ]
expect "an interrupt ends path with 130, not $code, and leaves nothing" $?

finish
