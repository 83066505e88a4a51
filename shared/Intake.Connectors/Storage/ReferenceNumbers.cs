using Azure;
using Azure.Data.Tables;
using Intake.Playbooks;
using Intake.Tickets;

namespace Intake.Connectors.Storage;

/// <summary>
/// Numbers the inquiries: one ticket, one number, whoever asks and however often. Counter and number are written in one transaction, so two tickets
/// never share one; a crash before the ticket is committed leaves a number that the same ticket finds again.
/// </summary>
public sealed class ReferenceNumbers(Tables tables)
{
    private readonly TableClient _team = tables.Team;

    /// <summary>The ticket's number in the playbook's form.</summary>
    /// <exception cref="RequestFailedException">The store could not be reached.</exception>
    public async Task<string> Of(string playbook, ReferenceRules rules, TicketId ticket, CancellationToken cancel)
    {
        var partition = $"references:{playbook}";
        while (true)
        {
            var known = await _team.GetEntityIfExistsAsync<TableEntity>(partition, Row(ticket), cancellationToken: cancel);
            if (known.HasValue)
            {
                return rules.Written(known.Value!.GetInt64("Number")!.Value);
            }

            var counter = await _team.GetEntityIfExistsAsync<TableEntity>(partition, "next", cancellationToken: cancel);
            var number = counter.HasValue ? counter.Value!.GetInt64("Next")!.Value : rules.First;
            var after = new TableEntity(partition, "next") { ["Next"] = number + 1 };
            try
            {
                await _team.SubmitTransactionAsync(
                    [
                        counter.HasValue ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, after, counter.Value!.ETag) : new TableTransactionAction(TableTransactionActionType.Add, after),
                        new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, Row(ticket)) { ["Number"] = number }),
                    ],
                    cancel);
                return rules.Written(number);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else took a number: read again.
            }
        }
    }

    private static string Row(TicketId ticket) => $"of:{ticket}";
}
