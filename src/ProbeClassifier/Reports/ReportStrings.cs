using System.Collections.Generic;

namespace ProbeClassifier.Reports;

/// <summary>One phrase in each language; <c>{0}</c>, <c>{1}</c> … are figures or names put in.</summary>
internal sealed record ReportString(ReportPhrase Phrase, string English, string Japanese);

/// <summary>The words of a report as data: a row has all languages, so none can lack one.</summary>
internal static class ReportStrings
{
    public static IReadOnlyList<ReportString> All { get; } =
    [
        new(ReportPhrase.Title, "Probe report", "プローブ報告"),
        new(ReportPhrase.RuleSet, "Rule set", "ルールセット"),
        new(ReportPhrase.Period, "Period", "期間"),
        new(ReportPhrase.NoTime, "no event bears a time", "時刻を持つイベントなし"),
        new(ReportPhrase.Input, "Input", "入力"),
        new(ReportPhrase.Files, "files", "ファイル"),
        new(ReportPhrase.Bytes, "bytes", "バイト"),
        new(ReportPhrase.Lines, "lines", "行"),
        new(ReportPhrase.Dialects, "Dialects", "形式"),
        new(ReportPhrase.Actions, "Actions", "処置"),
        new(ReportPhrase.Directions, "Directions", "向き"),
        new(ReportPhrase.None, "none", "なし"),
        new(ReportPhrase.Partial,
            "PARTIAL: reading was stopped before the end. The figures cover what had been read until then.",
            "途中まで: 読み込みは最後まで行われていません。数値はそれまでに読んだ分だけのものです。"),
        new(ReportPhrase.Estimate,
            "ESTIMATE: the source limit was reached, and {0} % of the sources were kept as a sample. Figures marked ~ (incidents, "
            + "sources) are estimates; events are exact. The price of a sample: a heavy source can fall out of it, and is then "
            + "missing from the lists of sources below.",
            "推定: 送信元の数が上限に達したため、送信元の {0} % を標本として残しました。~ の付いた数 (インシデント、送信元) は推定値で、"
            + "イベント数は正確です。標本の代償として、件数の多い送信元が標本から漏れ、下の送信元の一覧に現れないことがあります。"),
        new(ReportPhrase.NotRead, "NOT READ, or not whole: {0} of the inputs. What was read of them is counted.",
            "読めなかったか、途中までの入力: {0}。読めた分は数えています。"),

        new(ReportPhrase.Sections, "Sections", "分類"),
        new(ReportPhrase.Events, "events", "イベント"),
        new(ReportPhrase.Incidents, "incidents", "インシデント"),
        new(ReportPhrase.Sources, "sources", "送信元"),
        new(ReportPhrase.First, "first", "最初"),
        new(ReportPhrase.Last, "last", "最後"),
        new(ReportPhrase.SectionI, "Probes, scans, other suspicious access", "探査・スキャンなどの不審なアクセス"),
        new(ReportPhrase.SectionII, "Mail relaying attempts", "メールの不正中継の試み"),
        new(ReportPhrase.SectionIII, "Mail with forged headers", "ヘッダを偽ったメール"),
        new(ReportPhrase.SectionIV, "Intrusion", "侵入"),
        new(ReportPhrase.SectionV, "Denial of service", "サービス妨害"),
        new(ReportPhrase.SectionVI, "Worms, trojan horses, viruses", "ワーム・トロイの木馬・ウイルス"),
        new(ReportPhrase.Remainder, "Remainder: in no section", "残り: どの分類にも入らないもの"),
        new(ReportPhrase.AllEvents, "All events", "全イベント"),
        new(ReportPhrase.FeedsI,
            "no evidence; fed by logs of firewalls, web servers, IDS and services that refuse",
            "該当なし。ファイアウォール、Web サーバ、IDS、接続を拒否したサービスのログから数えます。"),
        new(ReportPhrase.FeedsII,
            "no evidence; fed by logs of mail servers",
            "該当なし。メールサーバのログから数えます。"),
        new(ReportPhrase.FeedsIII,
            "no evidence; fed by logs of mail servers and of what checks senders",
            "該当なし。メールサーバと送信者検査のログから数えます。"),
        new(ReportPhrase.FeedsIV,
            "no evidence; fed by logs of IDS and hosts; some of it needs one's own networks",
            "該当なし。IDS とホストのログから数えます。一部は自ネットワークの指定が必要です。"),
        new(ReportPhrase.FeedsV,
            "no evidence; fed by logs of IDS, kernels and firewalls",
            "該当なし。IDS、カーネル、ファイアウォールのログから数えます。"),
        new(ReportPhrase.FeedsVI,
            "no evidence; fed by logs of mail scanners and IDS",
            "該当なし。メール検査と IDS のログから数えます。"),
        new(ReportPhrase.TagsOfSection, "Section {0} by tag", "分類 {0} のタグ別"),
        new(ReportPhrase.TagsOfRemainder, "Remainder by tag", "残りのタグ別"),
        new(ReportPhrase.SilentTags, "Tags without an event: {0} of {1}.", "イベントのないタグ: {1} 個のうち {0} 個。"),

        new(ReportPhrase.Sunrpc, "Sunrpc (port 111)", "sunrpc (ポート 111)"),
        new(ReportPhrase.SunrpcNone,
            "Access to port 111 is usually the step before access to another RPC service. Sources seen there: {0}. None of "
            + "them was seen at anything else.",
            "ポート 111 へのアクセスは、多くの場合ほかの RPC サービスへのアクセスの前触れです。111 に来た送信元: {0}。そのうちほかへ"
            + "進んだものは見られませんでした。"),
        new(ReportPhrase.SunrpcFollowed,
            "Access to port 111 is usually the step before access to another RPC service. Sources seen there: {0}. Of these, "
            + "seen at something else too: {1}.",
            "ポート 111 へのアクセスは、多くの場合ほかの RPC サービスへのアクセスの前触れです。111 に来た送信元: {0}。そのうちほかにも"
            + "来たもの: {1}。"),
        new(ReportPhrase.SunrpcCut, "Shown: the {0} with the most events.", "イベントの多い {0} 件だけを示します。"),

        new(ReportPhrase.Scans, "Scans: sources that aimed at many hosts or ports", "スキャン: 多数のホストまたはポートへ向かった送信元"),
        new(ReportPhrase.ScansCut, "In all: {0}. Shown: {1}. Hosts and ports are estimates.", "全部で {0} 件、うち {1} 件を示します。ホスト数とポート数は概数です。"),
        new(ReportPhrase.ScanVertical, "many ports of few hosts", "少数のホストの多数のポート"),
        new(ReportPhrase.ScanHorizontal, "few ports of many hosts", "多数のホストの少数のポート"),
        new(ReportPhrase.ScanBlock, "many ports of many hosts", "多数のホストの多数のポート"),
        new(ReportPhrase.Floods, "Floods: sources that sent very much", "フラッド: 大量に送った送信元"),
        new(ReportPhrase.PerSecond, "per second", "毎秒"),
        new(ReportPhrase.Hosts, "hosts", "ホスト"),
        new(ReportPhrase.Ports, "ports", "ポート"),
        new(ReportPhrase.Cause, "causes", "原因"),
        new(ReportPhrase.Deed, "deeds afterwards", "侵入後の行為"),

        new(ReportPhrase.Gaps, "Gaps in logs: what the daemons themselves say", "ログの欠落: デーモン自身の記録によるもの"),
        new(ReportPhrase.GapsCut, "In all: {0}. Shown: {1}, those of unknown length first, then the longest.",
            "全部で {0} 件、うち {1} 件を示します。長さの不明なもの、次に長いものの順です。"),
        new(ReportPhrase.GapsIncomplete, "There are more: the limits on hosts or on what is kept of one were reached.",
            "ほかにもあります: ホスト数、または 1 ホスト当たりに残す数の上限に達しました。"),
        new(ReportPhrase.Host, "host", "ホスト"),
        new(ReportPhrase.NoHost, "(no host)", "(ホスト名なし)"),
        new(ReportPhrase.Seconds, "seconds", "秒"),
        new(ReportPhrase.LostMessages, "lost", "喪失"),
        new(ReportPhrase.From, "from", "開始"),
        new(ReportPhrase.To, "to", "終了"),
        new(ReportPhrase.GapStopped, "stopped, and started again", "停止し、その後起動"),
        new(ReportPhrase.GapOpen, "stopped; no start after it was read", "停止。その後の起動は読んだ範囲にない"),
        new(ReportPhrase.GapDied, "started, and no stop before it was read: killed, crashed, or the power failed",
            "起動したが、その前の停止は読んだ範囲にない: 強制終了、異常終了、または電源断"),
        new(ReportPhrase.GapLost, "messages were lost: more came than are written", "書ききれずメッセージを喪失"),

        new(ReportPhrase.Hours, "Events over time (UTC)", "時間ごとのイベント (UTC)"),
        new(ReportPhrase.HoursNone, "no event bears a time", "時刻を持つイベントなし"),
        new(ReportPhrase.BucketHours, "one column: {0} h; blank: none; tallest: {1}", "1 桁は {0} 時間、空白は 0、最大は {1}"),
        new(ReportPhrase.BucketDays, "one column: {0} days; blank: none; tallest: {1}", "1 桁は {0} 日、空白は 0、最大は {1}"),

        new(ReportPhrase.TopSources, "Sources with the most events", "イベントの多い送信元"),
        new(ReportPhrase.Address, "address", "アドレス"),
        new(ReportPhrase.Untagged, "no tag", "タグなし"),

        new(ReportPhrase.Accounting, "Accounting: every line read is counted once", "内訳: 読んだ行はすべて一度ずつ数えています"),
        new(ReportPhrase.OwnLine, "events with a line of their own", "1 行に 1 件書かれたイベント"),
        new(ReportPhrase.Other, "+ other lines", "+ その他の行"),
        new(ReportPhrase.OtherOutsidePeriod, "of which events outside the period", "うち期間外のイベント"),
        new(ReportPhrase.OtherUnresolved, "of which repeats of an unknown line", "うち元の行が不明な繰り返し"),
        new(ReportPhrase.Unparsed, "+ unparsed lines", "+ 解釈できなかった行"),
        new(ReportPhrase.EqualsLines, "= lines", "= 行"),
        new(ReportPhrase.Repeated, "repeated events, on top of the lines", "繰り返しのイベント (行とは別に数える)"),
        new(ReportPhrase.EqualsEvents, "own line + repeated = events", "1 行に 1 件 + 繰り返し = イベント"),
        new(ReportPhrase.WithoutTime, "of which without a usable time", "うち時刻が使えないもの"),
        new(ReportPhrase.Oversize, "lines over the length limit, cut", "長さの上限を超えて切った行"),

        new(ReportPhrase.Reading, "How to read this", "読み方"),
        new(ReportPhrase.ReadingFigures,
            "Lines, events, incidents and sources are four different things. None of them is a number of reports, such as a "
            + "response team counts: one report may tell of any number of accesses.",
            "行、イベント、インシデント、送信元は別々のものです。どれも、対応組織が数える「報告件数」ではありません。1 件の報告に"
            + "何回のアクセスが含まれることもあります。"),
        new(ReportPhrase.ReadingIncident,
            "An incident is a run of events of one source in one section (or tag) with no gap longer than {0}.",
            "インシデントは、1 つの送信元による同じ分類 (またはタグ) のイベントの連なりで、{0}を超える間隔がないものです。"),
        new(ReportPhrase.ReadingPartition,
            "Each event is in one section at most, that of its first tag, so the sections and the remainder add up to all "
            + "events. An event with two tags is counted under both tags. References in brackets are ids of the rule set's list.",
            "各イベントは多くとも 1 つの分類 (最初のタグの分類) に入るので、分類と残りの合計は全イベントに等しくなります。2 つのタグを"
            + "持つイベントは両方のタグに数えます。[ ] は、ルールセットの参考文献の番号です。"),
        new(ReportPhrase.GapHours, "{0} h", "{0} 時間"),
        new(ReportPhrase.GapMinutes, "{0} min", "{0} 分"),
        new(ReportPhrase.GapSeconds, "{0} s", "{0} 秒"),

        new(ReportPhrase.Allowed, "allowed", "許可"),
        new(ReportPhrase.Blocked, "blocked", "遮断"),
        new(ReportPhrase.OtherAction, "other", "その他"),
        new(ReportPhrase.Inbound, "inbound", "受信"),
        new(ReportPhrase.Outbound, "outbound", "送信"),
        new(ReportPhrase.Forwarded, "forwarded", "転送"),
        new(ReportPhrase.UnknownDirection, "unknown", "不明"),
        new(ReportPhrase.ReasonTruncated, "cut off", "途中で切れている"),
        new(ReportPhrase.ReasonNoSource, "no source address", "送信元アドレスがない"),
        new(ReportPhrase.ReasonNoDestination, "no destination address", "宛先アドレスがない"),
        new(ReportPhrase.ReasonNoProtocol, "no protocol", "プロトコルがない"),
        new(ReportPhrase.ReasonBadAddress, "not an address", "アドレスでない"),
        new(ReportPhrase.ReasonBadPort, "not a port", "ポートでない"),
        new(ReportPhrase.ReasonBadProtocol, "not a protocol", "プロトコルでない"),
        new(ReportPhrase.ReasonBadIcmp, "not an ICMP type or code", "ICMP のタイプ・コードでない"),
        new(ReportPhrase.ReasonBadField, "another malformed field", "ほかの項目の誤り"),
    ];
}
