#!/usr/bin/env bash
# Many random schedules of worker processes on a three-node JetStream cluster: eng/nats-schedules.sh [COUNT] [LINES] [SEED]
#   COUNT  how many, default 50; LINES  of each of four partitions, default 250000; SEED  of the first, default 1
# Prints each seed before it runs. The gate runs one, with 6000 lines. Then all servers are down for a minute while a load runs.
set -euo pipefail
cd "$(dirname "$0")/.."
export PROBECLASSIFIER_NATS_DOWN=60 PROBECLASSIFIER_NATS_COUNT=${1:-50} PROBECLASSIFIER_NATS_LINES=${2:-250000} PROBECLASSIFIER_NATS_SEED=${3:-1}
eng/nats.sh
dotnet build tests/ProbeClassifier.Tests -c Release -v q
dotnet test tests/ProbeClassifier.Tests -c Release --no-build --filter 'FullyQualifiedName~NatsClusterTests|FullyQualifiedName~NatsOutageTests' \
    --logger 'console;verbosity=detailed' -- RunConfiguration.TreatNoTestsAsError=true
