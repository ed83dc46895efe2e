#!/usr/bin/env bash
# The listener under a steady load for a long time: its memory must stay flat, and nothing may be lost over TCP and TLS.
# Usage: eng/soak.sh [--minutes N] [--rate N] [--out DIRECTORY] [--binary FILE]
#   --minutes  default 20
#   --rate     messages a second over TCP, as many over TLS, and as many over UDP; default 10,000
#   --out      also writes soak.md there
#   --binary   the native binary; default: built here
# Needs bash 5, coreutils, openssl, the .NET SDK. Talks to 127.0.0.1 only. What it starts it stops by its process id.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

minutes=20 rate=10000 out= binary=
while (($#)); do
    case $1 in
        --minutes) minutes=$2 ;;
        --rate) rate=$2 ;;
        --out) out=$2 ;;
        --binary) binary=$2 ;;
        *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done

work=$(mktemp -d)
pids=()
trap '((${#pids[@]} == 0)) || kill -9 "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
dotnet build benchmarks/ProbeClassifier.Benchmarks -c Release -v q -nologo >"$work/build.log" || { tail -n 20 "$work/build.log" >&2; exit 1; }
sender=$PWD/benchmarks/ProbeClassifier.Benchmarks/bin/Release/net10.0/ProbeClassifier.Benchmarks
if [[ -z $binary ]]; then
    eng/publish.sh "$work/bin" >"$work/publish.log" 2>&1 || { tail -n 20 "$work/publish.log" >&2; exit 1; }
    binary=$work/bin/probeclassifier
fi
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null

# A report each five seconds is far more often than one would ask for: what a report leaves behind waits for a collection, and each
# quarter must see some of them.
"$binary" listen --tcp 127.0.0.1:0 --tls 127.0.0.1:0 --udp 127.0.0.1:0 --cert "$work/cert.pem" --key "$work/key.pem" --year 2000 --timezone UTC \
    --report "$work/report.json" --format json --every 5s 2>"$work/said" &
receiver=$!
pids+=("$receiver")
port() { sed -n "s/.*listening on $1 127.0.0.1:\([0-9]*\)$/\1/p" "$work/said"; }
for _ in {1..200}; do [[ -n $(port tcp) && -n $(port tls) && -n $(port udp) ]] && break; sleep 0.05; done

count=$((minutes * 60 * rate))
for transport in tcp tls udp; do
    "$sender" send "$transport" "$(port $transport)" "$count" 4 "$rate" >"$work/sent.$transport" &
    pids+=("$!")
done

# Resident memory in KiB, each ten seconds.
samples=()
while kill -0 "${pids[1]}" 2>/dev/null || kill -0 "${pids[2]}" 2>/dev/null || kill -0 "${pids[3]}" 2>/dev/null; do
    sleep 10
    samples+=("$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$receiver/status")")
done
wait "${pids[@]:1}"
kill -TERM "$receiver"
wait "$receiver"
pids=()

# Of the second, third and last quarter: between two collections memory rises and falls, so the least tells of a leak, the most of the bound.
quarter=$((${#samples[@]} / 4))
least() { printf '%s\n' "$@" | sort -n | head -n 1; }
most() { printf '%s\n' "$@" | sort -n | tail -n 1; }
part() { printf '%s\n' "${samples[@]:$1*quarter:quarter}"; }
mib() { echo "$(($(least $(part "$1")) / 1024))–$(($(most $(part "$1")) / 1024)) MiB"; }
lines=$(sed -n 's/^ *"lines": \([0-9]*\).*/\1/p' "$work/report.json" | head -n 1)
dropped=$(tail -n 1 "$work/said" | sed -n 's/.* \([0-9]*\) datagrams dropped.*/\1/p')
{
    echo '| minutes | messages sent | counted | datagrams dropped by the kernel | memory, 2nd quarter | 3rd quarter | last quarter |'
    echo '|--:|--:|--:|--:|--:|--:|--:|'
    echo "| $minutes | $((3 * count)) | $lines | ${dropped:-0} | $(mib 1) | $(mib 2) | $(mib 3) |"
} | tee "$work/soak.md"
echo "MiB each ten seconds: $(printf '%s\n' "${samples[@]}" | awk '{ printf "%d ", $1 / 1024 }')"
tail -n 1 "$work/said"
[[ -z $out ]] || { mkdir -p "$out"; cp "$work/soak.md" "$out/soak.md"; }
((lines + ${dropped:-0} == 3 * count)) || { echo 'messages are missing' >&2; exit 1; }
(($(least $(part 3)) <= $(least $(part 1)) * 11 / 10 && $(most $(part 3)) <= $(most $(part 1)) * 5 / 4)) || { echo 'memory grew' >&2; exit 1; }
