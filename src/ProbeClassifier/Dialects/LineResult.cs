using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects;

/// <summary>What a line is.</summary>
internal enum LineKind : byte
{
    /// <summary>Nothing this library knows.</summary>
    Other = 0,

    /// <summary>An event; the fields are filled in.</summary>
    Event = 1,

    /// <summary>A dialect's line that could not be understood.</summary>
    Unparsed = 2,

    /// <summary>"last message repeated": <see cref="LineResult.Times"/> further events of the host's previous line.</summary>
    RepeatOfPrevious = 3,

    /// <summary>"message repeated N times: [ … ]" with an event inside; the fields are filled in, their count is N.</summary>
    RepeatOfQuoted = 4,
}

/// <summary>A line's kind and what goes with it.</summary>
internal readonly record struct LineResult(LineKind Kind, UnparsedReason Reason = UnparsedReason.None, int Offset = 0, uint Times = 1)
{
    public static LineResult Other => default;
}
