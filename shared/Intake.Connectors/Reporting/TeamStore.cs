using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Intake.Connectors.Storage;
using Intake.Tickets;
using NodaTime;

namespace Intake.Connectors.Reporting;

/// <summary>
/// What belongs to the team and to no ticket, in one partition: records (reports, drift checks), the marks of how far we got, and posts to a room that
/// wait to be sent. A record, its post and the mark go in one transaction: a shift is reported once or not yet.
/// </summary>
public sealed class TeamStore(Tables tables)
{
    private const string Partition = "team";
    private const string PostPrefix = "p:";

    private readonly TableClient _team = tables.Team;

    /// <summary>False when the record is there already; then nothing is changed but the mark.</summary>
    public async Task<bool> TryAdd<T>(string kind, string id, T value, Effect.PostToSlack? post, (string Name, Instant At)? mark, CancellationToken cancel)
    {
        var actions = new List<TableTransactionAction> { new(TableTransactionActionType.Add, new TableEntity(Partition, Row(kind, id)).Pack(value)) };
        if (post is not null)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(Partition, PostPrefix + post.Id).Pack<Effect>(post)));
        }

        if (mark is { } reached)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, MarkRow(reached.Name, reached.At)));
        }

        try
        {
            await _team.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            if (mark is { } there)
            {
                await Mark(there.Name, there.At, cancel);
            }

            return false;
        }
    }

    /// <summary>A record that changes, and the version it was read at; nothing, and no version, when there is none yet.</summary>
    public async Task<(T? Value, ETag? Version)> Read<T>(string kind, string id, CancellationToken cancel)
        where T : class
    {
        var row = await _team.GetEntityIfExistsAsync<TableEntity>(Partition, Row(kind, id), cancellationToken: cancel);
        return row.HasValue ? (row.Value!.Unpack<T>(), row.Value!.ETag) : (null, null);
    }

    /// <summary>Writes a record read before, with a post in the same transaction; false, and nothing is written, when somebody else was quicker.</summary>
    public async Task<bool> Write<T>(string kind, string id, T value, ETag? version, Effect.PostToSlack? post, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, Row(kind, id)).Pack(value);
        var actions = new List<TableTransactionAction>
        {
            version is { } known ? new(TableTransactionActionType.UpdateReplace, row, known) : new(TableTransactionActionType.Add, row),
        };
        if (post is not null)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(Partition, PostPrefix + post.Id).Pack<Effect>(post)));
        }

        try
        {
            await _team.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    public async Task<string?> Find(string kind, string id, CancellationToken cancel)
    {
        var row = await _team.GetEntityIfExistsAsync<TableEntity>(Partition, Row(kind, id), cancellationToken: cancel);
        return row.HasValue ? row.Value!.UnpackText() : null;
    }

    public async Task<T?> Find<T>(string kind, string id, CancellationToken cancel)
        where T : class => await Find(kind, id, cancel) is { } text ? JsonSerializer.Deserialize<T>(text, StoredJson.Options) : null;

    public async Task<ImmutableArray<T>> All<T>(string kind, CancellationToken cancel)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        await foreach (var row in _team.QueryAsync<TableEntity>(Keys.Rows(Partition, $"{kind}:"), cancellationToken: cancel))
        {
            all.Add(row.Unpack<T>());
        }

        return all.ToImmutable();
    }

    public async Task<Instant?> Reached(string name, CancellationToken cancel)
    {
        var row = await _team.GetEntityIfExistsAsync<TableEntity>(Partition, $"m:{name}", cancellationToken: cancel);
        return row.HasValue ? Instant.FromDateTimeOffset(row.Value!.GetDateTimeOffset("At")!.Value) : null;
    }

    public async Task Mark(string name, Instant at, CancellationToken cancel) => await _team.UpsertEntityAsync(MarkRow(name, at), TableUpdateMode.Replace, cancel);

    public async Task<List<WaitingPost>> Posts(CancellationToken cancel)
    {
        var posts = new List<WaitingPost>();
        await foreach (var row in _team.QueryAsync<TableEntity>(Keys.Rows(Partition, PostPrefix), cancellationToken: cancel))
        {
            posts.Add(new WaitingPost(
                (Effect.PostToSlack)row.Unpack<Effect>(), row.GetInt32("Attempts") ?? 0, At(row, "FirstAttemptAt"), At(row, "NotBefore"), row.GetString("Parked"), row.ETag));
        }

        return posts;
    }

    /// <summary>Takes a post for one attempt, or writes down what became of the last one; null when somebody else was quicker.</summary>
    public async Task<WaitingPost?> Change(WaitingPost post, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, PostPrefix + post.Post.Id).Pack<Effect>(post.Post);
        row["Attempts"] = post.Attempts;
        row["FirstAttemptAt"] = post.FirstAttemptAt?.ToDateTimeOffset();
        row["NotBefore"] = post.NotBefore?.ToDateTimeOffset();
        row["Parked"] = post.Parked;
        try
        {
            var response = await _team.UpdateEntityAsync(row, post.ETag, TableUpdateMode.Replace, cancel);
            return post with { ETag = response.Headers.ETag!.Value };
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return null;
        }
    }

    public async Task Done(WaitingPost post, CancellationToken cancel) => await _team.DeleteEntityAsync(Partition, PostPrefix + post.Post.Id, cancellationToken: cancel);

    private static string Row(string kind, string id) => $"{kind}:{id}";

    private static TableEntity MarkRow(string name, Instant at) => new(Partition, $"m:{name}") { ["At"] = at.ToDateTimeOffset() };

    private static Instant? At(TableEntity row, string name) => row.GetDateTimeOffset(name) is { } at ? Instant.FromDateTimeOffset(at) : null;
}

/// <summary>A post of the whole team's that is not known to be sent.</summary>
public sealed record WaitingPost(Effect.PostToSlack Post, int Attempts, Instant? FirstAttemptAt, Instant? NotBefore, string? Parked, ETag ETag);
