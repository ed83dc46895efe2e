using System;
using System.Globalization;

namespace ProbeClassifier.Tests.Generators;

/// <summary>Lines of web servers, plain ones for the most part.</summary>
internal sealed class AccessText(Random random)
{
    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(random.OneIn(6) ? random.Ipv6() : random.Quad())} - {random.From("-", "-", "root")} [24/Nov/2026:11:{random.Next(60):D2}:{random.Next(60):D2} {random.From("+0000", "+0900", "-0330")}] \"{random.From("GET", "GET", "POST", "HEAD")} {Target()} HTTP/1.{random.Next(2)}\" {random.From(200, 301, 400, 401, 403, 404, 500)} {random.From("-", "0", "4711")}{Tail()}");

    private string Target() => random.From(
        "/", "/cgi-bin/phf?Qalias=x", "/cgi-bin/test-cgi", "/CGI-BIN/php.cgi", "/%63gi-bin/handler", "//cgi-bin//Count.cgi", "/./cgi-bin/../cgi-bin/a", "/index.html?x=/cgi-bin/",
        "/~u/cgi-bin/a");

    private string Tail() => random.Next(4) switch
    {
        0 => "",
        1 => " \"http://192.0.2.1/cgi-bin/\" \"Mozilla/4.0 (compatible; DPT=23)\"",
        2 => " \"-\" \"IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=4 PROTO=TCP SPT=1 DPT=23 W\"",
        _ => " \"-\" \"-\"",
    };
}
