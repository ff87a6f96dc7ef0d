namespace Maestro.Web.Hosting;

/// <summary>The headers every answer carries. One Content-Security-Policy, ours: no inline script, inline style for MudBlazor.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseMaestroSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // On starting, so that it outranks what the framework adds on its own (Blazor sets a second policy).
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>()?.Value ?? Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            return Task.CompletedTask;
        });
        return next(context);
    });
}

/// <summary>Endpoint metadata: another policy than the one of every page, for a document made to be embedded.</summary>
internal sealed record ContentPolicy(string Value);
