using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>The errors of one rules file, with places turned from bytes to lines and columns.</summary>
internal sealed class ErrorList
{
    /// <summary>More are not kept: a file that is no rules file at all has one for each value.</summary>
    private const int Most = 1000;

    private readonly List<RuleSetError> _errors = [];
    private readonly List<int> _lineStarts = [0];

    public ErrorList(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                _lineStarts.Add(i + 1);
        }
    }

    public int Count => _errors.Count;

    public void Add(int offset, string message)
    {
        int line = _lineStarts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        AddAt(line + 1, offset - _lineStarts[line] + 1, message);
    }

    public void AddAt(int line, int column, string message)
    {
        if (_errors.Count < Most)
            _errors.Add(new RuleSetError(line, column, message));
    }

    public IReadOnlyList<RuleSetError> Sorted() => [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)];

    public bool Expect(JsonNode node, JsonTokenType kind, string expected)
    {
        if (node.Kind == kind)
            return true;
        Add(node.Offset, $"{node.Describe()} is not expected here; expected {expected}");
        return false;
    }

    public bool ExpectText(JsonNode node)
    {
        if (!Expect(node, JsonTokenType.String, "a string"))
            return false;
        if (node.Text.Length > 0)
            return true;
        Add(node.Offset, "an empty string; expected text");
        return false;
    }

    public void CheckProperties(JsonNode node, string[] known)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string name, int offset, _) in node.Properties)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                Add(offset, $"unknown property \"{name}\"; expected one of {string.Join(", ", known)}");
            else if (!seen.Add(name))
                Add(offset, $"property \"{name}\" is given twice");
        }
    }
}
