# offered.bash SETUP: for each line of standard input, the line, then what bash is offered for its
# end, sorted, a word a line with two blanks before it. SETUP is what the shell reads first.
# shellcheck source=/dev/null
source "$1"
COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:'
while IFS= read -r COMP_LINE; do
    COMP_POINT=${#COMP_LINE}
    _orthant "${COMP_LINE%% *}"
    printf '%s\n' "$COMP_LINE"
    [ ${#COMPREPLY[@]} -eq 0 ] || printf '  %s\n' "${COMPREPLY[@]}" | LC_ALL=C sort
done
