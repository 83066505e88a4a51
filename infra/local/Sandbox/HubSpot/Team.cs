namespace Intake.Local.Sandbox.HubSpot;

internal sealed record Member(string OwnerId, int UserId, string Email, string Name);

/// <summary>The people of the sandbox's portal. An owner id and a user id are different numbers, as in any real portal.</summary>
internal static class Team
{
    public static readonly IReadOnlyList<Member> Members =
    [
        new("51204871", 8120431, "ana@example.com", "Ana Alves"),
        new("51204913", 8120557, "ben@example.com", "Ben Brook"),
        new("51205027", 8120612, "carla@example.com", "Carla Costa"),
        new("51205166", 8121008, "dora@example.com", "Dora Dunn"),
        new("51205340", 8121377, "eddie@example.com", "Eddie Egan"),
    ];
}
