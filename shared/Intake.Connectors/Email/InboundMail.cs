using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Tickets;
using MimeKit.Utils;
using NodaTime;

namespace Intake.Connectors.Email;

internal sealed record MailHeader(string Name, string Value);

/// <summary>
/// One mail, whoever delivered it. Everything may be missing. <paramref name="EnvelopeFrom"/> is the SMTP sender: null when unknown, empty
/// for a bounce.
/// </summary>
internal sealed record InboundMail(
    ImmutableArray<MailHeader> Headers,
    Mailbox? From,
    Mailbox? ReplyTo,
    string? Subject,
    string? Text,
    string? Html,
    ImmutableArray<string> Attachments,
    string? EnvelopeFrom)
{
    private const int LongestWhole = 20_000;

    /// <summary>Our addresses it went to, and whoever else read it.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    public string? Header(string name) => Headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    public bool Has(string name) => Headers.Any(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary><paramref name="fallback"/> names a mail that brought no Message-ID of its own.</summary>
    public Inbound ToInbound(string fallback, Instant now)
    {
        var id = MailIds.In(Header("Message-ID")).FirstOrDefault() ?? fallback;
        var delivery = $"mail:{id}";
        var at = DateUtils.TryParse(Header("Date") ?? "", out var date) ? Timestamps.Sensible(Instant.FromDateTimeOffset(date), now) : null;
        if (Headers.IsEmpty && From is null && Subject is null && Text is null && Html is null && Attachments.IsEmpty)
        {
            return new Inbound.Ignored("There is no mail in it.") { Delivery = delivery, At = at, ByClient = true };
        }

        var automatic = AutomaticMail.Why(this);
        var words = Words();
        var message = new Message(id, automatic?.Kind ?? "email", words, Subject) { Full = Whole(words) };
        var source = automatic is null ? "email" : $"email, automatic: {automatic.Reason}";
        return new Inbound.FromClient(ChannelKind.Email, Threads(id), Client(), message, automatic is not null, source) { To = To, Delivery = delivery, At = at };
    }

    // The nearest ancestor first: a reply's References end with the mail it answers. The mail's own id last, so that its answers find it.
    private ImmutableArray<string> Threads(string id)
    {
        var ancestors = MailIds.In(Header("References")).Reverse().Concat(MailIds.In(Header("In-Reply-To")));
        return [.. ancestors.Append(id).Select(ancestor => $"mail:{ancestor}").Distinct()];
    }

    // Answers go where the sender asked for them, which for a web form is not where it came from.
    private Client Client() => new((From ?? ReplyTo)?.Name, (ReplyTo ?? From)?.Address, Email: (From ?? ReplyTo)?.Address);

    // Where the writer's own words are not all there is.
    private string? Whole(string words)
    {
        var whole = (!string.IsNullOrWhiteSpace(Text) ? Text : HtmlText.Of(Html ?? "", keepQuotes: true)).ReplaceLineEndings("\n").Trim();
        return whole.Length <= words.Length ? null : whole.Length <= LongestWhole ? whole : whole[..(char.IsHighSurrogate(whole[LongestWhole - 1]) ? LongestWhole - 1 : LongestWhole)];
    }

    // What a forwarded mail quotes is its news: there nothing is taken away.
    private string Words()
    {
        var forwarded = QuotedText.IsForward(Subject);
        var text = !string.IsNullOrWhiteSpace(Text) ? Text : HtmlText.Of(Html ?? "", keepQuotes: forwarded);
        var words = forwarded ? text.Trim() : QuotedText.Strip(text);
        return (words.Length, Attachments.Length) switch
        {
            ( > 0, _) => words,
            (_, > 0) => string.Join('\n', Attachments.Select(name => $"[attachment: {name}]")),
            _ => "[no text]",
        };
    }
}
