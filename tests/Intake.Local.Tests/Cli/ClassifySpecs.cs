using System.Text;
using System.Text.Json;
using Intake.Local.Cli;

namespace Intake.Local.Tests.Cli;

/// <summary>The subcommand <c>classify</c>: JSON lines in, JSON lines out, by the shipped playbook.</summary>
public sealed class ClassifySpecs
{
    [Fact]
    [Trait("Clause", "TS-U2")]
    public void Each_line_is_answered_with_class_clause_and_the_words_that_decided()
    {
        var (exitCode, answers, errors) = Run(
            """{"id":"a","channel":"whatsapp","text":"Our taxi did not come","at":"2026-07-08T10:00:00-04:00"}""",
            """{"id":2,"channel":"lux","text":"My husband is unconscious"}""",
            "",
            """{"id":"c","channel":"email","text":"Could you send me the invoice, please?","class":"ignored"}""");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(
            [
                """{"id":"a","class":"urgent","clause":"TS-A5","evidence":["taxi did not come"],"rule":"transfer-missing-or-wrong"}""",
                """{"id":2,"class":"emergency","clause":"TS-E1","evidence":["unconscious"],"rule":"not-conscious-or-breathing"}""",
            ],
            answers.Take(2));
        Assert.StartsWith("""{"id":"c","class":"non-urgent",""", answers[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_line_is_named_and_the_others_are_still_answered()
    {
        var (exitCode, answers, errors) = Run(
            "our taxi did not come",
            """{"id":"b","channel":"sms","text":"hello"}""",
            """{"id":"c","channel":"email","text":7}""",
            """{"id":"d","channel":"email","text":"hello","at":"noon"}""",
            """["e"]""",
            """{"id":"f","channel":"email","text":"hello"}""");

        Assert.Equal(1, exitCode);
        Assert.Equal("f", Assert.Single(answers.Select(answer => JsonDocument.Parse(answer).RootElement.GetProperty("id").GetString())));
        Assert.Equal(["line 1:", "line 2:", "line 3:", "line 4:", "line 5:"], errors.TrimEnd().Split(Environment.NewLine).Select(error => error[..7]));
        Assert.Contains("no channel \"sms\". Name one of email, lux, phone, whatsapp.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_an_emoji_is_no_reason_to_leave_a_client_unread()
    {
        var (exitCode, answers, errors) = Run("""{"id":"a","channel":"whatsapp","text":"Our taxi did not come \ud83d"}""", """{"id":"\ud83d","channel":"email","text":"Hello"}""");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("""{"id":"a","class":"urgent","clause":"TS-A5",""", answers[0], StringComparison.Ordinal);
        Assert.Equal(2, answers.Length);
    }

    [Theory]
    [InlineData("phone", "When is dinner?", "urgent", "TS-A1")]
    [InlineData("phone", "He is not breathing", "emergency", "TS-E1")]
    [InlineData("whatsapp", "When is your office open?", "non-urgent", "TS-U1")]
    [Trait("Clause", "TS-U2")]
    public void The_channel_of_lines_that_name_none_can_be_said_and_counts_as_it_does_for_a_ticket(string channel, string text, string expected, string clause)
    {
        var (_, answers, _) = RunOn(channel, JsonSerializer.Serialize(new { id = "a", text }));

        Assert.StartsWith($"{{\"id\":\"a\",\"class\":\"{expected}\",\"clause\":\"{clause}\"", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "TS-B5")]
    public void What_a_mail_quotes_does_not_decide()
    {
        var text = "Thank you, that helped.\n\nOn Tue, 7 Jul 2026 at 15:00, Ana <ana@example.com> wrote:\n> Our taxi did not come, we are stranded";

        var (_, answers, _) = RunOn("email", JsonSerializer.Serialize(new { id = "a", text }));

        Assert.StartsWith("""{"id":"a","class":"non-urgent",""", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such", null, "There is no playbook \"no-such\". Name one of ")]
    [InlineData("no-such.yaml", null, "no-such.yaml cannot be read. Name one of ")]
    [InlineData("trip-support", "fax", "--channel fax: no such channel. Name one of email, lux, phone, whatsapp.")]
    public void What_stands_in_the_way_is_said_before_anything_is_read(string playbook, string? channel, string sentence)
    {
        using var said = new StringWriter();

        var exitCode = Classify.Run(playbook, channel, TextReader.Null, Stream.Null, said, TimeProvider.System);

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, said.ToString(), StringComparison.Ordinal);
    }

    private static (int ExitCode, string[] Answers, string Errors) Run(params string[] lines) => RunOn(null, lines);

    private static (int ExitCode, string[] Answers, string Errors) RunOn(string? channel, params string[] lines)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        var exitCode = Classify.Run("trip-support", channel, new StringReader(string.Join('\n', lines)), output, errors, TimeProvider.System);
        var answers = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (exitCode, answers, errors.ToString());
    }
}
