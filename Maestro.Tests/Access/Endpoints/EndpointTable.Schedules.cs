namespace Maestro.Tests.Access.Endpoints;

// Columns: stranger, revoked token, expired session, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class EndpointTable
{
    private const string Read = "401 401 401 404 200 200 200 200 404 200";
    private const string Written = "401 401 401 404 403 200 200 200 404 200";

    private static IReadOnlyList<EndpointEntry> Scheduled =>
    [
        Of("POST", "/schedules", "401 401 401 201 201 201 201 201 201 201", _ => Callers.Schedule("made")),
        Of("POST", "/schedules/preview", "401 401 401 200 200 200 200 200 200 200", _ => new { cron = "0 8 * * *" }),
        Of("PATCH", "/schedules/{id}", Written, _ => new { enabled = true }),
        Of("PUT", "/schedules/{id}", Written, _ => Callers.Schedule("put")),
        Of("POST", "/schedules/{id}/run", "401 401 401 404 403 202 202 202 404 202"),
        Of("POST", "/schedules/{id}/resume", Written),
        Of("POST", "/schedules/{id}/test", Written),
        Of("GET", "/schedules/{id}/state", Read),
        Of("GET", "/schedules/{id}/runs", Read),
        Of("GET", "/schedules/{id}/deliveries", Read),
    ];
}
