#!/usr/bin/env bash
# Kills the real `probeclassifier follow` at random moments while its log is written, renamed, truncated and compressed, and compares its
# last report byte for byte with one read of everything: eng/kill-test.sh [KILLS] [SEED]. Default: 200 kills, a random seed, which is printed.
# Half of the kills each for a log followed by its name and for a folder. Needs what eng/test.sh needs.
set -euo pipefail
cd "$(dirname "$0")/.."
export MSBUILDDISABLENODEREUSE=1
export PROBECLASSIFIER_SEED=${2:-$((RANDOM * 32768 + RANDOM))}
export PROBECLASSIFIER_KILLS=$(((${1:-200} + 1) / 2))
printf 'seed %s, 2 x %s kills\n' "$PROBECLASSIFIER_SEED" "$PROBECLASSIFIER_KILLS"
exec dotnet test tests/ProbeClassifier.Tests -c Release -v q -nologo --filter FullyQualifiedName~FollowKillTests \
    --logger 'console;verbosity=detailed' -- RunConfiguration.TreatNoTestsAsError=true
