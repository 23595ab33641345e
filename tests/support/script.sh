# Sourced by the scripted tests, from the top folder: $program, an empty $folder, and the counting
# of what holds. A script ends with `finish`, whose last line tests/run.sh reads. Its first comment
# has a line "# uses: ..." with what it reads ($BUILD is the build folder); see tests/run.sh.
set -u
BUILD=${BUILD:-build}
case $BUILD in
/*) program=$BUILD/orthant ;;
*) program=$PWD/$BUILD/orthant ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
: >"$folder/out" >"$folder/err"
passed=0 failed=0 skipped=0 cases=0

note() { # what is wrong if the condition's exit code is not 0; then what the program said follows
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        echo "$1"
        head -n 20 "$folder/out" "$folder/err" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

expect() { # what holds, condition's exit code
    note "does not hold: $1" "$2"
}

run() { # expected exit code, arguments...; output in $folder/out and $folder/err
    want=$1
    shift
    "$program" "$@" >"$folder/out" 2>"$folder/err" </dev/null
    code=$?
    [ $code -eq "$want" ]
    expect "orthant $* ends with $want, not $code" $?
}

gives() { # exit code, text, command...: ends so, with the text somewhere in what it says
    want=$1 text=$2
    shift 2
    "$@" >"$folder/out" 2>"$folder/err"
    code=$?
    [ $code -eq "$want" ] &&
        { [ -z "$text" ] || cat "$folder/out" "$folder/err" | grep -qF -e "$text"; }
    expect "$* ends with $want, not $code, and says '$text'" $?
}

says() { # text that is in the last messages
    grep -qF -e "$1" "$folder/err"
    expect "the message says: $1" $?
}

skip() { # why; the script ends
    echo "skipped: $1"
    skipped=$((skipped + 1))
    finish
    exit
}

finish() {
    line="$passed passed, $failed failed"
    [ $skipped -eq 0 ] || line="$line, $skipped skipped"
    [ $cases -eq 0 ] || line="$line, $cases cases"
    echo "$line"
    [ "$failed" -eq 0 ]
}
