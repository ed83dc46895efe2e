#!/usr/bin/env bash
# The same load over loopback to this listener, to rsyslogd and to syslog-ng, in turn, in the same run. The daemons write each message to
# a file; this listener classifies and counts, and in a second row also writes each event to a file.
# Usage: eng/load.sh [--messages N] [--udp-messages N] [--rounds N] [--connections N] [--out DIRECTORY] [--binary FILE]
#   --messages      over TCP and TLS, default 2,000,000
#   --udp-messages  default 500,000
#   --rounds        how often each is run, default 3: the medians are shown
#   --connections   that share a load, default 4
#   --out           also writes load.md there
#   --binary        the native binary; default: built here
# Needs bash 5, coreutils, openssl, the .NET SDK; Debian's daemons are fetched by eng/peers.sh and left out where they cannot be had.
# Talks to 127.0.0.1 only. What it starts it stops by its process id.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

messages=2000000 udp_messages=500000 rounds=3 connections=4 out= binary=
while (($#)); do
    case $1 in
        --messages) messages=$2 ;;
        --udp-messages) udp_messages=$2 ;;
        --rounds) rounds=$2 ;;
        --connections) connections=$2 ;;
        --out) out=$2 ;;
        --binary) binary=$2 ;;
        *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done

work=$(mktemp -d)
receiver=
trap '[[ -z $receiver ]] || kill -9 "$receiver" 2>/dev/null || true; rm -rf "$work"' EXIT
say() { printf '%s\n' "$*" >&2; }
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

say 'building'
dotnet build benchmarks/ProbeClassifier.Benchmarks -c Release -v q -nologo >"$work/build.log" || { tail -n 20 "$work/build.log" >&2; exit 1; }
sender=benchmarks/ProbeClassifier.Benchmarks/bin/Release/net10.0/ProbeClassifier.Benchmarks
if [[ -z $binary ]]; then
    eng/publish.sh "$work/bin" >"$work/publish.log" 2>&1 || { tail -n 20 "$work/publish.log" >&2; exit 1; }
    binary=$work/bin/probeclassifier
fi
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null

receivers=('counts' 'counts-and-events')
if root=$(eng/peers.sh); then
    libraries=$root/usr/lib/syslog-ng:$(echo "$root"/usr/lib/*-linux-gnu)
    receivers+=('rsyslogd' 'syslog-ng')
else
    say 'no daemons to compare with'
fi

# A port on which nobody listens. Another process could take it in between; then the receiver says so.
free_port() {
    local port
    while port=$((20000 + RANDOM % 20000)) && { is_open tcp "$port" || is_open udp "$port"; }; do :; done
    echo "$port"
}

# Whether something listens there: TCP by connecting, UDP by the kernel's table.
is_open() {
    if [[ $1 == udp ]]; then grep -qi "$(printf ':%04X ' "$2")" /proc/net/udp; else (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; fi
}

# Starts a receiver; its process id into `receiver`. $1 which, $2 transport, $3 port.
start() {
    local stream=$2
    [[ $2 == tcp-octet ]] && stream=tcp
    rm -f "$work/all.log" "$work/report.json"
    case $1 in
        counts | counts-and-events)
            local arguments=("--$stream" "127.0.0.1:$3" --report "$work/report.json" --format json --year 2000 --timezone UTC)
            [[ $stream == tls ]] && arguments+=(--cert "$work/cert.pem" --key "$work/key.pem")
            [[ $1 == counts-and-events ]] && arguments+=(--events "$work/all.log")
            "$binary" listen "${arguments[@]}" 2>"$work/said" &
            ;;
        rsyslogd)
            {
                echo "global(workDirectory=\"$work\" defaultNetstreamDriverCAFile=\"$work/cert.pem\" defaultNetstreamDriverCertFile=\"$work/cert.pem\" defaultNetstreamDriverKeyFile=\"$work/key.pem\")"
                case $stream in
                    tcp) echo "module(load=\"imtcp\") input(type=\"imtcp\" port=\"$3\" address=\"127.0.0.1\")" ;;
                    tls) echo "module(load=\"imtcp\" streamdriver.name=\"gtls\" streamdriver.mode=\"1\" streamdriver.authmode=\"anon\") input(type=\"imtcp\" port=\"$3\" address=\"127.0.0.1\")" ;;
                    udp) echo "module(load=\"imudp\") input(type=\"imudp\" port=\"$3\" address=\"127.0.0.1\" rcvbufSize=\"8m\")" ;;
                esac
                echo "action(type=\"omfile\" file=\"$work/all.log\")"
            } >"$work/rsyslog.conf"
            LD_LIBRARY_PATH=$libraries "$root/usr/sbin/rsyslogd" -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid" -M "$(echo "$root"/usr/lib/*-linux-gnu/rsyslog)" 2>"$work/said" &
            ;;
        syslog-ng)
            {
                printf '@version: 3.38\noptions { keep-hostname(yes); stats-freq(0); };\n'
                case $2 in
                    tcp) echo "source s { network(ip(127.0.0.1) port($3) transport(tcp) max-connections(100) log-iw-size(100000)); };" ;;
                    tcp-octet) echo "source s { syslog(ip(127.0.0.1) port($3) transport(tcp) flags(no-parse) max-connections(100) log-iw-size(100000)); };" ;;
                    tls) echo "source s { syslog(ip(127.0.0.1) port($3) transport(tls) flags(no-parse) max-connections(100) log-iw-size(100000) tls(key-file(\"$work/key.pem\") cert-file(\"$work/cert.pem\") peer-verify(optional-untrusted))); };" ;;
                    udp) echo "source s { network(ip(127.0.0.1) port($3) transport(udp) so-rcvbuf(8388608)); };" ;;
                esac
                echo "destination d { file(\"$work/all.log\"); };"
                echo 'log { source(s); destination(d); flags(flow-control); };'
            } >"$work/ng.conf"
            LD_LIBRARY_PATH=$libraries "$root/usr/sbin/syslog-ng" -F --no-caps -f "$work/ng.conf" -p "$work/ng.pid" -c "$work/ng.ctl" -R "$work/ng.persist" \
                --module-path "$(dirname "$(echo "$root"/usr/lib/syslog-ng/*/libafsocket.so)")" 2>"$work/said" &
            ;;
    esac
    receiver=$!
    for _ in {1..200}; do
        is_open "$stream" "$3" && return 0
        kill -0 "$receiver" 2>/dev/null || break
        sleep 0.05
    done
    say "$1 did not start: $(cat "$work/said")"
    return 1
}

# Runs one load; prints microseconds and how many messages arrived. $1 receiver, $2 transport, $3 messages.
run() {
    local port from until arrived=0 seen=-1 size
    port=$(free_port)
    start "$1" "$2" "$port" || { receiver=; echo '0 0'; return; }
    from=${EPOCHREALTIME/./}
    "$sender" send "$2" "$port" "$3" "$connections" >"$work/sent"
    if [[ $1 == counts* ]]; then
        # It drains what has arrived, and is done when it has ended.
        kill -TERM "$receiver"
        wait "$receiver" || true
        until=${EPOCHREALTIME/./}
        arrived=$(sed -n 's/^ *"lines": \([0-9]*\).*/\1/p' "$work/report.json" | head -n 1)
    else
        # They are done when their file does not grow any more: at its last write.
        while size=$(stat -c %s "$work/all.log" 2>/dev/null || echo 0); ((size != seen)); do
            seen=$size
            sleep 1
        done
        until=$(stat -c %.6Y "$work/all.log" | tr -d .)
        kill -TERM "$receiver"
        wait "$receiver" || true
        arrived=$(wc -l <"$work/all.log")
    fi
    receiver=
    echo "$((until - from)) $arrived"
}

table=$work/load.md
{
    echo '| transport | receiver | messages/s | MB/s | arrived |'
    echo '|---|---|--:|--:|--:|'
} >"$table"
for transport in tcp tcp-octet tls udp; do
    count=$messages
    [[ $transport == udp ]] && count=$udp_messages
    declare -A times=() arrivals=()
    for ((round = 1; round <= rounds; round++)); do
        for which in "${receivers[@]}"; do
            read -r took arrived < <(run "$which" "$transport" "$count")
            say "$transport $which round $round: $took us, $arrived of $count"
            times[$which]+="$took "
            arrivals[$which]+="$arrived "
        done
    done
    bytes=$(sed 's/.*bytes \([0-9]*\).*/\1/' "$work/sent")
    for which in "${receivers[@]}"; do
        took=$(median ${times[$which]})
        arrived=$(median ${arrivals[$which]})
        ((took > 0)) || continue
        printf '| %s | %s | %d | %d | %d.%02d %% |\n' "$transport" "$which" $((arrived * 1000000 / took)) $((bytes * (arrived * 1000 / count) / 1000 / took)) \
            $((arrived * 100 / count)) $((arrived * 10000 / count % 100)) >>"$table"
    done
done
cat "$table"
[[ -z $out ]] || { mkdir -p "$out"; cp "$table" "$out/load.md"; }
