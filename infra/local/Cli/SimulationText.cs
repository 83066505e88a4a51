using System.Globalization;
using Intake.Connectors.Storage;
using Intake.Simulation;
using Intake.Tickets;
using NodaTime;

namespace Intake.Local.Cli;

/// <summary>A simulation for a person: what the team would have felt, what the clients, and what another playbook changes.</summary>
internal sealed class SimulationText(TextWriter output, LoadedPlaybook loaded)
{
    private const int Listed = 12;

    // A night is the one that begins on that day.
    private static readonly LocalTime NightBegins = new(22, 0);
    private static readonly LocalTime NightEnds = new(7, 0);

    private DateTimeZone Zone => loaded.Playbook.Zone;

    public void Print(SimulationResult result, SimulationResult? against)
    {
        output.WriteLine($"{result.Playbook}, {At(result.From)} to {At(result.To)}: {Count(result.Signals, "input")}, {Count(result.Tickets.Length, "ticket")}, {N(result.Effects)} sent out.");
        if (against is not null)
        {
            output.WriteLine($"Second number: {(against.Playbook == result.Playbook ? $"{against.Playbook} as in --against" : against.Playbook)}.");
        }

        output.WriteLine();
        Table("Pages (night: 22:00 to 07:00)", Pages(result), against is null ? null : Pages(against));
        WorstNight(result);
        Table("Breaches", Breaches(result), against is null ? null : Breaches(against));
        Table("Messages of Intake's own", Own(result), against is null ? null : Own(against));
        Table("Tickets", Tickets(result), against is null ? null : Tickets(against));
        Table("First answer, median", Answers(result), against is null ? null : Answers(against), minutes: true);
        Table("Refused", Refused(result), against is null ? null : Refused(against));
        if (result.LeadingNowhere > 0)
        {
            output.WriteLine($"Skipped: {Count(result.LeadingNowhere, "line")} about a ticket that was not there then.");
        }

        if (against is not null)
        {
            Differences(result, against);
        }
    }

    private void Table(string title, IReadOnlyDictionary<string, double> rows, IReadOnlyDictionary<string, double>? against, bool minutes = false)
    {
        var names = rows.Keys.Union(against?.Keys ?? []).ToList();
        var width = names.Select(name => name.Length).Append(44).Max();
        if (names.Count == 0)
        {
            output.WriteLine($"{title}: none");
            output.WriteLine();
            return;
        }

        output.WriteLine(title);
        foreach (var name in names)
        {
            var (one, other) = (rows.GetValueOrDefault(name), against?.GetValueOrDefault(name));
            var said = other is { } second ? $"{Said(one),10}{Said(second),10}{Difference(second - one),10}" : $"{Said(one),10}";
            output.WriteLine($"  {name.PadRight(width)}{said}");
        }

        output.WriteLine();

        string Said(double value) => minutes ? value.ToString("0.# 'min'", CultureInfo.InvariantCulture) : value.ToString("#,0", CultureInfo.InvariantCulture);
        string Difference(double value) => value == 0 ? "=" : (value > 0 ? "+" : "−") + Said(Math.Abs(value));
    }

    private SortedDictionary<string, double> Pages(SimulationResult result)
    {
        var rows = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var page in result.Pages)
        {
            var row = $"{Name(page.Person)}, {(NightOf(page.At) is null ? "by day" : "at night")}";
            rows[row] = rows.GetValueOrDefault(row) + 1;
        }

        return rows;
    }

    private void WorstNight(SimulationResult result)
    {
        var nights = result.Pages.Where(page => NightOf(page.At) is not null).GroupBy(page => (page.Person, Night: NightOf(page.At)!.Value)).OrderByDescending(night => night.Count()).ThenBy(night => night.Key.Night).ToList();
        foreach (var night in nights.Take(5))
        {
            output.WriteLine($"  {night.Key.Night:ddd d MMM}: {Name(night.Key.Person)} woken {night.Count()} {(night.Count() == 1 ? "time" : "times")}, {string.Join(", ", night.Take(6).Select(page => $"{page.At.InZone(Zone).LocalDateTime:HH:mm} ({page.Clause})"))}{(night.Count() > 6 ? ", …" : "")}");
        }

        if (nights.Count > 0)
        {
            output.WriteLine();
        }
    }

    private static SortedDictionary<string, double> Breaches(SimulationResult result) =>
        new(result.Breaches.GroupBy(breach => $"{breach.Clause}  {breach.What}, {Urgent(breach.Urgency)}").ToDictionary(group => group.Key, group => (double)group.Count()), StringComparer.Ordinal);

    private static Dictionary<string, double> Own(SimulationResult result) => new()
    {
        ["auto-replies"] = result.Tickets.Sum(ticket => ticket.AutoReplies),
        ["reminders"] = result.Tickets.Sum(ticket => ticket.Reminders),
    };

    private Dictionary<string, double> Tickets(SimulationResult result)
    {
        var rows = new Dictionary<string, double>();
        foreach (var channel in loaded.Playbook.Channels.Keys.Order(StringComparer.Ordinal))
        {
            rows[$"{channel}"] = result.Tickets.Count(ticket => ticket.Channel == channel);
        }

        rows["closed at the end"] = result.Tickets.Count(ticket => ticket.ClosedAt is not null);
        foreach (var stage in loaded.Playbook.Stages.Where(stage => !stage.Closed))
        {
            rows[$"open in {stage.Label}"] = result.Tickets.Count(ticket => ticket.ClosedAt is null && ticket.Stage == stage.Name);
        }

        rows["reopened"] = result.Tickets.Count(ticket => ticket.Generation > 1);
        rows["never answered"] = result.Tickets.Count(ticket => ticket.AnsweredWithin is null && ticket.Contacts > 0);
        return rows;
    }

    private static SortedDictionary<string, double> Answers(SimulationResult result) => new(
        result.Tickets.Where(ticket => ticket.AnsweredWithin is not null).GroupBy(ticket => $"{ticket.Channel}, {Urgent(ticket.Urgency)}").ToDictionary(group => group.Key, Median),
        StringComparer.Ordinal);

    private static double Median(IEnumerable<TicketOutcome> tickets)
    {
        var minutes = tickets.Select(ticket => ticket.AnsweredWithin!.Value.TotalMinutes).Order().ToArray();
        return Math.Round(minutes[minutes.Length / 2], 1);
    }

    private static SortedDictionary<string, double> Refused(SimulationResult result) =>
        new(result.Refusals.GroupBy(refusal => $"{refusal.Clause}  {refusal.Why}").ToDictionary(group => group.Key, group => (double)group.Count()), StringComparer.Ordinal);

    /// <summary>Which tickets would have gone another way.</summary>
    private void Differences(SimulationResult result, SimulationResult against)
    {
        var other = against.Tickets.ToDictionary(ticket => ticket.Id);
        var changed = result.Tickets.Where(ticket => other.TryGetValue(ticket.Id, out var then) && Told(ticket) != Told(then)).ToList();
        output.WriteLine(changed.Count == 0 ? "No ticket would have gone another way." : $"{N(changed.Count)} {(changed.Count == 1 ? "ticket" : "tickets")} would have gone another way:");
        foreach (var ticket in changed.Take(Listed))
        {
            output.WriteLine($"  {ticket.Id}  {ticket.Title}");
            output.WriteLine($"    {Told(ticket)}  →  {Told(other[ticket.Id])}");
        }

        if (changed.Count > Listed)
        {
            output.WriteLine($"  and {N(changed.Count - Listed)} more; --json lists all.");
        }
    }

    private static string Told(TicketOutcome ticket) =>
        $"{Urgent(ticket.Urgency)}, {(ticket.ClosedAt is null ? $"open in {ticket.Stage}" : "closed")}, {Count(ticket.Pages, "page")}, {(ticket.Breaches == 1 ? "1 breach" : $"{ticket.Breaches} breaches")}, {(ticket.AutoReplies == 1 ? "1 auto-reply" : $"{ticket.AutoReplies} auto-replies")}, {Count(ticket.Reminders, "reminder")}";

    private LocalDate? NightOf(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        return local.TimeOfDay >= NightBegins ? local.Date : local.TimeOfDay < NightEnds ? local.Date.PlusDays(-1) : null;
    }

    private string Name(string person) => loaded.Team.People.GetValueOrDefault(person)?.Name ?? person;

    private string At(Instant at) => $"{at.InZone(Zone).LocalDateTime:ddd d MMM uuuu HH:mm}";

    private static string Urgent(Urgency urgency) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName($"{urgency}");

    public static string Count(int number, string what) => $"{N(number)} {what}{(number == 1 ? "" : "s")}";

    private static string N(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
