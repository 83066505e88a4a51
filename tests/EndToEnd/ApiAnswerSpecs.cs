using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace EndToEnd;

/// <summary>What somebody is told who asks the API wrongly.</summary>
public sealed class ApiAnswerSpecs
{
    [Theory]
    [InlineData("", "The body is empty.")]
    [InlineData("{}", "The body is not as expected: “agent”, “text” is missing.")]
    [InlineData("{", "The body is not as expected: it is not valid JSON (line 1).")]
    public async Task A_wrong_body_is_told_what_is_wrong_and_what_to_send(string body, string detail)
    {
        await using var world = await World.Start();

        var response = await world.Http.PostAsync("api/tickets/abc/reply", new StringContent(body, Encoding.UTF8, "application/json"));

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(("Bad Request", detail, "Send JSON with “agent”, “text”, “confirm” (optional)."), ($"{problem["title"]}", $"{problem["detail"]}", $"{problem["remedy"]}"));
    }

    [Fact]
    public async Task A_report_in_a_format_there_is_not_is_refused()
    {
        await using var world = await World.Start();

        var response = await world.Http.GetAsync("api/reports/daily?format=pdf");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Ask for ?format=json, markdown or html.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bare_address_shows_the_page()
    {
        await using var world = await World.Start();

        var response = await world.Http.GetAsync("");

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("/sandbox", response.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }
}
