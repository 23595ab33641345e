# Sourced by the scripts here, after tests/support/script.sh: virtual environments of the machine's
# Python (or of $PYTHON), made once for what they hold.

environment() { # folder, file of requirements; $python is its Python
    python=$1/bin/python
    wanted=$({ "${PYTHON:-python3}" --version && cat "$2"; } | sha256sum)
    [ "$(cat "$1/holds" 2>/dev/null)" != "$wanted" ] || return 0
    rm -rf "$1"
    mkdir -p "$(dirname "$1")"
    quietly "an environment is made" "${PYTHON:-python3}" -m venv "$1"
    quietly "its packages are installed" "$python" -m pip install --quiet -r "$2"
    echo "$wanted" >"$1/holds"
}

quietly() { # what holds when it succeeds, command...
    what=$1
    shift
    "$@" >"$folder/out" 2>"$folder/err"
    expect "$what" $?
}
