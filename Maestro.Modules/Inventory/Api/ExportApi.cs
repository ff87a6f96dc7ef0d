using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Any list as a file: <c>/servers.csv</c>, <c>.json</c>, <c>.xlsx</c>, with the list's own filters.</summary>
internal static class ExportApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        foreach (var (extension, type) in new[] { ("csv", "text/csv; charset=utf-8"), ("json", "application/json; charset=utf-8"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") })
            api.MapGet("/{kinds:regex(^[a-z][a-z0-9-]*$)}." + extension, (string kinds, HttpContext context, IKinds catalogue, IExchange exchange, QueryText text, CancellationToken cancel) => SendAsync(kinds, Enum.Parse<ExportFormat>(extension, ignoreCase: true), type, context, catalogue, exchange, text, cancel));
    }

    private static async Task SendAsync(string kinds, ExportFormat format, string type, HttpContext context, IKinds catalogue, IExchange exchange, QueryText text, CancellationToken cancel)
    {
        var kind = Http.Kind(catalogue, kinds);
        var actor = context.Actor();
        var query = text.Read(kind, context.Request.Query);
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{kind.Plural}.{format.ToString().ToLowerInvariant()}\"";
        // A template to fill is a file without rows.
        if (Http.Flag(context, "template"))
            await context.Response.WriteAsync(exchange.CsvHeader(kind.Name), cancel);
        else
            await exchange.ExportAsync(actor, query, format, Http.Names(context, "fields"), context.Response.Body, cancel);
    }
}
