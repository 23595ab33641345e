# Sourced by the scripts here, after tests/support/script.sh: pages before page.mjs.

[ -f tests/browser/node_modules/axe-core/axe.min.js ] ||
    skip "axe-core is not in tests/browser/node_modules, and npm cannot fetch it"

quietly() { # what holds when it succeeds, command...
    what=$1
    shift
    "$@" >"$folder/out" 2>"$folder/err"
    expect "$what" $?
}

judge() { # arguments of page.mjs; what it finds is in $folder/faults
    TMPDIR=$folder node tests/browser/page.mjs "$@" >"$folder/faults" 2>"$folder/err"
    code=$?
    : >"$folder/out"
    [ $code -le 1 ]
    expect "the browser looks at every page" $?
}

faults_of() { # page
    awk -F '\t' -v page="$1" '$1 == page' "$folder/faults"
}

expect_well() { # page
    faults_of "$1" | cut -f 2- >"$folder/out"
    [ $code -le 1 ] && [ ! -s "$folder/out" ]
    note "$1 has faults:" $?
}
