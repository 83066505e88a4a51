using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets.Teamwork;

/// <summary>
/// One ticket under the cross-department playbook; New York 2026, and Monday is 2 March. Cora and Colin are customer service, Mara leads it, Dan does web
/// design, Faye billing. The customer is Air Comfort.
/// </summary>
internal static class CrossDepartment
{
    public const string MondayMorning = "2026-03-02 10:00 -05:00";

    public static readonly Playbook Playbook = Shipped();

    private static readonly ImmutableDictionary<string, Person> People = new[]
    {
        new Person("cora", "Cora Castle", Slack: "U0CORA0041"),
        new Person("colin", "Colin Cooper", Slack: "U0COLIN042"),
        new Person("mara", "Mara Mills", Slack: "U0MARA0043") { Titles = ["manager"] },
        new Person("dan", "Dan Dorsey", Slack: "U0DAN00044") { Pods = ["web-design"] },
        new Person("faye", "Faye Foster", Slack: "U0FAYE0045") { Pods = ["billing"] },
    }.ToImmutableDictionary(person => person.Id);

    public static TripSupport At(string at) => new(at, "email", Playbook)
    {
        Facts = new Facts { People = People, OnCall = ImmutableDictionary<string, ImmutableArray<Person>>.Empty.Add("primary", [People["cora"]]) },
    };

    /// <summary>The customer asks for something by e-mail.</summary>
    public static TripSupport Asked(string text = "Please put our new address on the contact page.", string at = MondayMorning)
    {
        var desk = At(at);
        desk.Mails(text);
        return desk;
    }

    public static void Mails(this TripSupport desk, string text, bool automatic = false) => desk.Hear(id =>
        new Signal.MessageArrived("email", new Client("Air Comfort", "office@aircomfort.example", null, "office@aircomfort.example"), new Message(id, "text", text, "Our website"), "Customer e-mail", automatic));

    public static void Takes(this TripSupport desk, string agent) => desk.Hear(new Signal.OwnerChanged(agent, agent));

    public static void Replies(this TripSupport desk, string agent, string text = "It is done; would you have a look?") => desk.Hear(new Signal.ReplyRequested(agent, text));

    public static void Opens(this TripSupport desk, string agent) => desk.Hear(new Signal.MessageOpened(agent, null));

    public static void Tasks(this TripSupport desk, string agent, string text, string? department = null) => desk.Hear(new Signal.TaskRequested(agent, text, null) { For = department });

    public static void Finishes(this TripSupport desk, string agent) => desk.Hear(new Signal.TaskFinished(agent, desk.Ticket.Tasks[0].Id, null));

    public static void Stage(this TripSupport desk, string agent, string stage, string? note = null) => desk.Hear(new Signal.StageMoved(agent, stage, note));

    public static void Passes(
        this TripSupport desk, string agent, string to, string? synopsis = "The customer moved.", string? breakdown = "Put the new address into the footer.", string? notRequired = null, string[]? tasks = null,
        bool back = false, string? expected = null, string? headsUp = null) =>
        desk.Hear(new Signal.PassRequested(agent, People.GetValueOrDefault(to), People.ContainsKey(to) ? null : to, synopsis, breakdown, notRequired, [.. tasks ?? []], back, expected, headsUp));

    public static void CallsInVain(this TripSupport desk, string agent, string? at, LeftWith? left = LeftWith.Voicemail) => desk.Hear(new Signal.AttemptRequested(agent, AttemptKind.Phone, null, at, left));

    public static void MailsAgain(this TripSupport desk, string agent, string text = "May we publish the change?") => desk.Hear(new Signal.AttemptRequested(agent, AttemptKind.Email, text, null, null));

    public static void IsRefused(this TripSupport desk, string clause, string why)
    {
        Assert.NotNull(desk.Refused);
        Assert.Equal((clause, why), (desk.Refused.Clause, desk.Refused.Why));
    }

    private static Playbook Shipped()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "playbooks", "cross-department.yaml");
        var read = PlaybookReader.Read(file, File.ReadAllText(file));
        return read.Playbook ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
