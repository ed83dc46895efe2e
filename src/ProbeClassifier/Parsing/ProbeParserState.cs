using ProbeClassifier.Kernels;

namespace ProbeClassifier.Parsing;

/// <summary>
/// Where a stream stands between two calls of <see cref="ProbeParser"/>: <c>default</c> is the start of one. Belongs to one
/// stream and one thread at a time; copies share what they refer to, so pass it by reference.
/// </summary>
public struct ProbeParserState
{
    internal BlockContext? Context;

    /// <summary>Whether the input stands inside a line whose kept part was delivered, and goes on to its LF.</summary>
    internal bool InOversizeLine;
}
