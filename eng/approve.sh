#!/usr/bin/env bash
# Writes the approved files of the tests anew: eng/approve.sh [FILTER]. Read the difference before committing it.
set -euo pipefail
cd "$(dirname "$0")/.."
APPROVE=1 dotnet test tests/ProbeClassifier.Tests -c Release -v q -nologo ${1:+--filter "$1"}
git status --short -- tests samples docs
