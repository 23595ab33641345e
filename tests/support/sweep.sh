# Sourced by scripts that run sweeps, after script.sh. `slow_sweep FILE` writes a sweep of 2,000
# points of some 6 ms each; `many FILE N` one of N quick points.
slow_sweep() {
    cat >"$1" <<'END'
{"orthant": 1, "command": "simulate",
 "vary": {"/pool/swap_fee": {"from": "0.0001", "to": "0.02", "count": 100, "scale": "log"},
          "/steps": {"from": 100, "to": 2000, "count": 20}},
 "collect": ["/results/0/shortfall", "/results/0/final_value"],
 "scenario": {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
  "target": {"weights": ["0.9", "0.1"]}, "steps": 10, "paths": ["linear"],
  "pool": {"value": 1000000, "unit": "USD", "swap_fee": "0.003"},
  "market": {"model": "gbm", "blocks": 2000, "block_seconds": 12, "volatility": [0.8, 0]},
  "monte_carlo": {"paths": 128, "seed": 5}}}
END
}

many() {
    cat >"$1" <<END
{"orthant": 1, "command": "compare", "collect": ["/results/0/log_loss"],
 "vary": {"/steps": {"from": 1, "to": $2, "count": $2}},
 "scenario": {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
  "target": {"weights": ["0.9", "0.1"]}, "steps": 10, "paths": ["linear"]}}
END
}

points() { # file of points: how many lines of points it has
    if [ -f "$1" ]; then
        grep -c '^{"point"' "$1"
    else
        echo 0
    fi
}

same_points() { # two folders: the same lines, in whatever order, whatever the files
    cat "$1"/points-*.jsonl | grep '^{"point"' | sort >"$folder/one"
    cat "$2"/points-*.jsonl | grep '^{"point"' | sort >"$folder/other"
    cmp -s "$folder/one" "$folder/other"
}

outcome() { # key of the JSON in $folder/out
    sed -n "s/^  \"$1\": \([0-9a-z]*\),*$/\1/p" "$folder/out"
}
