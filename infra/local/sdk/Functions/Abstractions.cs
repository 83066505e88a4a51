namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>What every binding is.</summary>
public abstract class BindingAttribute : Attribute;

/// <summary>What starts a function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute;

/// <summary>What a function is handed besides its trigger.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute;

/// <summary>Where a function's result goes.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute;
