namespace Microsoft.DurableTask;

/// <summary>An exception as it crosses a process border: its type's name and its words.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>True if the failure is of this type or one derived from it, as far as that type is loaded here.</summary>
    public bool IsCausedBy(Type targetBaseExceptionType) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
            .Any(type => type is not null && targetBaseExceptionType.IsAssignableFrom(type));

    public static TaskFailureDetails FromException(Exception exception) => new(
        exception.GetType().FullName ?? exception.GetType().Name,
        exception.Message,
        exception.StackTrace,
        exception.InnerException is { } inner ? FromException(inner) : null,
        Properties: null);
}
