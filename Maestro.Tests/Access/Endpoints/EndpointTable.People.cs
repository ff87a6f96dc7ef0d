namespace Maestro.Tests.Access.Endpoints;

// Columns: stranger, revoked token, expired session, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class EndpointTable
{
    private const string Signed = "401 401 401 200 200 200 200 200 200 200";
    private const string Refused = "401 401 401 422 422 422 422 422 422 422";
    private const string Administrators = "401 401 401 403 403 403 403 403 403 200";

    // Answers of 422 to a wrong password or code say: this caller got past the door.
    private static IReadOnlyList<EndpointEntry> Own =>
    [
        Of("GET", "/me", Signed),
        Of("PATCH", "/me", Signed, _ => new { country = "BR" }),
        Of("PUT", "/me/password", Refused, _ => new { current_password = "wrong", password = "another good password" }),
        Of("GET", "/me/tokens", Signed),
        Of("POST", "/me/tokens", "401 401 401 201 201 201 201 201 201 201", _ => new { name = "script", scope = "read" }),
        Of("DELETE", "/me/tokens/{id}", "401 401 401 404 404 404 404 404 404 404"),
        Of("GET", "/me/sessions", Signed),
        Of("DELETE", "/me/sessions", "401 401 401 204 204 204 204 204 204 204") with { EndsSessions = true },
        Of("DELETE", "/me/sessions/{id}", "401 401 401 404 404 404 404 404 404 404"),
        Of("DELETE", "/me", Refused, _ => new { current_password = "wrong" }),
        Of("PUT", "/me/avatar", Refused, _ => new { no = "picture" }),
        Of("DELETE", "/me/avatar", "401 401 401 204 204 204 204 204 204 204"),
        Of("GET", "/me/second-factor", Signed),
        Of("POST", "/me/second-factor", Refused, _ => new { current_password = "wrong" }),
        Of("POST", "/me/second-factor/confirm", "401 401 401 409 409 409 409 409 409 409", _ => new { code = "000000" }),
        Of("POST", "/me/second-factor/recovery-codes", Refused, _ => new { current_password = "wrong" }),
        Of("POST", "/me/second-factor/remove", Refused, _ => new { current_password = "wrong" }),
        Of("POST", "/auth/sign-out", "401 401 401 204 204 204 204 204 204 204") with { EndsSessions = true },
    ];

    private static IReadOnlyList<EndpointEntry> People =>
    [
        Of("GET", "/users", Signed),
        Of("POST", "/users", "401 401 401 403 403 403 403 403 403 201", _ => new { name = "Somebody", email = $"{Guid.NewGuid()}@example.org", password = "correct horse battery" }),
        Of("GET", "/users/{id}", Signed),
        Of("PATCH", "/users/{id}", Administrators, _ => new { country = "BR" }),
        Of("DELETE", "/users/{id}", "401 401 401 403 403 403 403 403 403 404") with { Path = target => $"users/{target.Nothing}" },
        Of("DELETE", "/users/{id}/second-factor", "401 401 401 403 403 403 403 403 403 404") with { Path = target => $"users/{target.Nothing}/second-factor" },
        Of("GET", "/users/{id}/avatar", "401 401 401 404 404 404 404 404 404 404"),
        Of("PUT", "/users/{id}/avatar", "401 401 401 403 403 403 403 403 403 404", _ => new { no = "picture" }) with { Path = target => $"users/{target.Nothing}/avatar" },
        Of("DELETE", "/users/{id}/avatar", "401 401 401 403 403 403 403 403 403 404") with { Path = target => $"users/{target.Nothing}/avatar" },
        Of("GET", "/teams", Signed),
        Of("POST", "/teams", "401 401 401 201 201 201 201 201 201 201", _ => new { name = "mine" }),
        Of("GET", "/teams/{id}", "401 401 401 404 404 404 404 200 404 200"),
        Of("PATCH", "/teams/{id}", "401 401 401 404 404 404 404 200 404 200", _ => new { url = "https://example.org" }),
        Of("DELETE", "/teams/{id}", "401 401 401 404 404 404 404 403 404 204"),
        Of("GET", "/teams/{id}/avatar", "401 401 401 404 404 404 404 404 404 404"),
        Of("PUT", "/teams/{id}/avatar", "401 401 401 404 404 404 404 422 404 422", _ => new { no = "picture" }),
        Of("DELETE", "/teams/{id}/avatar", "401 401 401 404 404 404 404 204 404 204"),
        Of("POST", "/teams/{id}/transfer", "401 401 401 404 404 404 404 403 404 422", target => new { to = target.Nothing }),
        Of("PUT", "/teams/{id}/members", "401 401 401 404 404 404 404 403 404 422", target => new[] { new { id = target.Nothing, level = "admin" } }),
        Of("POST", "/teams/{id}/leave", "401 401 401 404 404 404 404 204 404 409"),
        Of("GET", "/teams/{team}/invitations", "401 401 401 404 404 404 404 403 404 200"),
        Of("POST", "/teams/{team}/invitations", "401 401 401 404 404 404 404 403 404 201", _ => new { email = "new@example.org", level = "read" }),
        Of("DELETE", "/teams/{team}/invitations/{id}", "401 401 401 404 404 404 404 404 404 404"),
        Of("GET", "/teams/{team}/tokens", "401 401 401 404 404 404 404 403 404 200"),
        Of("POST", "/teams/{team}/tokens", "401 401 401 404 404 404 404 403 404 201", _ => new { name = "service", scope = "read" }),
        Of("DELETE", "/teams/{team}/tokens/{id}", "401 401 401 404 404 404 404 403 404 404"),
        Of("GET", "/invitations", Administrators),
        Of("POST", "/invitations", "401 401 401 403 403 403 403 403 403 201", _ => new { email = "new@example.org" }),
        Of("DELETE", "/invitations/{id}", "401 401 401 404 404 404 404 404 404 404"),
        Of("POST", "/invitations/accept", Refused, _ => new { token = "unknown" }),
        Of("GET", "/mail", Administrators),
        Of("POST", "/mail/test", "401 401 401 403 403 403 403 403 403 503", _ => new { to = "new@example.org" }),
        Of("POST", "/mail/outbox/{id}/retry", "401 401 401 403 403 403 403 403 403 404"),
        Of("DELETE", "/mail/outbox/{id}", "401 401 401 403 403 403 403 403 403 404"),
        Of("GET", "/security-events", Administrators),
        Of("GET", "/single-sign-on", Administrators),
        Of("PATCH", "/single-sign-on", Administrators, _ => new { session_hours = 10 }),
        Of("POST", "/single-sign-on/test-provider", "401 401 401 403 403 403 403 403 403 503"),
        Of("POST", "/single-sign-on/test-directory", "401 401 401 403 403 403 403 403 403 503", _ => new { name = "ana" }),
    ];

    // The doors: who is already inside, or was, is treated like everybody.
    private static IReadOnlyList<EndpointEntry> Open =>
    [
        Of("POST", "/auth/token", Same(401), _ => new { email = $"{Guid.NewGuid()}@example.org", password = "wrong password" }),
        Of("GET", "/auth", Same(200)),
        Of("POST", "/auth/forgot", Same(503), _ => new { email = "nobody@example.org" }),
        Of("POST", "/auth/reset", Same(422), _ => new { token = "unknown", password = "correct horse battery" }),
        Of("POST", "/auth/register", Same(403), _ => new { name = "New", email = "new@example.org", password = "correct horse battery" }),
        Of("POST", "/auth/confirm", Same(422), _ => new { token = "unknown", password = "correct horse battery" }),
        Of("POST", "/auth/confirm-email", Same(422), _ => new { token = "unknown" }),
    ];

    private static string Same(int answer) => string.Join(' ', Enum.GetValues<Caller>().Select(_ => $"{answer}"));
}
