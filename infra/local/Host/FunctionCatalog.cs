using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Intake.Local.Host;

/// <summary>Every function of the app, found by its attribute as the Functions worker finds it.</summary>
public sealed class FunctionCatalog
{
    private FunctionCatalog(IReadOnlyList<FunctionEntry> functions) => Functions = functions;

    public IReadOnlyList<FunctionEntry> Functions { get; }

    public static FunctionCatalog Of(params IEnumerable<Assembly> assemblies) => Of(assemblies.SelectMany(assembly => assembly.GetExportedTypes()));

    /// <exception cref="StartupException">A name used twice, or a function that could not be called.</exception>
    public static FunctionCatalog Of(params IEnumerable<Type> types)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var functions = from type in types
                        from method in type.GetMethods(Declared)
                        let function = method.GetCustomAttribute<FunctionAttribute>()
                        where function is not null
                        orderby function.Name
                        select new FunctionEntry(function.Name, method);
        var all = functions.ToList();

        // Azure compares names without case, and refuses to start.
        var twice = all.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(named => named.Count() > 1);
        if (twice is not null)
        {
            var places = string.Join(" and ", twice.Select(function => $"{function.Method.DeclaringType!.Name}.{function.Method.Name}"));
            throw new StartupException($"Two functions are called {twice.Key}: {places}.");
        }

        return new FunctionCatalog(all);
    }
}
