using Microsoft.Extensions.Logging;

namespace Intake.Local.Sdk.DurableTask;

/// <summary>Writes every category to one logger, for hosts that gave the engine no factory.</summary>
internal sealed class OneLogger(ILogger logger) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one logger and no more.");

    public void Dispose()
    {
    }
}
