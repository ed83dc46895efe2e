using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using ProbeClassifier.Benchmarks.Corpora;

namespace ProbeClassifier.Benchmarks.Load;

/// <summary>Messages of the netfilter corpus, framed and laid end to end, to be sent again and again.</summary>
internal sealed class MessageBlock
{
    private const int CorpusBytes = 4_000_000;

    private readonly byte[] _bytes;
    private readonly int[] _starts;

    private MessageBlock(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    public int Count => _starts.Length - 1;

    public static MessageBlock Create(bool isCounted)
    {
        var corpus = new MemoryStream();
        Corpus.Write("netfilter", CorpusBytes, corpus);
        var bytes = new MemoryStream();
        List<int> starts = [0];
        ReadOnlySpan<byte> rest = corpus.ToArray();
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (isCounted)
                bytes.Write(Encoding.ASCII.GetBytes((end + 3).ToString(CultureInfo.InvariantCulture) + " "));
            bytes.Write("<4>"u8);
            bytes.Write(rest[..end]);
            if (!isCounted)
                bytes.WriteByte((byte)'\n');
            rest = rest[(end + 1)..];
            starts.Add((int)bytes.Length);
        }

        return new MessageBlock(bytes.ToArray(), [.. starts]);
    }

    /// <summary>Some messages from a number on; the block must have as many.</summary>
    public ReadOnlyMemory<byte> Messages(int first, int count) => _bytes.AsMemory(_starts[first].._starts[first + count]);

    /// <summary>One message without its LF.</summary>
    public ReadOnlyMemory<byte> Datagram(int number) => _bytes.AsMemory(_starts[number]..(_starts[number + 1] - 1));
}
