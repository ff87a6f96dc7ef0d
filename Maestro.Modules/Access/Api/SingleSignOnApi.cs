using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>Settings of single sign-on, for administrators with a session: whoever sets who is believed could become anybody.</summary>
internal static class SingleSignOnApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/single-sign-on").WithTags("security");
        group.MapGet("", GetAsync).WithSummary("How people sign in with accounts kept elsewhere; secrets never come back (administrators)");
        group.MapPatch("", PatchAsync).WithSummary("Change it; a secret that is left out stays, an empty one is removed (administrators)");
        group.MapPost("/test-provider", TestProviderAsync).WithSummary("Ask the provider what it is (administrators)");
        group.MapPost("/test-directory", TestDirectoryAsync).WithSummary("Look up a person in the directory: {name} (administrators)");
    }

    private static async Task<IResult> GetAsync(HttpContext context, ISingleSignOn sso, CancellationToken cancel) =>
        Print(await sso.SettingsAsync(context.Actor(), cancel));

    private static async Task<IResult> PatchAsync(JsonObject body, HttpContext context, ISingleSignOn sso, CancellationToken cancel)
    {
        var actor = context.Actor();
        var current = (JsonObject)JsonSerializer.SerializeToNode(await sso.SettingsAsync(actor, cancel), SsoStore.Format)!;
        context.DemandSession();
        Merge(current, body, "");
        try
        {
            return Print(await sso.SaveAsync(actor, current.Deserialize<SsoSettings>(SsoStore.Format)!, cancel));
        }
        catch (JsonException wrong)
        {
            throw Problem.Malformed($"{wrong.Path?.TrimStart('$', '.')}: has not the right form.");
        }
    }

    private static async Task<IResult> TestProviderAsync(HttpContext context, ISingleSignOn sso, CancellationToken cancel) =>
        Answers.Json(new JsonObject { ["issuer"] = await sso.TestProviderAsync(context.Actor(), cancel) });

    private static async Task<IResult> TestDirectoryAsync(JsonObject body, HttpContext context, ISingleSignOn sso, CancellationToken cancel)
    {
        var found = await sso.TestDirectoryAsync(context.Actor(), body["name"].Text() ?? "", cancel);
        return Answers.Json(new JsonObject { ["found"] = found is null ? null : JsonSerializer.SerializeToNode(found, SsoStore.Format) });
    }

    private static IResult Print(SsoSettings settings) => TypedResults.Json(settings, SsoStore.Format);

    /// <summary>A merge patch, except that null is a value for the port only: everywhere else it leaves what is there.</summary>
    private static void Merge(JsonObject into, JsonObject patch, string path)
    {
        foreach (var (name, value) in patch)
        {
            if (!into.ContainsKey(name))
                throw Problem.Malformed($"{path}{name}: is not a setting.");
            if (into[name] is JsonObject inner && value is JsonObject further)
                Merge(inner, further, $"{path}{name}.");
            else if (value is not null || name == "port")
                into[name] = value?.DeepClone();
        }
    }
}
