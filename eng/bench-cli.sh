#!/usr/bin/env bash
# The whole process against `wc -l`, on the same warm file, in turn. Says wall time, ratio, peak memory and start-up.
# Usage: eng/bench-cli.sh [--bytes N] [--pairs N] [--many-bytes N] [--out DIRECTORY] [--binary FILE]
#   --bytes       size of the logs that are timed, default 200,000,000
#   --pairs       how often each pair is run, default 15
#   --many-bytes  size of the log with more than a million sources, default 600,000,000; 0 leaves it out
#   --out         also writes cli.md and cli.json there
#   --binary      the native binary; default: built here
# Needs bash 5, coreutils, the .NET SDK, and room for one log at a time in ${TMPDIR:-/tmp}. Removes what it made.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

bytes=200000000 pairs=15 many_bytes=600000000 out= binary=
while (($#)); do
    case $1 in
        --bytes) bytes=$2 ;;
        --pairs) pairs=$2 ;;
        --many-bytes) many_bytes=$2 ;;
        --out) out=$2 ;;
        --binary) binary=$2 ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s\n' "$*" >&2; }

# --- numbers -------------------------------------------------------------------------------------------------------------

median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
least() { printf '%s\n' "$@" | sort -n | head -n 1; }
greatest() { printf '%s\n' "$@" | sort -n | tail -n 1; }
# Thousandths as a decimal number.
decimal() { printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)); }
thousandths() { echo $((($1 * 1000 + $2 / 2) / $2)); }

# --- building and generating ---------------------------------------------------------------------------------------------

say 'building'
dotnet build benchmarks/ProbeClassifier.Benchmarks -c Release -v q -nologo >"$work/build.log" || { tail -n 20 "$work/build.log" >&2; exit 1; }
generator=benchmarks/ProbeClassifier.Benchmarks/bin/Release/net10.0/ProbeClassifier.Benchmarks
if [[ -z $binary ]]; then
    eng/publish.sh "$work/bin" >"$work/publish.log" 2>&1 || { tail -n 20 "$work/publish.log" >&2; exit 1; }
    binary=$work/bin/probeclassifier
fi

log=$work/log
# A new log of that kind in the page cache; no two are kept.
make_log() {
    rm -f "$log"
    "$generator" generate "$1" "$2" "$log"
    cat "$log" >/dev/null
}

# --- measuring -----------------------------------------------------------------------------------------------------------

# Microseconds of a command's wall time, into `took`.
timed() {
    local from=${EPOCHREALTIME/./}
    "$@" >/dev/null
    took=$((${EPOCHREALTIME/./} - from))
}

# Peak resident set in KiB. Without GNU time the kernel's high-water mark is read until the process ends.
peak_memory() {
    if [[ -x /usr/bin/time ]]; then
        /usr/bin/time -f %M -o "$work/peak" "$@" >/dev/null
        cat "$work/peak"
        return
    fi
    "$@" >/dev/null &
    local process=$! peak=0 line
    while kill -0 "$process" 2>/dev/null; do
        while read -r line; do
            [[ $line == VmHWM:* ]] && peak=${line//[!0-9]/}
        done 2>/dev/null <"/proc/$process/status" || true
    done
    wait "$process"
    echo "$peak"
}

# Microseconds from the start of the process to its first byte of output, into `took`.
first_output() {
    local from=${EPOCHREALTIME/./} byte
    IFS= read -r -N 1 byte < <(exec "$binary" report "$1")
    took=$((${EPOCHREALTIME/./} - from))
    [[ -n $byte ]]
}

markdown= json= missed=0
verdict() { # value in thousandths, bar in thousandths or empty
    if [[ -z $2 ]]; then echo '–'; return; fi
    if (($1 <= $2)); then echo "≤ $(decimal "$2") met"; else echo "≤ $(decimal "$2") **missed**"; fi
}

# One row: kind, threads, bar in thousandths (empty for none).
race() {
    local kind=$1 threads=$2 bar=$3 counts=() reports=() ratios=() pair
    say "$kind, $threads thread(s)"
    for ((pair = 0; pair < pairs; pair++)); do
        # Who goes first changes, so that neither always finds the caches as the other left them.
        if ((pair % 2)); then
            timed wc -l "$log"; counts+=("$took")
            timed "$binary" report "$log" --threads "$threads"; reports+=("$took")
        else
            timed "$binary" report "$log" --threads "$threads"; reports+=("$took")
            timed wc -l "$log"; counts+=("$took")
        fi
        ratios+=("$(thousandths "${reports[-1]}" "${counts[-1]}")")
    done
    local count report ratio peak
    count=$(median "${counts[@]}") report=$(median "${reports[@]}") ratio=$(median "${ratios[@]}")
    peak=$(peak_memory "$binary" report "$log" --threads "$threads")
    markdown+="| $kind | $((bytes / 1000000)) | $threads | $(decimal "$count") | $(decimal "$report") | **$(decimal "$ratio")** "
    markdown+="| $(decimal "$(least "${ratios[@]}")")–$(decimal "$(greatest "${ratios[@]}")") | $(verdict "$ratio" "$bar") | $(((peak + 1023) / 1024)) |"$'\n'
    json+="    {\"corpus\": \"$kind\", \"bytes\": $bytes, \"threads\": $threads, \"pairs\": $pairs, \"wcMicroseconds\": $count, "
    json+="\"reportMicroseconds\": $report, \"ratio\": $(decimal "$ratio"), \"peakKiB\": $peak},"$'\n'
    if [[ -n $bar ]] && ((ratio > bar)); then missed=1; fi
}

# The report must have read every line, or its time means nothing.
agree() {
    local lines counted
    lines=$(wc -l <"$log")
    counted=$("$binary" report "$log" --format json | grep -o '"lines": *[0-9]*' | head -n 1)
    [[ ${counted//[!0-9]/} == "$lines" ]] || { say "report read ${counted:-nothing}, wc $lines lines"; exit 1; }
}

limit() { # name, value, unit, bar
    local met=met
    (($2 <= $4)) || { met='**missed**'; missed=1; }
    markdown+="| $1 | $2 $3 | ≤ $4 $3 $met |"$'\n'
    json+="    {\"what\": \"$1\", \"value\": $2, \"unit\": \"$3\", \"bar\": $4},"$'\n'
}

machine() {
    sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1
}

markdown+="$(machine), $(nproc) cores, $(uname -sr), $(wc --version | sed -n 1p), NativeAOT binary of $(stat -c %s "$binary") bytes,"
markdown+=" commit $(git rev-parse --short=10 HEAD), load $(cut -d ' ' -f 1 /proc/loadavg) at the start."$'\n\n'
markdown+='| log | MB | threads | `wc -l` ms | `probeclassifier report` ms | **median of pair ratios** | min–max | bar | peak MiB |'$'\n'
markdown+='|---|--:|--:|--:|--:|--:|--:|--:|--:|'$'\n'

make_log netfilter "$bytes"
agree
race netfilter 1 1400
race netfilter 2 1000
make_log ipchains "$bytes"
agree
race ipchains 1 2000
race ipchains 2 ''

markdown+=$'\n''| what | value | bar |'$'\n''|---|--:|--:|'$'\n'
make_log netfilter 20000
starts=()
for ((i = 0; i < pairs; i++)); do
    first_output "$log"
    starts+=("$took")
done
start=$(median "${starts[@]}")
limit 'start to first output, 20 kB' $(((start + 999) / 1000)) ms 30
say '100,000 sources'
make_log sources100k "$bytes"
agree
limit 'peak memory, 100,000 sources, 1 thread' $((($(peak_memory "$binary" report "$log" --threads 1) + 1023) / 1024)) MiB 64
limit 'peak memory, 100,000 sources, 2 threads' $((($(peak_memory "$binary" report "$log" --threads 2) + 1023) / 1024)) MiB 64
if ((many_bytes > 0)); then
    say 'more than 1,000,000 sources'
    make_log sources1200k "$many_bytes"
    agree
    limit 'peak memory, over 1,000,000 sources, 1 thread' $((($(peak_memory "$binary" report "$log" --threads 1) + 1023) / 1024)) MiB 256
    limit 'peak memory, over 1,000,000 sources, 2 threads' $((($(peak_memory "$binary" report "$log" --threads 2) + 1023) / 1024)) MiB 256
fi

printf '%s' "$markdown"
if [[ -n $out ]]; then
    mkdir -p "$out"
    printf '%s' "$markdown" >"$out/cli.md"
    printf '{\n  "commit": "%s",\n  "rows": [\n%s\n  ]\n}\n' "$(git rev-parse HEAD)" "${json%,*}" >"$out/cli.json"
fi
((missed == 0)) || say 'a bar was missed'
