using System.Linq;
using System.Net;
using System.Text;
using ProbeClassifier.Dialects;
using ProbeClassifier.Events;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>An event without a log line, field by field.</summary>
internal sealed class TestEvent
{
    private byte[] _frame = [];
    private EventFields _fields = new() { Count = 1, Dialect = ProbeDialect.Netfilter };

    public ProbeEvent View
    {
        get
        {
            // As a parser marks it.
            if ((_fields.Present & PresentFields.Evidence) == 0)
                _fields.Present |= OddPacket.Mark(_frame, in _fields);
            return new(_frame, in _fields);
        }
    }

    public ref readonly EventFields Fields => ref _fields;

    public static TestEvent To(Transport transport, ushort port)
    {
        TestEvent probe = Of(transport);
        probe._fields.DestinationPort = port;
        probe._fields.Present |= PresentFields.DestinationPort;
        return probe;
    }

    public static TestEvent Of(Transport transport)
    {
        var probe = new TestEvent();
        probe._fields.Transport = transport;
        probe._fields.Present |= PresentFields.Transport;
        return probe;
    }

    public static TestEvent Icmp(Transport transport, byte type, byte code = 0)
    {
        TestEvent probe = Of(transport);
        probe._fields.IcmpType = type;
        probe._fields.IcmpCode = code;
        probe._fields.Present |= PresentFields.IcmpType | PresentFields.IcmpCode;
        return probe;
    }

    public static TestEvent Request(string target)
    {
        TestEvent probe = Of(Transport.Tcp);
        probe._frame = Encoding.UTF8.GetBytes("GET " + target);
        probe._fields.Dialect = ProbeDialect.AccessLog;
        probe._fields.RequestTarget = new ByteRange(4, probe._frame.Length - 4);
        return probe;
    }

    public TestEvent FromPort(ushort port)
    {
        _fields.SourcePort = port;
        _fields.Present |= PresentFields.SourcePort;
        return this;
    }

    public TestEvent From(string address)
    {
        _fields.Source = ProbeAddress.From(IPAddress.Parse(address));
        _fields.Present |= PresentFields.Source;
        return this;
    }

    public TestEvent Toward(string address)
    {
        _fields.Destination = ProbeAddress.From(IPAddress.Parse(address));
        _fields.Present |= PresentFields.Destination;
        return this;
    }

    public TestEvent With(ProbeAction action, TrafficDirection direction = TrafficDirection.Unknown)
    {
        _fields.Action = action;
        _fields.Direction = direction;
        return this;
    }

    /// <summary>As a program says it.</summary>
    public TestEvent Said(ProbeDialect dialect, ProbeActivity activity, string appName, string message, string classification, ProbeSignature? signature)
    {
        _frame = Encoding.Latin1.GetBytes($"{appName}|{message}|{classification}");
        _fields.Dialect = dialect;
        _fields.Activity = activity;
        _fields.AppName = new ByteRange(0, appName.Length);
        _fields.Message = new ByteRange(appName.Length + 1, message.Length);
        _fields.Classification = new ByteRange(appName.Length + message.Length + 2, classification.Length);
        _fields.Present |= PresentFields.Evidence;
        if (signature is { } known)
        {
            _fields.Signature = known;
            _fields.Present |= PresentFields.Signature;
        }

        return this;
    }

    public TestEvent In(ProbeDialect dialect)
    {
        _fields.Dialect = dialect;
        return this;
    }

    public TestEvent Fragment()
    {
        _fields.Present |= PresentFields.Fragment;
        return this;
    }

    public TestEvent WithoutTransport()
    {
        _fields.Present &= ~PresentFields.Transport;
        return this;
    }

    /// <summary>The ids of the event's tags, separated by spaces.</summary>
    public string TagsBy(RuleSet rules) => string.Join(' ', rules.GetTagSet(rules.Classify(View)).Tags.Select(t => t.Id));

    /// <summary>The same by asking every rule.</summary>
    public string TagsByRules(RuleSet rules) => string.Join(' ', rules.FindRules(View).Select(r => r.Tag.Id).Distinct());
}
