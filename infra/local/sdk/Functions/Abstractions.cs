namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of every attribute that binds a parameter or a return value.</summary>
public abstract class BindingAttribute : Attribute { }

/// <summary>The base of the attributes that say what starts a function.</summary>
[AttributeUsage(AttributeTargets.Parameter)] public abstract class TriggerBindingAttribute : BindingAttribute { }

/// <summary>The base of the attributes that hand a function something to work with.</summary>
[AttributeUsage(AttributeTargets.Parameter)] public abstract class InputBindingAttribute : BindingAttribute { }

/// <summary>The base of the attributes that send away what a function returns.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)] public abstract class OutputBindingAttribute : BindingAttribute { }
