using System.Net;
using System.Text;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

/// <summary>What the tests of mail dialects ask of a line.</summary>
internal static class MailLine
{
    /// <summary>Reads an event and compares what mail dialects set; an empty source stands for none.</summary>
    public static ProbeEventRecord Is(string line, ProbeDialect dialect, ProbeActivity activity, string source, string message, ProbeAction action)
    {
        ProbeEventRecord? e = Parse.Line(line);
        Assert.True(e is not null, line);
        Assert.Equal((dialect, activity, action), (e.Dialect, e.Activity, e.Action));
        Assert.Equal(source, SourceOf(e));
        Assert.Equal(message, Encoding.Latin1.GetString(e.Message.Span));
        return e;
    }

    /// <summary>The source as text; empty when there is none.</summary>
    public static string SourceOf(ProbeEventRecord e)
    {
        if (e.Source is not { } source)
            return "";
        var address = IPAddress.Parse(source.ToString());
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
    }

    public static void IsOther(string line)
    {
        Assert.Null(Parse.Line(line));
        Assert.Null(Parse.Reason(line));
    }
}
