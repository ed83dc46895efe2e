using System;
using System.IO;
using System.Globalization;
using BenchmarkDotNet.Running;
using ProbeClassifier.Benchmarks;
using ProbeClassifier.Benchmarks.Corpora;

string verb = args.Length > 0 ? args[0] : "help";
string[] rest = args.Length > 1 ? args[1..] : [];
switch (verb)
{
    case "check":
        bool good = CorpusCheck.Run(Console.Error);
        Console.Error.WriteLine(good ? "contenders and kernels agree" : "contenders, kernels or corpora are not what they should be");
        return good ? 0 : 1;
    case "generate" when rest.Length == 3 && long.TryParse(rest[1], CultureInfo.InvariantCulture, out long bytes):
        using (FileStream file = File.Create(rest[2], 1 << 20))
            Corpus.Write(rest[0], bytes, file);
        return 0;
    default:
        Console.Error.WriteLine("usage");
        return 2;
}
