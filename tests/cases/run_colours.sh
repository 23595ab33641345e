#!/bin/sh
# A path has one colour in all pictures, whatever stands before it on the command line or in the
# scenario.
#
# uses: $BUILD/orthant scenarios
. tests/support/script.sh

command -v gnuplot >/dev/null || {
    echo "skipped: gnuplot is not installed"
    skipped=1
    finish
}

# The colours of the legend's samples that an SVG has beside a name, one a panel.
colours_of() { # picture, name in its legend
    awk -v name="$2" 'index($0, "<title>" name "</title>") {inside = 1}
        inside && match($0, /<path stroke=.rgb\([^)]*\)/) {
            colour = substr($0, RSTART + 14, RLENGTH - 14)
            gsub(/ /, "", colour)
            if (colour != "rgb(68,68,68)") print colour # of dashes alone
            inside = 0
        }' "$1" | sort -u | tr '\n' ' '
}
looks() { # picture, name, colour
    found=$(colours_of "$folder/$1" "$2")
    echo "$found" >"$folder/out"
    [ "$found" = "$3 " ]
    expect "$1 draws '$2' in $3" $?
}
geodesic="rgb(47,128,251)" linear="rgb(237,96,23)" amgm="rgb(8,163,125)"

move="scenarios/btc-usdc-50-90.json"

run 0 compare $move --steps 10,100 --plot "$folder/compare.svg"
run 0 compare $move --steps 10,100 --paths geodesic,amgm --plot "$folder/other.svg"
run 0 simulate scenarios/market/panel.json --plot "$folder/simulate.svg"
run 0 simulate scenarios/market/btc-eth-usdc-gbm.json --price-paths 8 --plot "$folder/spread.svg"
run 0 steps scenarios/market/weekly-update.json --price-paths 8 --steps 100,1000 --plot "$folder/steps.svg"
run 1 safety $move --plot "$folder/safety.svg"
run 0 launch scenarios/launch/seedless.json --plot "$folder/launch.svg"
for picture in compare simulate spread safety launch; do
    looks $picture.svg linear "$linear"
done
for picture in compare other simulate spread safety; do
    looks $picture.svg geodesic "$geodesic"
done
for picture in compare other safety; do
    looks $picture.svg amgm "$amgm"
done
looks steps.svg "simulated, 95 %" "$geodesic"
# Tokens are told by their place, in whichever picture.
run 0 path scenarios/btc-usdc-50-90.json --path linear --plot "$folder/path.svg"
run 0 plan scenarios/btc-usdc-50-90.json --calls 2 --plot "$folder/plan.svg" -o "$folder/plan.json"
for picture in path plan; do
    looks $picture.svg BTC "rgb(101,135,254)"
    looks $picture.svg USDC "rgb(209,123,4)"
done
# The report page draws its own pictures, from the same table.
run 0 report $move -o "$folder/page.html"
for entry in "#2F80FB geodesic" "#ED6017 linear" "#6587FE BTC"; do
    grep -q "<li><svg .*--l:${entry%% *};.*>${entry#* }</li>" "$folder/page.html"
    expect "the page draws ${entry#* } in ${entry%% *}" $?
done
finish
