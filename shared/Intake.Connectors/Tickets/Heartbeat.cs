namespace Intake.Connectors.Tickets;

/// <summary>Tells an outside dead man's switch that all is well; whoever watches it hears when we fall silent. No address: nobody watches.</summary>
public sealed class Heartbeat(HttpClient http, Uri? address)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task Beat(CancellationToken cancel)
    {
        if (address is null)
        {
            return;
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            using var response = await http.GetAsync(address, limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // The watcher notices a missing beat by itself: that is its purpose.
        }
    }
}
