# What help2man made, as the pages are to be: the examples of --help stand as they are, each on a
# line, two columns from the left so that all fit in 80; no key, option or page is cut at the end of a
# line, where nobody would find it; and no line of the source is above 80 bytes.
/^\.TH/ {
    print
    print ".nh"
    print ".nr HY 0" # for what sets it again
    print ".ad l"
    next
}
/^\.SH/ && examples {
    print ".fi"
    examples = 0
}
/^\.SH EXAMPLES/ {
    print
    print ".nf"
    print ".in 2n"
    examples = 1
    next
}
examples {
    if (!/^\.(IP|br|PP)/)
        print
    next
}
/^\.(nf|EX)/ {
    verbatim = 1
}
/^\.(fi|EE)/ {
    verbatim = 0
}
# Broken at a blank that has no backslash before it (that is no blank), and where no dot or quote
# follows (that would be a request).
{
    while (length($0) > 80 && !/^\./ && !verbatim) {
        for (at = 81; at > 1; at--)
            if (substr($0, at, 1) == " " && substr($0, at - 1, 1) != "\\" &&
                substr($0, at + 1, 1) !~ /[ .']/)
                break
        if (at == 1)
            break
        print substr($0, 1, at - 1)
        $0 = substr($0, at + 1)
    }
    print
}
END {
    if (examples)
        print ".fi"
}
