using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ProbeClassifier.Tagging;

/// <summary>
/// Reads a whole rule file (docs/rules.md) and reports all of its errors at once. One instance reads one file.
/// </summary>
internal sealed class RuleFile
{
    private readonly RuleErrors _errors;
    private readonly RuleValues _values;
    private readonly JsonItem _root;

    private RuleFile(JsonItem root, RuleErrors errors)
    {
        _root = root;
        _errors = errors;
        _values = new RuleValues(errors);
    }

    /// <summary>Reads a file from the disk, at most one byte more than the limit.</summary>
    public static RuleSetContent Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[RuleLimits.MaxFileBytes + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Read(bytes.AsSpan(0, length), path);
    }

    /// <summary>Reads a file from memory.</summary>
    public static RuleSetContent Read(ReadOnlySpan<byte> utf8, string file)
    {
        bool tooLong = utf8.Length > RuleLimits.MaxFileBytes;
        var text = new SourceText(tooLong ? default : utf8);
        var errors = new RuleErrors(text);
        if (tooLong)
            errors.Add(0, "a longer file", $"at most {RuleLimits.MaxFileBytes} bytes");
        RuleSetContent? content = null;
        if (!tooLong && JsonTree.Read(text, errors) is { } root)
            content = new RuleFile(root, errors).ReadRoot();
        return !errors.Any && content is not null ? content : throw new RuleSetException(file, errors.ToList());
    }

    private RuleSetContent? ReadRoot()
    {
        JsonFields? root = JsonFields.Open(_root, _errors, "an object with the rules");
        if (root is null)
            return null;
        _values.Text(root.Take("$schema"));
        _values.Text(root.Take("description"));
        string name = _values.Text(root.Take("name"), RuleLimits.MaxNameLength) ?? RuleSetBuilder.DefaultName;
        RuleSetContent? extended = ReadExtends(root, out bool before);
        ImmutableArray<RuleReference> references = new ReferenceReader(_errors, _values).Read(root.Take("references"), extended);
        var tags = new TagReader(_errors, _values, extended, references);
        tags.Read(root.Take("tags"));
        var sections = new SectionReader(_errors, _values, references).Read(root.Take("sections"), extended);
        JsonItem? ruleList = extended is null ? root.Require("rules") : root.Take("rules");
        var rules = new RuleReader(_errors, _values, tags, isWhole: _root.IsComplete);
        List<ProbeRule> own = rules.Read(ruleList, name, extended?.Rules.Length ?? 0);
        root.Finish();
        if (_root.IsComplete)
            tags.ReportUnused();
        IEnumerable<ProbeRule> inherited = extended?.Rules ?? [];
        return new RuleSetContent
        {
            Name = name,
            Tags = tags.All,
            References = references,
            Sections = sections,
            Rules = [.. before ? own.Concat(inherited) : inherited.Concat(own)],
        };
    }

    private RuleSetContent? ReadExtends(JsonFields root, out bool before)
    {
        JsonItem? extends = root.Take("extends");
        JsonItem? position = root.Take("position");
        before = false;
        if (position is not null)
        {
            before = position.Kind == JsonTokenType.String && string.Equals(position.Text, "before", StringComparison.Ordinal);
            bool after = position.Kind == JsonTokenType.String && string.Equals(position.Text, "after", StringComparison.Ordinal);
            if (!before && !after)
                _errors.Add(position.Offset, $"position {position.Describe()}", "one of before, after");
            else if (extends is null && _root.IsComplete)
                _errors.Add(position.Offset, "\"position\" without \"extends\"", "\"extends\" beside it, or no \"position\"");
        }

        if (extends is null)
            return null;
        if (extends.Kind == JsonTokenType.String && BuiltInRuleSets.Find(extends.Text) is { } known)
            return known.Content;
        _errors.Add(extends.Offset, $"rule set {extends.Describe()}", string.Join(" or ", BuiltInRuleSets.Names.Select(n => $"\"{n}\"")));

        // Its tags would be unknown and its rules missing only because of this error.
        return BuiltInRuleSets.Default.Content;
    }
}
