using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Intake.Playbooks;
using Intake.Time;
using NodaTime;

namespace Intake.Tickets;

/// <summary>What the note of a move into a stage says, in the forms that stage asks for (TS-P2 to P6).</summary>
internal sealed partial record NoteReading
{
    /// <summary>What follows the form's beginning.</summary>
    public required string Rest { get; init; }

    public Party? Party { get; init; }

    public SpokenTime? Time { get; init; }

    public Instant? DoAt { get; init; }

    /// <summary>The department or person who takes the work over.</summary>
    public string? Owner { get; init; }

    public string? Amount { get; init; }

    public static NoteReading? Of(Playbook playbook, Ticket ticket, Stage stage, string note, Instant now)
    {
        if (RestOf(stage.Note?.StartsWith, note) is not { } rest)
        {
            return null;
        }

        return new NoteReading
        {
            Rest = rest,
            Party = stage.WaitsOn is { } waits ? PartyIn(waits, ticket, note) : null,
            Time = stage.Executes is null ? null : SpokenTimes.Find(rest, now.InZone(playbook.Zone)),
            DoAt = stage.Task is { } task ? DoAtIn(task, playbook, rest, now) : null,
            Owner = stage.HandsOver is { } over ? OwnerIn(over, playbook, note) : null,
            Amount = stage.HandsOver is null ? null : AmountIn(note),
        };
    }

    /// <summary>A hyphen for the dash and a different case are fine; something must follow.</summary>
    private static string? RestOf(string? startsWith, string note)
    {
        static string Plain(string text) => text.Replace('–', '-').Replace('—', '-');
        var given = note.Trim();
        var asked = startsWith?.Trim() ?? "";
        return Plain(given).StartsWith(Plain(asked), StringComparison.OrdinalIgnoreCase) && given[asked.Length..].Any(char.IsLetterOrDigit) ? given[asked.Length..].Trim() : null;
    }

    private static Party? PartyIn(WaitsOnRule rule, Ticket ticket, string note)
    {
        if (Mentions.After(note, rule.Words) is not { } behind)
        {
            return null;
        }

        var words = behind.Split([',', ';', '.', '(', '\n', ':', '–', '—'], 2)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words.TakeWhile(word => !rule.EndsAt.Contains(word.ToLowerInvariant())));
        if (!name.Any(char.IsLetterOrDigit))
        {
            return null;
        }

        string[] client = [.. rule.Client, .. Mentions.Words(ticket.Client.Name ?? "").Where(part => part.Length > 2)];
        return new Party(name, Mentions.Words(name).Any(client.Contains));
    }

    private static Instant? DoAtIn(StageTaskRule rule, Playbook playbook, string rest, Instant now)
    {
        if (Mentions.After(rest, rule.DoAt) is not { } behind || SpokenTimes.Find(behind, now.InZone(playbook.Zone)) is not { Past: false } time)
        {
            return null;
        }

        // "do the booking for tomorrow 08:00" says when the taxi comes, not when to book it.
        if (behind.IndexOf(time.Words, StringComparison.Ordinal) > " this at ".Length)
        {
            return null;
        }

        var day = time.At.InZone(playbook.Zone).Date;
        return time.DateOnly ? Instant.Max(now, LocalTimes.PointInTime(day + rule.DayAt, playbook.Zone)) : time.At;
    }

    private static string? OwnerIn(HandsOverRule rule, Playbook playbook, string note)
    {
        var named = Mentions.After(note, rule.OwnerAfter)?.TrimStart(' ', ':', '=', '-', '–').Split([',', ';', '.', ')', '\n'], 2)[0].Trim();
        if (named is { Length: > 0 } && named.Any(char.IsLetter))
        {
            return playbook.Departments.FirstOrDefault(department => Mentions.First(named, [department.Name, department.Title]) is not null)?.Title ?? named;
        }

        return playbook.Departments.FirstOrDefault(department => Mentions.First(note, [department.Name, department.Title]) is not null)?.Title;
    }

    private static string? AmountIn(string note) => AmountPattern().Match(note) is { Success: true } amount ? amount.Value.Trim() : null;

    [GeneratedRegex(@"(?:(?:EUR|CHF|USD|GBP|[€$£])\s?\d[\d.,’']*|\d[\d.,’']*\s?(?:EUR|CHF|USD|GBP|[€$£]|euros?|francs|dollars|pounds))", RegexOptions.IgnoreCase)]
    private static partial Regex AmountPattern();
}
