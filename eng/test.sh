#!/usr/bin/env bash
# The tests alone: eng/test.sh [FILTER]. The whole gate is eng/check.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
exec dotnet test tests/ProbeClassifier.Tests -c Release -v q -nologo ${1:+--filter "$1"} -- RunConfiguration.TreatNoTestsAsError=true
