#!/usr/bin/env bash
# Unpacks nats-server of Debian into artifacts/nats/. Nothing of the system is changed and no root is needed. Prints the program. Exits with
# 3, and says why, where it cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$PWD/artifacts/nats
program=$folder/root/usr/sbin/nats-server

if [ ! -x "$program" ]; then
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo 'no apt-get or dpkg-deb here: nats-server comes as a package of Debian' >&2; exit 3; }
    rm -rf "$folder"
    mkdir -p "$folder/packages"
    cd "$folder/packages"
    apt-get download nats-server >/dev/null 2>&1 || { echo 'nats-server could not be fetched; is there a network, and were the lists updated (apt-get update)?' >&2; exit 3; }
    dpkg-deb -x "$folder"/packages/nats-server_*.deb "$folder/root"
    [ -x "$program" ] || { echo 'the package holds no nats-server' >&2; exit 3; }
fi
echo "$program"
