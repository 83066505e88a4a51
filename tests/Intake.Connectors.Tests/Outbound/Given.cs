using System.Collections.Immutable;
using Intake.Tickets;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace Intake.Connectors.Tests.Outbound;

/// <summary>The ticket, the effects and the moment that the tests of the senders share.</summary>
internal static class Given
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 15, 0, 0);

    public static FakeTimeProvider Clock => new(Now.ToDateTimeOffset());

    public static Sending First { get; } = new(new TicketId("t1"), null, 1, false, Now);

    public static Sending Again { get; } = First with { Attempt = 2, Repeat = true, FirstAttemptAt = Now - Duration.FromMinutes(1) };

    public static Effect.PostToSlack Page { get; } = Post("cs", "Call back Ana", page: true) with { Id = "007-0" };

    public static Effect.PostToSlack Post(string room, string text, bool page = false) =>
        new(room, text, "a1", page, [new SlackButton("take", "I take it"), new SlackButton("help", "I need help")]) { Id = "007-0", Clause = "TS-A2" };

    public static Effect.SendToClient ToClient(string? address, string text = "We are on it.") =>
        new("chat", new Client("Ana", address), text, null, null, null, Automatic: false) { Id = "008-0", Clause = "TS-C1" };

    public static Outcome.TryAgain In(this Outcome outcome, int seconds)
    {
        var tryAgain = Assert.IsType<Outcome.TryAgain>(outcome);
        Assert.Equal(Now + Duration.FromSeconds(seconds), tryAgain.At);
        return tryAgain;
    }

    public static string RefusedWhy(this Outcome outcome) => Assert.IsType<Outcome.Refused>(outcome).Why;
}
