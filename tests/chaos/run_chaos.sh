#!/bin/sh
# Every allocation of a command made to fail in turn, alone and with all that follow: exit code 4
# with a message, or 0 with the same output as ever where nothing was lost; never a crash, never a
# partial or a temporary file.
set -u
BUILD=${BUILD:-build}
shim=$PWD/$BUILD/tests/chaos/fail_malloc.so
program=$PWD/$BUILD/orthant
case $BUILD in /*) shim=$BUILD/tests/chaos/fail_malloc.so program=$BUILD/orthant ;; esac

if nm "$program" | grep -qE '__(a|t|m)san_init'; then
    echo "a sanitizer has its own allocator; nothing to replace" >&2
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi

if [ ! -f "$shim" ]; then # the loader would go on without it
    echo "$shim is not built"
    echo "0 passed, 1 failed"
    exit 1
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0 skipped=0

complain() {
    echo "$1"
    sed 's/^/    /' "$folder/err"
    failed=$((failed + 1))
    wrong=$((wrong + 1))
}

# One run with allocation $k failing; output files go to $folder/files.
check_run() { # arguments of the program
    run="$command (allocation $k, mode $mode)"
    rm -rf "$folder/files" "$folder/mark"
    mkdir "$folder/files"
    echo old >"$folder/files/out.json"
    FAIL_MALLOC=$k FAIL_MALLOC_MARK=$folder/mark LD_PRELOAD=$shim \
        "$program" "$@" >"$folder/out" 2>"$folder/err" </dev/null
    code=$?
    left=$(ls -A "$folder/files")
    if [ "$left" != out.json ]; then
        complain "$run: files left: $left"
    elif [ "$code" -eq 0 ]; then
        if ! cmp -s "$folder/out" "$folder/good.out" ||
            ! cmp -s "$folder/files/out.json" "$folder/good.json"; then
            complain "$run: exit code 0 and other output than ever"
        fi
    elif [ "$code" -ne 4 ]; then
        complain "$run: exit code $code"
    elif ! grep -q '^orthant: ' "$folder/err"; then
        complain "$run: no message"
    elif ! echo old | cmp -s - "$folder/files/out.json" &&
        ! cmp -s "$folder/files/out.json" "$folder/good.json"; then
        complain "$run: a partial file"
    fi
}

chaos() { # command and arguments; -o FILE is added
    command="orthant $*"
    if ! "$program" "$1" --help >/dev/null 2>&1; then
        echo "$command: there is no such command yet"
        skipped=$((skipped + 1))
        return
    fi
    mkdir -p "$folder/files"
    echo old >"$folder/files/out.json"
    if ! "$program" "$@" -o "$folder/files/out.json" >"$folder/good.out" 2>"$folder/err"; then
        wrong=0
        complain "$command: fails by itself"
        return
    fi
    cp "$folder/files/out.json" "$folder/good.json"
    for mode in $modes; do
        [ $mode = one ] && unset FAIL_MALLOC_ALL
        [ $mode = rest ] && export FAIL_MALLOC_ALL=1
        k=1 wrong=0
        while [ $k -lt 100000 ] && [ $wrong -lt 5 ]; do
            check_run "$@" -o "$folder/files/out.json"
            [ -e "$folder/mark" ] || break
            k=$((k + 1))
        done
        [ "$code" -eq 0 ] || complain "$command: the untouched run has exit code $code"
        [ $wrong -eq 0 ] && passed=$((passed + k))
        echo "$command: $((k - 1)) allocations, mode $mode"
    done
    unset FAIL_MALLOC_ALL
}

# No key of 14 letters: jansson 2.14 reads on past its buffer where that cannot grow for the quote.
printf '{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
    "target": {"weights": ["0.995", "0.005"]}, "steps": 4, "guard_rails": {"largest_move": "0.3"},
    "chain": {"block_time": "0.5", "block_present": "0.8", "seed": 1}}' >"$folder/edge.json"

modes="one rest"
chaos list paths
chaos compare scenarios/three-token.json --json
modes=one
chaos simulate scenarios/market/panel.json --json --threads 1
chaos steps scenarios/market/panel.json --steps 2,4 --json --threads 1
# Price files of every kind; 1,100 rows, so that the tables have to grow.
prices=$folder/prices
mkdir "$prices"
awk -v folder="$prices" 'BEGIN {
    for (k = 0; k < 1100; k++) {
        t = 1714521600 + 60 * (k % 100 == 0 ? k + 1 : k % 100 == 1 ? k - 1 : k)
        p = 100 + k % 37 / 7
        printf "%d000000,%.8f,9,9,%.8f,1,%d999999,1,5,1,1,0\n", t, p, p + 0.25, t + 59 > (folder "/klines.csv")
        if (k % 40 == 0) # a tree of JSON is many allocations
            printf "%s[%d000, %.6f]", k ? ", " : "{\"prices\": [", t, 3 * p > (folder "/gecko.json")
        printf "%s%d;9;9;9;\"%.4f\"\r\n", k ? "" : "\357\273\277timeOpen;open;high;low;close\r\n", t, p / 5 > (folder "/cap.csv")
        printf "%s%d,%.9f\n", k ? "" : "time,price\n", t, p > (folder "/own.csv")
        printf "%s%d,%.4f,%.4f,%.4f,%.4f\n", k ? "" : "time,A,B,C,D\n", t, p, 2 * p + k % 5, p / 3, p > (folder "/panel.csv")
    }
    printf "]}\n" > (folder "/gecko.json")
}'
market() { # file, the key "market"
    printf '{"orthant": 1, "tokens": ["A", "B", "C", "D", "U"], "start": {"weights": ["0.1", "0.2", "0.3", "0.2", "0.2"]}, "target": {"weights": ["0.3", "0.1", "0.2", "0.2", "0.2"]}, "steps": 10, "pool": {"value": "1000", "unit": "USD", "swap_fee": "0.001"}, "market": {%s}}' "$2" >"$prices/$1"
}
market files.json '"model": "files", "numeraire": "U", "blocks": 20, "files": {"A": "klines.csv", "B": "gecko.json", "C": "cap.csv", "D": {"file": "own.csv", "time_column": "time", "price_column": "price"}}'
market bootstrap.json '"model": "bootstrap", "file": "panel.csv", "numeraire": "U", "mean_length": 10, "blocks": 20'
market garch.json '"model": "garch", "block_seconds": 60, "blocks": 20, "volatility": [0.5, 0.4, 0.3, 0.2, 0], "garch_alpha": [0.1, 0.1, 0.1, 0.1, 0], "garch_beta": [0.8, 0.8, 0.8, 0.8, 0], "garch_nu": [5, 5, 5, 5, 5], "correlation": [[1, 0.5, 0, 0, 0], [0.5, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]'
chaos simulate "$prices/files.json" --paths geodesic --json --threads 1
chaos simulate "$prices/files.json" --prices A="$prices/klines.csv" --prices B="$prices/gecko.json" \
    --prices C="$prices/cap.csv" --prices D="$prices/panel.csv" --paths linear --csv --threads 1
for model in bootstrap garch; do
    chaos simulate "$prices/$model.json" --paths linear --price-paths 3 --json --threads 1
done
chaos compare scenarios/three-token.json --steps 1,2,64
chaos path scenarios/three-token.json --path geodesic --json
for format in json csv; do # a schedule of the user's own
    ours=$folder/ours.$format
    "$program" path scenarios/three-token.json --steps 3 --path amgm --format $format \
        >"$ours" 2>"$folder/err"
    chaos compare scenarios/three-token.json --steps 3 --paths "linear,file:$ours" --json
done
chaos optimum scenarios/three-token.json --steps 2 --digits 3 --json
"$program" optimum scenarios/three-token.json --steps 2 --digits 3 --json >"$folder/best.json"
chaos certify "$folder/best.json" --digits 3
chaos plan "$folder/edge.json" --legal --target quantamm-target --json
"$program" plan "$folder/edge.json" --calls 2 --legal --json >"$folder/plan.json" 2>"$folder/err"
chaos replay "$folder/plan.json" --present 0.9
chaos certify "$folder/plan.json" --json
mkdir -p "$folder/place/scenarios/within"
cp scenarios/three-token.json "$folder/place/scenarios"
cp scenarios/market/panel.json "$folder/place/scenarios/within"
cd "$folder/place" || exit 1
chaos list scenarios --json

if [ $skipped -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
