using System.Text;
using Intake.Connectors.Email;
using Intake.Playbooks;
using Intake.Tickets;
using static Intake.Connectors.Tests.Email.EmailFixtures;

namespace Intake.Connectors.Tests.Email;

public sealed class EmailWebhookTests
{
    [Theory]
    [InlineData("?code=mail-secret", null, true)]
    [InlineData("", "intake:mail-secret", true)]
    [InlineData("", ":mail-secret", true)]
    [InlineData("?code=mail", null, false)]
    [InlineData("", "intake:wrong", false)]
    [InlineData("", "mail-secret", false)]
    [InlineData("", null, false)]
    public void The_address_holds_the_secret(string query, string? basic, bool good)
    {
        var headers = basic is null ? [] : new[] { ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(basic))) };
        var heard = EmailWebhook.Hear(Door.Request("POST", "https://intake.example.com/" + query, "{\"TextBody\":\"x\"}"u8.ToArray(), headers), Settings, Door.Now);
        Assert.Equal(good ? 200 : 401, heard is Heard.Refused refused ? refused.Status : 200);
    }

    [Fact]
    public void Others_are_refused()
    {
        Door.RefusedWith(401, EmailWebhook.Hear(Door.Post("{}", ("Authorization", "Basic %%%")), Settings, Door.Now));
        Door.RefusedWith(503, EmailWebhook.Hear(Door.Post("{}"), new EmailWebhookSettings(""), Door.Now));
        Door.RefusedWith(405, EmailWebhook.Hear(Door.Request("GET", "https://intake.example.com/", []), Settings, Door.Now));
        Door.RefusedWith(400, Post("no json"u8.ToArray(), "application/json"));
        Door.RefusedWith(400, Post("--x"u8.ToArray(), "multipart/form-data"));
        Assert.IsType<Inbound.Ignored>(Assert.Single(Door.Accepted(Post("{}"u8.ToArray(), "application/json")).Items));
    }

    [Fact]
    public void Postmarks_mail_is_a_clients_message()
    {
        var heard = Postmark(new
        {
            FromFull = new { Email = "Ana@Example.com", Name = "Ana Pereira" },
            Subject = "=?utf-8?q?Caf=C3=A9?= trip",
            Date = "Mon, 2 Mar 2026 15:00:00 +0100",
            TextBody = "Where is my taxi?\n\nOn 1 Mar 2026, Desk wrote:\n> hi",
            MessageID = "postmark-id",
            Headers = new[] { new { Name = "Message-Id", Value = "<A1@example.com>" } },
        });
        Assert.Equal((ChannelKind.Email, "mail:A1@example.com", false, "email"), (heard.Kind, heard.Delivery, heard.Automatic, heard.Source));
        Assert.Equal(new Client("Ana Pereira", "ana@example.com", Email: "ana@example.com"), heard.Client);
        Assert.Equal(new Message("A1@example.com", "email", "Where is my taxi?", "Café trip") { Full = "Where is my taxi?\n\nOn 1 Mar 2026, Desk wrote:\n> hi" }, heard.Message);
        Assert.Equal(Door.At("2026-03-02T14:00:00Z"), heard.At);
    }

    [Fact]
    public void A_thread_is_followed_from_the_nearest_ancestor()
    {
        var heard = WithHeaders(("message-id", "<c@x>"), ("References", "<a@x>\r\n\t<b@x>"), ("In-Reply-To", "<b@x> <other@y>"));
        Assert.Equal(["mail:b@x", "mail:a@x", "mail:other@y", "mail:c@x"], heard.Threads.AsEnumerable());
    }

    [Fact]
    public void A_mail_without_an_id_is_known_by_its_content()
    {
        var (once, again, other) = (WithHeaders(), WithHeaders(), WithHeaders(("X", "y")));
        Assert.Equal(once.Delivery, again.Delivery);
        Assert.NotEqual(once.Delivery, other.Delivery);
        Assert.Equal([once.Delivery], once.Threads.AsEnumerable());
    }

    [Fact]
    public void Answers_go_where_the_sender_asked_for_them()
    {
        var heard = Postmark(new { From = "Web form <form@example.com>", ReplyTo = "ana@example.com", TextBody = "x" });
        Assert.Equal(("ana@example.com", "form@example.com"), (heard.Client.Address, heard.Client.Email));
    }

    [Fact]
    public void SendGrids_fields_are_each_in_their_own_charset()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var heard = Door.Only<Inbound.FromClient>(SendGrid(
            ("headers", "Message-ID: <s1@x>\r\nReferences: <r@x>\r\nDate: Mon, 2 Mar 2026 15:00:00 +0000\r\n"u8.ToArray()),
            ("from", Encoding.UTF8.GetBytes("Müller, Hans <Hans@example.com>")),
            ("subject", Encoding.GetEncoding("windows-1252").GetBytes("Gepäck – weg")),
            ("text", Encoding.GetEncoding("iso-2022-jp").GetBytes("助けて")),
            ("envelope", """{"to":["desk@example.com"],"from":"hans@example.com"}"""u8.ToArray()),
            ("charsets", """{"from":"UTF-8","subject":"windows-1252","text":"iso-2022-jp"}"""u8.ToArray())));
        Assert.Equal(new Message("s1@x", "email", "助けて", "Gepäck – weg"), heard.Message);
        Assert.Equal("hans@example.com", heard.Client.Address);
        Assert.Contains("Hans", heard.Client.Name);
        Assert.Equal(["mail:r@x", "mail:s1@x"], heard.Threads.AsEnumerable());
        Assert.Equal(Door.Now, heard.At);
    }

    [Fact]
    public void A_raw_mail_is_read_by_its_own_charset()
    {
        var heard = Raw("""
            From: =?iso-8859-1?q?Jos=E9?= <jose@example.com>
            Message-ID: <m1@x>
            Subject: =?utf-8?B?QXl1ZGE=?=
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=windows-1252
            Content-Transfer-Encoding: quoted-printable

            se perdi=F3 el equipaje
            --b
            Content-Type: application/pdf; name=ticket.pdf
            Content-Disposition: attachment; filename=ticket.pdf

            x
            --b--
            """);
        Assert.Equal(("José", "Ayuda", "se perdió el equipaje", "mail:m1@x"), (heard.Client.Name, heard.Message.Subject, heard.Message.Text, heard.Delivery));
    }

    [Fact]
    public void Only_an_attachment_is_told_by_its_name()
    {
        Assert.Equal("[attachment: ticket.pdf]", Postmark(new { From = "a@b.c", TextBody = " ", Attachments = new[] { new { Name = "ticket.pdf" } } }).Message.Text);
        Assert.Equal("[attachment: t.pdf]", Door.Only<Inbound.FromClient>(SendGrid(("from", "a@b.c"u8.ToArray()), ("attachment-info", """{"attachment1":{"filename":"t.pdf"}}"""u8.ToArray()))).Message.Text);
        Assert.Equal("[attachment: a.pdf]", Raw("From: a@b.c\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nx").Message.Text);
    }

    [Fact]
    public void A_mail_may_lack_nearly_everything()
    {
        var heard = Raw("Message-ID: <x@y>\n\n");
        Assert.Equal(("[no text]", (string?)null, (string?)null), (heard.Message.Text, heard.Message.Subject, heard.Client.Address));
        Assert.Null(heard.At);
    }

    [Theory]
    [InlineData("<style>p{}</style><p>Hello&nbsp;there</p><p>Second<br>line</p>", "Hello there\n\nSecond\nline")]
    [InlineData("<div>Yes</div><div class=\"gmail_quote\">On Mon Desk wrote:<blockquote>Shall we?</blockquote></div>", "Yes")]
    [InlineData("<p>Yes</p><blockquote type=cite><p>Shall we?</p></blockquote>", "Yes")]
    [InlineData("<div>Yes</div><hr><div id=divRplyFwdMsg>From: Desk</div><div>Shall we?</div>", "Yes")]
    [InlineData("<div class=gmail_quote>only a quote</div>", "only a quote")]
    [InlineData("<table><tr><td>From</td><td>Rome</td></tr><tr><td>To</td><td>Venice</td></tr></table><script>x()</script>", "From Rome\nTo Venice")]
    public void HTML_alone_becomes_text(string html, string text) => Assert.Equal(text, Postmark(new { From = "a@b.c", HtmlBody = html }).Message.Text);

    [Fact]
    public void A_forwarded_mail_keeps_what_it_passes_on()
    {
        Assert.Contains("stranded", Postmark(new { Subject = "Fwd: help", TextBody = "FYI\n\n-----Original Message-----\nFrom: Ana\n\nWe are stranded" }).Message.Text);
        Assert.Contains("stranded", Postmark(new { Subject = "WG: help", HtmlBody = "FYI<div class=gmail_quote>We are stranded</div>" }).Message.Text);
    }

    [Fact]
    public void HTML_nested_to_exhaust_us_is_read_flat() =>
        Assert.Equal("hello", Postmark(new { From = "a@b.c", HtmlBody = string.Concat(Enumerable.Repeat("<div>", 9_000)) + "hello" }).Message.Text);

    [Fact]
    public void No_body_makes_it_throw()
    {
        Fuzz.NeverThrows(
            body => Post(body, "application/json"),
            """{"From":"Ana <a@b.c>","Subject":"=?utf-8?q?x?=","HtmlBody":"<p>a<br>b</p>","Date":"Mon, 2 Mar 2026 15:00:00 +0100","Headers":[{"Name":"References","Value":"<a@b>"}]}"""u8.ToArray());
        Fuzz.NeverThrows(
            body => Post(body, "multipart/form-data; boundary=xYzZY"),
            Form(("headers", "Message-ID: <a@b>\r\n"u8.ToArray()), ("from", "a@b.c"u8.ToArray()), ("text", "x"u8.ToArray()), ("charsets", """{"text":"utf-7"}"""u8.ToArray())),
            Form(("email", "From: a@b.c\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=x\r\n\r\n<p>a\r\n--b--\r\n"u8.ToArray())));
    }
}
