using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Intake.Tickets;
using NodaTime;

namespace Intake.Core.Tests.Tickets;

/// <summary>Whatever is merged and taken back, in whatever order the tickets learn of it.</summary>
public sealed class MergeLaws
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Property(MaxTest = 300)]
    [Trait("Clause", "ER-8")]
    public Property No_merge_makes_a_circle_and_no_message_is_lost() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 95)).ToArbitrary(),
        steps =>
        {
            var mail = new Conversations(EmailRetail.Playbook);
            List<string> written = [.. Names.Select(name => mail.Writes(name, "Where is my order?"))];
            foreach (var step in steps)
            {
                var (one, other, what) = (step % 4, step / 4 % 4, step / 16);
                mail.Now += Duration.FromMinutes(90);
                switch (what)
                {
                    case 0 or 1:
                        mail.Merge(Names[one], Names[other]);
                        break;
                    case 2:
                        mail.Undo(Names[one]);
                        break;
                    case 3 when mail.Undelivered > 0:
                        mail.Deliver(other % mail.Undelivered);
                        break;
                    default:
                        written.Add(mail.Writes(Names[one], "Any news? I want a refund."));
                        break;
                }

                Assert.All(mail.All, ticket => Assert.DoesNotContain(ticket.Id, Chain(mail, ticket).Skip(1)));
            }

            mail.DeliverAll();
            Assert.Equal(written.Order(StringComparer.Ordinal), Names.SelectMany(mail.MessagesOf).Order(StringComparer.Ordinal));

            // Somebody waits for every client: here, or where this conversation has gone.
            Assert.All(mail.All, ticket => Assert.NotNull(mail[Chain(mail, ticket).Last().Value].Waiting));
        });

    private static IEnumerable<TicketId> Chain(Conversations mail, Ticket ticket)
    {
        for (var (next, hops) = (ticket, 0); ; hops++)
        {
            Assert.True(hops <= Names.Length);
            yield return next.Id;
            if (next.MergedInto is not { } into)
            {
                yield break;
            }

            next = mail[into.Value];
        }
    }
}
