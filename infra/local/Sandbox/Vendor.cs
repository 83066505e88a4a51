namespace Intake.Local.Sandbox;

/// <summary>What differs between vendors before a request is even understood: who may enter, and how failures are worded.</summary>
internal abstract class Vendor
{
    public abstract string Service { get; }

    /// <summary>The refusal of a request with wrong credentials or an unreadable body; null lets it in.</summary>
    public abstract Answer? Gate(Request request);

    public abstract Answer Failing(int status);

    public abstract Answer RateLimited(int? retryAfter);
}
