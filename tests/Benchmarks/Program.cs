using System.Diagnostics;
using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks [-- decisions messages advances http audits day simulations]
var all = new Dictionary<string, Func<Table, Task>>
{
    ["decisions"] = Decisions.Run,
    ["messages"] = Messages.Run,
    ["advances"] = Advances.Run,
    ["http"] = Http.Run,
    ["audits"] = Audits.Run,
    ["day"] = VirtualDay.Run,
    ["simulations"] = Simulations.Run,
};
if (args.FirstOrDefault(name => !all.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark “{unknown}”. Name some of: {string.Join(' ', all.Keys)}.");
    return 1;
}

if (Debugger.IsAttached || !Build.IsOptimized)
{
    Console.Error.WriteLine("Numbers of a Debug build mean nothing: use -c Release.");
    return 1;
}

var table = new Table();
foreach (var name in args.Length > 0 ? args : [.. all.Keys])
{
    Console.Error.WriteLine($"{name}...");
    await all[name](table);
}

table.Print();
return 0;
