# Holds includes against the table of rooms. First file: core/README.md; then lines "FILE:LINE:#include
# ...", which are said again where they break a rule. The last line is
# "N passed, N failed, N cases": the rooms and the circles, and how many includes there are.

function fail(place, why)
{
    print place ": " why
    broken[room_now]
}

# The room of a header or source: core/ROOM/..., include/orthant/PART.h or cli/....
function room_of(file, part)
{
    split(file, part, "/")
    if (part[1] == "core")
        return part[2]
    if (part[1] == "cli")
        return "cli"
    sub(/\.h$/, "", part[3])
    return (part[3] in owner) ? owner[part[3]] : part[3]
}

FNR == NR {
    if ("cli" in rooms || $0 !~ /^\| `[a-z]+`/) # cli is the last line of the table
        next
    split($0, cell, "|")
    room_now = cell[2]
    gsub(/^ *`|`.*/, "", room_now)
    room = room_now
    if (cell[2] ~ /\(/) {
        gsub(/.*\(|\).*/, "", cell[2])
        count = split(cell[2], headers, ", ")
        for (i = 1; i <= count; i++)
            owner[headers[i]] = room
    }
    count = split(cell[3], known, " ")
    for (i = 1; i <= count; i++) {
        knows[room, known[i]] = 1
        below = known[i]
        sub(/\/.*/, "", below)
        if (!(below in rooms))
            fail(FILENAME ":" FNR, room " may not know " below ", which does not stand above it")
    }
    rooms[room] = 1
    next
}

{
    split($0, place, ":")
    from = place[1]
    where = place[1] ":" place[2]
    quoted = index($0, "\"") > 0
    to = $0
    sub(/^[^"<]*["<]/, "", to)
    sub(/[">].*$/, "", to)
    public = to ~ /^orthant\//
    if (!quoted && !public) # of the system, or of another library
        next
    if (public)
        to = "include/" to
    else if (to ~ /\//)
        to = "core/" to
    else { # beside the file that includes it
        folder = from
        sub(/[^\/]*$/, "", folder)
        to = folder to
    }
    includes++
    mine = room_now = room_of(from)
    other = room_of(to)
    if (!(mine in rooms))
        fail(where, "the room " mine " is not in the table")
    else if (!(other in rooms))
        fail(where, "the room " other " is not in the table")
    else if (mine == "cli" ? !(public || other == "cli" || (mine, other) in knows) \
                           : mine != other && !((mine, other) in knows)) {
        one = other "/" to
        sub(/\/.*\//, "/", one)
        sub(/\.h$/, "", one)
        if (!((mine, one) in knows))
            fail(where, mine " may not know " other " (" to ")")
    }
    if (from ~ /\.h$/) {
        edges[from] = edges[from] " " to
        line_of[from, to] = where
    }
}

function circle(place, files)
{
    print place ": a circle of headers:" files
    circles = 1
}

# Depth first; `path` is the way that led here.
function visit(file, path, count, next_files, i)
{
    state[file] = 1
    count = split(edges[file], next_files, " ")
    for (i = 1; i <= count; i++) {
        if (!(next_files[i] in state))
            visit(next_files[i], path " " file)
        else if (state[next_files[i]] == 1)
            circle(line_of[file, next_files[i]], path " " file " " next_files[i])
    }
    state[file] = 2
}

END {
    for (file in edges)
        if (!(file in state))
            visit(file, "")
    if (includes == 0) {
        print "no include was read"
        circles = 1
    }
    # A test a room, and one for circles.
    for (room in rooms) {
        tests++
        bad += room in broken
    }
    printf "%d passed, %d failed, %d cases\n", tests + 1 - bad - circles, bad + circles, includes
}
