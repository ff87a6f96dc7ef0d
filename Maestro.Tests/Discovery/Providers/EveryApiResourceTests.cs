using System.Text.RegularExpressions;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>
/// Each resource that is listed over HTTP has recorded answers of at least two pages (<c>Fixtures/&lt;resource&gt;/*.http</c>) and approved
/// drafts; a new one without fails here by name.
/// </summary>
public sealed partial class EveryApiResourceTests
{
    private const string Secret = "s3cr3t-never-keep-me";
    private static readonly Catalogue Kinds = new();

    /// <summary>Calls that the vendor answers in one page, with the vendor's page that says so.</summary>
    private static readonly Dictionary<string, string> OnePage = new()
    {
        ["digitalocean.databases"] = "https://docs.digitalocean.com/reference/api/digitalocean/#operation/databases_list_clusters",
        ["aws.ec2.addresses"] = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html",
        ["aws.cloudsearch.domains"] = "https://docs.aws.amazon.com/cloudsearch/latest/developerguide/API_DescribeDomains.html",
        ["aws.ec2.vpn_connections"] = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnConnections.html",
        ["aws.opensearch.domains"] = "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_ListDomainNames.html",
        ["aws.ec2.vpn_gateways"] = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnGateways.html",
    };

    public static TheoryData<string> Names() => [.. ApiLine.Resources.Select(resource => resource.Name)];

    [GeneratedRegex(@"^[A-Za-z0-9_.:/*\- {}]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Permission { get; }

    private static async Task<(List<Translated> Read, ProviderServer Server)> ReadAsync(string name)
    {
        var resource = ApiLine.Of(name);
        var server = await ProviderServer.StartAsync(resource.Provider, name);
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider(resource.Provider), server);
        return (await ApiLine.ReadAsync(resource, session), server);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_reads_every_page_and_translates_as_approved(string name)
    {
        var (read, server) = await ReadAsync(name);
        await using var _ = server;
        Assert.Empty(server.Unknown);
        var own = Recording.Of(name).Select(recording => recording.File).ToList();
        Assert.Equal(own, own.Intersect(server.Asked.Select(one => one.Recording?.File)));
        Assert.True(own.Count >= 2 || OnePage.ContainsKey(name), $"{name} has {own.Count} recorded answers: at least two pages are wanted");
        Assert.All(read.Where(one => one.Problem is not null), one => Assert.Contains("missing", one.Problem!.Message, StringComparison.Ordinal));
        var drafts = read.Select(one => one.Draft).OfType<Draft>().ToList();
        Assert.NotEmpty(drafts);
        Approve.Text(Reading.Print(drafts) + string.Concat(read.Where(one => one.Problem is not null).Select(one => $"unread: {one.Label}: {one.Problem!.Message}\n")), $"../Drafts/{name}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_drafts_hold_only_what_their_Kind_declares_and_no_secret(string name)
    {
        var (read, server) = await ReadAsync(name);
        await using var _ = server;
        var options = EveryResourceTests.Options();
        var drafts = read.Select(one => one.Draft).OfType<Draft>().ToList();
        Assert.Equal(drafts.Count, drafts.DistinctBy(draft => (Kinds.Get(draft.Kind).Root, draft.ExternalId)).Count());
        foreach (var draft in drafts)
        {
            var kind = Kinds.Get(draft.Kind);
            var checking = new Checking(list => options.GetValueOrDefault(list), Tolerant: true);
            foreach (var (field, value) in draft.Fields)
            {
                Assert.True(kind.Find(field) is not null, $"{draft.Label}: {kind.Name} has no field {field}");
                kind.Find(field)!.Type.Check(value!.DeepClone(), field, checking);
            }

            Assert.True(checking.Errors.Count == 0, $"{draft.Label}: {string.Join("; ", checking.Errors.Select(error => $"{error.Key} {error.Value[0]}"))}");
            Assert.DoesNotContain("status", checking.Warnings.Keys);
            Assert.DoesNotContain("datacenters.type", checking.Warnings.Keys);
            Assert.NotNull(draft.Fields["name"]);
            Assert.True(draft.ExternalId is { Length: > 0 }, $"{draft.Label} has no id of its own");
            Assert.Equal(ApiLine.Provider(ApiLine.Of(name).Provider).Datacenters, (string?)draft.Fields["datacenters"]?["provider"]);
        }

        Assert.DoesNotContain(Secret, Reading.Print(drafts) + string.Concat(drafts.Select(draft => draft.Raw?.ToJsonString())), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_calls_only_what_it_declares_and_the_policy_allows_it(string name)
    {
        var resource = ApiLine.Of(name);
        var provider = ApiLine.Provider(resource.Provider);
        await using var server = await ProviderServer.StartAsync(resource.Provider, name);
        await using var session = await ApiLine.OpenAsync(provider, server);
        var before = session.Calls.Keys.ToList();
        await ApiLine.ReadAsync(resource, session);
        Assert.Equal(resource.Permissions.Order(StringComparer.Ordinal), session.Calls.Keys.Except(before).Union(before.Intersect(resource.Permissions)).Order(StringComparer.Ordinal));
        Assert.All(resource.Permissions, permission => Assert.Matches(Permission, permission));
        var policy = provider.PolicyOf([resource]).Text;
        Assert.All(resource.Permissions, permission => Assert.Contains(permission, policy, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_declaration_is_whole(string name)
    {
        var resource = ApiLine.Of(name);
        Assert.StartsWith(resource.Provider + ".", resource.Name, StringComparison.Ordinal);
        Assert.Equal(resource.Kind, Kinds.Find(resource.Kind)?.Name);
        Assert.EndsWith("-list", resource.Task, StringComparison.Ordinal);
        Assert.StartsWith("https://", resource.Docs, StringComparison.Ordinal);
        Assert.NotEmpty(resource.Permissions);
    }

    [Fact]
    public void No_two_resources_share_a_name() =>
        Assert.Empty(ApiLine.Resources.GroupBy(resource => resource.Name).Where(group => group.Count() > 1).Select(group => group.Key));
}
