namespace Maestro.Tests.Access.Endpoints;

// Columns: stranger, revoked token, expired session, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class EndpointTable
{
    private static IReadOnlyList<EndpointEntry> Records =>
    [
        Of("GET", "/{kinds}", "401 401 401 200 200 200 200 200 200 200"),
        Of("POST", "/{kinds}", "401 401 401 201 201 201 201 201 201 201", _ => new { name = "made" }),
        Of("PATCH", "/{kinds}", "401 401 401 404 403 200 200 200 404 200", target => new[] { new { id = target.Id, cpu = 3 } }),
        Of("DELETE", "/{kinds}", "401 401 401 404 403 403 204 403 404 204", target => new[] { new { id = target.Id } }),
        Of("GET", "/{kinds}/{id}", "401 401 401 404 200 200 200 200 404 200"),
        Of("PATCH", "/{kinds}/{id}", "401 401 401 404 403 200 200 200 404 200", _ => new { cpu = 3 }),
        Of("PUT", "/{kinds}/{id}", "401 401 401 404 403 200 200 200 404 200", _ => new { name = "put", cpu = 3 }),
        Of("DELETE", "/{kinds}/{id}", "401 401 401 404 403 403 204 403 404 204"),
        Of("POST", "/{kinds}/{id}/restore", "401 401 401 404 403 403 200 403 404 200") with { Retired = true },
        Of("POST", "/{kinds}/{id}/release", "401 401 401 404 403 200 200 200 404 200", _ => new { fields = new[] { "cpu" } }),
        Of("POST", "/{kinds}/{id}/merge", "401 401 401 404 403 403 200 403 404 200", target => new { from = target.Other }),
        Of("GET", "/{kinds}/{id}/links", "401 401 401 404 200 200 200 200 404 200"),
        Of("GET", "/{kinds}/{id}/sources", "401 401 401 404 200 200 200 200 404 200"),
        Of("GET", "/{kinds}/{id}/history", "401 401 401 404 200 200 200 200 404 200"),
        Of("GET", "/{kinds}/{id}/diff", "401 401 401 404 200 200 200 200 404 200") with { Path = target => $"servers/{target.Id}/diff?from=2026-01-01T00:00:00Z" },
        Of("GET", "/{kinds}/{id}/grants", "401 401 401 404 200 200 200 200 404 200"),
        Of("GET", "/{kinds}/{id}/access", "401 401 401 404 200 200 200 200 404 200"),
        // This list leaves the record's admin out: done, and there is nothing more to show.
        Of("PUT", "/{kinds}/{id}/grants", "401 401 401 404 403 403 204 403 404 200", target => new[] { new { subject = new { type = "team", id = target.Team }, level = "admin" } }),
        Of("GET", "/{kinds}/facets", "401 401 401 200 200 200 200 200 200 200") with { Path = _ => "servers/facets?group=environment" },
        Of("GET", "/search", "401 401 401 200 200 200 200 200 200 200") with { Path = _ => "search?q=target" },
        Of("GET", "/{kinds}.csv", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/{kinds}.json", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/{kinds}.xlsx", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/drift", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/drift.csv", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/conflicts", "401 401 401 200 200 200 200 200 200 200"),
        Of("DELETE", "/conflicts/{id}", "401 401 401 404 404 404 404 404 404 404"),
    ];

    private static IReadOnlyList<EndpointEntry> Planned =>
    [
        Of("POST", "/imports", "401 401 401 201 201 201 201 201 201 201", _ => new { servers = new[] { new { name = "imported" } } }) with { Path = _ => "imports?source=json" },
        Of("GET", "/imports/template.json", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/plans/{id}", "401 401 401 404 404 404 200 404 404 200"),
        Of("POST", "/plans/{id}/apply", "401 401 401 404 404 404 200 404 404 200"),
        Of("DELETE", "/plans/{id}", "401 401 401 404 404 404 204 404 404 204"),
        Of("GET", "/change-sets", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/change-sets/{id}", "401 401 401 404 200 200 200 200 404 200"),
        // A plan writes nothing: that a reader may not is said in its rows.
        Of("POST", "/change-sets/{id}/undo", "401 401 401 404 201 201 201 201 404 201"),
        Of("GET", "/files/{id}", "401 401 401 404 404 404 404 404 404 404"),
        Of("GET", "/runs", "401 401 401 200 200 200 200 200 200 200"),
        Of("GET", "/runs/statistics", "401 401 401 403 403 403 403 403 403 200"),
        Of("GET", "/runs/{id}", "401 401 401 404 404 404 404 404 404 404"),
        Of("POST", "/runs/{id}/stop", "401 401 401 404 404 404 404 404 404 404"),
    ];
}
