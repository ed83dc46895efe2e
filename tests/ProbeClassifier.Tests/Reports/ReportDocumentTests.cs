using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Reports;

/// <summary>docs/reports.md shows what the approved samples show, and names every key of the schema.</summary>
public class ReportDocumentTests
{
    private static readonly string[] PagePath = ["docs", "reports.md"];

    [Fact]
    public void Examples_are_the_approved_samples()
    {
        string page = File.ReadAllText(RepositoryFiles.At(PagePath));
        var examples = new Regex(@"(?<=<!-- example: (?<file>[a-z.-]+) -->\n```[a-z]+\n)(?<text>.*?)(?=^```$)", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        Assert.Equal(3, examples.Count(page));
        RepositoryFiles.Approve(
            examples.Replace(page, match => File.ReadAllText(RepositoryFiles.At("tests", "corpus", "reports", match.Groups["file"].Value))),
            PagePath);
    }

    [Fact]
    public void Every_key_of_the_form_is_explained()
    {
        string page = File.ReadAllText(RepositoryFiles.At(PagePath));
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.At("docs", "schemas", "report.schema.json")));
        string table = string.Join('\n', page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
        foreach (JsonProperty property in schema.RootElement.GetProperty("properties").EnumerateObject())
            Assert.Matches($"`{property.Name}[`{{\\[]", table);
        foreach (JsonProperty property in schema.RootElement.GetProperty("properties").GetProperty("input").GetProperty("properties").EnumerateObject())
            Assert.Contains($"`{property.Name}`", table, StringComparison.Ordinal);
    }
}
