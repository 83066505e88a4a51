using System.Collections.Immutable;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Core.Tests.Tickets;

/// <summary>One inquiry under the client-care playbook, by e-mail from Jane Smith; New York 2026, and Monday is 2 March.</summary>
internal static class ClientCare
{
    public static readonly Playbook Playbook = Shipped();
    public static readonly Person Victor = new("victor", "Victor", "+15550201", "U0VICTOR1", "victor@example.com");
    public static readonly Person Lena = new("lena", "Lena", "+15550203", "U0LENA001", "lena@example.com");

    public static TripSupport At(string at) => new(at, "email", Playbook)
    {
        Facts = new Facts
        {
            OnCall = ImmutableDictionary<string, ImmutableArray<Person>>.Empty.Add("primary", [Victor]).Add("lead", [Lena]),
            Reference = "CC-1042",
        },
    };

    public static TripSupport Inquiry(string at, string text, string subject = "A question")
    {
        var care = At(at);
        care.Mails(text, subject);
        return care;
    }

    public static void Mails(this TripSupport care, string text, string subject = "A question", bool automatic = false) => care.Hear(id =>
        new Signal.MessageArrived("email", new Client("Jane Smith", "jane@example.org", null, "jane@example.org"), new Message(id, "text", text, subject), "Client inbox", automatic));

    public static void Answers(this TripSupport care, string text) => care.Hear(new Signal.ReplyRequested("victor", text));

    public static T Only<T>(this TripSupport care)
        where T : TicketEvent => Assert.Single(care.Events.OfType<T>());

    /// <summary>What the client was sent, word for word.</summary>
    public static IReadOnlyList<string> ToClient(this TripSupport care) => [.. care.Effects.OfType<Effect.SendToClient>().Select(sent => sent.Text)];

    private static Playbook Shipped()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "playbooks", "client-care.yaml");
        var read = PlaybookReader.Read(file, File.ReadAllText(file));
        return read.Playbook ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
