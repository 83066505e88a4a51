using Microsoft.Azure.Functions.Worker;

namespace Intake.Local.Host;

/// <summary>The context of one invocation in the local host.</summary>
public sealed class LocalFunctionContext(FunctionEntry function, IServiceProvider services, CancellationToken cancel) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition { get; } = new Definition(function.Name);

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken { get; } = cancel;

    private sealed class Definition(string name) : FunctionDefinition
    {
        public override string Id => name;

        public override string Name => name;
    }
}
