namespace ProbeClassifier.Tests.Generators;

/// <summary>Whole lines in true forms, with documentation addresses: <c>MailEvents</c> are events, <c>MailOthers</c> look like them and are not.</summary>
internal static partial class EvidenceCorpus
{
    public static readonly string[] MailEvents =
    [
        // sendmail
        "Nov 24 11:00:00 mx sendmail[812]: ruleset=check_rcpt, arg1=<a@example.net>, relay=host.example.com [192.0.2.1], reject=550 <a@example.net>... Relaying denied",
        "Nov 24 11:00:01 mx sm-mta[813]: kAO00001000813: ruleset=check_rcpt, arg1=<a@example.net>, relay=host.example.com [192.0.2.1] (may be forged), reject=550 5.7.1 <a@example.net>... Relaying denied. Proper authentication required.",
        "Nov 24 11:00:02 mx sm-mta[813]: kAO00001000813: ruleset=check_rcpt, arg1=<a@example.net>, relay=[192.0.2.1], reject=550 5.7.1 <a@example.net>... Relaying denied. IP name lookup failed [192.0.2.1]",
        "Nov 24 11:00:03 mx sendmail[814]: MAA00814: ruleset=check_rcpt, arg1=a@example.net, relay=ident@host.example.com [192.0.2.1], reject=571 a@example.net... we do not relay",
        "Nov 24 11:00:04 mx sm-mta[815]: kAO00003000815: ruleset=check_rcpt, arg1=<a@example.net>, relay=[IPv6:2001:db8::1], reject=450 4.4.0 <a@example.net>... Relaying temporarily denied. Cannot resolve PTR record for 2001:db8::1",
        "Nov 24 11:00:05 mx sm-mta[816]: kAO00004000816: ruleset=check_mail, arg1=<a@example.invalid>, relay=host.example.com [192.0.2.1], reject=553 5.1.8 <a@example.invalid>... Domain of sender address a@example.invalid does not exist",
        "Nov 24 11:00:06 mx sm-mta[817]: kAO00005000817: ruleset=check_mail, arg1=<a@example.invalid>, relay=host.example.com [192.0.2.1], reject=451 4.1.8 Domain of sender address a@example.invalid does not resolve",
        "Nov 24 11:00:07 mx sm-mta[818]: ruleset=check_relay, arg1=host.example.com, arg2=192.0.2.1, relay=host.example.com [192.0.2.1] (may be forged), reject=421 4.3.2 Connection rate limit exceeded.",
        "Nov 24 11:00:08 mx sm-mta[819]: kAO00006000819: ruleset=check_rcpt, arg1=<nobody@example.net>, from=<>, relay=host.example.com [192.0.2.1], reject=550 5.1.1 <nobody@example.net>... User unknown",
        "Nov 24 11:00:09 mx sm-mta[820]: kAO00007000820: from=<a@example.org>, size=3120, class=0, nrcpts=1, msgid=<1@example.org>, proto=ESMTP, daemon=MTA, relay=host.example.com [192.0.2.1] (may be forged)",
        "Nov 24 11:00:10 mx sm-mta[821]: kAO00008000821: host.example.com [192.0.2.1] (may be forged) did not issue MAIL/EXPN/VRFY/ETRN during connection to MTA",
        "Nov 24 11:00:11 mx sm-mta[822]: STARTTLS=server, relay=host.example.com [192.0.2.1] (may be forged), version=TLSv1.3, verify=NO, cipher=TLS_AES_256_GCM_SHA384, bits=256/256",
        "Nov 24 11:00:12 mx sm-mta[823]: kAO00009000823: Milter: data, reject=550 5.7.1 virus Win.Test.EICAR_HDB-1 detected by ClamAV - http://www.clamav.net",
        "Nov 24 11:00:13 mx sm-mta[824]: kAO00010000824: Milter: from=<a@example.org>, reject=550 5.7.23 SPF fail: 192.0.2.1 may not send for example.org",

        // Postfix
        "Nov 24 11:01:00 mx postfix/smtpd[912]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <a@example.net>: Relay access denied; from=<b@example.org> to=<a@example.net> proto=SMTP helo=<h>",
        "Nov 24 11:01:01 mx postfix/smtpd[913]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]:40112: 454 4.7.1 <a@example.net>: Relay access denied; from=<b@example.org> to=<a@example.net> proto=ESMTP helo=<[203.0.113.9]>",
        "May 14 11:01:02 mx postfix/smtpd[914]: 7F70283BF6: reject: RCPT from host.example.com[192.0.2.1]: 554 <a@example.net>: Relay access denied; from=<b@example.org> to=<a@example.net>",
        "May 14 11:01:03 mx postfix/smtpd[915]: reject: RCPT from host.example.com[192.0.2.1]: 554 <a@example.net>: Recipient address rejected: Relay access denied; from=<b@example.org> to=<a@example.net>",
        "Nov 24 11:01:04 mx postfix/smtpd[916]: NOQUEUE: reject_warning: RCPT from unknown[2001:db8::1]: 554 5.7.1 <a@example.net>: Relay access denied; from=<b@example.org> to=<a@example.net> proto=SMTP helo=<h>",
        "Nov 24 11:01:05 mx postfix/smtpd[917]: NOQUEUE: reject: RCPT from mx.example.org[192.0.2.1]: 550 5.1.1 <nobody@example.net>: Recipient address rejected: User unknown in local recipient table; from=<> to=<nobody@example.net> proto=ESMTP helo=<mx.example.org>",
        "May 14 11:01:06 mx postfix/smtpd[918]: 00ADB3C089: reject: RCPT from mx.example.org[192.0.2.1]: 550 <nobody@example.net>: User unknown; from=<> to=<nobody@example.net>",
        "Nov 24 11:01:07 mx postfix/smtpd[919]: NOQUEUE: reject: RCPT from mx.example.org[192.0.2.1]: 550 5.1.1 <nobody@example.net>: Recipient address rejected: undeliverable address: unknown user: \"nobody\"; from=<> to=<nobody@example.net> proto=ESMTP helo=<mx.example.org>",
        "Nov 24 11:01:08 mx postfix/smtpd[920]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 450 4.1.8 <a@example.invalid>: Sender address rejected: Domain not found; from=<a@example.invalid> to=<b@example.net> proto=ESMTP helo=<h>",
        "Nov 24 11:01:09 mx postfix/smtpd[921]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 450 4.7.1 <pc.invalid>: Helo command rejected: Host not found; from=<a@example.org> to=<b@example.net> proto=SMTP helo=<pc.invalid>",
        "Nov 24 11:01:10 mx postfix-in/smtpd[922]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 553 5.7.1 <b@example.net>: Sender address rejected: not owned by user c@example.net; from=<b@example.net> to=<d@example.net> proto=ESMTP helo=<h>",
        "Nov 24 11:01:11 mx postfix/smtpd[923]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 550 5.7.23 <b@example.net>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=mfrom;id=a@example.org;ip=192.0.2.1;r=b@example.net; from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<h>",
        "Nov 24 11:01:12 mx postfix/cleanup[924]: 4Cg1Xk2mz9z1: milter-reject: END-OF-MESSAGE from host.example.com[192.0.2.1]: 5.7.1 rejected by DMARC policy for example.org; from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<host.example.com>",
        "Nov 24 11:01:13 mx postfix/cleanup[925]: 4Cg1Xk2mz9z2: milter-reject: END-OF-MESSAGE from host.example.com[192.0.2.1]: 5.7.1 virus Win.Worm.Klez-1 detected by ClamAV - http://www.clamav.net; from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<h>",

        // Exim
        "2026-11-24 11:02:00 H=(pc) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted",
        "2026-11-24 11:02:01.123 +0900 [1234] H=host.example.com (pc) [192.0.2.1]:4312 I=[198.51.100.1]:25 F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted",
        "2026-11-24 11:02:02 H=[192.0.2.1]:4312 I=[198.51.100.1]:25 F=<a@example.org> temporarily rejected RCPT <b@example.net>: relay not permitted",
        "Nov 24 11:02:03 mx exim4[1234]: 2026-11-24 11:02:03 H=([203.0.113.9]) [2001:db8::1] U=nobody P=smtp F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted",
        "Nov 24 11:02:04 mx exim[1234]: H=(pc) [192.0.2.1] F=<> rejected RCPT <nobody@example.net>: Unknown user",
        "2026-11-24 11:02:05 H=mx.example.org [192.0.2.1] F=<> rejected RCPT <nobody@example.net>: Unrouteable address",
        "2026-11-24 11:02:06 H=mx.example.org [192.0.2.1] F=<a@example.invalid> rejected RCPT <b@example.net>: Sender verify failed",
        "2026-11-24 11:02:07 H=mx.example.org [192.0.2.1] F=<a@example.invalid> rejected MAIL <a@example.invalid>: unrouteable mail domain \"example.invalid\"",
        "2026-11-24 11:02:08 H=mx.example.org [192.0.2.1] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no F=<a@example.org> rejected RCPT <b@example.net>: SPF check failed.",
        "2026-11-24 11:02:09 1kgAbC-0001aB-2c DKIM: d=example.org s=mail c=relaxed/relaxed a=rsa-sha256 b=2048 [verification failed - signature did not verify (headers probably modified in transit)]",
        "2026-11-24 11:02:10 1kgAbC-0001aB-2d H=(pc) [192.0.2.1]:4312 P=esmtp F=<a@example.org> rejected after DATA: This message contains a virus (Win.Worm.Klez-1).",
        "2000-05-14 11:02:11 refused relay (host) to <b@example.net> from <a@example.org> H=host.example.com (pc) [192.0.2.1]",

        // qmail, tcpserver, rblsmtpd
        "Nov 24 11:03:00 mx qmail-smtpd[1012]: 192.0.2.1 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        "Nov 24 11:03:01 mx qmail: 1164366181.125000 qmail-smtpd: 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        "Nov 24 11:03:02 mx tcpserver: deny 1234 0:198.51.100.1:25 :192.0.2.1::4242",
        "Nov 24 11:03:03 mx smtpd: 1164366183.225000 tcpserver: deny 1235 mx.example.net:198.51.100.1:25 host.example.com:192.0.2.1:ident:4243",
        "Nov 24 11:03:04 mx rblsmtpd: 192.0.2.1 pid 123: 451 http://www.example.org/query?ip=192.0.2.1",
        "Nov 24 11:03:05 mx qmail: 1164366185.485077 rblsmtpd: 192.0.2.1 pid 19597 bl.example.org: 553 http://www.example.org/query?ip=192.0.2.1",
        "Nov 24 11:03:06 mx rblsmtpd: relays.example.org blocked 192.0.2.1 host.example.com -",
        "Nov 24 11:03:07 mx qmail: 1164366187.633171 qmail-smtpd: 421 badiprbl: ip 192.0.2.1 rbl: bl.example.org",
        "Nov 24 11:03:08 mx qmail-smtpd[1013]: CHKUSER rejected relaying: from <a@example.org::> remote <pc:unknown:192.0.2.1> rcpt <b@example.net> : client not allowed to relay",
        "Nov 24 11:03:09 mx qmail-smtpd[1014]: CHKUSER rejected rcpt: from <::> remote <pc:mx.example.org:192.0.2.1> rcpt <nobody@example.net> : not existing recipient",

        // Virus scanners
        "Nov 24 11:04:00 mx amavis[1112]: (01234-05) Blocked INFECTED (Win32.Klez) {DiscardedInbound,Quarantined}, [192.0.2.1]:4312 [203.0.113.7] <a@example.org> -> <b@example.net>, quarantine: virus-x, Message-ID: <1@example.org>, mail_id: x, Hits: -, 812 ms",
        "Nov 24 11:04:01 mx amavis[1113]: (01234-06) Blocked INFECTED (VBS.LoveLetter, VBS/ILOVEYOU), LOCAL [192.0.2.1] [192.0.2.1] <a@example.org> -> <b@example.net>, quarantine: virus-y",
        "May 14 11:04:02 mx amavisd[1114]: (01234-07) INFECTED (W32/PrettyPark.worm), <a@example.org> -> <b@example.net>, quarantine virus-z, Message-ID: <1@example.org>",
        "Nov 24 11:04:03 mx amavis[1115]: (01234-08) Passed INFECTED (Win.Test.EICAR_HDB-1), [IPv6:2001:db8::1]:4312 <a@example.org> -> <b@example.net>, Hits: -",
        "Nov 24 11:04:04 mx clamd[1116]: /var/spool/scan/msg1: Eicar-Test-Signature FOUND",
        "Nov 24 11:04:05 mx clamd[1117]: instream(203.0.113.9@4312): Win.Worm.Happy99-1(d41d8cd98f00b204e9800998ecf8427e:68) FOUND",
        "Nov 24 11:04:06 mx clamav-milter[1118]: Message kAO00001000813 from <a@example.org> to <b@example.net> with subject 'x infected by nothing' message-id '<1@example.org>' date 'Tue' infected by Worm.ExploreZip",
        "Nov 24 11:04:07 mx clamsmtpd: 100001: from=a@example.org, to=b@example.net, status=VIRUS:Eicar-Test-Signature",
        "Nov 24 11:04:08 mx MailScanner[1119]: Virus Scanning: Found 1 viruses",
        "Nov 24 11:04:09 mx MailScanner[1119]: Infected message kAO00001000813 came from 192.0.2.1",
        "Nov 24 11:04:10 mx MailScanner[1119]: >>> Virus 'VBS/Kakworm' found in file ./kAO00001000813/msg.html",
        "Nov 24 11:04:11 mx MailScanner[1119]: ClamAVModule::INFECTED:: VBS.Stages:: ./kAO00001000813/life.txt.shs",
        "Nov 24 11:04:12 mx MailScanner[1119]: /var/spool/MailScanner/incoming/1/x.doc  Infection: W97M/Melissa.A",

        // Sender checks
        "Nov 24 11:05:00 mx opendkim[1212]: kAO00001000813: bad signature data",
        "Nov 24 11:05:01 mx opendkim[1212]: 4Cg1Xk2mz9z1: s=mail d=example.org SSL error:02000068:rsa routines::bad signature",
        "Nov 24 11:05:02 mx opendmarc[1213]: 4Cg1Xk2mz9z1: example.org fail",
        "Nov 24 11:05:03 mx opendmarc[1213]: 4Cg1Xk2mz9z1: SPF(mailfrom): a@example.org fail",
        "Nov 24 11:05:04 mx policyd-spf[1214]: 550 5.7.23 Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=mfrom;id=a@example.org;ip=192.0.2.1;r=b@example.net",
        "Nov 24 11:05:05 mx policyd-spf[1214]: prepend Received-SPF: Fail (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=pc; envelope-from=a@example.org; receiver=b@example.net",
        "Nov 24 11:05:06 mx policy-spf[1215]: Policy action=550 Please see http://www.openspf.org/Why?s=mfrom;id=a%40example.org;ip=192.0.2.1;r=mx.example.net",
        "Nov 24 11:05:07 mx smf-spf[1216]: SPF fail: ip=192.0.2.1, fqdn=host.example.com, helo=pc, from=<a@example.org>",
    ];

    public static readonly string[] MailOthers =
    [
        // sendmail
        "Nov 24 12:00:00 mx sm-mta[820]: kAO00007000820: from=<a@example.org>, size=3120, class=0, nrcpts=1, msgid=<1@example.org>, proto=ESMTP, daemon=MTA, relay=host.example.com [192.0.2.1]",
        "Nov 24 12:00:01 mx sm-mta[820]: kAO00007000820: from=<\"x, relay=h [203.0.113.9] (may be forged)\"@example.org>, size=3120, class=0, nrcpts=1, relay=host.example.com [192.0.2.1]",
        "Nov 24 12:00:02 mx sm-mta[821]: kAO00007000820: to=<b@example.net>, delay=00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.1], dsn=5.7.1, stat=Service unavailable: 550 Relaying denied, relay=h [203.0.113.9] (may be forged)",
        "Nov 24 12:00:03 mx sm-mta[822]: kAO00001000813: ruleset=check_rcpt, arg1=<nobody@example.net>, relay=host.example.com [192.0.2.1], reject=550 5.1.1 <nobody@example.net>... User unknown",
        "Nov 24 12:00:04 mx sm-mta[823]: kAO00001000813: ruleset=check_rcpt, arg1=<\"x... Relaying denied\"@example.net>, relay=[192.0.2.1], reject=550 5.1.1 <\"x... Relaying denied\"@example.net>... User unknown",
        "Nov 24 12:00:05 mx sm-mta[824]: ruleset=check_relay, arg1=[192.0.2.1], arg2=192.0.2.1, relay=[192.0.2.1], reject=421 4.3.2 Too many open connections.",
        "Nov 24 12:00:06 mx sendmail[825]: kAO00001000813: <nobody@example.net>... User unknown",
        "Nov 24 12:00:07 mx sm-mta[826]: kAO00001000813: rejecting commands from host.example.com [192.0.2.1] due to pre-greeting traffic after 0 seconds",
        "Nov 24 12:00:08 mx sm-mta[827]: kAO00001000813: Milter: data, reject=451 4.7.1 Please try again later",
        "Nov 24 12:00:09 mx myapp[1]: ruleset=check_rcpt, arg1=<a@example.net>, relay=[192.0.2.1], reject=550 5.7.1 <a@example.net>... Relaying denied",

        // Postfix
        "Nov 24 12:01:00 mx postfix/smtpd[912]: connect from unknown[192.0.2.1]",
        "Nov 24 12:01:01 mx postfix/smtp[913]: 4Cg1Xk2mz9z1: to=<a@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, status=sent (250 2.0.0 Ok)",
        "Nov 24 12:01:02 mx postfix/smtp[913]: 4Cg1Xk2mz9z1: to=<a@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, status=bounced (host mx.example.net[192.0.2.1] said: 554 5.7.1 <a@example.net>: Relay access denied (in reply to RCPT TO command))",
        "Nov 24 12:01:03 mx postfix/smtpd[914]: NOQUEUE: reject: RCPT from host.example.com[192.0.2.1]: 550 5.1.1 <nobody@example.net>: Recipient address rejected: User unknown in local recipient table; from=<a@example.org> to=<nobody@example.net> proto=ESMTP helo=<h>",
        "Nov 24 12:01:04 mx postfix/smtpd[915]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 504 5.5.2 <PC>: Helo command rejected: need fully-qualified hostname; from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<PC>",
        "Nov 24 12:01:05 mx postfix/smtpd[916]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]; from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<h>",
        "Nov 24 12:01:06 mx postfix/smtpd[917]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.org; from=<a@example.org> to=<b@example.net> proto=SMTP helo=<h>",
        "Nov 24 12:01:07 mx postfix/smtpd[918]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 550 5.1.1 <\"x>: Relay access denied; from=<>\"@example.net>: Recipient address rejected: User unknown; from=<a@example.org> to=<\"x>: Relay access denied; from=<>\"@example.net> proto=SMTP helo=<h>",
        "Nov 24 12:01:08 mx postfix/smtpd[919]: NOQUEUE: reject: RCPT from mx.example.org[192.0.2.1]: 450 4.2.0 <b@example.net>: Recipient address rejected: Greylisted; from=<> to=<b@example.net> proto=ESMTP helo=<h>",
        "Nov 24 12:01:09 mx postfix/cleanup[920]: 4Cg1Xk2mz9z1: reject: header Subject: Relay access denied from unknown[192.0.2.1]; from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<h>: 5.7.1 no",
        "Nov 24 12:01:10 mx postfix/smtpd[921]: warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: authentication failure",
        "Nov 24 12:01:11 mx postfix/qmgr[922]: 4Cg1Xk2mz9z1: from=<\"reject: RCPT from h[203.0.113.9]: 554 <x>: Relay access denied\"@example.org>, size=312, nrcpt=1 (queue active)",

        // Exim
        "2026-11-24 12:02:00 1kgAbC-0001aB-2c <= a@example.org H=host.example.com [192.0.2.1] P=esmtp S=3120 id=1@example.org",
        "2026-11-24 12:02:01 H=mx.example.org [192.0.2.1] F=<a@example.org> rejected RCPT <nobody@example.net>: Unknown user",
        "2026-11-24 12:02:02 H=mx.example.org [192.0.2.1] sender verify fail for <a@example.invalid>: Unrouteable address",
        "2026-11-24 12:02:03 1kgAbC-0001aB-2c DKIM: d=example.org s=mail c=relaxed/relaxed a=rsa-sha256 b=2048 [verification succeeded]",
        "2026-11-24 12:02:04 H=(pc) [192.0.2.1] F=<a@example.org> rejected RCPT <\"x>: relay not permitted\"@example.net>: Unknown user",
        "2026-11-24 12:02:05 mx myapp[1]: H=(pc) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted",
        "2026-11-24 12:02:06 login authenticator failed for (pc) [192.0.2.1]: 535 Incorrect authentication data (set_id=H=(pc) [203.0.113.9] rejected RCPT <x>: relay not permitted)",

        // qmail, tcpserver, rblsmtpd
        "Nov 24 12:03:00 mx tcpserver: ok 1234 0:198.51.100.1:25 :192.0.2.1::4242",
        "Nov 24 12:03:01 mx tcpserver: pid 1234 from 192.0.2.1",
        "Nov 24 12:03:02 mx qmail: 1164366181.125000 delivery 1: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_553_sorry,_that_domain_isn't_in_my_list_of_allowed_rcpthosts_(#5.7.1)/",
        "Nov 24 12:03:03 mx qmail-smtpd[1014]: CHKUSER rejected rcpt: from <a@example.org::> remote <pc:mx.example.org:192.0.2.1> rcpt <nobody@example.net> : not existing recipient",
        "Nov 24 12:03:04 mx qmail-smtpd[1014]: CHKUSER accepted rcpt: from <a@example.org::> remote <pc:mx.example.org:192.0.2.1> rcpt <b@example.net> : found existing recipient",

        // Virus scanners
        "Nov 24 12:04:00 mx amavis[1112]: (01234-05) Passed CLEAN {RelayedInbound}, [192.0.2.1]:4312 [203.0.113.7] <a@example.org> -> <b@example.net>, Message-ID: <INFECTED (x), [203.0.113.9]@example.org>, Hits: 0.1",
        "Nov 24 12:04:01 mx amavis[1112]: (01234-06) Blocked SPAM {DiscardedInbound}, [192.0.2.1]:4312 <a@example.org> -> <b@example.net>, Hits: 21",
        "Nov 24 12:04:02 mx clamd[1116]: Database correctly reloaded (21517 viruses)",
        "Nov 24 12:04:03 mx clamd[1116]: /var/spool/scan/x: Eicar FOUND: OK",
        "Nov 24 12:04:04 mx clamav-milter[1118]: Clean message from <a@example.org> to <b@example.net>",
        "Nov 24 12:04:05 mx MailScanner[1119]: Virus and Content Scanning: Starting",
        "Nov 24 12:04:06 mx MailScanner[1119]: Virus Scanning: Found 0 viruses",
        "Nov 24 12:04:07 mx clamsmtpd: 100001: from=a@example.org, to=b@example.net, status=CLEAN",

        // Sender checks
        "Nov 24 12:05:00 mx opendkim[1212]: kAO00001000813: DKIM verification successful",
        "Nov 24 12:05:01 mx opendkim[1212]: kAO00001000813: key retrieval failed (s=mail, d=example.org): 'mail._domainkey.example.org' record not found",
        "Nov 24 12:05:02 mx opendmarc[1213]: 4Cg1Xk2mz9z1: example.org pass",
        "Nov 24 12:05:03 mx opendmarc[1213]: 4Cg1Xk2mz9z1: example.org none",
        "Nov 24 12:05:04 mx policyd-spf[1214]: prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=pc; envelope-from=\"SPF fail\"@example.org; receiver=b@example.net",
        "Nov 24 12:05:05 mx policyd-spf[1214]: prepend Received-SPF: Softfail (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=pc; envelope-from=a@example.org; receiver=b@example.net",
        "Nov 24 12:05:06 mx policyd-spf[1214]: 451 4.7.24 Message rejected due to: SPF temperror. Please see http://www.openspf.net/Why?s=mfrom;id=a@example.org;ip=192.0.2.1;r=b@example.net",
    ];
}
