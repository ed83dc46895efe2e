using System;
using System.Globalization;
using System.IO;
using System.Linq;
using ProbeClassifier.Benchmarks;
using ProbeClassifier.Benchmarks.Corpora;
using ProbeClassifier.Benchmarks.Ladder;
using ProbeClassifier.Benchmarks.Load;
using ProbeClassifier.Benchmarks.Ratios;

string verb = args.Length > 0 ? args[0] : string.Empty;
string[] rest = args.Length > 1 ? args[1..] : [];
switch (verb)
{
    case "check":
        return Check();
    case "generate" when IsGenerate(rest, out long bytes):
        using (FileStream file = File.Create(rest[2], 1 << 20))
            Corpus.Write(rest[0], bytes, file);
        return 0;
    case "ratio":
        return Check() is var failed and not 0 ? failed : RatioVerb.Run(rest);
    case "ladder":
        return Check() is var wrong and not 0 ? wrong : LadderVerb.Run(rest);
    case "publish":
        return await PublishVerb.RunAsync(rest);
    case "send":
        return await SendVerb.RunAsync(rest);
    default:
        Console.Error.WriteLine($"check\ngenerate {string.Join('|', Corpus.Kinds)} BYTES FILE\n{RatioVerb.Usage}\n{LadderVerb.Usage}\n{SendVerb.Usage}\n{PublishVerb.Usage}");
        return 2;
}

static int Check()
{
    bool good = CorpusCheck.Run(Console.Error);
    Console.Error.WriteLine(good ? "corpora as pinned; contenders and kernels agree" : "not comparable: see above");
    return good ? 0 : 1;
}

static bool IsGenerate(string[] rest, out long bytes)
{
    bytes = 0;
    return rest.Length == 3
        && Corpus.Kinds.Contains(rest[0])
        && long.TryParse(rest[1], NumberStyles.None, CultureInfo.InvariantCulture, out bytes);
}
