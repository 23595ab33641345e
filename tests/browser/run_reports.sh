#!/bin/sh
# The pages of `orthant report`, of every shipped scenario, in a browser: nothing is wrong with any.
# SHOTS=folder keeps pictures of them.
#
# uses: $BUILD/orthant scenarios tests/browser
. tests/support/script.sh
. tests/browser/browser.sh

mkdir "$folder/pages"
# The name of a page says which scenario it is of. Several are made at once.
"$program" list scenarios --csv | sed -n 's/^\(scenarios\/[^,]*\.json\),.*/\1/p' >"$folder/names"
cat >"$folder/make" <<'END'
page=${3#scenarios/}
"$1" report "$3" --threads 1 -o "$2/$(echo "${page%.json}" | tr / -).html" >/dev/null 2>"$2/said.$$" ||
    { echo "orthant report $3 ends with $?:" && cat "$2/said.$$"; }
rm -f "$2/said.$$"
END
xargs -P "$(nproc)" -n 1 sh "$folder/make" "$program" "$folder/pages" <"$folder/names" >"$folder/out" 2>&1
[ ! -s "$folder/out" ]
expect "each scenario has its page" $?

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
grep -vE '"(name|description)"' "$folder/hostile.json" |
    sed 's/"unit": ".*"/"unit": "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語"/' >"$nameless"
run 0 report "$nameless" -o "$folder/pages/hostile-file.html"

pages=$(find "$folder/pages" -name '*.html' | wc -l)
[ "$pages" -ge 40 ] && [ "$pages" -eq $(($(wc -l <"$folder/names") + 2)) ]
expect "there is a page of each scenario, of 40 or more" $?

# shellcheck disable=SC2086
judge ${SHOTS:+--shots "$SHOTS"} "$folder"/pages/*.html
for page in "$folder"/pages/*.html; do
    expect_well "$page"
done
finish
