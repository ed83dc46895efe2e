using System;

namespace ProbeClassifier.Benchmarks.Ratios;

/// <summary>One line of the table.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Corpus">To which log.</param>
/// <param name="Bar">The least T(count newlines) / T(work) asked for; null where nothing is.</param>
/// <param name="Make">Makes the work for a whole log.</param>
/// <param name="LeadPercent">How much of the log is read before the clock starts, 0 to 99 %.</param>
/// <param name="Again">The clock starts when the whole log was read once, and it is read again: nothing in it is new.</param>
/// <param name="Rounds">The most rounds; fewer than usual where one takes long.</param>
internal sealed record RatioRow(
    string Name,
    string Corpus,
    double? Bar,
    Func<byte[], Work> Make,
    int LeadPercent = 0,
    bool Again = false,
    int Rounds = int.MaxValue);
