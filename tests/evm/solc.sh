#!/bin/sh
# What forge calls as the compiler: solc's JavaScript build, which npm installed.
exec node "$(dirname "$0")/solc.js" "$@"
