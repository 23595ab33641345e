#!/bin/sh
# The judge of pages: it has nothing to say of a page without fault, and of pages with one fault each
# it says that fault's kind and no other.
#
# uses: tests/browser
. tests/support/script.sh
. tests/browser/browser.sh

mkdir "$folder/bad"
quietly "the bad pages are made" node tests/browser/samples/bad.mjs "$folder/bad"
judge --first tests/browser/samples/good.html "$folder"/bad/*.html
expect_well tests/browser/samples/good.html
for page in "$folder"/bad/*.html; do
    name=$(basename "$page")
    wanted=$(echo "${name%%.*}" | tr + '\n' | sort | paste -sd +)
    faults_of "$page" >"$folder/out"
    found=$(cut -f 2 "$folder/out" | sort -u | paste -sd +)
    [ "$found" = "$wanted" ]
    expect "$name is refused for $wanted, not for '$found'" $?
done

# Pictures, where they are asked for, and what is not there.
judge --shots "$folder/shots" tests/browser/samples/good.html
for shot in 360-light 820-dark 1440-light; do
    file "$folder/shots/good-$shot.png" >"$folder/out"
    grep -q "PNG image data, ${shot%-*} x" "$folder/out"
    expect "there is a picture $shot" $?
done
head -c 5 "$folder/shots/good.pdf" | grep -q '%PDF-'
expect "there is a page of paper" $?
gives 2 "not there" env CHROMIUM="$folder/not there" node tests/browser/page.mjs tests/browser/samples/good.html
gives 2 "missing.html" node tests/browser/page.mjs "$folder/missing.html"
gives 2 "usage" node tests/browser/page.mjs
finish
