using System;
using System.Net;
using FsCheck.Xunit;
using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Text;

public sealed class AddressFormatTests
{
    [Theory]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1::1")]
    [InlineData("2001:db8::1:0:0:1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("1::")]
    [InlineData("fe80::5efe:192.0.2.1")]
    [InlineData("::ffff:0:192.0.2.1")]
    [InlineData("2001:db8:1:2:0:5efe:192.0.2.1")]
    [InlineData("::192.0.2.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("10.100.9.99")]
    public void The_text_is_the_canonical_one(string text) => Assert.Equal(text, ProbeAddress.From(IPAddress.Parse(text)).ToString());

    [Property(MaxTest = 2000)]
    public void It_is_what_the_system_writes(ulong high, ulong low, byte zeroGroups)
    {
        for (int i = 0; i < 4; i++)
        {
            high &= (zeroGroups >> i & 1) != 0 ? ~(0xFFFFUL << (16 * i)) : ulong.MaxValue;
            low &= (zeroGroups >> (i + 4) & 1) != 0 ? ~(0xFFFFUL << (16 * i)) : ulong.MaxValue;
        }

        foreach (ProbeAddress address in (ProbeAddress[])[new(high, low), new(0, low), new(0, low & 0xFFFF_FFFF), new(0, 0xFFFF_0000_0000_0000UL | (uint)low), new(high, 0x5EFE_0000_0000UL | (uint)low), ProbeAddress.FromIPv4((uint)low)])
            Assert.Equal(address.ToIPAddress().ToString(), address.ToString());
    }

    [Fact]
    public void It_allocates_nothing_and_says_when_there_is_no_room()
    {
        var address = new ProbeAddress(0x2001_0DB8_0000_0000, 1);
        char[] text = new char[45];
        Assert.Equal(0, Allocations.Least(() => address.TryFormat(text, out _, default, null)));
        Assert.False(address.TryFormat(text.AsSpan(0, 10), out int written, default, null));
        Assert.Equal(0, written);
        Assert.True(address.TryFormat(text.AsSpan(0, 11), out written, default, null));
        Assert.Equal(11, written);
    }
}
