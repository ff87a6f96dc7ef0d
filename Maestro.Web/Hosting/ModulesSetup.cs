using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Maestro.Web.Hosting;

/// <summary>Finds the modules and lets each add its services and endpoints.</summary>
internal static class ModulesSetup
{
    private static readonly IReadOnlyList<IModule> Modules = Plugs.InstancesOf<IModule>();

    public static void UseMaestroModules(this WebApplicationBuilder builder)
    {
        foreach (var module in Modules)
            module.AddServices(builder.Services, builder.Configuration);
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        // A body that cannot be read reaches the problem handler, which says what is wrong with it.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void MapMaestroModules(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter(SoundAsync);
        foreach (var module in Modules)
            module.MapEndpoints(api);
    }

    // What no endpoint can make sense of is refused before any of them reads it.
    private static ValueTask<object?> SoundAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true || request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true)
            throw Problem.Malformed("The address holds the character U+0000.");
        foreach (var body in context.Arguments.OfType<JsonNode>())
        {
            if (Json.FaultOf(body) is { } fault)
                throw Problem.Malformed($"The body {fault}.");
        }

        return next(context);
    }

    /// <summary>Problems become problem details, and so do the bare 401, 404 and 405 below <c>/api</c>.</summary>
    public static void UseMaestroProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        // Whatever the caller accepts, as the problem handler does.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages(pages =>
        {
            var status = pages.HttpContext.Response.StatusCode;
            var problem = new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status) };
            return pages.HttpContext.Response.WriteAsJsonAsync(problem, (JsonSerializerOptions?)null, "application/problem+json", pages.HttpContext.RequestAborted);
        }));
        // A person who mistyped an address gets the page that says so; a script and a missing picture get the bare 404.
        app.UseWhen(IsVisit, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
    }

    private static bool IsVisit(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api")
        && context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/html");
}
