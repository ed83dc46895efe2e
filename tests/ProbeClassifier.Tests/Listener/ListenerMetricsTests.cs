using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Threading.Tasks;
using ProbeClassifier.Listener;
using static ProbeClassifier.Tests.Listener.ListenerUnderTest;

namespace ProbeClassifier.Tests.Listener;

/// <summary>What a meter shows.</summary>
public sealed class ListenerMetricsTests
{
    [Fact]
    public async Task Meters_show_the_counts_under_names_of_closed_lists()
    {
        await using ListenerUnderTest listener = await StartAsync(Tcp);
        byte[] bytes = [.. Line(Message(1)), .. "0 <13>x\n"u8];
        await listener.SendAsync(bytes);
        using Socket open = await listener.ConnectAsync();
        await listener.UntilAsync(c => c.Active == 1 && c.Closed(CloseReason.PeerClosed) == 1);
        Dictionary<string, long> figures = Read(bytes.Length);
        Assert.Equal(1, figures["connections tcp"]);
        Assert.Equal(2, figures["connections.accepted tcp"]);
        Assert.Equal(2, figures["messages tcp"]);
        Assert.Equal(0, figures["messages udp"]);
        Assert.Equal(1, figures["closed peer_closed"]);
        Assert.Equal(0, figures["closed client_certificate_refused"]);
        Assert.Equal(1, figures["framing bad_octet_count"]);
        Assert.Equal(0, figures["framing resynchronised"]);
        Assert.Equal(0, figures["dropped kernel_buffer_full"]);
        Assert.Equal(0, figures["dropped connection_ended_inside"]);
        Assert.Equal(0, figures["certificate.reloads used"]);
        Assert.Equal(0, figures["errors "]);
        await listener.StopAsync();
    }

    /// <summary>The figures of the listener that received so many bytes: tests run at the same time, and meters are for the process.</summary>
    private static Dictionary<string, long> Read(long bytes)
    {
        Dictionary<Meter, Dictionary<string, long>> all = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (string.Equals(instrument.Meter.Name, ListenerMeter.Name, StringComparison.Ordinal))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            Assert.StartsWith("probeclassifier.listener.", instrument.Name, StringComparison.Ordinal);
            string attribute = tags.Length == 0 ? string.Empty : Assert.IsType<string>(tags[0].Value);
            if (!all.TryGetValue(instrument.Meter, out Dictionary<string, long>? figures))
                all.Add(instrument.Meter, figures = []);
            figures[$"{instrument.Name["probeclassifier.listener.".Length..]} {attribute}"] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return Assert.Single(all.Values, figures => figures["bytes tcp"] == bytes);
    }
}
