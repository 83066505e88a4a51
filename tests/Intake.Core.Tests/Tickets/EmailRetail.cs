using System.Collections.Immutable;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>A customer's e-mail under the email-retail playbook, and what its agent does on it.</summary>
internal static class EmailRetail
{
    public static readonly Playbook Playbook = Shipped();

    /// <summary>2 March 2026 is a Monday; times are New York's.</summary>
    public static TripSupport At(string time) => new($"2026-03-{time} -05:00", "email", Playbook);

    public static TripSupport Asked(string time, string text)
    {
        var mail = At(time);
        mail.Customer(text);
        return mail;
    }

    /// <summary>The two questions of every ticket are answered and the customer is verified, so that a test can speak of another.</summary>
    public static TripSupport Read(string time, string text)
    {
        var mail = Asked(time, text);
        mail.Finds("context-read", "read");
        mail.Finds("primary-issue", "other");
        mail.Matches("email", "order", "last-four");
        return mail;
    }

    /// <summary>The agent compares what the customer gave with their account.</summary>
    public static void Matches(this TripSupport mail, params string[] facts) => mail.Hear(new Signal.AccountLookedUp("olive", "customer-7", [.. facts]));

    public static void Customer(this TripSupport mail, string text) => mail.Hear(id =>
        new Signal.MessageArrived("email", new Client("Jane Doe", "jane@example.com", Email: "jane@example.com"), new Message(id, "text", text), "Customer e-mail"));

    public static void Finds(this TripSupport mail, string check, string answer) => mail.Hear(new Signal.CheckAnswered("olive", check, Answers(("", answer))));

    public static void Ticks(this TripSupport mail, string check, string answer, params string[] items) =>
        mail.Hear(new Signal.CheckAnswered("olive", check, Answers([.. items.Select(item => (item, answer))])));

    public static void TicksAll(this TripSupport mail, string check, string answer) =>
        mail.Ticks(check, answer, [.. Playbook.Checks.Single(known => known.Name == check).Items]);

    public static Decision Uses(this TripSupport mail, string macro, bool close = false, string? agent = null, string? text = null) => mail.Hear(new Signal.MacroRequested(
        agent ?? "olive", macro, text ?? "Hi Jane, … reply to this e-mail or call us at +1 414 555-0200.", [.. Playbook.Macros.GetValueOrDefault(macro)?.Fields ?? []], Edited: text is not null, close));

    private static ImmutableSortedDictionary<string, string> Answers(params IEnumerable<(string Asked, string Answer)> answers) =>
        answers.ToImmutableSortedDictionary(answer => answer.Asked, answer => answer.Answer);

    private static Playbook Shipped()
    {
        var file = Playbooks.TripSupport.PathOf("email-retail.yaml");
        var read = PlaybookReader.Read(file, File.ReadAllText(file));
        return read.Playbook ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
