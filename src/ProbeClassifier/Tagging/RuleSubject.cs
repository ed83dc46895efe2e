using System;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>An event as rules look at it.</summary>
internal readonly ref struct RuleSubject
{
    private readonly ref readonly EventFields _fields;

    public RuleSubject(ReadOnlySpan<byte> frame, ref readonly EventFields fields, ReadOnlySpan<byte> path, ReadOnlySpan<char> message, HomeNetworks home)
    {
        Frame = frame;
        _fields = ref fields;
        Path = path;
        Message = message;
        Home = home;
    }

    public ReadOnlySpan<byte> Frame { get; }

    public ref readonly EventFields Fields => ref _fields;

    /// <summary>The normal path of a request; empty when there is none.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>The message's bytes as characters of Latin-1; empty when no rule's text can be in it.</summary>
    public ReadOnlySpan<char> Message { get; }

    public HomeNetworks Home { get; }
}
