#!/usr/bin/env bash
# What a load needs, from the figures that eng/worker-bench.sh took: eng/sizing.sh RESULTS/worker.md [--out DIRECTORY]
# Prints the table of docs/deploy.md, and with --out writes it as sizing.md. The formulas are there. Figures are of the machine on which they
# were taken; half of each core is left free for peaks and takeovers.
set -euo pipefail
export LC_ALL=C
usage() { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
(($# == 1)) || { (($# == 3)) && [[ $2 == --out ]]; } || usage
file=$1
[[ -r $file ]] || { echo "$file cannot be read; expected the worker.md of eng/worker-bench.sh" >&2; exit 1; }

# The columns of the row of one worker on NATS.
row=$(grep -F '| worker on NATS |' "$file") || { echo "$file has no row \"worker on NATS\"; expected the worker.md of eng/worker-bench.sh" >&2; exit 1; }
IFS='|' read -r _ _ _ _ _ own served per_core _ <<<"$row"
bytes=$(sed -n 's/.* lines of \([0-9]*\) bytes in records.*/\1/p' "$file")
for value in "$own" "$served" "$per_core" "$bytes"; do
    [[ ${value// /} =~ ^[0-9]+$ ]] && ((${value// /} >= 0)) || { echo "$file: \"$value\" is no number where one is expected" >&2; exit 1; }
done
own=${own// /} served=${served// /} per_core=${per_core// /}
((own > 0 && per_core > 0 && bytes > 0)) || { echo "$file: a figure is 0" >&2; exit 1; }

up() { echo $((($1 + $2 - 1) / $2)); }
one() { # name, lines a second
    local lines=$2 cores servers partitions
    cores=$(up $((2 * lines)) "$per_core")
    # Three replicas: each server has its part of the writing and reading.
    servers=$(up $((cores * served * 3)) "$own")
    # One core reads a partition.
    partitions=$cores
    printf '| %s | %d | %d | %d | %d | %d | %d |\n' "$1" "$lines" $((lines * bytes / 1000000)) "$cores" "$partitions" "$servers" $((lines * bytes * 86400 * 3 / 1000000000000))
}
table=$(
    echo "Of lines of $bytes bytes, $per_core lines per CPU second, and $served ms of the server's CPU for $own ms of the worker's."
    echo
    echo '| load | lines/s | MB/s | worker cores | partitions | server cores, 3 replicas | disk for a day, 3 replicas, TB |'
    echo '|---|--:|--:|--:|--:|--:|--:|'
    one '1 TB/day' "$(up 1000000000000 $((86400 * bytes)))"
    one '1 PB/day' "$(up 1000000000000000 $((86400 * bytes)))"
    one '100 M lines/s' 100000000
)
printf '%s\n' "$table"
if (($# == 3)); then
    mkdir -p "$3"
    printf '%s\n' "$table" >"$3/sizing.md"
fi
