#!/bin/sh
# A few commands and test programs of the plain build under valgrind: no error and no leak. Part of
# `make sanitize`. (valgrind hides AVX-512 from the program, so the AVX2 kernels run here.)
#
# uses: $BUILD/orthant $BUILD/tests/unit/decimal $BUILD/tests/unit/scenario scenarios tests/cases
. tests/support/script.sh

clean() { # expected exit code, command...
    want=$1
    shift
    CK_FORK=no CK_DEFAULT_TIMEOUT=0 valgrind -q --error-exitcode=99 --leak-check=full \
        --errors-for-leak-kinds=definite,possible --log-file="$folder/log" \
        "$@" >"$folder/out" 2>"$folder/err"
    code=$?
    [ $code -eq "$want" ] && [ ! -s "$folder/log" ]
    holds=$?
    note "$*: exit code $code, not $want; $(cat "$folder/log")" $holds
}

clean 0 "$program" compare scenarios/three-token.json --steps 1,3,64 -o "$folder/comparison.json"
clean 0 "$program" compare scenarios/eight-token.json --steps 100 --csv \
    --paths linear,geometric,amgm,bisection,geodesic,power:0.3
clean 0 "$program" path scenarios/extreme.json --steps 50 -o "$folder/trajectory.json"
clean 0 "$program" path scenarios/extreme.json --steps 50 --path "file:$folder/trajectory.json" --json
clean 0 "$program" optimum scenarios/three-token.json --steps 4 -o "$folder/optimum.json"
clean 0 "$program" certify "$folder/optimum.json" --digits 50
clean 0 "$program" simulate scenarios/market/panel.json --json
clean 0 "$program" list scenarios --json
clean 0 "$program" --help
clean 2 "$program" compare --format xml scenarios/extreme.json
clean 2 "$program" compare scenarios/extreme.json --paths geodesik
clean 3 "$program" compare tests/cases/scenario/unknown-key-near/input.json
clean 4 "$program" compare "$folder/none.json"
clean 0 "$BUILD/tests/unit/decimal"
clean 0 "$BUILD/tests/unit/scenario"

finish
