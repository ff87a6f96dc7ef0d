using Maestro.Modules.Kernel;

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
        var api = app.MapGroup("/api/v1");
        foreach (var module in Modules)
            module.MapEndpoints(api);
    }

    /// <summary>Problems become problem details, and so do the bare 401, 404 and 405 below <c>/api</c>.</summary>
    public static void UseMaestroProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages());
        // A person who mistyped an address gets the page that says so; a script and a missing picture get the bare 404.
        app.UseWhen(IsVisit, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
    }

    private static bool IsVisit(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api")
        && context.Request.GetTypedHeaders().Accept.Any(accept => accept.MediaType == "text/html");
}
