#!/bin/sh
# Completion by real bash and zsh, with and without the package bash-completion: every command, sub-
# command and option of --help is offered and nothing else; values; names of files that a shell would
# take apart or run.
#
# uses: $BUILD/orthant scenarios tests/cases/completion
. tests/support/script.sh
tests=$PWD/tests/cases/completion
command -v zsh >/dev/null || skip "zsh is not installed"
mkdir "$folder/bin" "$folder/place" "$folder/place/my dir"
ln -s "$program" "$folder/bin/orthant"
PATH=$folder/bin:$PATH

run 0 completion bash
cp "$folder/out" "$folder/script.bash"
bash -n "$folder/script.bash"
expect "bash can read its script" $?
run 0 completion zsh
cp "$folder/out" "$folder/_orthant"
zsh -n "$folder/_orthant"
expect "zsh can read its script" $?
echo ". '$folder/script.bash'" >"$folder/bash"
package=/usr/share/bash-completion/bash_completion
printf '%s\n' ". $package" ". '$folder/script.bash'" >"$folder/package"
# As installed: read when the first Tab comes.
mkdir -p "$folder/completions"
cp "$folder/script.bash" "$folder/completions/orthant"
printf '%s\n' "BASH_COMPLETION_USER_DIR='$folder'" ". $package" >"$folder/lazy"
printf '%s\n' 'autoload -U compinit; compinit -u -D' ". '$folder/_orthant'" >"$folder/zsh"
printf '%s\n' "fpath=('$folder' \$fpath)" 'autoload -U compinit; compinit -u -D' >"$folder/fpath"

# ---------------------------------------------------------------- all that --help says

# Each command line that --help can follow, and what may stand in the place of that.
names() { # command line: the names that its help lists
    # shellcheck disable=SC2086
    "$program" $1 --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'
}
options() { # command line: a word a line, with = where a value follows
    # shellcheck disable=SC2086
    "$program" $1 --help | sed -nE 'h; s/^ {2}(-.), --.*/\1/p; g; s/^ {2,6}(-., )?(--[a-z-]+)(=?).*/\2\3/p'
}
{
    echo
    for command in $(names ""); do
        echo "$command"
        for word in $(sed -n "s/^Usage: orthant $command SUB-COMMAND.*/yes/p" <<END
$("$program" "$command" --help)
END
        ); do
            [ "$word" != yes ] || names "$command" | sed "s/^/$command /"
        done
    done
    echo "sweep merge"
    echo "sweep best"
} >"$folder/commands"
[ "$(wc -l <"$folder/commands")" -ge 30 ]
expect "there are 30 commands and sub-commands" $?
while read -r command; do
    line="orthant${command:+ $command}"
    echo "$line -"
    options "$command" | LC_ALL=C sort | sed 's/^/  /'
    case $command in
    "" | market | contract | completion)
        echo "$line "
        names "$command" | LC_ALL=C sort | sed 's/^/  /'
        ;;
    esac
done <"$folder/commands" >"$folder/expected"
grep -v '^  ' "$folder/expected" >"$folder/lines"

for setup in bash package; do
    [ "$setup" = bash ] || [ -r $package ] || continue
    bash "$tests/offered.bash" "$folder/$setup" <"$folder/lines" >"$folder/got" 2>"$folder/err"
    diff "$folder/expected" "$folder/got" >"$folder/out"
    expect "bash ($setup) offers what --help lists, and nothing else" $?
done
for setup in zsh fpath; do
    zsh -f "$tests/typed.zsh" zsh "$folder/$setup" <"$folder/lines" 2>"$folder/err" | cut -f 2 |
        paste "$folder/lines" - | awk -F '\t' '{print $1; n = split($2, words, " ");
            for (i = 1; i <= n; i++) print "  " words[i] | "LC_ALL=C sort -u"; close("LC_ALL=C sort -u")}' >"$folder/got"
    diff "$folder/expected" "$folder/got" >"$folder/out"
    expect "zsh ($setup) offers what --help lists, and nothing else" $?
done

# ---------------------------------------------------------------- values

# What `orthant list` names is offered, and no more.
lists() { # what is listed, a pattern of what follows it, words to complete...
    "$program" list "$1" --csv | sed -n "2,\$s/^\([^,:]*\)\(:\{0,1\}\).*/\1\2/p" | LC_ALL=C sort >"$folder/expected"
    shift
    "$program" completion words -- "$@" | sed -n 's/^[wo]\([^	]*\).*/\1/p' | LC_ALL=C sort >"$folder/out"
    cmp -s "$folder/expected" "$folder/out"
    expect "what is listed is offered for $*" $?
}
lists targets orthant plan --target ''
"$program" list paths --csv | sed -n '2,$s/^\([^,:]*\).*/\1/p' | LC_ALL=C sort >"$folder/expected"
"$program" completion words -- orthant path --path '' | sed -n 's/^[wo]\([^	:]*\).*/\1/p' | LC_ALL=C sort -u >"$folder/out"
cmp -s "$folder/expected" "$folder/out"
expect "the paths that are listed are offered" $?
"$program" contract list --csv | sed '1d;s/,.*//' | LC_ALL=C sort >"$folder/expected"
"$program" completion words -- orthant contract audit '' | sed -n 's/^w\([^	]*\).*/\1/p' | LC_ALL=C sort >"$folder/out"
cmp -s "$folder/expected" "$folder/out"
expect "the functions that are listed are offered" $?
for kind in scenarios:compare sweeps:sweep studies:tune; do
    "$program" list ${kind%:*} --csv 2>/dev/null | sed '1d;s/,.*//' | grep '^scenarios/' | LC_ALL=C sort >"$folder/expected"
    "$program" completion words -- orthant ${kind#*:} '' | sed -n 's/^n//p' | LC_ALL=C sort >"$folder/out"
    [ -s "$folder/expected" ] && cmp -s "$folder/expected" "$folder/out"
    expect "the $kind that are listed are offered" $?
done
# No file is opened for that: one may be a pipe.
mkdir -p "$folder/pipes/scenarios"
mkfifo "$folder/pipes/scenarios/pipe.json"
(cd "$folder/pipes" && timeout 20 "$program" completion words -- orthant compare scen) >"$folder/out" 2>"$folder/err"
grep -qx 'nscenarios/pipe.json' "$folder/out"
expect "a pipe's name is offered, and nobody waits for what is in it" $?

# ---------------------------------------------------------------- lines as they are typed

cd "$folder/place" || exit 1
touch 'a b.json' 'my dir/x.json' "q'u.json" '$(touch HACKED).json' 'w`touch HACKED`.json' 'c;d.json' \
    plain.csv 'z
HACKED.json'
ls >"$folder/before"
cut -d '|' -f 1 "$tests/typed.expected" >"$folder/lines"
cut -d '|' -f 2 "$tests/typed.expected" >"$folder/expected"
for setup in bash package lazy zsh; do
    shell=bash
    [ $setup != zsh ] || shell=zsh
    [ -r $package ] || [ $setup = bash ] || [ $setup = zsh ] || continue
    zsh -f "$tests/typed.zsh" $shell "$folder/$setup" <"$folder/lines" 2>"$folder/err" | cut -f 1 >"$folder/got"
    diff "$folder/expected" "$folder/got" >"$folder/out"
    expect "lines typed in $shell ($setup) are completed" $?
done
ls | cmp -s - "$folder/before"
expect "no file's name was run" $?
# The name with a line's end in it is not offered.
echo 'orthant compare z' | bash "$tests/offered.bash" "$folder/bash" >"$folder/out" 2>"$folder/err"
[ "$(cat "$folder/out")" = 'orthant compare z' ]
expect "a name of two lines is not offered" $?
# What is not there, or is no program, is not run; orthant of PATH is asked.
printf '%s\n' './orthant list pat' 'no/orthant list pat' '$(touch HACKED)orthant list pat' '"a"orthant list pat' |
    bash "$tests/offered.bash" "$folder/bash" >"$folder/out" 2>"$folder/err"
[ "$(grep -cx '  paths' "$folder/out")" -eq 3 ] && [ ! -e HACKED ]
expect "a program's name that is none is not run" $?
cd - >/dev/null || exit 1

# ---------------------------------------------------------------- the command itself

run 2 completion
run 2 completion words
run 2 completion words --line x -- orthant
run 2 completion words --breaks x -- orthant
run 2 completion bash more
run 0 completion words -- orthant
[ ! -s "$folder/out" ]
expect "the program's own name has no completion" $?
run 0 completion words --line ''
run 0 completion words -- orthant compare --paths=linear,geom
printf 'k--paths=linear,\nwgeometric\tweighted geometric mean of the ends, normalised\n' | cmp -s - "$folder/out"
expect "words tell what stays, a word and its meaning" $?
run 0 completion words --null -- orthant compare 2
printf 'k\0f.json\0' | cmp -s - "$folder/out"
expect "with --null each answer ends with a byte of 0" $?

finish
