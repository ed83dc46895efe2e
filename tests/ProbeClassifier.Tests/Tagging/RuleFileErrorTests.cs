using System;
using System.Globalization;
using System.Linq;
using System.Text;
using ProbeClassifier.Tagging;

namespace ProbeClassifier.Tests.Tagging;

/// <summary>A § in a file marks where an error is expected; it is taken out before the file is read.</summary>
public sealed class RuleFileErrorTests
{
    private const string Tag = """{ "id": "t", "section": "I" }""";

    [Theory]
    [InlineData("\"destinationPort\": §65536", "port 65536", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": §\"65536\"", "port \"65536\"", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": [1, §-1]", "port -1", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": §2.5", "port 2.5", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"sourcePort\": §1e1", "port 1e1", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"sourcePort\": §\" 1\"", "port \" 1\"", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"sourcePort\": §\"\"", "port \"\"", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"sourcePort\": §\"010\"", "port \"010\"", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": §\"1-2-3\"", "port \"1-2-3\"", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": §\"10-\"", "port \"10-\"", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": §\"ssh\"", "port \"ssh\"", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": §true", "true", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": [§[1]]", "a list", "a port from 0 to 65535, or a range of them such as \"10-20\"")]
    [InlineData("\"destinationPort\": §\"6063-6000\"", "port \"6063-6000\", backwards", "\"6000-6063\"")]
    [InlineData("\"destinationPort\": [22, §22]", "port 22 beside 22", "each number once")]
    [InlineData("\"destinationPort\": [\"20-30\", §\"25-40\"]", "port 25-40 beside 20-30", "each number once")]
    [InlineData("\"destinationPort\": §[]", "an empty list", "at least one value")]
    [InlineData("\"transport\": \"icmp\", \"icmpType\": §256", "type 256", "a type from 0 to 255, or a range of them such as \"10-20\"")]
    [InlineData("\"transport\": \"icmp\", \"icmpCode\": §\"1-256\"", "code \"1-256\"", "a code from 0 to 255, or a range of them such as \"10-20\"")]
    [InlineData("\"source\": §\"192.0.2.1/24\"", "network \"192.0.2.1/24\" with bits set beyond its length", "\"192.0.2.0/24\"")]
    [InlineData("\"source\": §\"2001:db8::1/32\"", "network \"2001:db8::1/32\" with bits set beyond its length", "\"2001:db8::/32\"")]
    [InlineData("\"destination\": §\"192.0.2.0/33\"", "\"192.0.2.0/33\"", Network)]
    [InlineData("\"source\": §\"192.0.2/24\"", "\"192.0.2/24\"", Network)]
    [InlineData("\"source\": §\"192.0.2.0/\"", "\"192.0.2.0/\"", Network)]
    [InlineData("\"source\": §\"192.0.2.0/+8\"", "\"192.0.2.0/+8\"", Network)]
    [InlineData("\"source\": §\"192.0.2.0/024\"", "\"192.0.2.0/024\"", Network)]
    [InlineData("\"source\": §\"2001:db8::/129\"", "\"2001:db8::/129\"", Network)]
    [InlineData("\"source\": §\"www.example.com\"", "\"www.example.com\"", Network)]
    [InlineData("\"source\": §7", "7", Network)]
    [InlineData("\"source\": [\"192.0.2.0/24\", §\"192.0.2.0/24\"]", "network \"192.0.2.0/24\" again", "each network once")]
    [InlineData("\"transport\": §\"TCP\"", "transport \"TCP\"", "one of icmp, igmp, tcp, udp, ipv6, gre, esp, ah, ipv6-icmp, pim, sctp, udplite")]
    [InlineData("\"transport\": §256", "transport 256", "a protocol number from 0 to 255")]
    [InlineData("\"transport\": [\"tcp\", §6]", "transport 6 again", "each transport once")]
    [InlineData("\"transport\": §null", "transport null", "one of icmp, igmp, tcp, udp, ipv6, gre, esp, ah, ipv6-icmp, pim, sctp, udplite")]
    [InlineData("\"action\": §\"DROP\"", "action \"DROP\"", "one of other, allowed, blocked")]
    [InlineData("\"action\": [\"other\", §\"other\"]", "action \"other\" again", "each action once")]
    [InlineData("\"direction\": §\"in\"", "direction \"in\"", "one of unknown, inbound, outbound, forwarded")]
    [InlineData("\"dialect\": §\"tcpdump\"", "dialect \"tcpdump\"", "one of netfilter, ipchains, access-log, snort, suricata, suricata-eve, sendmail, postfix, exim, qmail, mail-scanner, sender-check, tcp-wrappers, portsentry, scanlogd, psad, sshd, login, named, mailbox, rpc, kernel, file-integrity, syslogd")]
    [InlineData("\"path\": §\"cgi-bin/\"", "path \"cgi-bin/\"", "a path that begins with /")]
    [InlineData("\"path\": §\"\"", "path \"\"", "a path that begins with /")]
    [InlineData("\"path\": §1", "path 1", "a path that begins with /")]
    [InlineData("\"path\": §\"/CGI-BIN/\"", "path \"/CGI-BIN/\"", "a path in normal form: \"/cgi-bin/\"")]
    [InlineData("\"path\": §\"/a//b/../c\"", "path \"/a//b/../c\"", "a path in normal form: \"/a/c\"")]
    [InlineData("\"path\": §\"/a?b\"", "path \"/a?b\"", "a path in normal form: \"/a\"")]
    [InlineData("\"path\": §\"/a*b/\"", "path \"/a*b/\"", "* only at the end of a path segment")]
    [InlineData("\"path\": [\"/a\", §\"/a\"]", "path \"/a\" again", "each path once")]
    [InlineData("§\"port\": 22", "property \"port\"", "one of transport, destinationPort, sourcePort, icmpType, icmpCode, source, destination, path, dialect, action, direction, activity, signature, classification, message, appName, controlBits, sourceIsHome, destinationIsHome, sameAddress, destinationIsBroadcast")]
    [InlineData("\"transport\": \"tcp\", §\"transport\": \"udp\"", "property \"transport\" again", "each property once (first on line 1)")]
    [InlineData("§\"icmpType\": 8", "an ICMP type without its transport", "\"transport\" icmp or ipv6-icmp: their types differ")]
    [InlineData("\"transport\": [\"icmp\", \"tcp\"], §\"icmpCode\": 8", "an ICMP code without its transport", "\"transport\" icmp or ipv6-icmp: their codes differ")]
    [InlineData("\"transport\": \"icmp\", §\"destinationPort\": 8", "a port beside an ICMP transport", "no ports: ICMP has none")]
    [InlineData("\"transport\": \"ipv6-icmp\", §\"sourcePort\": 8", "a port beside an ICMP transport", "no ports: ICMP has none")]
    [InlineData("\"path\": \"/a\", §\"destinationPort\": 80", "a destination port beside a path", "no such condition: an access log does not give it")]
    [InlineData("\"path\": \"/a\", §\"destination\": \"192.0.2.1\"", "a destination beside a path", "no such condition: an access log does not give it")]
    [InlineData("\"path\": \"/a\", §\"transport\": \"udp\"", "a path over another transport than tcp", "tcp, or no \"transport\"")]
    [InlineData("\"path\": \"/a\", §\"dialect\": \"netfilter\"", "a path in a log without paths", "access-log or suricata-eve, or no \"dialect\"")]
    [InlineData("\"source\": \"2001:db8::/32\", §\"destination\": \"192.0.2.0/24\"", "destinations of another IP version than the sources", "networks of one version: a packet has but one")]
    [InlineData("\"source\": [\"192.0.2.0/24\", \"::ffff:198.51.100.0/120\"], §\"destination\": [\"::/0\", \"2001:db8::1\"]", "destinations of another IP version than the sources", "networks of one version: a packet has but one")]
    [InlineData("\"source\": \"192.0.2.0/25\", \"destination\": [\"192.0.2.128/25\", \"2001:db8::/32\"], §\"sameAddress\": true", "one address within networks that share none", "networks that overlap, or no \"sameAddress\"")]
    [InlineData("\"dialect\": \"netfilter\", §\"activity\": \"alert\"", "an activity in a log that tells none", "a \"dialect\" that tells it, or no \"dialect\"")]
    [InlineData("\"dialect\": [\"ipchains\", \"access-log\"], §\"message\": \"x\"", "a message in a log that has none", "a \"dialect\" that tells it, or no \"dialect\"")]
    [InlineData("\"dialect\": \"netfilter\", §\"appName\": \"kernel\"", "a program's name in a log of packets or requests", "a \"dialect\" that tells it, or no \"dialect\"")]
    [InlineData("\"dialect\": \"sshd\", §\"signature\": 469", "a signature in a log that gives none", "a \"dialect\" that tells it, or no \"dialect\"")]
    [InlineData("\"dialect\": [\"psad\", \"sshd\"], §\"classification\": \"x\"", "a class in a log that gives none", "a \"dialect\" that tells it, or no \"dialect\"")]
    [InlineData("\"dialect\": \"ipchains\", \"transport\": \"tcp\", §\"controlBits\": \"FIN\"", "TCP control bits in a log that does not give them", "\"dialect\" netfilter, or no \"dialect\"")]
    [InlineData("\"dialect\": \"access-log\", §\"transport\": \"icmp\"", "an access log over another transport than tcp", "tcp, or no \"transport\"")]
    [InlineData("\"dialect\": \"access-log\", §\"destinationPort\": 80", "a destination port of an access log", "no such condition: an access log does not give it")]
    [InlineData("\"dialect\": \"access-log\", §\"destination\": \"192.0.2.1\"", "a destination of an access log", "no such condition: an access log does not give it")]
    public void In_a_match(string match, string found, string expected) =>
        Check($$"""{ "tags": [{{Tag}}], "rules": [{ "tag": "t", "match": { {{match}} } }] }""", found, expected);

    private const string Network = "an IPv4 or IPv6 network such as \"192.0.2.0/24\" or \"2001:db8::/32\"";
    private const string Ok = """{ "tag": "t", "match": { "transport": "tcp" } }""";
    private const string AllProperties = "one of $schema, description, name, extends, position, references, tags, sections, rules";

    [Theory]
    [InlineData("{ \"tags\": [" + Tag + "], \"rules\": [{ \"tag\": \"t\", \"match\": §{} }] }", "a match without conditions", "at least one condition")]
    [InlineData("{ \"tags\": [" + Tag + "], \"rules\": [{ \"tag\": \"t\", \"match\": §[] }] }", "a list", "an object with conditions")]
    [InlineData("{ \"tags\": [" + Tag + "], \"rules\": [" + Ok + ", §{ \"tag\": \"t\" }] }", "an object without \"match\"", "the property \"match\"")]
    [InlineData("{ \"tags\": [" + Tag + "], \"rules\": [" + Ok + ", §{ \"match\": { \"transport\": 6 } }] }", "an object without \"tag\"", "the property \"tag\"")]
    [InlineData("{ \"tags\": [" + Tag + "], \"rules\": [" + Ok + ", §" + Ok + "] }", "a rule that says the same as the one on line 1", "each rule once")]
    [InlineData("{ \"tags\": [" + Tag + "], \"rules\": [" + Ok + ", { \"tag\": §\"u\", \"match\": { \"transport\": 6 } }] }", "tag \"u\"", "the id of a tag that \"tags\" or the extended rule set declares")]
    [InlineData("{ \"tags\": [" + Tag + "], \"rules\": [" + Ok + ", { \"tag\": §5, \"match\": { \"transport\": 6 } }] }", "5", "the id of a tag")]
    [InlineData("{ \"tags\": [" + Tag + ", { \"id\": §\"u\", \"section\": \"I\" }], \"rules\": [" + Ok + "] }", "tag \"u\", which no rule gives", "a rule for each tag")]
    [InlineData("{ \"tags\": [" + Tag + ", { \"id\": §\"t\", \"section\": \"V\" }], \"rules\": [" + Ok + "] }", "tag \"t\" again", "each tag declared once (first on line 1)")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": §\"VII\" }], \"rules\": [" + Ok + "] }", "section \"VII\"", "one of I, II, III, IV, V, VI, or null for the remainder")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": §1 }], \"rules\": [" + Ok + "] }", "section 1", "one of I, II, III, IV, V, VI, or null for the remainder")]
    [InlineData("{ \"tags\": [§{ \"id\": \"t\" }], \"rules\": [" + Ok + "] }", "an object without \"section\"", "the property \"section\"")]
    [InlineData("{ \"tags\": [" + Tag + ", §{ \"section\": \"I\" }], \"rules\": [" + Ok + "] }", "an object without \"id\"", "the property \"id\"")]
    [InlineData("{ \"tags\": [" + Tag + ", §\"u\"], \"rules\": [" + Ok + "] }", "\"u\"", "an object with id and section")]
    [InlineData("{ \"tags\": [" + Tag + ", { \"id\": §\"Tcp/1\", \"section\": \"I\" }], \"rules\": [" + Ok + "] }", "\"Tcp/1\"", RuleChecks.TagIdForm)]
    [InlineData("{ \"tags\": [" + Tag + ", { \"id\": §\"a//b\", \"section\": \"I\" }], \"rules\": [" + Ok + "] }", "\"a//b\"", RuleChecks.TagIdForm)]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"origin\": §\"ours\" }], \"rules\": [" + Ok + "] }", "origin \"ours\"", "one of added, source")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"title\": §{} }], \"rules\": [" + Ok + "] }", "an object", "text in quotes")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"title\": §\"\" }], \"rules\": [" + Ok + "] }", "\"\"", "text")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"title\": §\"a\\u001b[31m\" }], \"rules\": [" + Ok + "] }", "\"a\\u{1B}[31m\"", "text without control characters")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"title\": §\"\\ud800\" }], \"rules\": [" + Ok + "] }", "half of a surrogate pair", "whole characters")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"references\": §\"[1]\" }], \"rules\": [" + Ok + "] }", "reference \"[1]\"", "an id of \"references\", or an http, https or ftp URL")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"references\": §\"javascript:alert(1)\" }], \"rules\": [" + Ok + "] }", "reference \"javascript:alert(1)\"", "an id of \"references\", or an http, https or ftp URL")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"sources\": §\"file:///etc\" }], \"rules\": [" + Ok + "] }", "\"file:///etc\"", "an http, https or ftp URL")]
    [InlineData("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", §\"colour\": 1 }], \"rules\": [" + Ok + "] }", "property \"colour\"", "one of id, section, service, group, title, titleJa, references, origin, asPrinted, registered, note, sources")]
    [InlineData("{ \"tags\": §{}, \"extends\": \"jpcert-2000-q2\" }", "an object", "a list of tags")]
    [InlineData("{ \"rules\": §{}, \"extends\": \"jpcert-2000-q2\" }", "an object", "a list of rules")]
    [InlineData("{ \"rules\": [§1], \"extends\": \"jpcert-2000-q2\" }", "1", "an object with tag and match")]
    [InlineData("{ \"rules\": §[], \"extends\": \"jpcert-2000-q2\" }", "an empty list", "at least one rule")]
    [InlineData("§{ }", "an object without \"rules\"", "the property \"rules\"")]
    [InlineData("§[]", "a list", "an object with the rules")]
    [InlineData("{ \"extends\": §\"other\" }", "rule set \"other\"", "\"jpcert-2000-q2\" or \"extended\"")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"position\": §\"first\" }", "position \"first\"", "one of before, after")]
    [InlineData("{ \"position\": §\"after\", \"tags\": [" + Tag + "], \"rules\": [" + Ok + "] }", "\"position\" without \"extends\"", "\"extends\" beside it, or no \"position\"")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", §\"Rules\": [] }", "property \"Rules\"", AllProperties)]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"$schema\": §1 }", "1", "text in quotes")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"name\": §false }", "false", "text in quotes")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"tags\": [{ \"id\": §\"tcp/22\", \"section\": \"I\" }] }", "tag \"tcp/22\" again", "each tag declared once (the extended rule set has it)")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"references\": [{ \"id\": §\"[1]\", \"title\": \"T\", \"url\": \"http://www.example.com/\" }] }", "reference \"[1]\" again", "each id once, those of the extended rule set included")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"references\": [{ \"id\": \"x\", \"title\": \"T\", \"url\": §\"www.example.com\" }] }", "\"www.example.com\"", "an http, https or ftp URL")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"references\": [§{ \"id\": \"x\", \"title\": \"T\" }] }", "an object without \"url\"", "the property \"url\"")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"references\": [§\"http://www.example.com/\"] }", "\"http://www.example.com/\"", "an object with id, title and url")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"references\": §{} }", "an object", "a list of references")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"sections\": { §\"VII\": [\"[1]\"] } }", "property \"VII\"", "one of I, II, III, IV, V, VI")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"sections\": { \"II\": [§\"[99]\"] } }", "reference \"[99]\"", "an id of \"references\"")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\", \"sections\": { \"II\": [§\"[15]\"] } }", "reference \"[15]\" again", "each reference once")]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\",\n \"name\": §x }", "\"x\"", null)]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\",\n\n §", "the end of the file", null)]
    [InlineData("§", "the end of the file", null)]
    [InlineData("{ \"extends\": \"jpcert-2000-q2\" }\n  §{", "\"{\"", null)]
    [InlineData("{ \"name\": \"日本語\", \"x日\": §} }", "\"}\"", null)]
    public void In_a_file(string json, string found, string? expected) => Check(json, found, expected);

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_file()
    {
        const string Json = """
            {
              "tags": [
                { "id": "a", "section": "VIII" },
                { "id": "日本", "section": "I" }
              ],
              "rules": [
                { "tag": "a", "match": { "transport": "tpc", "destinationPort": [65536, "9-1"] } },
                /* 日本 */ { "tag": "b", "match": { "source": "192.0.2.1/24" }, "then": 1 }
              ],
              "rulez": 1
            }
            """;
        RuleSetException e = Assert.Throws<RuleSetException>(() => RuleFixture.Parse(Json));
        Assert.Equal("test.json", e.Name);
        Assert.Equal(
            ["3:29", "4:13", "7:43", "7:70", "7:77", "8:23", "8:49", "8:67", "10:3"],
            e.Errors.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Line}:{x.Column}")));
        Assert.Equal(9, e.Message.Split('\n').Length);
        Assert.StartsWith("test.json:3:29: found section \"VIII\", expected one of I, II,", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_before_a_syntax_error_are_reported_and_none_for_what_was_not_read()
    {
        const string Json = """
            {
              "rules": [
                { "tag": "t", "match": { "destinationPort": 70000 } },
                { "tag": "t", "match": { "transport": tcp
            """;
        RuleSetException e = Assert.Throws<RuleSetException>(() => RuleFixture.Parse(Json));

        // The t might have begun "true"; the c does not go on with it.
        Assert.Equal([(3, 49), (4, 44)], e.Errors.Select(x => (x.Line, x.Column)));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8()
    {
        byte[] bytes = [.. "{\n \"name\": \"é"u8, 0xFF, .. "\" }"u8];
        RuleSetError error = Assert.Single(Assert.Throws<RuleSetException>(() => RuleSet.Parse(bytes, "x")).Errors);
        Assert.Equal(new RuleSetError(2, 12, "byte 0xFF", "UTF-8"), error);
    }

    [Fact]
    public void Hostile_text_is_escaped_and_cut()
    {
        string json = "{ \"extends\": \"" + new string('x', 100) + "\", \"\\u001b]0;\\u202e\": 1 }";
        RuleSetException e = Assert.Throws<RuleSetException>(() => RuleFixture.Parse(json));
        Assert.Equal($"rule set \"{new string('x', 60)}…\"", e.Errors[0].Found);
        Assert.Equal("property \"\\u{1B}]0;\\u{202E}\"", e.Errors[1].Found);
    }

    [Theory]
    [InlineData(4096 - 82, 0)]
    [InlineData(4096 - 81, 1)]
    public void At_most_4096_rules(int own, int errors)
    {
        string rules = string.Join(",\n", Enumerable.Range(0, own).Select(n => $$"""{ "tag": "tcp/22", "match": { "sourcePort": {{n}} } }"""));
        CheckLimit($$"""{ "extends": "jpcert-2000-q2", "rules": [{{rules}}] }""", errors, "one rule more", own);
    }

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    public void At_most_1024_tags(int count, int errors)
    {
        string tags = string.Join(",\n", Enumerable.Range(0, count).Select(n => $$"""{ "id": "t{{n}}", "section": "I" }"""));
        string rules = string.Join(",", Enumerable.Range(0, Math.Min(count, 1024)).Select(n => $$"""{ "tag": "t{{n}}", "match": { "sourcePort": {{n}} } }"""));
        CheckLimit($$"""{ "tags": [{{tags}}], "rules": [{{rules}}] }""", errors, "one tag more", count);
    }

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    public void At_most_1024_values_in_a_list(int count, int errors)
    {
        string ports = string.Join(",\n", Enumerable.Range(0, count).Select(n => n * 2));
        CheckLimit($$"""{ "extends": "jpcert-2000-q2", "rules": [{ "tag": "tcp/22", "match": { "sourcePort": [{{ports}}] } }] }""", errors, "a longer list", count);
    }

    [Theory]
    [InlineData(992, 0)]
    [InlineData(993, 1)]
    public void At_most_1024_references(int own, int errors)
    {
        string references = string.Join(",\n", Enumerable.Range(0, own).Select(n => $$"""{ "id": "r{{n}}", "title": "T", "url": "http://www.example.com/{{n}}" }"""));
        CheckLimit($$"""{ "extends": "jpcert-2000-q2", "references": [{{references}}] }""", errors, "one reference more", own);
    }

    [Fact]
    public void Lengths_have_limits()
    {
        Check("{ \"extends\": \"jpcert-2000-q2\", \"name\": §\"" + new string('n', 129) + "\" }", null, "at most 128 characters");
        Check("{ \"tags\": [" + Tag + ", { \"id\": §\"" + new string('n', 65) + "\", \"section\": \"I\" }], \"rules\": [" + Ok + "] }", null, "at most 64 characters");
        Check("{ \"tags\": [{ \"id\": \"t\", \"section\": \"I\", \"note\": §\"" + new string('n', 2049) + "\" }], \"rules\": [" + Ok + "] }", null, "at most 2048 characters");
        Check("{ \"tags\": [" + Tag + "], \"rules\": [" + Ok + ", { \"tag\": \"t\", \"match\": { \"path\": §\"/" + new string('n', 256) + "\" } }] }", null, "at most 256 bytes");
        RuleSetError error = Assert.Single(Assert.Throws<RuleSetException>(() => RuleSet.Parse(new byte[RuleLimits.MaxFileBytes + 1], "x")).Errors);
        Assert.Equal(new RuleSetError(1, 1, "a longer file", "at most 4194304 bytes"), error);
    }

    [Fact]
    public void After_500_errors_only_how_many_more()
    {
        string rules = string.Join(",\n", Enumerable.Range(0, 600).Select(_ => "1"));
        RuleSetException e = Assert.Throws<RuleSetException>(() => RuleFixture.Parse($$"""{ "extends": "jpcert-2000-q2", "rules": [{{rules}}] }"""));
        Assert.Equal(501, e.Errors.Count);
        Assert.Equal("100 further errors", e.Errors[500].Found);
    }

    private static void CheckLimit(string json, int errors, string found, int line)
    {
        if (errors == 0)
        {
            RuleFixture.Parse(json);
            return;
        }

        RuleSetError error = Assert.Single(Assert.Throws<RuleSetException>(() => RuleFixture.Parse(json)).Errors);
        Assert.Equal((found, line), (error.Found, error.Line));
    }

    private static void Check(string marked, string? found, string? expected)
    {
        int at = marked.IndexOf('§', StringComparison.Ordinal);
        string before = marked[..at];
        string lastLine = before[(before.LastIndexOf('\n') + 1)..];
        RuleSetException e = Assert.Throws<RuleSetException>(() => RuleFixture.Parse(marked.Remove(at, 1)));
        RuleSetError error = Assert.Single(e.Errors);
        Assert.Equal((before.Count(c => c == '\n') + 1, lastLine.EnumerateRunes().Count() + 1), (error.Line, error.Column));
        if (found is not null)
            Assert.Equal(found, error.Found);
        if (expected is not null)
            Assert.Equal(expected, error.Expected);
        else
            Assert.StartsWith("JSON: ", error.Expected, StringComparison.Ordinal);
    }
}
