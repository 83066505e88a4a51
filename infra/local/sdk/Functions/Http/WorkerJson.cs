using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>
/// The worker's serializer. The original reaches it through WorkerOptions.Serializer, which is built from the
/// <see cref="JsonSerializerOptions"/> the app configures; here those options are used directly.
/// </summary>
internal static class WorkerJson
{
    public static JsonSerializerOptions Options(FunctionContext context) =>
        context.InstanceServices.GetService<IOptions<JsonSerializerOptions>>()?.Value
        ?? throw new InvalidOperationException("A serializer is not configured for the worker.");
}
