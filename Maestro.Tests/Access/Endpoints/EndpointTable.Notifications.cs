namespace Maestro.Tests.Access.Endpoints;

// Columns: stranger, revoked token, expired session, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class EndpointTable
{
    private const string Done = "401 401 401 204 204 204 204 204 204 204";

    // Everybody has an inbox; nobody reaches another's.
    private static IReadOnlyList<EndpointEntry> Told =>
    [
        Of("GET", "/notifications", Signed),
        Of("POST", "/notifications/read", Done),
        Of("POST", "/notifications/{id}/read", "401 401 401 404 404 404 404 404 404 404") with { Path = target => $"notifications/{target.Nothing}/read" },
    ];
}
