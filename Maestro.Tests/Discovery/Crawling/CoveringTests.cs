using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Scheduling;
using Maestro.Tests.Discovery.Providers;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>A Kind counts as listed at a place when every resource that brings it was read there.</summary>
public sealed class CoveringTests
{
    private static readonly CloudProvider Aws = ApiLine.Provider("aws");

    private static List<RunPart> Parts(params string[] regions) =>
        [.. Aws.Resources.SelectMany(resource => (resource.ScopeKind == Maestro.Modules.Discovery.ScopeKind.Region ? regions : ["123456789012"]).Select(place => new RunPart(resource.Task, resource.Name, place, RunPartStatus.Complete)))];

    [Fact]
    public void What_was_read_to_the_end_counts_by_region_or_for_all_of_the_account()
    {
        var places = Covering.Places(Aws.Resources, Parts("eu-west-1", "us-east-1")).ToList();
        Assert.Contains(("server", "eu-west-1"), places);
        Assert.Contains(("database", "us-east-1"), places);
        Assert.Contains(("object-storage", ""), places);
        Assert.Equal(places.Distinct().Count(), places.Count);
    }

    [Fact]
    public void One_resource_that_was_denied_or_not_crawled_leaves_its_Kind_out_there()
    {
        var parts = Parts("eu-west-1", "us-east-1");
        var at = parts.FindIndex(part => part.Resource == "aws.dynamodb.tables" && part.Scope == "eu-west-1");
        parts[at] = parts[at] with { Status = RunPartStatus.Denied };
        parts.RemoveAll(part => part.Resource == "aws.s3.buckets");
        var places = Covering.Places(Aws.Resources, parts).ToList();
        Assert.DoesNotContain(("database", "eu-west-1"), places);
        Assert.Contains(("database", "us-east-1"), places);
        Assert.Contains(("server", "eu-west-1"), places);
        Assert.DoesNotContain(("object-storage", ""), places);
    }
}
