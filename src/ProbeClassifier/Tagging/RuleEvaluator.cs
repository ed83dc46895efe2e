using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>Asks the rules one by one, where no table knows the answer. Allocates nothing for lists of tags already seen.</summary>
internal sealed class RuleEvaluator
{
    private const int PathOnStack = 1024;

    private readonly ProbeRule[] _rules;
    private readonly ushort[] _tagOfRule;
    private readonly int _tagCount;
    private readonly TagSetTable _sets;
    private readonly int[] _access;
    private readonly bool _needsPath;

    public RuleEvaluator(ProbeRule[] rules, ushort[] tagOfRule, int tagCount, TagSetTable sets)
    {
        _rules = rules;
        _tagOfRule = tagOfRule;
        _tagCount = tagCount;
        _sets = sets;
        _access = [.. Enumerable.Range(0, rules.Length).Where(i => rules[i].Compiled.CanMatchAccessLog())];
        _needsPath = rules.Any(r => r.Compiled.Paths.Length > 0);
    }

    /// <summary>An event without a path.</summary>
    /// <param name="fields">The event.</param>
    /// <param name="candidates">The rules to ask: at least all that can match.</param>
    public ushort Classify(in EventFields fields, int[] candidates) => Evaluate(in fields, default, candidates);

    /// <summary>An event of an access log, which has neither destination port nor ICMP type.</summary>
    public ushort ClassifyAccess(in ProbeEvent probe)
    {
        ref readonly EventFields fields = ref probe.Fields;
        ReadOnlySpan<byte> target = _needsPath ? probe.RequestTarget : default;
        if (target.IsEmpty)
            return Evaluate(in fields, default, _access);
        if (target.Length <= PathOnStack)
        {
            Span<byte> path = stackalloc byte[target.Length];
            return Evaluate(in fields, path[..Normalize(target, path)], _access);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(target.Length);
        ushort id = Evaluate(in fields, rented.AsSpan(0, Normalize(target, rented)), _access);
        ArrayPool<byte>.Shared.Return(rented);
        return id;
    }

    /// <summary>Every rule that the event meets, in order.</summary>
    public IReadOnlyList<ProbeRule> Find(in ProbeEvent probe)
    {
        ref readonly EventFields fields = ref probe.Fields;
        ReadOnlySpan<byte> target = fields.Dialect == ProbeDialect.AccessLog ? probe.RequestTarget : default;
        byte[] path = new byte[target.Length];
        int length = target.IsEmpty ? 0 : Normalize(target, path);
        var found = new List<ProbeRule>();
        foreach (ProbeRule rule in _rules)
        {
            if (rule.Compiled.Matches(in fields, path.AsSpan(0, length)))
                found.Add(rule);
        }

        return found;
    }

    // 0 for what is not a path: no pattern matches nothing.
    private static int Normalize(ReadOnlySpan<byte> target, Span<byte> path) => Math.Max(RequestPath.Normalize(target, path), 0);

    private ushort Evaluate(in EventFields fields, ReadOnlySpan<byte> path, int[] candidates)
    {
        // As many as there can be: RuleLimits.MaxTags bounds both, so this is at most 2 KiB.
        Span<ushort> found = stackalloc ushort[Math.Min(_tagCount, candidates.Length)];
        int count = 0;
        foreach (int rule in candidates)
        {
            ushort tag = _tagOfRule[rule];
            if (_rules[rule].Compiled.Matches(in fields, path) && !found[..count].Contains(tag))
                found[count++] = tag;
        }

        return _sets.Intern(found[..count]);
    }
}
