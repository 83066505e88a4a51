using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;

namespace Intake.Local.Host;

/// <summary>One function: a method, what starts it, and how each of its parameters is bound. What cannot be bound is an error at start-up.</summary>
public sealed class FunctionEntry
{
    private static readonly MethodInfo GetInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

    private readonly Func<Invocation, object?>[] _bind;

    public FunctionEntry(string name, MethodInfo method)
    {
        Name = name;
        Method = method;
        var triggers = method.GetParameters().Where(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        if (triggers is not [var trigger])
        {
            throw new StartupException($"Function {name} has {triggers.Count} triggers; a function has one.");
        }

        TriggerParameter = trigger;
        Trigger = trigger.GetCustomAttribute<TriggerBindingAttribute>()!;
        var expected = Trigger switch
        {
            HttpTriggerAttribute => typeof(HttpRequestData),
            TimerTriggerAttribute => typeof(TimerInfo),
            OrchestrationTriggerAttribute => typeof(TaskOrchestrationContext),
            ActivityTriggerAttribute => trigger.ParameterType,
            _ => throw new StartupException($"Function {name} is started by {Trigger.GetType().Name}, which the local host does not know."),
        };
        if (trigger.ParameterType != expected)
        {
            throw new StartupException($"Function {name} takes its trigger as {trigger.ParameterType.Name}; here it must be {expected.Name}.");
        }

        if (Trigger is HttpTriggerAttribute && method.ReturnType != typeof(Task<HttpResponseData>) && method.ReturnType != typeof(HttpResponseData))
        {
            throw new StartupException($"Function {name} answers HTTP, so it must return HttpResponseData or Task<HttpResponseData>.");
        }

        _bind = [.. method.GetParameters().Select(Binding)];
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public TriggerBindingAttribute Trigger { get; }

    public ParameterInfo TriggerParameter { get; }

    /// <summary>The address of an HTTP function below the root; its name where it has no route.</summary>
    public string Route => "/" + ((Trigger as HttpTriggerAttribute)?.Route ?? Name).TrimStart('/');

    /// <summary>Runs the function once and gives what it returned, or null. Its class is made for this one run.</summary>
    public async Task<object?> RunAsync(Invocation invocation)
    {
        var instance = Method.IsStatic ? null : ActivatorUtilities.CreateInstance(invocation.Context.InstanceServices, Method.DeclaringType!);
        try
        {
            var arguments = Array.ConvertAll(_bind, bind => bind(invocation));
            return Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null) switch
            {
                Task task => await Result(task),
                ValueTask task => await Result(task.AsTask()),
                var value => value,
            };
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private static async Task<object?> Result(Task task)
    {
        // No ConfigureAwait: an orchestrator's continuation belongs to its engine.
        await task;
        var result = task.GetType().GetProperty(nameof(Task<object>.Result));

        // An async method without a result is a Task<VoidTaskResult> underneath.
        return result is null || result.PropertyType.Name == "VoidTaskResult" ? null : result.GetValue(task);
    }

    private static object? InputOf(TaskOrchestrationContext context, Type type) =>
        GetInput.MakeGenericMethod(type).Invoke(context, BindingFlags.DoNotWrapExceptions, null, [], null);

    private Func<Invocation, object?> Binding(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter == TriggerParameter)
        {
            return invocation => invocation.TriggerValue;
        }

        if (type == typeof(FunctionContext))
        {
            return invocation => invocation.Context;
        }

        if (type == typeof(CancellationToken))
        {
            return invocation => invocation.Context.CancellationToken;
        }

        if (parameter.GetCustomAttribute<InputBindingAttribute>() is not null)
        {
            return invocation => invocation.Context.InstanceServices.GetRequiredService(type);
        }

        var name = parameter.Name!;
        return Trigger switch
        {
            HttpTriggerAttribute when type == typeof(string) && RoutePatternFactory.Parse(Route).GetParameter(name) is not null =>
                invocation => invocation.Route[name] as string,
            OrchestrationTriggerAttribute => invocation => InputOf((TaskOrchestrationContext)invocation.TriggerValue!, type),
            _ => throw new StartupException($"Function {Name} cannot be given '{type.Name} {name}': it is no trigger, binding, context, token or route value."),
        };
    }
}

/// <summary>One run of a function: its context, what its trigger hands it, and the values in its address.</summary>
public sealed record Invocation(FunctionContext Context, object? TriggerValue)
{
    public RouteValueDictionary Route { get; init; } = [];
}
