#!/usr/bin/env bash
# Coverage-guided fuzzing of the parser: eng/fuzz.sh MINUTES
# Installs afl++ (Debian) and the SharpFuzz tool (NuGet) if they are missing, runs for the minutes given, and minimises what it found
# into tests/corpus/fuzz/. A crash is kept in artifacts/fuzz/out/default/crashes and makes the script fail.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:?usage: eng/fuzz.sh MINUTES}
if ! command -v afl-fuzz >/dev/null; then
    { apt-get update -q && apt-get install -y -q afl++; } >/dev/null || { echo "afl++ is not here and cannot be installed: nothing was fuzzed" >&2; exit 1; }
fi
tools=artifacts/tools
[ -x "$tools/sharpfuzz" ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$tools" >/dev/null ||
    { echo "the SharpFuzz tool is not here and cannot be installed: nothing was fuzzed" >&2; exit 1; }
work=artifacts/fuzz
rm -rf "$work"
mkdir -p "$work/in"
dotnet publish tests/ProbeClassifier.Fuzz -c Release -o "$work/bin" -v q -nologo
"$tools/sharpfuzz" "$work/bin/ProbeClassifier.dll"
cp tests/corpus/fuzz/* "$work/in/"
export AFL_ALLOW_TMP=1 AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 DOTNET_TieredPGO=0
timeout --signal=INT $((minutes * 60 + 30)) afl-fuzz -i "$work/in" -o "$work/out" -t 5000 -m none -V $((minutes * 60)) \
    dotnet "$work/bin/ProbeClassifier.Fuzz.dll" >"$work/log.txt" 2>&1 || true
grep -E '^(execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs|run_time|bitmap_cvg) ' "$work/out/default/fuzzer_stats"
# afl-cmin wants a path, not a name. What it keeps takes the place of what earlier runs kept; seeds with a name of their own stay.
if afl-cmin -i "$work/out/default/queue" -o "$work/min" -t 5000 -m none -- "$(command -v dotnet)" "$work/bin/ProbeClassifier.Fuzz.dll" >>"$work/log.txt" 2>&1; then
    find tests/corpus/fuzz -regextype posix-basic -type f -regex '.*/[0-9a-f]\{16\}' -delete
    for f in "$work"/min/*; do cp "$f" "tests/corpus/fuzz/$(sha256sum "$f" | cut -c1-16)"; done
    echo "$(find tests/corpus/fuzz -type f | wc -l) inputs in tests/corpus/fuzz"
else
    echo "afl-cmin failed, tests/corpus/fuzz is as it was: see $work/log.txt" >&2
fi
crashes=$(find "$work/out/default/crashes" "$work/out/default/hangs" -type f ! -name 'README*' | wc -l)
echo "$crashes inputs that crash or hang"
[ "$crashes" -eq 0 ]
