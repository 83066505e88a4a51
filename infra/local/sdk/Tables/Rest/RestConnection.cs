namespace Intake.Local.Sdk.Tables.Rest;

/// <summary>Signs, sends, and reads the answer whole. Only reads are tried again: whether a lost write was applied is the caller's question.</summary>
internal sealed class RestConnection(SharedKeyLite key)
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // One pool for the process, as the original has: idle connections outlive a quiet minute, and are renewed to follow the name.
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
        UseProxy = false,
    })
    {
        Timeout = TimeSpan.FromSeconds(100),
    };

    public async Task<LocalResponse> Get(Uri address, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                return await Send(request, cancel);
            }
            catch (Azure.RequestFailedException lost) when (lost.Status == 0 && attempt < Tries)
            {
                await Task.Delay(Pause * attempt, cancel);
            }
        }
    }

    public async Task<LocalResponse> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.TryAddWithoutValidation("x-ms-version", "2020-12-06");
        request.Headers.TryAddWithoutValidation("DataServiceVersion", "3.0");
        request.Headers.TryAddWithoutValidation("Accept", RestRequest.Format);
        if (request.Method == HttpMethod.Post)
        {
            request.Headers.TryAddWithoutValidation("Prefer", "return-no-content");
        }

        // The service's clock is the real one, whatever time it is in a test.
        key.Sign(request, TimeProvider.System.GetUtcNow());
        try
        {
            using var message = await Client.SendAsync(request, cancel);
            return await LocalResponse.Read(message, cancel);
        }
        catch (HttpRequestException lost)
        {
            throw new Azure.RequestFailedException(lost.Message, lost);
        }
    }
}
