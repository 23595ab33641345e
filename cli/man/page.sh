#!/bin/sh
# page.sh PROGRAM VERSION [COMMAND]: prints the manual page of PROGRAM, or of its COMMAND, from what
# --help says and from orthant.h2m or COMMAND.h2m beside this script. Run from the top folder.
#
# help2man takes every program for one word and dates a page by its month. Here a page of a command
# is named orthant-COMMAND, as `man` is asked for it, and its date is a day, as mandoc wants it:
# today's, or that of SOURCE_DATE_EPOCH where that is set.
set -eu
program=$1 version=$2 command=${3-}
day=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%d)
name=orthant${command:+-$command}
summary="costs of changing a pool's weights"
help="$program --help"
if [ -n "$command" ]; then
    summary=$(sed -n 's/^ *{"'"$command"'", "\([^"]*\)".*/\1/p' cli/commands.c)
    help="$program $command --help"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '#!/bin/sh\nexec %s\n' "$help" >"$folder/$name"
chmod +x "$folder/$name"

# Few commands have more to say of exit codes than is common to all.
more=cli/man/${command:-orthant}.h2m
cat "$more" >"$folder/more" 2>/dev/null || :
if ! grep -qs '^\[EXIT STATUS\]' "$more"; then
    cat cli/man/exit_status >>"$folder/more"
fi

escaped=$(echo "$name" | sed 's/-/\\\\-/g')
title=$(echo "$name" | tr '[:lower:]' '[:upper:]')
help2man --no-info --version-string="orthant $version" -n "$summary" \
    --opt-include "$folder/more" "$folder/$name" >"$folder/page"
# The command's word in the synopsis bold, as the program's is.
sed -e "s/^\.TH ORTHANT \"1\" \"[^\"]*\"/.TH $title \"1\" \"$day\"/" \
    -e "s/^orthant \\\\- /$escaped \\\\- /" \
    -e "/^\.B orthant\$/{N;s/orthant\n\\\\fI\\\\,${command:-no command}\\(\\\\\/\\\\fR\\)\\{0,1\\} */orthant $command\n\\\\fI\\\\,/;s/\\\\fI\\\\, *\\\\\/\\\\fR//}" \
    "$folder/page" | awk -f cli/man/page.awk
