using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.Aws;
using Maestro.Modules.Discovery.Providers.DigitalOcean;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Spaces;

/// <summary>Spaces buckets. A region's list may name buckets of other regions: each is asked where it lies, and belongs there only.</summary>
internal sealed class Buckets() : JoinedResource<SpacesSession, string?>("spaces.buckets", "object-storage", "storage-object-list", "https://docs.digitalocean.com/reference/api/spaces/#list-buckets", SpacesSession.List, Location, Versioning)
{
    private const string Location = "GetBucketLocation";
    private const string Versioning = "GetBucketVersioning";

    public override ScopeKind ScopeKind => ScopeKind.Region;

    protected override string Label(Joined<string?> item) => item.Item.Text("Name") ?? Name;

    public override async IAsyncEnumerable<Joined<string?>> ListAsync(SpacesSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? token = null;
        do
        {
            var page = await session.GetAsync(SpacesSession.List, scope.Part, new AwsAsk { Query = token is null ? [] : [("continuation-token", token)] }, cancel);
            foreach (var bucket in page.Items("Buckets.Bucket"))
            {
                if (bucket.Text("Name") is not { } name)
                    yield return new(bucket, null);
                else if (await LiesHereAsync(session, scope.Part, name, cancel))
                    yield return new(bucket, await AskAsync(session, Versioning, scope.Part, name, "versioning", cancel) is { } said ? said.Text("Status") ?? "Disabled" : null);
            }

            var next = page.Text("ContinuationToken");
            token = next != token || next is null ? next : throw new Problem(ProblemKind.Unavailable, "Spaces named the same page of buckets twice.");
        }
        while (token is not null);
    }

    // A region that does not have the bucket does not know it. One that may not say where it lies has it.
    private static async Task<bool> LiesHereAsync(SpacesSession session, string region, string name, CancellationToken cancel)
    {
        try
        {
            var answer = await session.GetAsync(Location, region, new AwsAsk("/{id}") { Id = name, Query = [("location", null)] }, cancel);
            return (answer.Text("LocationConstraint") ?? region) == region;
        }
        catch (Problem problem) when (problem.Kind is ProblemKind.Missing or ProblemKind.Denied)
        {
            return problem.Kind == ProblemKind.Denied;
        }
    }

    private static async Task<JsonElement?> AskAsync(SpacesSession session, string permission, string region, string name, string what, CancellationToken cancel)
    {
        try
        {
            return await session.GetAsync(permission, region, new AwsAsk("/{id}") { Id = name, Query = [(what, null)] }, cancel);
        }
        catch (Problem problem) when (problem.Kind is ProblemKind.Missing or ProblemKind.Denied)
        {
            return null;
        }
    }

    public override Draft Translate(Joined<string?> item, Scope scope)
    {
        var name = item.Item.Need("Name");
        var domain = $"{name}.{scope.Part}.digitaloceanspaces.com";
        var urn = Ocean.Urn("space", name);
        return new Draft("object-storage") { ExternalId = urn, Label = name }
            .Set("unique_id", urn)
            .Set("name", name)
            .Set("own", true)
            .Set("provider", "Spaces (DigitalOcean)")
            .Set("provider_created_at", Drafts.Moment(item.Item.Text("CreationDate")))
            .Set("domain", domain)
            .Set("role", new JsonObject().Put("endpoint", domain).Put("location", scope.Part).Put("versioning", item.With))
            .Set("datacenters", new JsonObject { ["provider"] = "Digital Ocean" }.Put("region", scope.Part).Put("account", scope.Account));
    }
}
