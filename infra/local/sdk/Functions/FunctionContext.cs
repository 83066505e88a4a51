namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of one function.</summary>
public abstract class FunctionContext
{
    public abstract string InvocationId { get; }

    public abstract string FunctionId { get; }

    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    public abstract IDictionary<object, object> Items { get; set; }

    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}

/// <summary>The function an invocation is of.</summary>
public abstract class FunctionDefinition
{
    public abstract string Id { get; }

    public abstract string Name { get; }
}
