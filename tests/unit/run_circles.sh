#!/bin/sh
# No two files of core/ need each other: which object needs a symbol of which, without a loop. A
# container and what drives it are two files.
#
# uses: $BUILD/liborthant.a core
set -u
BUILD=${BUILD:-build}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

objects=$(for source in core/*/*.c; do
    object=$BUILD/obj/${source%.c}.o
    [ -f "$object" ] && echo "$object"
done)
if [ -z "$objects" ]; then
    echo "no objects in $BUILD/obj/core"
    echo "0 passed, 1 failed"
    exit 1
fi
# Lines "OBJECT:ADDRESS T NAME" and "OBJECT: U NAME".
# shellcheck disable=SC2086
nm -A $objects | awk '{
        file = $1
        sub(/:.*/, "", file)
        sub(/.*\/obj\//, "", file)
        sub(/o$/, "c", file)
        if ($(NF - 1) == "U")
            line[++n] = file " " $NF
        else if ($(NF - 1) ~ /^[A-Z]$/)
            of[$NF] = file
    }
    END {
        for (i = 1; i <= n; i++) {
            split(line[i], word, " ")
            if (word[2] in of && of[word[2]] != word[1])
                print word[1], of[word[2]]
        }
    }' | sort -u >"$folder/edges"
tsort "$folder/edges" >"$folder/order" 2>"$folder/loops"

if [ -s "$folder/loops" ]; then
    sed 's/^tsort: //' "$folder/loops"
    echo "0 passed, 1 failed"
    exit 1
fi
echo "1 passed, 0 failed, $(wc -l <"$folder/order") cases"
