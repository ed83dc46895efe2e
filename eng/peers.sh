#!/usr/bin/env bash
# Unpacks rsyslog and syslog-ng of Debian into artifacts/peers/, side by side: as installed packages they exclude each other. Nothing of
# the system is changed and no root is needed. Prints the folder. Exits with 3, and says why, where they cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$PWD/artifacts/peers
done_mark=$folder/complete

if [ ! -e "$done_mark" ]; then
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo 'no apt-get or dpkg-deb here: the daemons come as packages of Debian' >&2; exit 3; }
    rm -rf "$folder"
    mkdir -p "$folder/packages"
    cd "$folder/packages"
    # With the libraries that a small installation lacks; one that a release does not have is left out, and found missing at the start.
    for package in rsyslog rsyslog-gnutls libestr0 libfastjson4 liblognorm5 syslog-ng-core libivykis0 libnet1 libwrap0; do
        apt-get download "$package" >/dev/null 2>&1 || echo "peers: $package cannot be had" >&2
    done
    for unpacked in "$folder"/packages/*.deb; do
        [ -e "$unpacked" ] || { echo 'no package could be fetched; is there a network, and were the lists updated (apt-get update)?' >&2; exit 3; }
        dpkg-deb -x "$unpacked" "$folder/root"
    done
    for daemon in rsyslogd syslog-ng; do
        [ -x "$folder/root/usr/sbin/$daemon" ] || { echo "$daemon could not be fetched" >&2; exit 3; }
    done
    touch "$done_mark"
fi
echo "$folder/root"
