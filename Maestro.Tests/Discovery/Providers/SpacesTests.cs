using System.Net;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>What is special about Spaces: S3's protocol at DigitalOcean's hosts, one for each region.</summary>
public sealed class SpacesTests
{
    [Fact]
    public async Task Every_region_is_asked_with_a_signature_of_its_own()
    {
        await using var server = await ProviderServer.StartAsync("spaces", "spaces.buckets");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("spaces"), server);
        Assert.Equal(("6174283", "6174283"), (session.Account, session.Identity));
        await ApiLine.ReadAsync(ApiLine.Of("spaces.buckets"), session);
        Assert.Equal(["fra1", "nyc3"], server.Asked.Select(one => one.Ask.Parameters["region"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(server.Asked, one => Assert.Contains("AWS4-HMAC-SHA256 Credential=DO00EXAMPLEKEY000000/", one.Ask.Authorization, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bucket_that_two_regions_list_is_read_where_it_lies()
    {
        await using var server = await ProviderServer.StartAsync("spaces", "spaces.buckets");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("spaces"), server);
        var read = await ApiLine.ReadAsync(ApiLine.Of("spaces.buckets"), session);
        Assert.Equal("nyc3", (string?)Assert.Single(read, one => one.Label == "static-images").Draft!.Fields["datacenters"]!["region"]);
        Assert.Equal("fra1", (string?)Assert.Single(read, one => one.Label == "example-shop-space").Draft!.Fields["datacenters"]!["region"]);
    }

    [Theory]
    [InlineData("InvalidAccessKeyId", "DigitalOcean does not know this access key", ProblemKind.SignedOut)]
    [InlineData("SignatureDoesNotMatch", "the secret key does not belong to this access key", ProblemKind.SignedOut)]
    [InlineData("RequestTimeTooSkewed", "the clock of the machine", ProblemKind.SignedOut)]
    [InlineData("AccessDenied", "a key of single buckets cannot list them all", ProblemKind.Denied)]
    public async Task A_sign_in_that_fails_says_what_to_look_at(string code, string words, ProblemKind kind)
    {
        await using var server = await ProviderServer.StartAsync("spaces");
        server.Troubles = (_, _) => new(HttpStatusCode.Forbidden, $"<Error><Code>{code}</Code><RequestId>tx1</RequestId></Error>");
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.OpenAsync(ApiLine.Provider("spaces"), server));
        Assert.Equal(kind, problem.Kind);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }
}
