using System.Text.RegularExpressions;

namespace Intake.Connectors.Email;

/// <summary>
/// Takes from a reply what its writer did not write: quoted mails, their introductions and headers, signatures. In doubt it keeps: a word
/// too many costs a reader a second, a word too few may be the emergency.
/// </summary>
public static partial class QuotedText
{
    // A mail program may wrap "On Mon, 2 Mar 2026 at 15:00, Ana Pereira <ana@example.com> wrote:" over this many lines.
    private const int IntroductionLines = 4;
    private const int IntroductionLength = 500;

    // Longer than this, what follows "-- " is somebody's list, not a signature.
    private const int SignatureLines = 12;

    /// <summary>The reply alone; the full text, trimmed, when nothing would be left.</summary>
    public static string Strip(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var kept = new List<string>();
        for (var i = 0; i < lines.Length && !EndsAt(lines, i);)
        {
            // What is passed on is the news itself.
            if (PassedOn().IsMatch(lines[i]))
            {
                kept.AddRange(lines[i..]);
                break;
            }

            var introduction = Introduction(lines, i);
            if (introduction > 0 && !IsQuoted(NextWritten(lines, i + introduction)))
            {
                break;
            }

            // An introduction before ">" lines ends with them: the answer may stand below.
            if (introduction == 0 && !IsQuoted(lines[i]))
            {
                kept.Add(lines[i].TrimEnd());
            }

            i += Math.Max(introduction, 1);
        }

        while (kept.Count > 0 && (kept[^1].Length == 0 || SentFrom().IsMatch(kept[^1])))
        {
            kept.RemoveAt(kept.Count - 1);
        }

        var words = BlankLines().Replace(string.Join('\n', kept), "\n\n").Trim();
        return words.Length > 0 ? words : text.Trim();
    }

    /// <summary>True when the subject says that the mail passes another one on ("Fwd:", "WG:", "TR:", "I:", "RV:", "ENC:").</summary>
    public static bool IsForward(string? subject) => subject is not null && Forwarded().IsMatch(subject);

    private static bool EndsAt(string[] lines, int at) =>
        OriginalMessage().IsMatch(lines[at].Trim())
        || IsHeaderBlock(lines, at)
        || (Rule().IsMatch(lines[at]) && IsHeaderBlock(lines, NextWrittenAt(lines, at + 1)))
        || IsSignature(lines, at);

    // Only "From" with a date and a subject, or an address: "From: Rome / To: Venice / Date: 5 May" is a client's itinerary.
    private static bool IsHeaderBlock(string[] lines, int at)
    {
        if (at >= lines.Length || !FromLine().IsMatch(lines[at]))
        {
            return false;
        }

        var block = lines.Skip(at + 1).Take(7).ToArray();
        return block.Any(line => SentLine().IsMatch(line)) && (lines[at].Contains('@', StringComparison.Ordinal) || block.Any(line => SubjectLine().IsMatch(line)));
    }

    private static bool IsSignature(string[] lines, int at) =>
        Signature().IsMatch(lines[at])
        && lines.Skip(at + 1).TakeWhile(line => !IsQuoted(line) && !OriginalMessage().IsMatch(line.Trim())).Take(SignatureLines + 1).Count(line => line.Trim().Length > 0) <= SignatureLines;

    /// <summary>How many lines the introduction of a quote takes from here; 0 when there is none.</summary>
    private static int Introduction(string[] lines, int at)
    {
        if (!Opening().IsMatch(lines[at]))
        {
            return 0;
        }

        var joined = "";
        for (var count = 1; count <= IntroductionLines && at + count <= lines.Length && lines[at + count - 1].Trim().Length > 0; count++)
        {
            joined = $"{joined} {lines[at + count - 1].Trim()}".Trim();
            if (joined.Length > IntroductionLength)
            {
                return 0;
            }

            if (joined.EndsWith(':') && joined.Any(char.IsAsciiDigit) && Wrote().IsMatch(joined))
            {
                return count;
            }
        }

        return 0;
    }

    private static bool IsQuoted(string? line) => line is not null && line.AsSpan().TrimStart() is ['>', ..];

    private static string? NextWritten(string[] lines, int from) => NextWrittenAt(lines, from) is var at && at < lines.Length ? lines[at] : null;

    private static int NextWrittenAt(string[] lines, int from)
    {
        while (from < lines.Length && lines[from].Trim().Length == 0)
        {
            from++;
        }

        return from;
    }

    [GeneratedRegex(@"^\s*(On|Am|Le|El|Il|Em|A|\d{4}-\d\d-\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    // en, de, fr, es, it, pt; and Gmail's form without a verb: "2026-03-02 15:00 GMT+01:00 Ana <ana@example.com>:"
    [GeneratedRegex(@"(\bwrote|\bschrieb\b[^:]*|a écrit|\bescribió|\bha scritto|\bescreveu|<[^<>\s]+@[^<>\s]+>)\s*:$", RegexOptions.IgnoreCase)]
    private static partial Regex Wrote();

    [GeneratedRegex(
        @"^-{3,}\s*(Original Message|Ursprüngliche Nachricht|Originalnachricht|Message d['’]origine|Message original|Mensaje original|Messaggio originale|Mensagem original)\s*-{3,}$",
        RegexOptions.IgnoreCase)]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(
        @"^\s*(-{3,}\s*)?(Forwarded message|Begin forwarded message|Weitergeleitete Nachricht|Anfang der weitergeleiteten Nachricht|Message transféré|Début du message (transféré|réexpédié)|"
        + "Mensaje reenviado|Inicio del mensaje reenviado|Messaggio inoltrato|Inizio messaggio inoltrato|Mensagem (encaminhada|reencaminhada)|Início da mensagem (encaminhada|reencaminhada))"
        + @"\s*:?\s*(-{3,})?\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex PassedOn();

    [GeneratedRegex(@"^\s*[_-]{20,}\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*\*?(From|Von|De|Da)\s*:\*?\s+\S", RegexOptions.IgnoreCase)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^\s*\*?(Sent|Date|Gesendet|Datum|Envoyé|Enviado|Enviada|Fecha|Inviato|Data)(\s+(em|el|le|il))?\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex SentLine();

    [GeneratedRegex(@"^\s*\*?(Subject|Betreff|Objet|Asunto|Oggetto|Assunto)\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex SubjectLine();

    // Mail programs that reflow text eat the blank after the dashes.
    [GeneratedRegex(@"^--[\s\u00A0]?$")]
    private static partial Regex Signature();

    [GeneratedRegex(
        @"^\s*(Sent from (my|Outlook|Mail for|Yahoo|Samsung)|Get Outlook for|Von meinem .{1,30} gesendet|Gesendet von meinem|Envoyé de(puis)? mon|Enviado desde mi|Enviado do meu|Inviato da(l mio| iPhone| iPad))\b.{0,60}$",
        RegexOptions.IgnoreCase)]
    private static partial Regex SentFrom();

    [GeneratedRegex(@"^\s*(fwd?|wg|tr|i|rv|enc|inoltro)\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex Forwarded();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
