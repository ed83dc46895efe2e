using System;
using System.IO;
using Microsoft.Win32.SafeHandles;
using ProbeClassifier.Reading;

namespace ProbeClassifier.Following;

/// <summary>Compressed data without its end, at the end of a run: what can be read of it is counted, unless it was read elsewhere.</summary>
internal static class UnfinishedGzip
{
    /// <summary>Returns what is wrong with it; null when it holds nothing that is not counted.</summary>
    public static InputFailure? Count(UnfinishedFile unfinished, FollowerWork work)
    {
        string path = unfinished.Candidate.Path;
        try
        {
            using SafeFileHandle file = FollowerWork.Open(path);
            var family = new LogFamily(path, work.Known);
            if (GzipSurvey.Of(file, work.Known.Probes([], family), work.Setup.Buffer, work.GoOn) is not { } survey || BeginsAsKnown(survey, work, family))
                return null;
            if (survey.Match is null && !unfinished.Candidate.MayBeNew)
                return null;
            Incarnation log = survey.Match ?? new Incarnation { Place = unfinished.Candidate.Place };
            GzipLog.ReadRest(log, file, unfinished.Stamp, survey, work.Counts, work.Setup, work.GoOn);
        }
        catch (InvalidDataException)
        {
            return new InputFailure(path, "the compressed data is damaged; what came before is counted. Fetch the file again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new InputFailure(path, $"cannot be read: {e.Message}");
        }

        return new InputFailure(path, "the compressed data ends early or has other bytes behind it; what could be read is counted. Fetch the file again");
    }

    /// <summary>Whether it is the beginning of a text of which more was read, or all that is there.</summary>
    private static bool BeginsAsKnown(GzipSurvey survey, FollowerWork work, LogFamily family)
    {
        foreach (Incarnation log in work.Known.All)
        {
            if (!family.Has(log))
                continue;
            if (log.Open?.StartsWith(survey.Mark, survey.TextLength) == true)
                return true;
            if (log.Position >= survey.TextLength && survey.TextLength >= log.MarkLength && log.Head == Fingerprint.Of(survey.Mark.Head[..log.MarkLength]))
                return true;
        }

        return false;
    }
}
