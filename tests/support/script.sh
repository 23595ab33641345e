# Sourced by the scripted tests of the program, from the top folder: $program, an empty $folder,
# and the counting of what holds.
set -u
BUILD=${BUILD:-build}
case $BUILD in
/*) program=$BUILD/orthant ;;
*) program=$PWD/$BUILD/orthant ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
: >"$folder/out" >"$folder/err"
passed=0 failed=0

expect() { # what, condition's exit code; what the program said last is shown when it is not 0
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        echo "does not hold: $1"
        head -n 20 "$folder/out" "$folder/err" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

run() { # expected exit code, arguments...; output in $folder/out and $folder/err
    want=$1
    shift
    "$program" "$@" >"$folder/out" 2>"$folder/err" </dev/null
    code=$?
    [ $code -eq "$want" ]
    expect "orthant $* ends with $want, not $code" $?
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
