using System.Net;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Unauthenticated endpoints (Nautobot CVE-2024-29199, CVE-2025-49143, CVE-2023-50263; GLPI CVE-2022-39323): deny by default, shown by walking the route table.</summary>
[Collection(Scene.Name), Trait("Incident", "unauthenticated endpoints")]
public sealed class UnauthenticatedEndpointTests(Scene scene)
{
    // Everything else below these asks who calls.
    private static readonly string[] Open =
    [
        "/health", "/ready", "/metrics", "/openapi/v1.json", "/api/docs", "/api/docs/scalar.js", "/api/v1/auth", "/sign-in", "/forgot", "/reset", "/register", "/confirm", "/confirm-email",
        "/join", "/first-run", "/not-found", "/sign-in/provider", "/sign-in/provider/callback",
        // Shown in development only; elsewhere it says that there is no such page.
        "/gallery", "/gallery/{Part}",
    ];

    [Fact]
    public async Task CVE_2024_29199_every_route_that_answers_a_stranger_is_on_the_list_of_doors()
    {
        var routes = scene.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Contains("GET"))
            .Select(route => "/" + route.RoutePattern.RawText!.Trim('/')).Where(route => !IsAsset(route)).Distinct().ToList();
        var answered = new List<string>();
        foreach (var route in routes)
        {
            var answer = await scene.Nobody.Http.GetAsync(new Uri(Filled(route).TrimStart('/'), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.NotFound) && !(answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.ToString().Contains("sign-in", StringComparison.Ordinal)))
                answered.Add(route);
        }
        Assert.True(routes.Count > 60, $"only {routes.Count} routes were walked");
        Assert.Equal([], answered.Where(route => !Open.Contains(route) && !route.StartsWith("/_blazor", StringComparison.Ordinal) && !route.StartsWith("/_framework", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void CVE_2025_49143_below_the_API_only_the_doors_let_strangers_in()
    {
        var open = scene.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal) && route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(route => route.RoutePattern.RawText!.Trim('/')).ToList();
        Assert.All(open, route => Assert.StartsWith("api/v1/auth", route, StringComparison.Ordinal));
        Assert.NotNull(scene.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<AuthorizationOptions>>().Value.FallbackPolicy);
    }

    [Theory]
    [InlineData("x' or '1'='1")]
    [InlineData("mst_aaaaaaaaaa_' or 1=1 --")]
    [InlineData("mst_aaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task CVE_2022_39323_a_token_made_of_SQL_signs_nobody_in(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(scene.Nobody, request)).Status);
    }

    private static bool IsAsset(string route) => Path.HasExtension(route) && !route.Contains('{', StringComparison.Ordinal) && !route.StartsWith("/api", StringComparison.Ordinal) && !route.StartsWith("/openapi", StringComparison.Ordinal);

    private static string Filled(string route) => System.Text.RegularExpressions.Regex.Replace(
        route.Replace("{kinds:regex(^[a-z][a-z0-9-]*$)}", "servers", StringComparison.Ordinal), @"\{[^}]*guid[^}]*\}|\{id[^}]*\}", Guid.NewGuid().ToString())
        .Replace("{**", "{", StringComparison.Ordinal) is var half ? System.Text.RegularExpressions.Regex.Replace(half, @"\{[^}]*\}", "x") : "";
}
