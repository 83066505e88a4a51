namespace Intake.Triage;

/// <summary>What a date said in a message means on the day it was written; a phrase asks for it like for a group: <c>@soon</c>.</summary>
internal enum DateClass
{
    /// <summary>Today or tomorrow.</summary>
    Soon,

    /// <summary>The day after tomorrow, or further away.</summary>
    Later,

    /// <summary>Before today.</summary>
    Earlier,

    /// <summary>A week ago, or longer.</summary>
    LongAgo,
}

internal static class DateClasses
{
    public static IReadOnlyList<string> Names { get; } = ["soon", "later", "earlier", "long-ago"];

    public static DateClass? Named(string name) => Names.Index().FirstOrDefault(known => known.Item == name) is { Item: not null } found ? (DateClass)found.Index : null;
}
