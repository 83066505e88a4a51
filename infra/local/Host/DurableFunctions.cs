using Intake.Local.Sdk.DurableTask;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Intake.Local.Host;

/// <summary>Registers orchestrators and activities with the durable engine.</summary>
public static class DurableFunctions
{
    public static void Register(DurableEngine engine, FunctionCatalog catalog, IServiceProvider services)
    {
        foreach (var function in catalog.Functions)
        {
            switch (function.Trigger)
            {
                case OrchestrationTriggerAttribute:
                    engine.AddOrchestrator(function.Name, context => Orchestrate(function, context, services));
                    break;
                case ActivityTriggerAttribute:
                    engine.AddActivity(function.Name, function.TriggerParameter.ParameterType, (input, _, cancel) => Act(function, input, services, cancel));
                    break;
            }
        }
    }

    /// <summary>An orchestrator belongs to its engine's thread: the scope it is made in is left without awaiting anything.</summary>
    private static async Task<object?> Orchestrate(FunctionEntry function, TaskOrchestrationContext context, IServiceProvider services)
    {
        using var scope = services.CreateScope();
        return await function.RunAsync(new Invocation(new LocalFunctionContext(function, scope.ServiceProvider, CancellationToken.None), context));
    }

    private static async Task<object?> Act(FunctionEntry function, object? input, IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return await function.RunAsync(new Invocation(new LocalFunctionContext(function, scope.ServiceProvider, cancel), input));
    }
}
