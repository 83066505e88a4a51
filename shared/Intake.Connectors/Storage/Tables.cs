using Azure.Data.Tables;

namespace Intake.Connectors.Storage;

/// <summary>The tables Intake keeps everything in, made when missing.</summary>
public sealed class Tables(TableServiceClient service)
{
    public TableClient Tickets { get; } = service.GetTableClient("IntakeTickets");

    public TableClient Pointers { get; } = service.GetTableClient("IntakePointers");

    public TableClient Index { get; } = service.GetTableClient("IntakeIndex");

    public TableClient Inbox { get; } = service.GetTableClient("IntakeInbox");

    public TableClient DeadLetters { get; } = service.GetTableClient("IntakeDeadLetters");

    public TableClient Playbooks { get; } = service.GetTableClient("IntakePlaybooks");

    public TableClient Team { get; } = service.GetTableClient("IntakeTeam");

    public TableClient Inbound { get; } = service.GetTableClient("IntakeInbound");

    public async Task CreateIfMissing(CancellationToken cancel)
    {
        foreach (var table in new[] { Tickets, Pointers, Index, Inbox, DeadLetters, Playbooks, Team, Inbound })
        {
            await table.CreateIfNotExistsAsync(cancel);
        }
    }
}
