using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProbeClassifier.Events;
using ProbeClassifier.Reports;
using ProbeClassifier.Rollups;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Reports;

public class ReportSchemaTests
{
    private static readonly string Schema = File.ReadAllText(RepositoryFiles.At("docs", "schemas", "report.schema.json"));

    [Theory]
    [MemberData(nameof(ReportGoldenTests.Cases), MemberType = typeof(ReportGoldenTests))]
    public void Every_report_keeps_the_schema(string name, ReportLanguage language) =>
        Assert.Empty(SchemaCheck.Errors(Schema, Json(name, language)));

    [Fact]
    public void Keys_come_in_the_order_of_the_schema()
    {
        using JsonDocument schema = JsonDocument.Parse(Schema);
        using JsonDocument report = JsonDocument.Parse(Json("example"));
        string[] expected = [.. schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
        Assert.Equal(expected, report.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(expected, schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
    }

    [Fact]
    public void The_schema_knows_every_value_of_the_enums()
    {
        JsonNode properties = JsonNode.Parse(Schema)!["properties"]!;
        Assert.Equal(Enum.GetValues<ProbeDialect>().Skip(1).Select(EventNames.ToName).Order(StringComparer.Ordinal), Names("dialects"));
        Assert.Equal(Enum.GetValues<ProbeAction>().Select(EventNames.ToName).Order(StringComparer.Ordinal), Names("actions"));
        Assert.Equal(Enum.GetValues<TrafficDirection>().Select(EventNames.ToName).Order(StringComparer.Ordinal), Names("directions"));
        Assert.Equal(Enum.GetValues<UnparsedReason>().Skip(1).Select(EventNames.ToName).Order(StringComparer.Ordinal), Names("unparsedReasons"));
        Assert.Equal(LogGapNames.Kinds.Order(StringComparer.Ordinal), Names("gapCounts"));
        JsonNode gap = properties["gaps"]!["items"]!["properties"]!;
        Assert.Equal(LogGapNames.Kinds, gap["why"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(Enum.GetValues<LogDaemon>().Skip(1).Select(LogGapNames.ToName), gap["daemon"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()));

        IEnumerable<string> Names(string property) =>
            properties[property]!["properties"]!.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("schema", "\"urn:probeclassifier:report:2\"")]
    [InlineData("exact", "1")]
    [InlineData("sampledShare", "0")]
    [InlineData("period", "{\"first\":\"yesterday\",\"last\":null}")]
    [InlineData("sections", "[]")]
    [InlineData("actions", "{\"allowed\":1}")]
    [InlineData("dialects", "{\"tcpdump\":1}")]
    [InlineData("remainder", "null")]
    [InlineData("more", "1")]
    public void The_schema_refuses_what_is_not_a_report(string property, string value)
    {
        JsonNode report = JsonNode.Parse(Json("example"))!;
        report[property] = JsonNode.Parse(value);
        Assert.NotEmpty(SchemaCheck.Errors(Schema, report.ToJsonString()));
    }

    [Theory]
    [InlineData("example")]
    [InlineData("single-hour")]
    [InlineData("zero")]
    public void The_laws_hold_in_the_output(string name)
    {
        using JsonDocument report = JsonDocument.Parse(Json(name));
        JsonElement root = report.RootElement;
        JsonElement input = root.GetProperty("input");
        long Input(string key) => input.GetProperty(key).GetInt64();
        Assert.Equal(Input("lines"), Input("events") - Input("repeated") + Input("other") + Input("unparsed"));
        Assert.Equal(Input("events"), Sum(root.GetProperty("sections")) + root.GetProperty("remainder").GetProperty("events").GetInt64());
        Assert.Equal(Input("unparsed"), root.GetProperty("unparsedReasons").EnumerateObject().Sum(reason => reason.Value.GetInt64()));
        foreach (string group in (string[])["dialects", "actions", "directions"])
        {
            Assert.Equal(Input("events"), root.GetProperty(group).EnumerateObject().Sum(count => count.Value.GetInt64()));
            Assert.Equal(Input("events"), Sum(root.GetProperty("groups").GetProperty(group)));
        }

        static long Sum(JsonElement groups) => groups.EnumerateArray().Sum(group => group.GetProperty("events").GetInt64());
    }

    private static string Json(string name, ReportLanguage language = ReportLanguage.English) =>
        ReportGoldenTests.Render(SampleReports.Get(name), ReportFormat.Json, language);
}
