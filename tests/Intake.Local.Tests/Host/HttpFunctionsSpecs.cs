using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace Intake.Local.Tests.Host;

public sealed class HttpFunctionsSpecs
{
    [Fact]
    public async Task A_function_gets_the_body_byte_for_byte_and_headers_in_any_casing()
    {
        await using var host = await SampleHost.StartAsync();
        var body = RandomNumberGenerator.GetBytes(100_000);
        using var request = new HttpRequestMessage(HttpMethod.Post, "hash") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature-256", "sha256=abc");

        var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(body)), await response.Content.ReadAsStringAsync());
        Assert.Equal("Hash", Assert.Single(response.Headers.GetValues("x-function")));
        Assert.Equal("sha256=abc", Assert.Single(response.Headers.GetValues("x-signature")));
    }

    [Fact]
    public async Task Route_values_are_bound_by_name_and_the_address_is_the_one_asked_for()
    {
        await using var host = await SampleHost.StartAsync();

        var response = await host.Client.GetAsync("tickets/T-7/notes/3?colour=dark%20red&x=%2F");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("T-7", answer.GetProperty("id").GetString());
        Assert.Equal("notes/3", answer.GetProperty("rest").GetString());
        Assert.Equal("dark red", answer.GetProperty("colour").GetString());
        Assert.Equal($"{host.Host.Address}tickets/T-7/notes/3?colour=dark%20red&x=%2F", answer.GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("", null, null, HttpStatusCode.OK)]
    [InlineData("k1", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("k1", "wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("k1", "k1", null, HttpStatusCode.OK)]
    [InlineData("k1", null, "?code=k1", HttpStatusCode.OK)]
    [InlineData("k1", null, "?code=k", HttpStatusCode.Unauthorized)]
    public async Task A_function_at_level_Function_wants_the_key_once_one_is_set(string key, string? header, string? query, HttpStatusCode expected)
    {
        await using var host = await SampleHost.StartAsync(options => options with { Settings = new Dictionary<string, string?> { ["Intake:ApiKey"] = key } });
        using var request = new HttpRequestMessage(HttpMethod.Get, "tickets/T-7/x" + query);
        if (header is not null)
        {
            request.Headers.Add("X-Functions-Key", header);
        }

        var response = await host.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Unauthorized)
        {
            Assert.Contains("Intake__ApiKey", await Detail(response), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(8 << 20, HttpStatusCode.Accepted, false)]
    [InlineData((8 << 20) + 1, HttpStatusCode.RequestEntityTooLarge, false)]
    [InlineData((8 << 20) + 1, HttpStatusCode.RequestEntityTooLarge, true)]
    public async Task A_body_over_eight_MiB_is_refused_in_words(int length, HttpStatusCode expected, bool chunked)
    {
        await using var host = await SampleHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "hash") { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.Add("X-Hub-Signature-256", "sha256=abc");
        request.Headers.TransferEncodingChunked = chunked;

        var response = await host.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.RequestEntityTooLarge)
        {
            Assert.Contains("8 MiB", await Detail(response), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_address_is_told_where_the_list_is_and_the_list_is_there()
    {
        await using var host = await SampleHost.StartAsync();

        var response = await host.Client.GetAsync("nowhere");
        var list = await host.Client.GetFromJsonAsync<JsonElement>("admin/functions");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"{host.Host.Address}admin/functions", await Detail(response), StringComparison.Ordinal);
        Assert.Contains(list.EnumerateArray(), function => function.GetProperty("name").GetString() == "Hash");
    }

    [Fact]
    public async Task A_wrong_method_is_told_the_right_ones()
    {
        await using var host = await SampleHost.StartAsync();

        var response = await host.Client.GetAsync("hash");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        Assert.Contains("POST", await Detail(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_function_answers_500_without_its_details()
    {
        await using var host = await SampleHost.StartAsync();

        var response = await host.Client.GetAsync("fail");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", await Detail(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_functions_own_404_is_left_as_it_is()
    {
        await using var host = await SampleHost.StartAsync();

        var response = await host.Client.GetAsync("not-here");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task<string> Detail(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("detail").GetString()!;
    }
}
