using ProbeClassifier.Events;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Dialects.Mail;

public sealed class MailScannerShapeTests
{
    [Theory]
    [InlineData("(01234-05) Blocked INFECTED (Win32.Klez) {DiscardedInbound}, [192.0.2.1]:4312 [203.0.113.9] <a@example.org> -> <b@example.net>", "192.0.2.1", "Win32.Klez", ProbeAction.Blocked)]
    [InlineData("(01234-05-2) Blocked INFECTED (VBS.LoveLetter, VBS/Kak(a)), MYNETS LOCAL [192.0.2.1] <a@example.org> -> <b@example.net>", "192.0.2.1", "VBS.LoveLetter, VBS/Kak(a)", ProbeAction.Blocked)]
    [InlineData("(01234-05) Passed INFECTED (EICAR), [IPv6:2001:db8::1]:4312 <a@example.org> -> <b@example.net>", "2001:db8::1", "EICAR", ProbeAction.Allowed)]
    [InlineData("(01234-05) INFECTED (EICAR-AV-Test), <\"[203.0.113.9]\"@example.org> -> <b@example.net>, quarantine virus-x", "", "EICAR-AV-Test", ProbeAction.Blocked)]
    [InlineData("INFECTED (EICAR-AV-Test), from=<[203.0.113.9]>, to=<b@example.net>", "", "EICAR-AV-Test", ProbeAction.Blocked)]
    public void Amavisd(string message, string source, string name, ProbeAction action) =>
        MailLine.Is("Nov 24 11:00:00 mx amavis[1]: " + message, ProbeDialect.MailScanner, ProbeActivity.Malware, source, name, action);

    [Theory]
    [InlineData("clamd[1]: /tmp/x: y FOUND.exe: Eicar-Test-Signature FOUND", "Eicar-Test-Signature")]
    [InlineData("clamd[1]: instream(203.0.113.9@4312): Win.Worm.Happy99(d41d8cd98f00b204e9800998ecf8427e:68) FOUND", "Win.Worm.Happy99")]
    [InlineData("clamav-milter[1]: kAO00001000813: stream: Worm.PrettyPark FOUND", "Worm.PrettyPark")]
    [InlineData("clamav-milter[1]: Message from <a@example.org> to <b@example.net> with subject 'x infected by y' infected by Worm.ExploreZip", "Worm.ExploreZip")]
    [InlineData("clamsmtpd: 100001: from=status=VIRUS:x, to=b@example.net, status=VIRUS:Eicar-Test-Signature", "Eicar-Test-Signature")]
    [InlineData("MailScanner[1]: Virus Scanning: Found 1 viruses", "Found 1 viruses")]
    [InlineData("MailScanner[1]: Virus Scanning: ClamAV found 2 infections", "ClamAV found 2 infections")]
    [InlineData("MailScanner[1]: >>> Virus 'W32/Klez-H' found in file ./1/Virus 'x'.exe", "W32/Klez-H")]
    [InlineData("MailScanner[1]: ClamAVModule::INFECTED:: VBS.Stages:: ./1/x.shs", "VBS.Stages")]
    [InlineData("MailScanner[1]: Clamd::INFECTED:: W97M.Melissa :: ./1/x.doc", "W97M.Melissa")]
    [InlineData("MailScanner[1]: /incoming/1/x Infection: y.exe  Infection: W32/Klez.H@mm", "W32/Klez.H@mm")]
    [InlineData("MailScanner[1]: ./1/x.exe: Worm.Klez.H FOUND", "Worm.Klez.H")]
    public void Names_without_a_client(string message, string name) =>
        MailLine.Is("Nov 24 11:00:00 mx " + message, ProbeDialect.MailScanner, ProbeActivity.Malware, "", name, ProbeAction.Other);

    [Fact]
    public void MailScanner_names_the_client() => MailLine.Is(
        "Nov 24 11:00:00 mx MailScanner[1]: Infected message kAO00001000813 came from 192.0.2.1",
        ProbeDialect.MailScanner,
        ProbeActivity.Malware,
        "192.0.2.1",
        "Infected message kAO00001000813 came from 192.0.2.1",
        ProbeAction.Other);

    [Theory]
    [InlineData("amavis[1]: (01234-05) Passed CLEAN, [192.0.2.1] <a@example.org> -> <b@example.net>, Message-ID: <INFECTED (x), [203.0.113.9]>")]
    [InlineData("amavis[1]: (01234-05) Blocked BANNED (.exe,INFECTED (x), y), [192.0.2.1] <a@example.org> -> <b@example.net>")]
    [InlineData("amavis[1]: (01234-05) Blocked SPAM, [192.0.2.1] <a@example.org> -> <b@example.net>")]
    [InlineData("amavis[1]: (01234-05) about Blocked INFECTED (x), [192.0.2.1]")]
    [InlineData("clamd[1]: /tmp/Eicar FOUND: OK")]
    [InlineData("clamd[1]: Database correctly reloaded (21517 viruses)")]
    [InlineData("clamd[1]: NOTHING FOUND")]
    [InlineData("clamav-milter[1]: Clean message from <a@example.org> to <b@example.net>")]
    [InlineData("clamsmtpd: 100001: from=a@example.org, to=b@example.net, status=CLEAN")]
    [InlineData("MailScanner[1]: Virus and Content Scanning: Starting")]
    [InlineData("MailScanner[1]: Virus Scanning: Found 0 viruses")]
    [InlineData("MailScanner[1]: Virus Scanning: Found 1 other thing")]
    [InlineData("MailScanner[1]: Message kAO00001000813 from 192.0.2.1 (a@example.org) to example.net is spam")]
    [InlineData("logger: (01234-05) Blocked INFECTED (x), [192.0.2.1] <a@example.org> -> <b@example.net>")]
    public void Other_text(string message) => MailLine.IsOther("Nov 24 11:00:00 mx " + message);

    [Theory]
    [InlineData("(01234-05) Blocked INFECTED (Win32", UnparsedReason.Truncated)]
    [InlineData("(01234-05) Blocked INFECTED (Win32.Klez), [192.0.2", UnparsedReason.Truncated)]
    [InlineData("(01234-05) Blocked INFECTED (Win32.Klez), [192.0.2.256] <a@example.org>", UnparsedReason.BadAddress)]
    public void What_cannot_be_understood_says_why(string message, UnparsedReason reason) =>
        Assert.Equal(reason, Parse.Reason("Nov 24 11:00:00 mx amavis[1]: " + message)?.Reason);
}
