using System.Collections.Generic;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Reports;

/// <summary>The words of a report in one language. A word is required, so that no language can lack it.</summary>
internal sealed record ReportStrings
{
    public required bool IsJapanese { get; init; }
    public required string Title { get; init; }
    public required string RuleSet { get; init; }
    public required string Period { get; init; }
    public required string NoPeriod { get; init; }
    public required string Input { get; init; }
    public required string InputValue { get; init; }
    public required string Events { get; init; }
    public required string Incidents { get; init; }
    public required string Sources { get; init; }
    public required string FirstSeen { get; init; }
    public required string LastSeen { get; init; }
    public required string Remainder { get; init; }
    public required string Total { get; init; }
    public required string QuietTags { get; init; }
    public required string SunrpcNote { get; init; }
    public required string SunrpcMore { get; init; }
    public required string HoursTitle { get; init; }
    public required string HoursBucket { get; init; }
    public required string TopTitle { get; init; }
    public required string NoTag { get; init; }
    public required string AccountTitle { get; init; }
    public required string Lines { get; init; }
    public required string EventLines { get; init; }
    public required string Other { get; init; }
    public required string Unparsed { get; init; }
    public required string Repeated { get; init; }
    public required string OutsidePeriod { get; init; }
    public required string Oversize { get; init; }
    public required string UnresolvedRepeats { get; init; }
    public required string WithoutTime { get; init; }
    public required string Actions { get; init; }
    public required string ActionsValue { get; init; }
    public required string Dialects { get; init; }
    public required string NotExact { get; init; }
    public required string Partial { get; init; }
    public required string NotRead { get; init; }
    public required string Disclaimer { get; init; }
    public required IReadOnlyList<string> SectionTitles { get; init; }
    public required IReadOnlyList<string> SectionFeeds { get; init; }

    public static ReportStrings English { get; } = new()
    {
        IsJapanese = false,
        Title = "What was probed",
        RuleSet = "Rules",
        Period = "Period",
        NoPeriod = "no line bears a time",
        Input = "Input",
        InputValue = "{0} files, {1} bytes, {2} lines",
        Events = "events",
        Incidents = "incidents",
        Sources = "sources",
        FirstSeen = "first (UTC)",
        LastSeen = "last (UTC)",
        Remainder = "outside the sections",
        Total = "all events",
        QuietTags = "{0} more of the list saw nothing",
        SunrpcNote = "Port 111 (sunrpc) is usually the step before another RPC service: of {0} sources that asked it, {1} also touched something else:",
        SunrpcMore = "and {0} more",
        HoursTitle = "By time (UTC)",
        HoursBucket = "one column is {0} h; highest {1} events; {2} to {3}",
        TopTitle = "Sources with the most events",
        NoTag = "no tag",
        AccountTitle = "Where every line went",
        Lines = "lines read",
        EventLines = "events of their own",
        Other = "other text",
        Unparsed = "not understood",
        Repeated = "further events that \"repeated N times\" lines stand for",
        OutsidePeriod = "of the other text: events outside the period",
        Oversize = "lines over the limit, cut",
        UnresolvedRepeats = "repeat lines with nothing before them to repeat",
        WithoutTime = "events without a usable time",
        Actions = "Actions",
        ActionsValue = "{0} allowed, {1} blocked, {2} other",
        Dialects = "Read as",
        NotExact = "Sources passed the limit: figures for sources and incidents are estimates from a sample of {0} of all sources, and a heavy source may be missing from the list. Events are exact.",
        Partial = "PARTIAL: reading was stopped before the end.",
        NotRead = "not read, or not whole: {0}: {1}",
        Disclaimer = "An event is one logged access, an incident is the events of one source with no gap over {0}. Neither is the number of reports that a CSIRT counts. An event is in one section at most: its first tag decides.",
        SectionTitles =
        [
            "", "Probes, scans and other suspicious access", "Mail relaying attempts", "Mail with forged headers", "Intrusion",
            "Denial of service", "Worms, trojan horses and viruses",
        ],
        SectionFeeds =
        [
            "", "packet filter logs (netfilter, ipchains) and web access logs would feed it",
            "mail server logs would feed it; this version does not read them",
            "mail server logs would feed it; this version does not read them",
            "IDS and host logs would feed it; this version does not read them",
            "IDS and kernel logs would feed it; this version does not read them",
            "mail scanner and IDS logs would feed it; this version does not read them",
        ],
    };

    public static ReportStrings Japanese { get; } = new()
    {
        IsJapanese = true,
        Title = "探査されたもの",
        RuleSet = "規則",
        Period = "期間",
        NoPeriod = "時刻のある行がありません",
        Input = "入力",
        InputValue = "ファイル {0}、{1} バイト、{2} 行",
        Events = "事象",
        Incidents = "件",
        Sources = "送信元",
        FirstSeen = "最初 (UTC)",
        LastSeen = "最後 (UTC)",
        Remainder = "どの節にも入らないもの",
        Total = "全事象",
        QuietTags = "一覧の残り {0} 項目には該当なし",
        SunrpcNote = "111 番 (sunrpc) は他の RPC サービスへの前段階であることが多い。これを尋ねた送信元 {0} のうち、他にも触れたもの {1}:",
        SunrpcMore = "ほか {0}",
        HoursTitle = "時間ごと (UTC)",
        HoursBucket = "1 桁 = {0} 時間、最大 {1} 事象、{2} から {3}",
        TopTitle = "事象の多い送信元",
        NoTag = "タグなし",
        AccountTitle = "全行の内訳",
        Lines = "読んだ行",
        EventLines = "事象の行",
        Other = "その他の行",
        Unparsed = "解釈できない行",
        Repeated = "「N 回繰り返し」行が表す追加の事象",
        OutsidePeriod = "その他のうち期間外の事象",
        Oversize = "上限を超えて切った行",
        UnresolvedRepeats = "繰り返す元のない繰り返し行",
        WithoutTime = "時刻を使えない事象",
        Actions = "処置",
        ActionsValue = "許可 {0}、遮断 {1}、その他 {2}",
        Dialects = "形式",
        NotExact = "送信元が上限を超えたため、送信元数と件数は全送信元の {0} の標本による推定です。事象の多い送信元が一覧から漏れることがあります。事象数は正確です。",
        Partial = "途中まで: 読み終える前に中断されました。",
        NotRead = "読めない、または途中まで: {0}: {1}",
        Disclaimer = "事象は記録された 1 回のアクセス、件は一つの送信元の {0} を超える間隔のない事象のまとまりです。いずれも CSIRT が数える報告件数ではありません。一つの事象は最初のタグが示す一つの節だけに入ります。",
        SectionTitles =
        [
            "", "プローブ、スキャン、その他の不審なアクセス", "電子メールの中継を狙うアクセス", "ヘッダを偽った電子メール", "システムへの侵入",
            "サービス運用妨害", "ワーム、トロイの木馬、ウイルス",
        ],
        SectionFeeds =
        [
            "", "パケットフィルタ (netfilter、ipchains) と Web のログが元になります",
            "メールサーバのログが元になります (この版は読みません)",
            "メールサーバのログが元になります (この版は読みません)",
            "IDS とホストのログが元になります (この版は読みません)",
            "IDS とカーネルのログが元になります (この版は読みません)",
            "メール検査と IDS のログが元になります (この版は読みません)",
        ],
    };

    public static ReportStrings For(ReportLanguage language) => language == ReportLanguage.Japanese ? Japanese : English;

    public string TitleOf(ProbeTag tag) => (IsJapanese ? tag.TitleJa ?? tag.Title : tag.Title) ?? string.Empty;
}
