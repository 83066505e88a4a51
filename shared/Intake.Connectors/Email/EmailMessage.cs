using System.Text.RegularExpressions;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Email;

/// <summary>Our mail as Postmark takes it: an answer in the client's own thread, and unmistakably automatic when it is.</summary>
internal static partial class EmailMessage
{
    private const int LongestSubject = 2000;

    public static object Body(Effect.SendToClient effect, string to, string from, string messageId, Sending sending) => new
    {
        From = from,
        To = to,
        effect.Cc,
        Subject = Subject(effect.Subject),
        TextBody = sending.Marked(effect.Text),
        Headers = Headers(effect, messageId, sending).Select(header => new { header.Name, header.Value }),
    };

    private static IEnumerable<(string Name, string Value)> Headers(Effect.SendToClient effect, string messageId, Sending sending)
    {
        // Postmark puts an id of its own instead unless it is told to keep ours, and answers would then lead nowhere.
        yield return ("Message-ID", $"<{messageId}>");
        yield return ("X-PM-KeepID", "true");
        if (effect.InReplyTo is { } theirs && MessageId().Match(theirs) is { Success: true } match)
        {
            yield return ("In-Reply-To", $"<{match.Groups[1].Value}>");
            yield return ("References", $"<{match.Groups[1].Value}>");
        }

        if (effect.Automatic)
        {
            yield return ("Auto-Submitted", "auto-replied");
            yield return ("X-Auto-Response-Suppress", "OOF, AutoReply");
            yield return ("Precedence", "bulk");
        }

        // Whoever sends our mail back to us is recognised by it.
        yield return ("X-Intake-Loop", sending.Ticket.Value);
    }

    private static string Subject(string? theirs)
    {
        // A subject is one line: a line break in it would begin a header.
        var oneLine = Whitespace().Replace(theirs ?? "", " ").Trim();
        var bare = Answered().Replace(oneLine, "");
        return Cut.To($"Re: {(bare.Length == 0 ? "your message" : bare)}", LongestSubject, "…");
    }

    [GeneratedRegex(@"^\s*<?([^\s<>\p{Cc}]+)>?\s*$")]
    private static partial Regex MessageId();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"^(re\s*:\s*)+", RegexOptions.IgnoreCase)]
    private static partial Regex Answered();
}
