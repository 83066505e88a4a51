namespace Azure;

/// <summary>The service said no, or could not be reached (status 0).</summary>
public class RequestFailedException : Exception
{
    private readonly Response? _response;

    public RequestFailedException(string message)
        : this(0, message)
    {
    }

    public RequestFailedException(string message, Exception? innerException)
        : this(0, message, innerException)
    {
    }

    public RequestFailedException(int status, string message)
        : this(status, message, null)
    {
    }

    public RequestFailedException(int status, string message, Exception? innerException)
        : this(status, message, null, innerException)
    {
    }

    public RequestFailedException(int status, string message, string? errorCode, Exception? innerException)
        : base(message, innerException)
    {
        Status = status;
        ErrorCode = errorCode;
    }

    internal RequestFailedException(Response response, string message, string? errorCode)
        : this(response.Status, message, errorCode, null) => _response = response;

    public int Status { get; }

    public string? ErrorCode { get; }

    public Response? GetRawResponse() => _response;
}
