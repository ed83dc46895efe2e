using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>A first reading of a compressed file: whether it is whole, which known log it holds, and the years of its lines.</summary>
internal sealed class GzipSurvey
{
    private readonly TextMark _mark = new();

    private GzipSurvey()
    {
    }

    /// <summary>Whether the file ends where a member ends. One that does not may still be written.</summary>
    public bool IsWhole { get; private set; }

    public long TextLength { get; private set; }

    /// <summary>The known incarnation of which most is known and whose text this begins with.</summary>
    public Incarnation? Match { get; private set; }

    /// <summary>The ends of all the text.</summary>
    public TextMark Mark => _mark;

    public List<YearSample> Samples { get; } = [];

    /// <summary>Reads it; null when told to stop.</summary>
    public static GzipSurvey? Of(SafeFileHandle file, IEnumerable<TextProbe> known, byte[] buffer, Func<bool> goOn)
    {
        var survey = new GzipSurvey();
        List<TextProbe> candidates = [.. known];
        candidates.Sort((a, b) => a.Length.CompareTo(b.Length));
        TextMark mark = survey._mark;
        int next = 0;
        TextProbe? best = null;
        bool atLineStart = true;
        using var gzip = new GzipSource(new HandleStream(file));
        try
        {
            int read;
            while ((read = gzip.Read(buffer)) > 0)
            {
                ReadOnlySpan<byte> text = buffer.AsSpan(0, read);
                YearSample.Collect(text, survey.TextLength, atLineStart, survey.Samples);
                atLineStart = text[^1] == '\n';
                for (; next < candidates.Count && candidates[next].Length <= survey.TextLength + read; next++)
                {
                    int upTo = (int)(candidates[next].Length - survey.TextLength) - (read - text.Length);
                    mark.Append(text[..upTo]);
                    text = text[upTo..];
                    if (candidates[next].Head == Fingerprint.Of(mark.Head) && candidates[next].Tail == Fingerprint.Of(mark.Tail))
                        best = candidates[next];
                }

                mark.Append(text);
                survey.TextLength += read;
                if (!goOn())
                    return null;
            }

            survey.IsWhole = gzip.EndedWhole();
        }
        catch (InvalidDataException)
        {
            // Damaged, or what a writer has not finished.
        }

        survey.Match = best is { } probe && probe.CanBegin(survey.TextLength) ? probe.Log : null;
        return survey;
    }
}
