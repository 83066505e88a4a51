using System.Collections.Immutable;
using Intake.Clocks;
using Intake.Connectors.Macros;
using Intake.Connectors.Storage;
using Intake.OnCall;
using Intake.Playbooks;
using Intake.Tickets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Intake.Functions.Api;

/// <summary>Answers from macros, what follows them, and what is to be looked at before.</summary>
public sealed class MacroActions(ActionDesk actions, TicketStore store, PlaybookShelf shelf)
{
    [Function("ListMacros")]
    public async Task<HttpResponseData> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/macros")] HttpRequestData request, CancellationToken cancel) =>
        request.Playbook(shelf) is { } playbook
            ? await request.Ok(new { playbook = playbook.Name, ticketFields = MacroText.TicketFields, macros = playbook.Macros.Values.OrderBy(macro => macro.Name, StringComparer.Ordinal).Select(View).ToList() }, cancel)
            : await request.NoSuchPlaybook(shelf, cancel);

    /// <summary>With "preview" nothing is sent: the text, what it carries and what is still missing.</summary>
    [Function("UseMacro")]
    public async Task<HttpResponseData> Use([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/macro")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        if (!TicketId.TryParse(id, out var named) || (await store.Load(named, cancel)).Ticket is not { Exists: true } ticket)
        {
            return await request.NoSuchTicket(id, cancel);
        }

        var (body, refusal) = await request.Read<MacroBody>(cancel);
        if (body is null)
        {
            return refusal!;
        }

        if (actions.Stranger(body) is { } stranger)
        {
            return await request.Problem(400, stranger, actions.People, cancel);
        }

        var playbook = await shelf.For(ticket, cancel);
        var fields = (body.Fields ?? []).Where(field => !string.IsNullOrWhiteSpace(field.Value)).ToDictionary();
        var macro = playbook.Macros.GetValueOrDefault(body.Macro);
        if (macro is not null && fields.Keys.FirstOrDefault(field => !macro.Fields.Contains(field) && !macro.Optional.Contains(field)) is { } unknown)
        {
            return await request.Problem(400, $"“{macro.Title}” has no field “{unknown}”.", macro.Fields.IsEmpty && macro.Optional.IsEmpty ? "It needs none." : $"Its fields are {string.Join(", ", macro.Fields.Concat(macro.Optional))}.", cancel);
        }

        ImmutableArray<string> missing = [.. macro?.Fields.Where(field => !fields.ContainsKey(field)) ?? []];
        var rendered = macro is null || missing.Length > 0 ? "" : MacroRenderer.Render(macro, fields, playbook, ticket, shelf.PersonOf(body.Agent) ?? new Person(body.Agent, body.Agent));
        if (body.Preview && macro is not null)
        {
            return await request.Ok(new { text = body.Text ?? rendered, missing, macro = View(macro), checks = TicketViews.Checks(playbook, ticket).Where(check => check.Left.Count > 0).ToList() }, cancel);
        }

        var signal = actions.Stamp(request, new Signal.MacroRequested(body.Agent, body.Macro, body.Text ?? rendered, [.. fields.Keys], body.Text is { } own && own.Trim() != rendered, body.Close, body.Cc));
        return await request.Of(await actions.Hand(ticket.Id, signal, durable, cancel), actions.Shown, cancel);
    }

    [Function("Snooze")]
    public Task<HttpResponseData> Snooze([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/snooze")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<SnoozeBody>(request, id, durable, body => new Signal.SnoozeRequested(body.Agent, body.Minutes, body.Reason, body.Confirm), cancel);

    [Function("CloseInOneTouch")]
    public Task<HttpResponseData> OneTouch([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/one-touch")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<OneTouchBody>(request, id, durable, body => new Signal.OneTouchRequested(body.Agent, body.WaitsForClient), cancel);

    [Function("AnswerCheck")]
    public Task<HttpResponseData> Check([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/tickets/{id}/checks")] HttpRequestData request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancel) =>
        actions.On<CheckBody>(request, id, durable, body => new Signal.CheckAnswered(body.Agent, body.Check, Answers(body)), cancel);

    private static ImmutableSortedDictionary<string, string> Answers(CheckBody body) =>
        (body.Answers ?? []).Where(given => given.Value is not null).ToImmutableSortedDictionary(StringComparer.Ordinal) is var answers && body.Answer is { } answer ? answers.SetItem("", answer) : answers;

    private static MacroView View(Macro macro) => new(
        macro.Name, macro.Title, macro.Clause, macro.Text, macro.Fields, macro.Optional, macro.Tags, macro.Snooze is { } length ? Text.Of(length) : null, macro.FollowUp, macro.Cc?.Title,
        macro.StaysOpen is { } stays ? Text.Of(stays.After) : null, macro.Offer is not null);
}

/// <summary>
/// An answer from a macro. <paramref name="Text"/>: the text personalised by hand, instead of the rendered one; <paramref name="Close"/>: and closes the ticket in one
/// touch; <paramref name="Cc"/>: false keeps the macro's specialist out of it.
/// </summary>
public sealed record MacroBody(string Agent, string Macro, Dictionary<string, string>? Fields = null, string? Text = null, bool Close = false, bool Cc = true, bool Preview = false);

/// <summary>A snooze without a macro; without minutes: as long as the playbook says.</summary>
public sealed record SnoozeBody(string Agent, string Reason, int? Minutes = null, bool Confirm = false);

/// <summary><paramref name="WaitsForClient"/>: all was given, and only the client's information is missing.</summary>
public sealed record OneTouchBody(string Agent, bool WaitsForClient = false);

/// <summary>The answer to a check's question, or the answers to a checklist's items.</summary>
public sealed record CheckBody(string Agent, string Check, string? Answer = null, Dictionary<string, string>? Answers = null);

internal sealed record MacroView(
    string Name, string Title, string Clause, string Text, ImmutableArray<string> Fields, ImmutableArray<string> Optional, ImmutableArray<string> Tags, string? Snooze, string? FollowUp, string? Cc, string? StaysOpen, bool Offer);
