using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Intake.Local.Cli;

/// <summary>The API of an Intake that runs. What goes wrong is told in one sentence.</summary>
internal sealed class RunningIntake : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    public RunningIntake(string url)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new RunningIntakeException($"'{url}' is not an address. Write e.g. --url http://localhost:7071.");
        }

        _http = new HttpClient { BaseAddress = address, Timeout = Patience };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The JSON at an address; null when there is no such thing.</summary>
    public Task<JsonObject?> Get(string path, CancellationToken cancel) => Ask(HttpMethod.Get, path, cancel);

    public Task<JsonObject?> Post(string path, CancellationToken cancel, JsonObject? body = null) => Ask(HttpMethod.Post, path, cancel, body);

    private async Task<JsonObject?> Ask(HttpMethod method, string path, CancellationToken cancel, JsonObject? send = null)
    {
        try
        {
            using var response = await _http.SendAsync(new HttpRequestMessage(method, path) { Content = send is null ? null : JsonContent.Create(send) }, cancel);
            if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return null;
            }

            var body = response.Content.Headers.ContentLength == 0 ? null : await response.Content.ReadFromJsonAsync<JsonObject>(cancel);
            return response.IsSuccessStatusCode
                ? body ?? []
                : throw new RunningIntakeException($"{_http.BaseAddress}{path} answered {(int)response.StatusCode}: {body?["detail"] ?? response.ReasonPhrase}");
        }
        catch (HttpRequestException e)
        {
            throw new RunningIntakeException($"No Intake answers at {_http.BaseAddress} ({e.HttpRequestError}). Start one with: dotnet run --project infra/local, or name another with --url.");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RunningIntakeException($"{_http.BaseAddress}{path} has not answered within {Patience.TotalSeconds:0} s.");
        }
        catch (System.Text.Json.JsonException)
        {
            throw new RunningIntakeException($"{_http.BaseAddress} is not Intake: {path} answered something else. Name the right address with --url.");
        }
    }
}

/// <summary>Why the API could not be used, for the person who asked.</summary>
internal sealed class RunningIntakeException(string message) : Exception(message);
