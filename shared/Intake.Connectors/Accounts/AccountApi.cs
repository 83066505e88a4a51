using System.Collections.Immutable;
using System.Net.Http.Headers;
using Intake.Connectors.Outbound;
using Intake.Tickets;

namespace Intake.Connectors.Accounts;

/// <summary>The shop's accounts, by the small contract of docs/accounts.md.</summary>
public sealed class AccountApi(HttpClient http, AccountSettings settings, TimeProvider time)
{
    private readonly Wire _wire = new("The accounts' service", http, time);

    /// <summary>Accounts with this e-mail ("email"), order ("order") or address ("address").</summary>
    internal Task<Found> Search(string by, string value, int attempt, CancellationToken cancel) => Ask($"customers?{by}={Uri.EscapeDataString(value)}", attempt, cancel);

    internal Task<Found> Get(string id, int attempt, CancellationToken cancel) => Ask($"customers/{Uri.EscapeDataString(id)}", attempt, cancel);

    private async Task<Found> Ask(string path, int attempt, CancellationToken cancel)
    {
        var request = Wire.Request(HttpMethod.Get, settings.BaseUrl, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        var reply = await _wire.Ask(request, cancel);
        if (_wire.NotNow(reply, attempt, page: false) is { } later)
        {
            return new Found([], later);
        }

        return reply.Status switch
        {
            404 => new Found([], null),
            _ when reply.Fine && reply.Body.ValueKind == System.Text.Json.JsonValueKind.Object =>
                new Found([.. reply.Body.Items("customers").Append(reply.Body.Get("customer")).Select(Account.Read).OfType<Account>()], null),
            _ => new Found([], _wire.Patience.Later(attempt, page: false, $"The accounts' service answered {reply.Status} and nothing that can be read")),
        };
    }
}

/// <summary>What a search led to; <paramref name="Later"/>: it has to be made again.</summary>
internal sealed record Found(ImmutableArray<Account> Accounts, Outcome.TryAgain? Later);
