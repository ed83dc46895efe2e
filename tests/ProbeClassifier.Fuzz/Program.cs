using System;
using System.IO;
using ProbeClassifier.Fuzz;
using SharpFuzz;

// "replay FILE…" runs inputs once, without the fuzzer; otherwise afl-fuzz drives this process.
if (args is ["replay", .. string[] files])
{
    foreach (string file in files)
        ParserTarget.Check(File.ReadAllBytes(file));
    Console.WriteLine($"{files.Length} inputs hold");
    return;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var input = new MemoryStream();
    stream.CopyTo(input);
    ParserTarget.Check(input.ToArray());
});
