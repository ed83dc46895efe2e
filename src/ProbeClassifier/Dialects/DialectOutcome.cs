using ProbeClassifier.Events;

namespace ProbeClassifier.Dialects;

/// <summary>What a dialect made of a message.</summary>
internal readonly record struct DialectOutcome(DialectVerdict Verdict, UnparsedReason Reason = UnparsedReason.None, int Offset = 0)
{
    /// <summary>The message is not of this dialect.</summary>
    public static DialectOutcome NotMine => default;

    /// <summary>The fields are filled in.</summary>
    public static DialectOutcome Event => new(DialectVerdict.Event);

    /// <summary>The message is of this dialect and cannot be understood.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="offset">Where in the frame, in bytes from 0.</param>
    public static DialectOutcome Unparsed(UnparsedReason reason, int offset) => new(DialectVerdict.Unparsed, reason, offset);
}

/// <summary>The three answers of a dialect.</summary>
internal enum DialectVerdict : byte
{
    NotMine = 0,
    Event = 1,
    Unparsed = 2,
}
