using System.Globalization;
using Intake.Local.Sdk;

namespace Intake.Local.Sandbox;

/// <summary>
/// Receives every vendor's requests. A write is applied and recorded in one transaction before it is answered, because that is the order
/// in which a real provider can lose your connection: done, and you do not know it.
/// </summary>
internal sealed class Reception(SandboxDatabase database, Faults faults, IHostApplicationLifetime lifetime)
{
    public async Task Write(HttpContext http, Vendor vendor, string operation, Func<Request, Session, Answer> apply)
    {
        Pass("send.received", vendor);
        var request = await Request.Read(http);
        var fault = faults.Take(vendor.Service, operation);
        await Delay(fault);

        var answer = database.Transact(session =>
        {
            var outcome = Refusal(vendor, request, fault) ?? Apply(session, request, apply);
            Outbox.Record(session, vendor.Service, operation, request, outcome);
            return outcome;
        });
        Pass("send.recorded", vendor);

        if (fault?.Mode == FaultMode.DropResponse)
        {
            http.Abort();
            return;
        }

        await Send(http, answer);
    }

    public async Task Read(HttpContext http, Vendor vendor, string operation, Func<Request, Session, Answer> look)
    {
        var request = await Request.Read(http);
        var fault = faults.Take(vendor.Service, operation);
        await Delay(fault);
        var answer = Refusal(vendor, request, fault) ?? database.Transact(session => look(request, session));
        if (fault?.Mode == FaultMode.DropResponse)
        {
            http.Abort();
            return;
        }

        await Send(http, answer);
    }

    /// <summary>By itself and by its vendor: which of several sends is the n-th differs between runs, the n-th SMS does not.</summary>
    private static void Pass(string point, Vendor vendor)
    {
        CrashPoints.Pass(point);
        CrashPoints.Pass($"{point}.{vendor.Service}");
    }

    /// <summary>A vendor that is down is down before it looks at credentials.</summary>
    private static Answer? Refusal(Vendor vendor, Request request, Fault? fault) => fault?.Mode switch
    {
        FaultMode.Fail => vendor.Failing(fault.Status) with { RetryAfter = fault.RetryAfter },
        FaultMode.RateLimit => vendor.RateLimited(fault.RetryAfter),
        _ => vendor.Gate(request),
    };

    /// <summary>A refused request leaves nothing behind but its record.</summary>
    private static Answer Apply(Session session, Request request, Func<Request, Session, Answer> apply)
    {
        _ = session.Run("SAVEPOINT applied");
        var answer = apply(request, session);
        _ = session.Run(answer.Accepted ? "RELEASE applied" : "ROLLBACK TO applied");
        return answer;
    }

    /// <summary>Real time, and not the caller's: a slow vendor finishes what it was asked though the caller has long hung up.</summary>
    private async Task Delay(Fault? fault)
    {
        if (fault?.Mode == FaultMode.Delay)
        {
            await Task.Delay(fault.Delay, lifetime.ApplicationStopping);
        }
    }

    private static async Task Send(HttpContext http, Answer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Body is not null)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.WriteAsync(answer.Body.ToJsonString(Wire.Readable), http.RequestAborted);
        }
    }
}
