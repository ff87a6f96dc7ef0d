using System.Text.Encodings.Web;
using Maestro.Modules.Inventory;
using Scalar.AspNetCore;

namespace Maestro.Web.Hosting;

/// <summary>
/// The API's description at <c>/openapi/v1.json</c> and a page to read it at <c>/api/docs</c>; both are public. Scalar's
/// own endpoint writes an inline script, which the policy forbids, so its script is served beside a page of ours.
/// </summary>
internal static class ApiDocsSetup
{
    private const string ScriptResource = "ScalarStaticAssets.scalar.js";

    public static void MapMaestroApiDocs(this WebApplication app)
    {
        app.MapApiDocument(MaestroHost.VersionText);
        app.MapGet("/api/docs", (HttpContext http) => Results.Text(Page(http.Request.PathBase), "text/html")).AllowAnonymous();
        app.MapGet("/api/docs/scalar.js", Script).AllowAnonymous();
    }

    private static string Page(string prefix) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>API · Maestro</title>
          <base href="{HtmlEncoder.Default.Encode(prefix)}/">
          <link rel="icon" type="image/svg+xml" href="img/favicon.svg">
          <link rel="stylesheet" href="css/theme.css">
        </head>
        <body>
          <div id="reference"></div>
          <script src="api/docs/scalar.js"></script>
          <script src="js/api-docs.js"></script>
        </body>
        </html>
        """;

    /// <summary>The package carries it compressed, and every browser takes it so.</summary>
    private static IResult Script(HttpContext http)
    {
        var script = typeof(ScalarOptions).Assembly.GetManifestResourceStream(ScriptResource)
            ?? throw new InvalidOperationException($"This version of Scalar has no {ScriptResource}.");
        http.Response.Headers.ContentEncoding = "gzip";
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Stream(script, "text/javascript");
    }
}
