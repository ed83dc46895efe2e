using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ProbeClassifier.Dialects.AccessLog;
using ProbeClassifier.Events;

namespace ProbeClassifier.Tagging;

/// <summary>Asks the rules one by one, where no table knows the answer. Allocates nothing for lists of tags already seen.</summary>
internal sealed class RuleEvaluator
{
    private const int TextOnStack = 1024;
    private const int MaxDialects = 32;
    private const int MaxActivities = 64;

    private readonly ProbeRule[] _rules;
    private readonly ushort[] _tagOfRule;
    private readonly int _tagCount;
    private readonly TagSetTable _sets;
    private readonly HomeNetworks _home;
    private readonly int[] _access;
    private readonly int[] _packets;
    private readonly int[] _screened;

    /// <summary>By dialect, activity, and whether there is a port: the rules that events can match whose programs say what happened.</summary>
    private readonly int[]?[] _evidence = new int[MaxDialects * MaxActivities * 2][];
    private readonly bool _needsPath;
    private readonly bool _needsMessage;

    /// <summary>All texts that rules look for in messages, at once. Made when a program says something: that takes a while.</summary>
    private readonly Lazy<SearchValues<string>> _messages;

    public RuleEvaluator(ProbeRule[] rules, ushort[] tagOfRule, int tagCount, TagSetTable sets, HomeNetworks home)
    {
        _rules = rules;
        _tagOfRule = tagOfRule;
        _tagCount = tagCount;
        _sets = sets;
        _home = home;
        int[] all = [.. Enumerable.Range(0, rules.Length)];
        _access = [.. all.Where(i => rules[i].Compiled.CanMatchAccessLog())];
        _packets = [.. all.Where(i => rules[i].Compiled is { NeedsEvidence: false, Paths.Length: 0 })];
        _screened = [.. _packets.Where(i => rules[i].Compiled.IsScreened)];
        _needsPath = rules.Any(r => r.Compiled.Paths.Length > 0);
        _needsMessage = rules.Any(r => r.Compiled.Messages.Length > 0);
        _messages = new Lazy<SearchValues<string>>(() => SearchValues.Create(
            [.. rules.SelectMany(r => r.Compiled.Messages).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A packet.</summary>
    /// <param name="probe">The event.</param>
    /// <param name="candidates">The rules to ask: at least all that can match.</param>
    public ushort Classify(in ProbeEvent probe, int[] candidates) =>
        Evaluate(new RuleSubject(probe.Frame, in probe.Fields, default, default, _home), candidates);

    /// <summary>Whether a packet meets a rule outside of the tables; else the tables' answer is the whole one.</summary>
    public bool MeetsScreened(in ProbeEvent probe)
    {
        var subject = new RuleSubject(probe.Frame, in probe.Fields, default, default, _home);
        foreach (int rule in _screened)
        {
            if (_rules[rule].Compiled.Matches(in subject))
                return true;
        }

        return false;
    }

    /// <summary>A packet that meets a rule outside of the tables: all that packets can meet are asked.</summary>
    public ushort ClassifyScreened(in ProbeEvent probe) => Classify(in probe, _packets);

    /// <summary>An event of an access log, which has neither destination port nor ICMP type.</summary>
    public ushort ClassifyAccess(in ProbeEvent probe) => ClassifyText(in probe, _access);

    /// <summary>An event of a program that says what happened.</summary>
    public ushort ClassifyEvidence(in ProbeEvent probe)
    {
        ref readonly EventFields fields = ref probe.Fields;
        bool hasPort = (fields.Present & PresentFields.DestinationPort) != 0;
        int place = ((((int)fields.Dialect * MaxActivities) + (int)fields.Activity) * 2) + (hasPort ? 1 : 0);

        // Two threads may both find the list: either's serves.
        return ClassifyText(in probe, _evidence[place] ??= CandidatesFor(fields.Dialect, fields.Activity, hasPort));
    }

    private int[] CandidatesFor(ProbeDialect dialect, ProbeActivity activity, bool hasPort) =>
        [.. Enumerable.Range(0, _rules.Length).Where(i => _rules[i].Compiled.CanMatchEvidence(dialect, activity, hasPort))];

    /// <summary>Every rule that the event meets, in order.</summary>
    public IReadOnlyList<ProbeRule> Find(in ProbeEvent probe)
    {
        byte[] path = new byte[probe.RequestTarget.Length];
        char[] message = new char[probe.Message.Length];
        RuleSubject subject = Subject(in probe, path, message);
        var found = new List<ProbeRule>();
        foreach (ProbeRule rule in _rules)
        {
            if (rule.Compiled.Matches(in subject))
                found.Add(rule);
        }

        return found;
    }

    private ushort ClassifyText(in ProbeEvent probe, int[] candidates)
    {
        int pathLength = _needsPath ? probe.RequestTarget.Length : 0;
        int messageLength = _needsMessage ? probe.Message.Length : 0;
        if (pathLength <= TextOnStack && messageLength <= TextOnStack)
        {
            Span<byte> path = stackalloc byte[TextOnStack];
            Span<char> message = stackalloc char[TextOnStack];
            return Evaluate(Subject(in probe, path[..pathLength], message[..messageLength]), candidates);
        }

        byte[] rentedPath = ArrayPool<byte>.Shared.Rent(pathLength);
        char[] rentedMessage = ArrayPool<char>.Shared.Rent(messageLength);
        ushort id = Evaluate(Subject(in probe, rentedPath.AsSpan(0, pathLength), rentedMessage.AsSpan(0, messageLength)), candidates);
        ArrayPool<byte>.Shared.Return(rentedPath);
        ArrayPool<char>.Shared.Return(rentedMessage);
        return id;
    }

    /// <summary>The event with its path and message in the form that rules compare.</summary>
    /// <param name="probe">The event.</param>
    /// <param name="path">As long as the request target, or empty when no rule asks for paths.</param>
    /// <param name="message">As long as the message, or empty when no rule asks for messages.</param>
    private RuleSubject Subject(in ProbeEvent probe, Span<byte> path, Span<char> message)
    {
        // 0 for what is not a path: no pattern matches nothing.
        int pathLength = path.IsEmpty ? 0 : Math.Max(RequestPath.Normalize(probe.RequestTarget, path), 0);
        if (!message.IsEmpty)
            Encoding.Latin1.GetChars(probe.Message, message);
        ReadOnlySpan<char> text = _needsMessage && !message.IsEmpty && message.ContainsAny(_messages.Value) ? message : default;
        return new RuleSubject(probe.Frame, in probe.Fields, path[..pathLength], text, _home);
    }

    private ushort Evaluate(in RuleSubject subject, int[] candidates)
    {
        // As many as there can be: RuleLimits.MaxTags bounds both, so this is at most 2 KiB.
        Span<ushort> found = stackalloc ushort[Math.Min(_tagCount, candidates.Length)];
        int count = 0;
        foreach (int rule in candidates)
        {
            ushort tag = _tagOfRule[rule];
            if (_rules[rule].Compiled.Matches(in subject) && !found[..count].Contains(tag))
                found[count++] = tag;
        }

        return _sets.Intern(found[..count]);
    }
}
