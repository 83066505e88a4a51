namespace Intake.Tickets;

/// <summary>How long a matter may wait, from least to most pressing (TS-U1); an emergency stands above the urgency classes (TS-E1).</summary>
public enum Urgency
{
    NonUrgent,
    TimeSensitive,
    Urgent,
    Emergency,
}
