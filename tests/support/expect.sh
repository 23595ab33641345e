# Sourced from the top folder by scripted tests of what a command says: $orthant, an empty $folder,
# and the counting of what holds.
set -u
BUILD=${BUILD:-build}
orthant=$BUILD/orthant
passed=0 failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
out=$folder/out err=$folder/err

# expect CODE TEXT command...: the exit code, and TEXT somewhere on standard error (or output).
expect() {
    code=$1 text=$2
    shift 2
    "$@" >"$out" 2>"$err"
    got=$?
    if [ "$got" -eq "$code" ] && { [ -z "$text" ] || cat "$out" "$err" | grep -qF -e "$text"; }; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "exit $got (wanted $code), wanted '$text': $*"
        sed 's/^/    /' "$err"
    fi
}
