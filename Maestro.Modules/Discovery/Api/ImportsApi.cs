using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Api;

/// <summary>Files in, plans out: <c>POST /imports?source=ansible|terraform|json|csv</c>.</summary>
internal static class ImportsApi
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("imports");
        imports.MapPost("", PostAsync).WithSummary("Read a file (multipart or body) and plan what it would change: source=ansible|terraform|json|csv, kind for csv, datacenter, origin. Beyond 20 MB it answers 202 with a run that ends with the plan");
        imports.MapGet("/template.json", (IDiscovery discovery) => TypedResults.Stream(discovery.JsonTemplate(), "application/json; charset=utf-8", "maestro-template.json")).WithSummary("The example of Maestro's own JSON");
    }

    private static async Task<IResult> PostAsync(HttpContext context, IDiscovery discovery, IPlanning planning, IOptions<FilesOptions> limits, CancellationToken cancel)
    {
        var actor = context.Actor();
        var query = context.Request.Query;
        var request = new ImportRequest
        {
            Source = query["source"].ToString() is { Length: > 0 } source ? source.ToLowerInvariant() : throw Problem.Malformed("source: say ansible, terraform, json or csv."),
            Kind = query["kind"].ToString() is { Length: > 0 } kind ? kind : null,
            Datacenter = query["datacenter"].ToString() is not { Length: > 0 } text ? null : Guid.TryParse(text, out var id) ? id : throw Problem.Malformed($"datacenter: \"{Refusal.Shown(text)}\" is not an id."),
            Origin = query["origin"].ToString() is { Length: > 0 } origin ? origin : null,
            Files = [],
        };
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limits.Value.MaxUnpackedBytes;
        await using var body = await RequestFiles.ReadAsync(context.Request, limits.Value, cancel);
        if (body.Bytes > discovery.MostAtOnce)
            return RunAnswer.Accepted(context, await discovery.StartAsync(actor, request with { Files = body.Release() }, cancel));
        var made = await discovery.PlanAsync(actor, request with { Files = body.Files }, cancel);
        var notes = new JsonArray([.. made.Notes.Select(note => (JsonNode)new JsonObject { ["subject"] = note.Subject, ["message"] = note.Message, ["count"] = note.Count })]);
        return await PlanAnswer.CreatedAsync(context, planning, made.Plan, new JsonObject { ["notes"] = notes }, cancel);
    }
}
