using Intake.Connectors.Assignment;
using Intake.Connectors.Tickets;
using Microsoft.Extensions.Logging;

namespace Intake.Connectors.Reporting;

/// <summary>What is to be done for the whole team, looked for at every pass of the Auditor: one that fails keeps nobody from the others, and is tried again at the next.</summary>
public sealed partial class TeamWork(InboundLedger ledger, ShiftReports reports, DriftCheck drift, DutyBook duties, AssignmentWork assignment, ReviewBook reviews, PeriodReports periods, TeamPosts posts, MergeTurns merges, ILogger<TeamWork> logger)
{
    public async Task Run(Wake wake, CancellationToken cancel)
    {
        await Try("inbound ledger", () => ledger.Run(cancel), cancel);
        await Try("daily report", () => reports.Run(wake, cancel), cancel);
        await Try("drift check", () => drift.Run(wake, cancel), cancel);
        await Try("recurring duties", () => duties.Run(cancel), cancel);
        await Try("assignment", () => assignment.Run(wake, cancel), cancel);
        await Try("quality reviews", () => reviews.Run(cancel), cancel);
        await Try("weekly and monthly reports", () => periods.Run(cancel), cancel);
        await Try("merges", () => merges.Finish(wake, cancel), cancel);
        await Try("team's posts", () => posts.SendDue(cancel), cancel);
    }

    private async Task Try(string what, Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(what, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "The {What} failed; it is tried again at the next pass.")]
    private partial void LogFailed(string what, Exception e);
}
