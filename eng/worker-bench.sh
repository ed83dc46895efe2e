#!/usr/bin/env bash
# What a worker takes: the same lines from NATS JetStream, by one worker and by two, from files by `worker --input`, and by `report`; each in turn,
# in the same run. A worker has counted all when it says so for each partition. CPU is utime and stime of the process in /proc.
# Usage: eng/worker-bench.sh [--bytes N] [--rounds N] [--record-bytes N] [--out DIRECTORY] [--binary FILE]
#   --bytes         size of the log, default 400,000,000
#   --rounds        how often each is run, default 3: the medians are shown
#   --record-bytes  size of a record, whole lines, default 65,536
#   --out           also writes worker.md there
#   --binary        the native binary; default: built here
# Needs bash 5, coreutils, the .NET SDK, and nats-server as eng/nats.sh has it. One server, one replica, on 127.0.0.1; it shares the
# processors with the workers. What it starts it stops by its process id.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

bytes=400000000 rounds=3 record_bytes=65536 out= binary= partitions=4
while (($#)); do
    case $1 in
        --bytes) bytes=$2 ;;
        --rounds) rounds=$2 ;;
        --record-bytes) record_bytes=$2 ;;
        --out) out=$2 ;;
        --binary) binary=$2 ;;
        *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done

work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"' EXIT
say() { printf '%s\n' "$*" >&2; }
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

nats=$(eng/nats.sh)
say 'building'
dotnet build benchmarks/ProbeClassifier.Benchmarks -c Release -v q -nologo >"$work/build.log" || { tail -n 20 "$work/build.log" >&2; exit 1; }
benchmarks=benchmarks/ProbeClassifier.Benchmarks/bin/Release/net10.0/ProbeClassifier.Benchmarks
if [[ -z $binary ]]; then
    eng/publish.sh "$work/bin" >"$work/publish.log" 2>&1 || { tail -n 20 "$work/publish.log" >&2; exit 1; }
    binary=$work/bin/probeclassifier
fi
counting=(--year 2000 --timezone UTC)

# Microseconds of processor time that a process has had.
ticks=$((1000000 / $(getconf CLK_TCK)))
cpu_of() {
    local fields
    read -r -a fields < <(sed 's/.*) //' "/proc/$1/stat")
    echo $(((fields[11] + fields[12]) * ticks))
}

"$benchmarks" generate netfilter "$bytes" "$work/log"
lines=$(wc -l <"$work/log")
size=$(stat -c %s "$work/log")
split -n "l/$partitions" -d "$work/log" "$work/part."
cat "$work"/part.* >/dev/null

port=$((20000 + RANDOM % 20000))
printf 'listen: 127.0.0.1:%d\nmax_payload: 8MB\njetstream { store_dir: "%s" }\n' "$port" "$work/js" >"$work/nats.conf"
"$nats" -c "$work/nats.conf" -l "$work/nats.log" &
server=$!
pids+=("$server")
for _ in {1..200}; do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    kill -0 "$server" 2>/dev/null || { cat "$work/nats.log" >&2; exit 1; }
    sleep 0.05
done
say "publishing $lines lines"
"$benchmarks" publish "127.0.0.1:$port" bench "$partitions" "$record_bytes" "$work/log" >&2

# Runs a command to its end. Wall and processor time, in microseconds, into `wall` and `cpu`: what the shell waited for is its own.
run() {
    local from=${EPOCHREALTIME/./} times
    { TIMEFORMAT='%3U %3S'; time "$@" >"$work/output" 2>"$work/said"; } 2>"$work/times" || { cat "$work/said" >&2; exit 1; }
    wall=$((${EPOCHREALTIME/./} - from))
    read -r -a times <"$work/times"
    cpu=$(((10#${times[0]/./} + 10#${times[1]/./}) * 1000))
}

# So many workers over the topic from its beginning, until each partition has caught up. Also `server_cpu`. A family of its own for each run:
# of the years, which the log's lines do not need to fit.
family=1970
from_nats() { # workers, further options
    local workers=$1 started=() from at before
    shift
    family=$((family + 1))
    rm -f "$work"/worker.*
    before=$(cpu_of "$server")
    from=${EPOCHREALTIME/./}
    for ((i = 0; i < workers; i++)); do
        "$binary" worker "nats://127.0.0.1:$port/bench" --partitions "$partitions" --year "$family" --timezone UTC --lease 2s --name "w$family-$i" "$@" 2>"$work/worker.$i" &
        started+=("$!")
        pids+=("$!")
    done
    while (($(cat "$work"/worker.* 2>/dev/null | grep -o 'partition [0-9]*: has caught up' | sort -u | wc -l) < partitions)); do
        kill -0 "${started[@]}" 2>/dev/null || { cat "$work"/worker.* >&2; exit 1; }
        sleep 0.02
    done
    at=${EPOCHREALTIME/./}
    wall=$((at - from)) cpu=0 server_cpu=$(($(cpu_of "$server") - before))
    for pid in "${started[@]}"; do cpu=$((cpu + $(cpu_of "$pid"))); done
    kill -TERM "${started[@]}"
    wait "${started[@]}" || true
}

declare -A walls=() cpus=() servers=()
note() { walls[$1]+="$wall " cpus[$1]+="$cpu " servers[$1]+="${server_cpu:-0} "; say "$1: $((wall / 1000)) ms, $((cpu / 1000)) ms of processors, server $((${server_cpu:-0} / 1000)) ms"; }
for ((round = 1; round <= rounds; round++)); do
    say "round $round"
    server_cpu=0
    run "$binary" report "${counting[@]}" --threads 1 "$work/log"; note report
    rm -rf "$work/state"
    run "$binary" worker "${counting[@]}" --threads 1 --input "$work/log" --state "$work/state"; note files
    rm -rf "$work/state"
    run "$binary" worker "${counting[@]}" --threads 2 --input "$work"/part.* --state "$work/state"; note files-2
    from_nats 1; note nats-1
    from_nats 1 --snapshot-every 1d --snapshot-lines 1000000000; note nats-1-bare
    from_nats 2; note nats-2
done

tenths() { printf '%d.%d' $(($1 / 10)) $(($1 % 10)); }
hundredths() { printf '%d.%02d' $(($1 / 100)) $(($1 % 100)); }
base=$(median ${cpus[report]})
row() { # name, key
    local w c s
    w=$(median ${walls[$2]}) c=$(median ${cpus[$2]}) s=$(median ${servers[$2]})
    ((c > 0)) || c=1
    printf '| %s | %d | %d | %d | %d | %d | %d | %s |\n' "$1" $((lines * 1000000 / w)) $((size / w)) $((w / 1000)) $((c / 1000)) $((s / 1000)) \
        $((lines * 1000000 / c)) "$(hundredths $((base * 100 / c)))"
}
table=$work/worker.md
{
    echo "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1), $(nproc) cores, $("$nats" --version), $lines lines of $((size / lines)) bytes in records of $record_bytes bytes, $partitions partitions, $rounds rounds, commit $(git rev-parse --short=10 HEAD), load $(cut -d ' ' -f 1 /proc/loadavg) at the end."
    echo
    echo '| what | lines/s | MB/s | wall ms | its CPU ms | server CPU ms | lines per CPU second | CPU of `report` over its own |'
    echo '|---|--:|--:|--:|--:|--:|--:|--:|'
    row '`report`, 1 thread' report
    row '`worker --input`, 1 thread' files
    row '`worker --input`, 2 threads' files-2
    row 'worker on NATS' nats-1
    row 'worker on NATS, no snapshots on the way' nats-1-bare
    row '2 workers on NATS' nats-2
    one=$(median ${walls[nats-1]}) two=$(median ${walls[nats-2]})
    own=$(median ${cpus[nats-1]}) bare=$(median ${cpus[nats-1-bare]}) served=$(median ${servers[nats-1]})
    ((bare < own)) || bare=$own
    echo
    echo '| where the time goes, one worker on NATS | |'
    echo '|---|--:|'
    echo "| two workers over one, lines/s | $(hundredths $((one * 100 / two))) |"
    echo "| CPU: counting and fetching, snapshots left out | $(tenths $((bare * 1000 / (own + served)))) % |"
    echo "| CPU: snapshots (the difference; below the noise where it is 0) | $(tenths $(((own - bare) * 1000 / (own + served)))) % |"
    echo "| CPU: the server | $(tenths $((served * 1000 / (own + served)))) % |"
} >"$table"
cat "$table"
[[ -z $out ]] || { mkdir -p "$out"; cp "$table" "$out/worker.md"; }
