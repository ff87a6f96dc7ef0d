namespace Maestro.Tests.Access.Endpoints;

// Columns: stranger, revoked token, expired session, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class EndpointTable
{
    private static IReadOnlyList<EndpointEntry> Connections =>
    [
        Of("GET", "/providers", "401 401 401 200 200 200 200 200 200 200"),
        // What is wrong with it is said to everybody who may make one.
        Of("POST", "/connections", "401 401 401 422 422 422 422 422 422 422", _ => new { provider = "digitalocean" }),
        Of("POST", "/connections/test", "401 401 401 422 422 422 422 422 422 422", _ => new { provider = "nowhere" }),
        Of("PATCH", "/connections/{id}", "401 401 401 404 403 200 200 200 404 200", _ => new { enabled = true }),
        Of("PUT", "/connections/{id}", "401 401 401 404 403 200 200 200 404 200", _ => new { enabled = true }),
        Of("POST", "/connections/{id}/test", "401 401 401 404 403 200 200 200 404 200"),
        Of("POST", "/connections/{id}/crawl", "401 401 401 404 403 202 202 202 404 202"),
        // It fetches what it reads itself: whoever may write is told so.
        Of("POST", "/connections/{id}/upload", "401 401 401 404 403 409 409 409 404 409", _ => new { servers = Array.Empty<object>() }),
        Of("POST", "/connections/{id}/stop", "401 401 401 404 403 204 204 204 404 204"),
        Of("GET", "/connections/{id}/state", "401 401 401 404 200 200 200 200 404 200"),
        Of("GET", "/connections/{id}/coverage", "401 401 401 404 200 200 200 200 404 200"),
        Of("GET", "/connections/{id}/policy", "401 401 401 404 200 200 200 200 404 200"),
        Of("GET", "/settings/tags", "401 401 401 403 403 403 403 403 403 200"),
        Of("PUT", "/settings/tags", "401 401 401 403 403 403 403 403 403 200", _ => new { rules = new { env = "environment" } }),
        Of("DELETE", "/settings/tags", "401 401 401 403 403 403 403 403 403 204"),
        Of("POST", "/settings/tags/try", "401 401 401 403 403 403 403 403 403 200", _ => new { kind = "server", tags = new { env = "Production" } }),
        // Nothing is held back there.
        Of("POST", "/connections/{id}/release", "401 401 401 404 403 404 404 404 404 404", _ => new { resource = "digitalocean.droplets", scope = "x" }),
    ];
}
