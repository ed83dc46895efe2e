using System;
using System.Text;
using ProbeClassifier.Dialects.AccessLog;
using Xunit;

namespace ProbeClassifier.Tests.Dialects.AccessLog;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/CGI-BIN/PHF", "/cgi-bin/phf")]
    [InlineData("/cgi-bin/", "/cgi-bin/")]
    [InlineData("//cgi-bin///phf", "/cgi-bin/phf")]
    [InlineData("/./cgi-bin/./phf", "/cgi-bin/phf")]
    [InlineData("/a/../cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/../../cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/a/b/../../cgi-bin/x/../phf", "/cgi-bin/phf")]
    [InlineData("/%63gi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/%43%47%49%2D%42%49%4E%2Fphf", "/cgi-bin/phf")]
    [InlineData("/a/%2e%2E/cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/a/.%2e/cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/cgi-bin;a=b/phf;c", "/cgi-bin/phf")]
    [InlineData("/a/..;x/cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/;x/cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("/cgi-bin/phf?Qalias=%0a/../..", "/cgi-bin/phf")]
    [InlineData("/cgi-bin/phf#top", "/cgi-bin/phf")]
    [InlineData("/cgi-bin?x", "/cgi-bin")]
    [InlineData("http://www.example.com/cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("HtTpS://www.example.com:443/cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("http://u:p@[2001:db8::1]:80//cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("http:///cgi-bin/phf", "/cgi-bin/phf")]
    [InlineData("http://www.example.com", "/")]
    [InlineData("http://www.example.com?/cgi-bin/", "/")]
    [InlineData("/~User/cgi-bin/x", "/~user/cgi-bin/x")]
    [InlineData("/%7Euser/cgi-bin/x", "/~user/cgi-bin/x")]
    [InlineData(@"/cgi-bin\\phf", "/cgi-bin/phf")]
    [InlineData(@"/cgi-bin\x5Cphf", "/cgi-bin/phf")]
    [InlineData(@"/a/..%5ccgi-bin/phf", "/cgi-bin/phf")]
    [InlineData(@"\\cgi-bin\\phf", "/cgi-bin/phf")]
    [InlineData(@"/\x63gi-bin/phf", "/cgi-bin/phf")]
    [InlineData(@"/%\x36\x33gi-bin/phf", "/cgi-bin/phf")]
    [InlineData(@"/a\""b", "/a\"b")]
    [InlineData("/a/..", "/")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/.", "/a/")]
    [InlineData("/..", "/")]
    [InlineData("/", "/")]
    [InlineData("/...", "/...")]
    [InlineData("/cgi-bin/..a", "/cgi-bin/..a")]
    public void What_a_server_would_look_up(string target, string path) => Assert.Equal(path, Normalize(target));

    [Theory]
    [InlineData("/index.html?/cgi-bin/phf", "/index.html")]
    [InlineData("/index.html#/cgi-bin/phf", "/index.html")]
    [InlineData("/redirect?to=http://www.example.com/cgi-bin/phf", "/redirect")]
    [InlineData("/a;/cgi-bin/phf", "/a/cgi-bin/phf")]
    [InlineData("/a;p=cgi-bin", "/a")]
    [InlineData("/cgi-bin", "/cgi-bin")]
    [InlineData("/cgi-binx/phf", "/cgi-binx/phf")]
    [InlineData("/docs/cgi-bin/phf", "/docs/cgi-bin/phf")]
    [InlineData("/cgi-bin/../phf", "/phf")]
    [InlineData("/cgi-bin/%2e%2e/phf", "/phf")]
    [InlineData("/cgi%2dbin%3f/", "/cgi-bin%3f/")]
    [InlineData("/%2563gi-bin/phf", "/%2563gi-bin/phf")]
    [InlineData("/a/%252e%252e/cgi-bin/phf", "/a/%252e%252e/cgi-bin/phf")]
    [InlineData("/cgi-bin%3fphf", "/cgi-bin%3fphf")]
    [InlineData("/a%23b%3Bc", "/a%23b%3bc")]
    [InlineData("/100%", "/100%")]
    [InlineData("/%zz/%u002fcgi-bin", "/%zz/%u002fcgi-bin")]
    [InlineData("/%%34%31", "/%%341")]
    [InlineData("/%a%62", "/%a%62")]
    [InlineData("/scripts/..%c0%af../cgi-bin/", "/scripts/..\u00c0\u00af../cgi-bin/")]
    [InlineData("/cgi-bin /phf", "/cgi-bin /phf")]
    public void What_it_would_not(string target, string path) => Assert.Equal(path, Normalize(target));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("www.example.com:443")]
    [InlineData("cgi-bin/phf")]
    [InlineData("%2fcgi-bin/phf")]
    [InlineData("?/cgi-bin/")]
    [InlineData("://x/cgi-bin/")]
    [InlineData("1http://x/cgi-bin/")]
    [InlineData("http:/cgi-bin/")]
    public void What_is_no_path(string target) => Assert.Null(Normalize(target));

    [Fact]
    public void A_megabyte_of_climbing_takes_no_longer_than_its_length()
    {
        byte[] target = Encoding.Latin1.GetBytes("/" + string.Concat(System.Linq.Enumerable.Repeat("a/b/../", 150_000)));
        byte[] path = new byte[target.Length];
        long started = TimeProvider.System.GetTimestamp();
        Assert.Equal(1 + (2 * 150_000), RequestPath.Normalize(target, path));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
    }

    internal static string? Normalize(string target)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(target);
        byte[] path = new byte[bytes.Length];
        int length = RequestPath.Normalize(bytes, path);
        return length < 0 ? null : Encoding.Latin1.GetString(path, 0, length);
    }
}
