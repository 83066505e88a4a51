using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;

namespace Intake.Connectors.Tests.Storage;

/// <summary>Slack, HubSpot, Meta, Postmark and the text message service, as far as Intake speaks to them: they take everything, unless a test says otherwise.</summary>
internal sealed class Outside : HttpMessageHandler
{
    private readonly Lock _turn = new();
    private readonly List<Taken> _taken = [];
    private readonly Dictionary<string, string> _records = [];
    private int _next;

    /// <summary>Asked about every request before it is looked at: an answer here is the answer, and nothing was taken.</summary>
    public Func<Taken, HttpResponseMessage?> Refuse { get; set; } = _ => null;

    /// <summary>Called once a request was taken; a test may delay its answer or lose it.</summary>
    public Func<Taken, Task> Answering { get; set; } = _ => Task.CompletedTask;

    /// <summary>Everything taken, in order; reads are not listed.</summary>
    public IReadOnlyList<Taken> Took
    {
        get
        {
            lock (_turn)
            {
                return [.. _taken];
            }
        }
    }

    public HttpClient Http => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public SmsClient Sms => new SmsLine(this);

    /// <summary>What was taken, one line each: "slack C0CS".</summary>
    public List<string> Lines(params string[] services) => [.. Took.Where(taken => services.Contains(taken.Service)).Select(taken => $"{taken.Service} {taken.Target}")];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var (host, path) = (request.RequestUri!.Host, request.RequestUri.AbsolutePath);
        await Task.Yield();
        return host switch
        {
            "slack" => await Slack(request, path, body),
            "hubspot" => await HubSpot(request, path, body),
            "whatsapp" => await Take(new Taken("whatsapp", "messages", (string?)body!["to"] ?? (string)body["recipient"]!, (string)body["text"]!["body"]!, (string)body["biz_opaque_callback_data"]!), id => $$"""{"messages":[{"id":"wamid.out{{id}}"}]}"""),
            "mail" => await Take(new Taken("mail", "email", (string)body!["To"]!, body["TextBody"]?.GetValue<string>() ?? "", ""), _ => """{"ErrorCode":0}"""),
            _ => throw new InvalidOperationException($"Nobody is at {request.RequestUri}"),
        };
    }

    public static HttpResponseMessage Json(string json, int status = 200, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            response.Headers.Add("Retry-After", retryAfter);
        }

        return response;
    }

    private async Task<HttpResponseMessage> Slack(HttpRequestMessage request, string path, JsonNode? body)
    {
        if (path.EndsWith("conversations.history", StringComparison.Ordinal))
        {
            var channel = request.RequestUri!.Query.Split("channel=")[1].Split('&')[0];
            return Json(JsonSerializer.Serialize(new
            {
                ok = true,
                messages = Took.Where(taken => taken is { Service: "slack", What: "post" } && taken.Target == channel)
                    .Select(taken => new { ts = taken.Receipt!.Split(':')[1], metadata = new { event_type = "intake_effect", event_payload = new { effect = taken.Tag } } }),
            }));
        }

        var to = (string)body!["channel"]!;
        return path.EndsWith("chat.update", StringComparison.Ordinal)
            ? await Take(new Taken("slack", "update", to, (string)body["text"]!, (string)body["ts"]!), _ => $$"""{"ok":true,"channel":"{{to}}","ts":"{{body["ts"]}}"}""")
            : await Take(
                new Taken("slack", "post", to, (string)body["text"]!, (string)body["metadata"]!["event_payload"]!["effect"]!),
                id => $$"""{"ok":true,"channel":"{{to}}","ts":"{{id}}.1"}""",
                id => $"{to}:{id}.1");
    }

    private async Task<HttpResponseMessage> HubSpot(HttpRequestMessage request, string path, JsonNode? body)
    {
        string[] parts = [.. path.Trim('/').Split('/')];
        if (request.Method == HttpMethod.Get)
        {
            return parts switch
            {
                [.., "properties", _, _] => Json("""{"name":"p","groupName":"g","options":[{"value":"LOW"},{"value":"MEDIUM"},{"value":"HIGH"},{"value":"URGENT"}]}"""),
                [.., "pipelines", "tickets"] => Json(Pipelines),
                [.., "contacts", _] => Json("""{"status":"error","category":"OBJECT_NOT_FOUND"}""", 404),
                _ => Json("""{"results":[]}"""),
            };
        }

        if (parts is [.., "search"])
        {
            return Json("""{"total":0,"results":[]}""");
        }

        if (request.Method == HttpMethod.Put)
        {
            return Json("""{"status":"COMPLETE"}""");
        }

        if (parts is [.., var type, "batch", "upsert"])
        {
            var input = body!["inputs"]![0]!;
            var key = (string)input["id"]!;
            var text = input["properties"]!["hs_note_body"] ?? input["properties"]!["hs_pipeline_stage"];
            return await Take(new Taken("hubspot", type, key, text!.GetValue<string>(), key), id => $$"""{"status":"COMPLETE","results":[{"id":"{{Record(key, id)}}"}]}""");
        }

        return await Take(new Taken("hubspot", parts[3], parts.ElementAtOrDefault(4) ?? "new", body!["properties"]!["hs_pipeline_stage"]?.GetValue<string>() ?? "", ""), id => $$"""{"id":"{{parts.ElementAtOrDefault(4) ?? $"{id}"}}"}""");
    }

    private string Record(string key, int id)
    {
        lock (_turn)
        {
            return _records.TryGetValue(key, out var known) ? known : _records[key] = $"{id}";
        }
    }

    private async Task<HttpResponseMessage> Take(Taken taken, Func<int, string> answer, Func<int, string>? receipt = null)
    {
        if (Refuse(taken) is { } refused)
        {
            return refused;
        }

        var id = Note(taken, receipt);
        await Answering(taken);
        return Json(answer(id));
    }

    private int Note(Taken taken, Func<int, string>? receipt = null)
    {
        lock (_turn)
        {
            var id = 9000 + ++_next;
            _taken.Add(taken with { Receipt = receipt?.Invoke(id) });
            return id;
        }
    }

    private static readonly string Pipelines = JsonSerializer.Serialize(new
    {
        results = new[]
        {
            new { id = "p1", label = StorageWorld.Shipped.Playbook.Pipeline, stages = StorageWorld.Shipped.Playbook.Stages.Select(stage => new { id = stage.Name, label = stage.Label }) },
        },
    });

    /// <summary>Something a provider took: which, what, for whom, the words, and our tag.</summary>
    internal sealed record Taken(string Service, string What, string Target, string Text, string Tag)
    {
        public string? Receipt { get; init; }

        public bool Repeat => Text.StartsWith("(repeat) ", StringComparison.Ordinal);
    }

    private sealed class SmsLine(Outside outside) : SmsClient
    {
        public override async Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(string from, IEnumerable<string> to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
        {
            var taken = new Taken("sms", "page", to.Single(), message, options!.Tag!);
            await Task.Yield();
            if (outside.Refuse(taken) is { } refused)
            {
                throw new RequestFailedException((int)refused.StatusCode, "refused");
            }

            var id = outside.Note(taken);
            try
            {
                await outside.Answering(taken);
            }
            catch (HttpRequestException lost)
            {
                throw new RequestFailedException(lost.Message, lost);
            }

            return Response.FromValue<IReadOnlyList<SmsSendResult>>([SmsModelFactory.SmsSendResult(taken.Target, $"sms-{id}", 202, true, null)], null!);
        }
    }
}
