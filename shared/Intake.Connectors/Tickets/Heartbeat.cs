namespace Intake.Connectors.Tickets;

/// <summary>Tells an outside dead man's switch that all is well; whoever watches it hears when we fall silent. No address: nobody watches.</summary>
public sealed class Heartbeat(HttpClient http, Uri? address)
{
    public async Task Beat(CancellationToken cancel)
    {
        if (address is null)
        {
            return;
        }

        try
        {
            using var response = await http.GetAsync(address, cancel);
        }
        catch (HttpRequestException)
        {
            // The watcher notices a missing beat by itself: that is its purpose.
        }
    }
}
