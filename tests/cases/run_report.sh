#!/bin/sh
# orthant report as a command: one file that refers to nothing outside itself, the same bytes each
# time and on any number of threads, names that would be obeyed, what goes to which file, what is
# refused.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh
. tests/support/page.sh

report() { # exit code expected, arguments
    want=$1
    shift
    run "$want" report "$@"
}
# One scenario of each kind; tests/schema/run_page.sh goes through all that are shipped.
for file in scenarios/btc-usdc-with-fee.json scenarios/market/panel.json scenarios/launch/seedless.json \
    scenarios/strategies/quantammsim.json; do
    report 0 "$file" -o "$folder/page.html"
    [ -s "$folder/out" ] && ! tr '\n' ' ' <"$folder/out" | grep -q '[[:cntrl:]]'
    expect "$file: what is to be decided is printed" $?
    page_is_alone "$folder/page.html"
    ! grep -q 'could not be computed' "$folder/page.html"
    expect "$file: every part is there" $?
done

# The same bytes: again, on one thread, by a pipe.
for file in scenarios/three-token.json scenarios/market/constant-with-fee.json; do
    report 0 "$file" --threads 1 -o "$folder/one.html"
    report 0 "$file" --threads 2 -o "$folder/two.html"
    cmp -s "$folder/one.html" "$folder/two.html"
    expect "$file: a page does not depend on threads" $?
    report 0 "$file"
    cmp -s "$folder/out" "$folder/one.html"
    expect "$file: without -o the page is stdout" $?
    report 0 "$file" --json -o "$folder/facts.json"
    cmp -s "$folder/out" "$folder/facts.json"
    expect "$file: a name that ends in .json gets the facts, which --json prints" $?
done

# The command that a page shows makes it again, whatever options it was made with.
cp scenarios/btc-usdc-with-fee.json "$folder/it's (1) \$(x).json"
made_again() { # options of report
    report 0 "$folder/it's (1) \$(x).json" "$@" --threads 1 -o "$folder/made.html"
    report 0 "$folder/it's (1) \$(x).json" "$@" --json
    sed -n 's/^ *"value": "\(orthant report .*\)"$/\1/p' "$folder/out" | sed 's/\\\\/\\/g; s/\\"/"/g' >"$folder/command"
    [ "$(wc -l <"$folder/command")" -eq 1 ] &&
        (cd "$folder" && PATH=$(dirname "$program"):$PATH bash command >"$folder/out" 2>"$folder/err")
    holds=$?
    expect "the command of a page runs: $(cat "$folder/command")" $holds
    cmp -s "$folder/report.html" "$folder/made.html"
    holds=$?
    expect "it makes the same page: $(cat "$folder/command")" $holds
}
made_again --price-volatility 0.8 --steps 100 --gas 12.5 --target quantamm
printf 'time,BTC\n2024-01-01T00:00:00Z,4\n2024-01-02T00:00:00Z,5\n2024-01-03T00:00:00Z,6\n' >"$folder/b  c.csv"
made_again --prices "BTC=$folder/b  c.csv" --stamp BTC=end --from 2024-01-01 --steps 1 --seed 3 --normalise

# Names that a browser, a shell or a terminal would obey.
cat >"$folder/it's <b>&amp; \$(touch x).json" <<'END'
{"orthant": 1, "name": "</title><script>alert(1)</script>", "description": "\" onload=\"x' & <style>*{}",
 "tokens": ["<img src=x onerror=alert(1)>", "\"><svg onload=alert(2)>"], "steps": 20,
 "start": {"weights": ["0.5", "0.5"]}, "target": {"weights": ["0.9", "0.1"]},
 "pool": {"value": "1000", "unit": "</td>&"}}
END
report 0 "$folder/it's <b>&amp; \$(touch x).json" -o "$folder/hostile.html"
page_is_alone "$folder/hostile.html"
! grep -qE '<(img|b>|style>\*|svg onload)|onerror=alert\(1\)>|</td>&' "$folder/hostile.html"
expect "no name becomes a tag" $?
grep -qF '&lt;/title&gt;&lt;script&gt;' "$folder/hostile.html"
expect "names are shown as they are" $?

# What is refused, and nothing half-written.
report 2 scenarios/three-token.json --gas x
report 2 scenarios/three-token.json --gas -1
report 4 "$folder/none.json"
report 3 scenarios/studies/momentum.json
report 4 scenarios/three-token.json -o "$folder/none/page.html"
report 4 scenarios/three-token.json -o /dev/full
cp scenarios/three-token.json "$folder/own.json"
report 2 "$folder/own.json" -o "$folder/own.json"
cmp -s scenarios/three-token.json "$folder/own.json"
expect "the scenario is not written over" $?
finish
