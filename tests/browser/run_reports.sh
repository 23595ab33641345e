#!/bin/sh
# The pages of `orthant report`, of every shipped scenario, in a browser: nothing is wrong with any.
# SHOTS=folder keeps pictures of them.
#
# uses: $BUILD/orthant scenarios tests/browser
. tests/support/script.sh
. tests/browser/browser.sh

mkdir "$folder/pages"
# The name of a page says which scenario it is of.
"$program" list scenarios --csv | sed -n 's/^\(scenarios\/[^,]*\.json\),.*/\1/p' >"$folder/names"
while read -r scenario; do
    page=${scenario#scenarios/}
    page=$folder/pages/$(echo "${page%.json}" | tr / -).html
    run 0 report "$scenario" -o "$page"
done <"$folder/names"

# Names as an enemy would give them; a page shows them and does nothing of what they say.
cat >"$folder/hostile.json" <<'END'
{"orthant": 1,
 "name": "</title></style><script>console.log(1)</script><h1>&lt;b&gt; &amp;",
 "description": "--><img src=x onerror=console.log(2)> <a href=\"https://host.invalid/\">here</a> javascript:void(0) ]]> <!-- NoSpaceInThisWordThatIsLongerThanAnyScreenOfAPhoneIsWideNoSpaceInThisWordThatIsLongerThanAnyScreenOfAPhoneIsWide",
 "tokens": ["\"><svg onload=console.log(3)>", "' onclick='console.log(4)' url(https://host.invalid/)", "</text></svg><iframe src=//host.invalid>AVeryLongNameOfATokenWithoutAnySpaceAtAllInIt"],
 "start": {"weights": ["0.05", "0.55", "0.4"]},
 "target": {"weights": ["0.4", "0.5", "0.1"]},
 "steps": [10, 100],
 "pool": {"value": 1000000, "unit": "</td><script src=//host.invalid></script>"}}
END
run 0 report "$folder/hostile.json" -o "$folder/pages/hostile.html"
nameless="$folder/<img src=x onerror='console.log(5)'>&\".json"
grep -vE '"(name|description)"' "$folder/hostile.json" >"$nameless"
run 0 report "$nameless" -o "$folder/pages/hostile-file.html"

[ "$(find "$folder/pages" -name '*.html' | wc -l)" -ge 40 ]
expect "there are pages of 40 scenarios or more" $?

# shellcheck disable=SC2086
judge ${SHOTS:+--shots "$SHOTS"} "$folder"/pages/*.html
for page in "$folder"/pages/*.html; do
    expect_well "$page"
done
finish
