//! Tests of messages and mailboxes.

use proptest::prelude::*;

use super::*;
use crate::decode::NativeDecoder;
use crate::table::{LoadError, LoadOptions, Loading, Sheet};

const OWN: &str = "jana@atelier.example";

fn load(bytes: &[u8], own: &[&str]) -> Result<Sheet, LoadError> {
    let options = LoadOptions {
        own: own.iter().map(|address| (*address).to_owned()).collect(),
        ..LoadOptions::default()
    };
    let mut loading = Loading::new(options)?;
    loading.set_legacy(Box::new(NativeDecoder::default()));
    loading.push(bytes)?;
    loading.end_of_input()?;
    while !loading.step(100)?.done {}
    loading.finish()
}

fn row(sheet: &Sheet, row: u32) -> Vec<String> {
    let mut cells = sheet.row(row).iter().map(|cell| cell.to_string()).collect::<Vec<_>>();
    cells.resize(COLUMNS.len(), String::new());
    cells
}

fn kinds(sheet: &Sheet) -> Vec<(u32, FormProblem)> {
    sheet.problems.list().iter().map(|problem| (problem.line, problem.kind)).collect()
}

/// The text of a message of these header fields and this content.
fn text_of(headers: &str, content: &[u8]) -> (String, Vec<FormProblem>) {
    let mut bytes = format!("From: a@x.org\r\nSubject: s\r\n{headers}\r\n\r\n").into_bytes();
    bytes.extend_from_slice(content);
    let sheet = load(&bytes, &[]).unwrap();
    assert_eq!((sheet.origin.kind, sheet.rows()), (FileKind::Mail, 1));
    (row(&sheet, 0)[4].clone(), kinds(&sheet).into_iter().map(|(_, kind)| kind).collect())
}

#[test]
fn a_message_is_an_activity_with_its_people() {
    let message = "Return-Path: <ada@example.org>\r\nDate: Tue, 10 Mar 2026 09:05:00 +0100 (CET)\r\nFrom: =?utf-8?q?Ada_Lov=C3=A9lace?= <Ada@Example.org>\r\nTo: \"Brandt, Jana\" <Jana@Atelier.example>, team: grace@example.org (Grace Hopper), bob@x.org;\r\nCc: ada@example.org, nobody, \"O'Neil; Co\" <oneil@x.org>\r\nSubject: =?ISO-8859-1?Q?Gr=FC=DFe?=\r\n =?utf-8?B?IGF1cyDwn4+U?= und mehr\r\nMessage-ID: <1@example.org>\r\n\r\nHallo,\r\n\r\nbis bald\r\n";
    let sheet = load(message.as_bytes(), &[OWN]).unwrap();
    let expected = [
        "Grüße aus 🏔 und mehr",
        "email",
        "2026-03-10T09:05:00+01:00",
        "in",
        "Hallo,\n\nbis bald",
        "Ada Lovélace <ada@example.org>",
        "Grace Hopper <grace@example.org>; bob@x.org; \"O'Neil; Co <oneil@x.org>\"",
        "1@example.org",
    ];
    assert_eq!(row(&sheet, 0), expected);
    assert_eq!((sheet.line(0), kinds(&sheet)), (1, vec![]));
    // Sent by oneself, it is about whom it was sent to.
    let sent = message.replace("Ada@Example.org", "jana@atelier.example");
    let sent = row(&load(sent.as_bytes(), &[OWN]).unwrap(), 0);
    assert_eq!((sent[3].as_str(), sent[5].as_str()), ("out", "Grace Hopper <grace@example.org>"));
    // Where nobody says who one is, it cannot be told, until somebody does.
    let unread = load(message.as_bytes(), &[]).unwrap();
    let unknown = row(&unread, 0);
    assert_eq!(unknown[3], "");
    let mut again = unread.owned_by(&["JANA@atelier.example".to_owned()], None).unwrap();
    while !again.step(10).unwrap().done {}
    assert_eq!(row(&again.finish().unwrap(), 0), expected);
    assert!(unknown[6].contains("Brandt, Jana <jana@atelier.example>"), "{}", unknown[6]);
}

#[test]
fn mailboxes_are_taken_apart_where_one_message_ends() {
    let mailbox = "From - Sat Jan  3 01:05:34 2026\r\nFrom: a@x.org\r\nSubject: one\r\nMessage-ID: <1>\r\n\r\nFrom here on\r\n\r\nFrom now on it is quiet\r\n>From the past\r\n>>From quoted\r\n\r\nFrom 17@xxx Sat Jan 3 02:05:34 +0000 2026\r\nFrom: b@x.org\r\nSubject: two\r\n\r\nlast";
    let sheet = load(mailbox.as_bytes(), &[]).unwrap();
    assert_eq!((sheet.rows(), sheet.line(0), sheet.line(1)), (2, 1, 12));
    assert_eq!(
        row(&sheet, 0)[4],
        "From here on\n\nFrom now on it is quiet\nFrom the past\n>From quoted"
    );
    assert_eq!((row(&sheet, 1)[0].as_str(), row(&sheet, 1)[4].as_str()), ("two", "last"));
    // Old Macs end lines with a carriage return alone.
    let mac = mailbox.replace("\r\n", "\r");
    let mac = load(mac.as_bytes(), &[]).unwrap();
    assert_eq!((mac.rows(), row(&mac, 1)), (2, row(&sheet, 1)));
    // A message without an id has the same one whenever it is read, and another one than any other message.
    let ids = [
        row(&sheet, 1)[7].clone(),
        row(&load(mailbox.as_bytes(), &[]).unwrap(), 1)[7].clone(),
    ];
    assert!(ids[0] == ids[1] && ids[0].len() == 36, "{ids:?}");
    // What stands between two messages and is none is told and left out.
    let broken = "From x Sat Jan 3 01:05:34 2026\n\nno header\n\nFrom x Sat Jan 3 01:05:34 2026\nSubject: s\n\n";
    let sheet = load(broken.as_bytes(), &[]).unwrap();
    assert_eq!((sheet.rows(), kinds(&sheet)), (1, vec![(1, FormProblem::NotAProperty)]));
    assert_eq!(
        load(b"From x Sat Jan 3 01:05:34 2026\n\n\n", &[]).err(),
        Some(LoadError::Mail(MailError::NoMessages))
    );
}

#[test]
fn tables_and_other_files_are_no_mail() {
    for (text, is_mail) in [
        ("From: a@x.org\nTo: b@x.org\n\nhi", true),
        ("\u{feff}Received: by x\n\twith y\nDate: now\n\n", true),
        ("From x Sat Jan 3 01:05:34 2026\nX: y\n\n", true),
        ("X-A: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain", true),
        ("From the table,Date\nx,y\n", false),
        ("From: a@x.org,Subject: x\nrow\n", false),
        ("Name,From,To\nAda,x,y", false),
        ("From: only one\n\n", false),
        ("BEGIN:VCARD\nVERSION:4.0\n", false),
        ("Subject: x\nTo: y\nname,mail\n", false),
        ("", false),
    ] {
        assert_eq!(begins_mail(text.as_bytes()), is_mail, "{text:?}");
    }
}

#[test]
fn times_are_read_as_mails_write_them() {
    for (written, at) in [
        ("Tue, 10 Mar 2026 09:05:07 -0330", "2026-03-10T09:05:07-03:30"),
        ("10 Mar 26 09:05 EST", "2026-03-10T09:05:00-05:00"),
        ("Fri, 1 Dec 1999 23:59:60 GMT", "1999-12-01T23:59:59Z"),
        ("Sat, 5 Aug 101 10:00:00 +0000", "2001-08-05T10:00:00+00:00"),
        ("Sat, 05 August 2023 10:00:00 (unknown)", "2023-08-05T10:00:00Z"),
        ("10-Mar-2026 09:05:00 +0000", "2026-03-10T09:05:00+00:00"),
        ("soon", "soon"),
    ] {
        let sheet = load(format!("From: a@x.org\nDate: {written}\n\n").as_bytes(), &[]).unwrap();
        assert_eq!(row(&sheet, 0)[2], at, "{written}");
    }
    let received = "Received: from a by b (x; y);\n Tue, 10 Mar 2026 09:05:00 +0000\nReceived: by c; Mon, 9 Mar 2026 09:05:00 +0000\nFrom: a@x.org\n\n";
    assert_eq!(row(&load(received.as_bytes(), &[]).unwrap(), 0)[2], "2026-03-10T09:05:00+00:00");
}

#[test]
fn parts_that_are_to_be_read_are_put_together() {
    let parts = |kind: &str, parts: &[&str]| {
        let parts = parts.iter().map(|part| format!("--b\r\n{part}\r\n")).collect::<String>();
        text_of(
            &format!("Content-Type: multipart/{kind}; boundary=\"b\""),
            format!("preamble\r\n{parts}--b--\r\nafter").as_bytes(),
        )
    };
    let plain = "Content-Type: text/plain; charset=utf-8\r\n\r\nplain text";
    let page = "Content-Type: text/html\r\n\r\n<p>of a <b>page</b>";
    let file = "Content-Type: application/pdf; name=\"../../x\"\r\nContent-Disposition: attachment; filename=\"CON\"\r\n\r\nAAAA";
    let left_out = |count| vec![FormProblem::AttachmentsLeftOut { count }];
    assert_eq!(parts("alternative", &[page, plain]), ("plain text".to_owned(), vec![]));
    assert_eq!(parts("alternative", &["\r\n", page]), ("of a page".to_owned(), vec![]));
    assert_eq!(
        parts("mixed", &[plain, file, page]),
        ("plain text\n\nof a page".to_owned(), left_out(1))
    );
    // A message within a message is an attachment, and a signature proves one.
    let inner = "Content-Type: message/rfc822\r\n\r\nFrom: b@x.org\r\n\r\ninner";
    let signature = "Content-Type: application/pgp-signature\r\n\r\nx";
    assert_eq!(parts("mixed", &[plain, inner, signature]), ("plain text".to_owned(), left_out(1)));
    assert_eq!(
        parts("encrypted", &["Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1"]),
        (String::new(), vec![FormProblem::Encrypted])
    );
    assert_eq!(
        text_of("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", b"AAAA"),
        (String::new(), vec![FormProblem::Encrypted])
    );
    // Cut short, without a boundary, of a boundary that begins like another one.
    let cut = text_of("Content-Type: multipart/mixed; boundary=b", b"--b\r\n\r\none\r\n--bb\r\ntwo");
    assert_eq!(cut, ("one\n--bb\ntwo".to_owned(), vec![FormProblem::NotClosed]));
    assert_eq!(text_of("Content-Type: multipart/mixed", b"--b\r\n\r\none").0, "--b\n\none");
    let winmail = "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nAAAA";
    assert_eq!(parts("mixed", &[winmail]), (String::new(), left_out(1)));
}

#[test]
fn nothing_is_nested_or_repeated_without_end() {
    let mut deep = String::new();
    for depth in 0..1_000 {
        deep += &format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n");
    }
    let (text, problems) = text_of(
        deep.split_once("\r\n").unwrap().0,
        deep.split_once("\r\n\r\n").unwrap().1.as_bytes(),
    );
    assert!(text.is_empty() && problems.contains(&FormProblem::PartsLeftOut), "{problems:?}");
    let many = "--b\n\nx\n".repeat(2_000);
    let (text, problems) = text_of("Content-Type: multipart/mixed; boundary=b", many.as_bytes());
    assert_eq!(text.matches('x').count(), 1_000);
    assert!(problems.contains(&FormProblem::PartsLeftOut));
    let (text, problems) = text_of("X: y", "é".repeat(300_000).as_bytes());
    assert!(text.len() < 300_000 && text.ends_with('…'));
    assert_eq!(problems, [FormProblem::TextCut]);
    // Header fields without end, and the same one twice: the first one counts.
    let many = format!(
        "Subject: first\nFrom: a@x.org\n{}Subject: second\n\n",
        "X-A: b\n folded\n".repeat(50_000)
    );
    assert_eq!(row(&load(many.as_bytes(), &[]).unwrap(), 0)[0], "first");
    // A line end that was smuggled into a word is none in a subject.
    let smuggled = "Subject: =?utf-8?q?a=0D=0ABcc:_x@y.org?=\nFrom: a@x.org\n\n";
    let sheet = load(smuggled.as_bytes(), &[]).unwrap();
    assert_eq!((row(&sheet, 0)[5].as_str(), row(&sheet, 0)[6].as_str()), ("a@x.org", ""));
    // Words that look encoded and are not.
    let odd = format!("Subject: =?x =?utf-8?z?a?= =?utf-8?b? {}\nFrom: a@x.org\n\n", "=?".repeat(100));
    assert!(row(&load(odd.as_bytes(), &[]).unwrap(), 0)[0].starts_with("=?x =?utf-8?z?a?= =?utf-8?b?"));
}

#[test]
fn texts_are_read_in_the_encoding_that_they_are_in() {
    let plain = |charset: &str| format!("Content-Type: text/plain; charset={charset}");
    for (charset, bytes, text, problems) in [
        ("iso-8859-1", b"Gr\xfc\xdfe".as_slice(), "Grüße", vec![]),
        ("us-ascii", "Grüße".as_bytes(), "Grüße", vec![]),
        ("\"Windows-1251\"", b"\xcf\xf0\xe8\xe2\xe5\xf2", "Привет", vec![]),
        ("iso-2022-jp", b"\x1b$B4A;z\x1b(B", "漢字", vec![]),
        ("gb2312", b"\xc4\xe3\xba\xc3", "你好", vec![]),
        ("windows-1256", b"\xd3\xe1\xc7\xe3", "سلام", vec![]),
        ("utf-8", b"a\xffb", "aÿb", vec![]),
        ("utf-7", b"+AGEAPA-", "+AGEAPA-", vec![FormProblem::UnknownCharset]),
        ("nonsense", "é".as_bytes(), "é", vec![FormProblem::UnknownCharset]),
    ] {
        assert_eq!(text_of(&plain(charset), bytes), (text.to_owned(), problems), "{charset}");
    }
    assert_eq!(text_of("X: y", b"8-bit \xe9").0, "8-bit é");
    let encoded = |how: &str, content: &[u8]| {
        text_of(
            &format!("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {how}"),
            content,
        )
    };
    assert_eq!(encoded("quoted-printable", b"Gr=C3=BC=\r\n=C3=9Fe =zz 1=3D1 =").0, "Grüße =zz 1=1");
    assert_eq!(encoded("BASE64", b"R3LD\r\nvMOfZQ==").0, "Grüße");
    assert_eq!(
        encoded("base64", b"R3L!DvMOfZQ"),
        ("Grüße".to_owned(), vec![FormProblem::DamagedPart])
    );
    let flowed = text_of(
        "Content-Type: text/plain; format=flowed",
        b"a long \r\nline\r\n> quoted\r\n-- \r\nsign",
    );
    assert_eq!(flowed.0, "a long line\n> quoted\n-- \nsign");
    // A character that two words share, and a subject in a large encoding.
    let sheet = load(
        b"From: a@x.org\nSubject: =?utf-8?b?w?= =?iso-2022-jp?B?GyRCNEE7ehsoQg==?= =?utf-8?q?=C3?=\n =?UTF-8?q?=BC?=\n\n",
        &[],
    )
    .unwrap();
    assert!(row(&sheet, 0)[0].ends_with("漢字ü"), "{}", row(&sheet, 0)[0]);
}

#[test]
fn markup_becomes_text_and_is_never_run() {
    let page = |page: &str| html::text(page);
    for (markup, text) in [
        ("<p>One</p><p>two<br>three</p>", "One\n\ntwo\nthree"),
        ("<div>a</div>\n  <div>b &amp; c</div>", "a\nb & c"),
        ("<ul><li>x<li>y</ul>z", "• x\n• y\nz"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n3"),
        ("a<script>alert('</p>')</script>b<style>p{}</style>c", "abc"),
        ("a<!-- <b>x</b> -- -->b<!--[if mso]>c<![endif]-->d", "abd"),
        ("<img src=x onerror=\"alert('>')\">safe", "safe"),
        ("<a href=\"javascript:alert(1)\">click</a> 1 < 2 &lt;b&gt;", "click 1 < 2 <b>"),
        (
            "&euro;&nbsp;5 &eacute;&#8364;&#x20AC; &copy &unknown; ?a=1&amp=2&para",
            "€ 5 é€€ &copy &unknown; ?a=1&amp=2&para",
        ),
        ("&#0;&#xD800;&#99999999999;", "\u{fffd}\u{fffd}&#99999999999;"),
        ("<svg><a>no</a></svg><template>no</template><title>no</title>yes", "yes"),
        ("a\0b <scr\0ipt>c", "ab c"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("a<script>never closed", "a"),
        ("a<b class='never closed>", "a"),
        ("a &amp", "a &amp"),
        ("a &é; b", "a &é; b"),
        ("", ""),
    ] {
        assert_eq!(page(markup), text, "{markup}");
    }
    let nested = format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(page(&nested), "x");
    let styled = format!("<style>{}</style>x", "p{}".repeat(1_000_000));
    assert_eq!(page(&styled), "x");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "(From |From: a@x.org\n|Content-Type: (multipart/mixed; boundary=b|text/html|message/rfc822)\n|Content-Transfer-Encoding: (base64|quoted-printable)\n|--b\n|--b--\n|\n|=\\?utf-8\\?[bq]\\?|\\?=|<[a-z]{0,6}|&#?[a-z0-9]{0,4};?|=[0-9A-F]{2}|[ -~é]){0,40}") {
        let mut whole = b"From: a@x.org\nTo: b@x.org\n".to_vec();
        whole.extend_from_slice(text.as_bytes());
        whole.extend_from_slice(&bytes);
        if let Ok(sheet) = load(&whole, &["a@x.org"]) {
            prop_assert!(sheet.rows() <= 1 || sheet.origin.kind != FileKind::Mail);
        }
        let _ = load(text.as_bytes(), &[]);
        html::text(&text);
    }

    #[test]
    fn any_text_survives_the_way(text in "[ -~éß漢🎉]{1,60}") {
        let hex = text.bytes().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>();
        let lines = hex.chunks(20).map(<[String]>::concat).collect::<Vec<_>>().join("=\r\n");
        let (read, problems) = text_of("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", lines.as_bytes());
        prop_assert_eq!(read, text.trim());
        prop_assert!(problems.is_empty());
    }
}
