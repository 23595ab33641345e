# Sourced after script.sh by tests of report's pages.

page_is_alone() { # file: its tags are closed and it refers to nothing
    ! grep -qiE '<script|<iframe|<object|<embed|<img|<form|@import|javascript:' "$1"
    expect "$1 has no script and nothing that loads" $?
    # The namespace of SVG is a name, and not there at all within HTML.
    ! grep -oE '<[^>]*|url[(][^)]*' "$1" | grep -oE '(href|src|action)=[^ >]*|url[(].*' | grep -vE '^href="(#[a-z][a-z0-9_-]*|data:,)"' | grep .
    expect "$1 refers to itself alone" $?
    ! grep -qE 'https?:|//[a-z]' "$1"
    expect "$1 names no host" $?
    [ "$(grep -o '<section' "$1" | wc -l)" -eq "$(grep -o '</section' "$1" | wc -l)" ] &&
        tail -n 1 "$1" | grep -qx '</html>'
    expect "$1 is whole" $?
    for id in $(grep -oE 'aria-labelledby="[^"]*"' "$1" | sed 's/.*="//; s/"//' | tr ' ' '\n') \
        $(grep -oE 'href="#[^"]*' "$1" | sed 's/.*#//'); do
        [ "$(grep -oF "id=\"$id\"" "$1" | wc -l)" -eq 1 ] || { echo "$id" && false; } || break
    done
    expect "$1 has each id that it points to, once" $?
    ! grep -qE '[^a-z](nan|inf)[^a-z]' "$1"
    expect "$1 has no number that is none" $?
}
