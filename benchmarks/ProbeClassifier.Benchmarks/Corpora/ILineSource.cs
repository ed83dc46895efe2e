namespace ProbeClassifier.Benchmarks.Corpora;

/// <summary>Writes one line after the other, each without its LF.</summary>
internal interface ILineSource
{
    void Write(LineBuffer line);
}
