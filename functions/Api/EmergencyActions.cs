using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>What agents record of an emergency, and their answer to "life-threatening or rescue?" (TS-E1 to E4).</summary>
public sealed class EmergencyActions(ActionDesk actions)
{
    [Function("RecordEmergency")]
    public Task<HttpResponseData> Record([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/emergency")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<EmergencyBody>(request, id, durable, body => new Signal.EmergencyRecorded(body.Agent, body.Situation, body.Location, body.RespondersTookOver, body.ConfirmSop), cancel);

    [Function("AnswerEmergencyQuestion")]
    public Task<HttpResponseData> Answer([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/emergency-question")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<EmergencyAnswerBody>(request, id, durable, body => new Signal.EmergencyAnswered(body.Agent, body.LifeThreatening), cancel);
}

/// <summary>What is known by now; what is left out stays as it is.</summary>
public sealed record EmergencyBody(string Agent, string? Situation = null, string? Location = null, bool RespondersTookOver = false, bool ConfirmSop = false);

/// <summary>Life-threatening or a rescue: yes or no.</summary>
public sealed record EmergencyAnswerBody(string Agent, bool LifeThreatening);
