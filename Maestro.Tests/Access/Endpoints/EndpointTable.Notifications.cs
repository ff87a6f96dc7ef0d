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
        Of("GET", "/events", Signed),
        Of("GET", "/me/notifications", Signed),
        Of("PUT", "/me/notifications", Signed, _ => new { choices = Array.Empty<object>() }),
        Of("GET", "/me/webhook", Signed),
        Of("PUT", "/me/webhook", Refused, _ => new { url = "nonsense" }),
        Of("DELETE", "/me/webhook", Done),
        Of("POST", "/me/webhook/test", "401 401 401 404 404 404 404 404 404 404"),
        Of("GET", "/teams/{team}/webhook", "401 401 401 404 404 404 404 403 404 200"),
        Of("PUT", "/teams/{team}/webhook", "401 401 401 404 404 404 404 403 404 422", _ => new { url = "nonsense" }),
        Of("DELETE", "/teams/{team}/webhook", "401 401 401 404 404 404 404 403 404 204"),
        Of("POST", "/teams/{team}/webhook/test", "401 401 401 404 404 404 404 403 404 404"),
        Of("GET", "/subscriptions", Signed),
        Of("POST", "/subscriptions", "401 401 401 201 201 201 201 201 201 201", _ => new { kind = "server", name = "mine", query = "name__ic=web" }),
        Of("PATCH", "/subscriptions/{id}", "401 401 401 404 404 404 404 404 404 404", _ => new { changed = true }) with { Path = target => $"subscriptions/{target.Nothing}" },
        Of("DELETE", "/subscriptions/{id}", "401 401 401 404 404 404 404 404 404 404") with { Path = target => $"subscriptions/{target.Nothing}" },
    ];
}
