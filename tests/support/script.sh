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

# No test counts on how fast a machine is. What can be seen is waited for, by `wait_for`, for longer
# than any machine takes; a program is interrupted once something can be seen, by `interrupt`; where
# nothing can be seen from outside, `with_more_time` tries again.
wait_for() { # seconds at most, command...: until it succeeds
    deadline=$(($(date +%s) + $1))
    shift
    until "$@"; do
        [ "$(date +%s)" -lt $deadline ] || return 1
        sleep 0.05
    done
}

ended() { # process: has it, waited for or not
    ! grep -qs '^State:.[^Z] ' "/proc/$1/status"
}

# Starts the program, sends it a signal once a command succeeds, and waits for its end. $code is how
# it ended, $pid what the command may look at; what it said is in $folder/out and $folder/err.
interrupt() { # signal, command (a word), arguments...
    signal=$1 seen_first=$2
    shift 2
    env --default-signal="$signal" "$program" "$@" >"$folder/out" 2>"$folder/err" </dev/null &
    pid=$!
    seen_or_ended() {
        $seen_first || ended $pid
    }
    wait_for 300 seen_or_ended
    expect "orthant $* comes to where SIG$signal is sent" $?
    kill -s "$signal" $pid 2>/dev/null
    wait_for 120 ended $pid || kill -s KILL $pid
    wait $pid 2>/dev/null
    code=$?
}

# Runs a command with $seconds of 0.5, 1, 2 ... 64, until a second one says that they were enough.
# What was not enough once is not tried again.
times_to_try="0.5 1 2 4 8 16 32 64"
with_more_time() { # command that says so, command...
    enough=$1
    shift
    for seconds in $times_to_try; do
        "$@"
        $enough && return
        times_to_try=${times_to_try#* }
    done
    return 1
}

says() { # text that is in the last messages
    grep -qF -e "$1" "$folder/err"
    expect "the message says: $1" $?
}

# A pool's recording has the prices of its market, which are data where a model of prices is looked
# at: GARCH of two tokens, in rows of a minute. It is $folder/log.csv, of $folder/s.json, and its
# prices are $folder/panel.csv.
record_garch() { # blocks
    cat >"$folder/s.json" <<END
{"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
 "target": {"weights": ["0.3", "0.7"]}, "steps": 100, "paths": ["linear"],
 "pool": {"value": "1000000", "unit": "USD"}, "monte_carlo": {"paths": 1, "seed": 5},
 "market": {"model": "garch", "blocks": $1, "block_seconds": 60, "volatility": ["0.8", "0.5"],
  "correlation": [["1", "0.6"], ["0.6", "1"]], "garch_alpha": ["0.2", "0.2"],
  "garch_beta": ["0.75", "0.75"]}}
END
    run 0 simulate "$folder/s.json" --record every=1 --csv
    cp "$folder/out" "$folder/log.csv"
    awk -F, 'NR == 1 {for (i = 1; i <= NF; i++) at[$i] = i; print "time,A,B"; next}
             {print 1700000040 + 60 * (NR - 2) "," $at["price A"] "," $at["price B"]}' \
        "$folder/log.csv" >"$folder/panel.csv"
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
