#!/usr/bin/env bash
# Takes all figures on this machine and keeps them under benchmarks/results/<cpu>/<date>-<commit>/.
# Usage: eng/bench.sh [--no-ladder] [--no-cli] [--load] [--soak] [--worker] [--publish]
#   --no-ladder  leaves out BenchmarkDotNet (some ten minutes)
#   --no-cli     leaves out eng/bench-cli.sh
#   --load       also eng/load.sh: the listener next to rsyslogd and syslog-ng (some five minutes)
#   --soak       also eng/soak.sh: twenty minutes
#   --worker     also eng/worker-bench.sh: workers on NATS (some five minutes)
#   --publish    puts the tables into docs/performance.md and README.md, between their markers
# An idle machine, please: the load at the start is printed with the result.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

ladder=1 cli=1 load=0 soak=0 worker=0 publish=0
for argument; do
    case $argument in
        --no-ladder) ladder=0 ;;
        --no-cli) cli=0 ;;
        --load) load=1 ;;
        --soak) soak=1 ;;
        --worker) worker=1 ;;
        --publish) publish=1 ;;
        *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done

# Virtual machines hide the model's name but not its numbers.
cpu_field() { sed -n "s/^$1[[:space:]]*: *//p" /proc/cpuinfo | head -n 1; }
cpu="$(cpu_field 'model name') f$(cpu_field 'cpu family') m$(cpu_field model)"
cpu=$(tr '[:upper:]' '[:lower:]' <<<"$cpu" | tr -cs '[:alnum:]\n' '-')
commit=$(git rev-parse --short=10 HEAD)
git diff --quiet HEAD -- src benchmarks || commit+=-dirty
results=benchmarks/results/$cpu/$(date -u +%Y-%m-%d)-$commit
mkdir -p "$results"

dotnet build benchmarks/ProbeClassifier.Benchmarks -c Release -v q -nologo
benchmarks=benchmarks/ProbeClassifier.Benchmarks/bin/Release/net10.0/ProbeClassifier.Benchmarks
"$benchmarks" ratio --contenders --out "$results"

if ((cli)); then
    eng/bench-cli.sh --out "$results"
fi

if ((load)); then
    eng/load.sh --out "$results"
fi

if ((soak)); then
    eng/soak.sh --out "$results"
fi

if ((worker)); then
    eng/worker-bench.sh --out "$results"
    eng/sizing.sh "$results/worker.md" --out "$results"
fi

if ((ladder)); then
    artifacts=$(mktemp -d)
    trap 'rm -rf "$artifacts"' EXIT
    "$benchmarks" ladder --filter '*' --job short --artifacts "$artifacts"
    for report in "$artifacts"/results/*-report-github.md; do
        name=${report##*/ProbeClassifier.Benchmarks.Ladder.}
        name=${name%%Benchmarks-report*}
        cp "$report" "$results/ladder-${name,,}.md"
        cp "${report%-github.md}-brief.json" "$results/ladder-${name,,}.json"
    done
fi

if ((publish)); then
    eng/publish-figures.sh "$results"
fi
echo "results in $results"
