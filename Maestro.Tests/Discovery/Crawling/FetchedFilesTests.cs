using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>Files fetched from a real SSH server and a real S3-compatible store, crawled as an account is.</summary>
public sealed class FetchedFilesTests(Postgres postgres) : IClassFixture<Postgres>
{
    private static readonly string Facts = Path.Combine(Recording.Fixtures, "ansible");

    private static async Task<(CrawlWorld World, Guid Connection)> ConnectAsync(Postgres postgres, SshServer ssh, string passphrase = "")
    {
        var world = await CrawlWorld.StartAsync(postgres, "ansible");
        return (world, await world.ConnectAsync(Draft(world, ssh, passphrase)));
    }

    private static JsonObject Draft(CrawlWorld world, SshServer ssh, string passphrase = "") => new()
    {
        ["name"] = "Facts", ["provider"] = "ansible", ["method"] = "ssh", ["datacenter"] = world.Datacenter.ToString(),
        ["credentials"] = new JsonObject
        {
            ["host"] = "127.0.0.1", ["port"] = ssh.Port.ToString(CultureInfo.InvariantCulture), ["user"] = SshServer.User, ["key"] = ssh.Key, ["passphrase"] = passphrase, ["path"] = ssh.Files,
        },
    };

    private static void Put(SshServer ssh, params string[] names)
    {
        foreach (var name in names)
            File.Copy(Path.Combine(Facts, name), Path.Combine(ssh.Files, name), overwrite: true);
    }

    private static JsonObject PartOf(JsonObject run, string resource) =>
        ((JsonArray)run["parts"]!).OfType<JsonObject>().SingleOrDefault(part => (string)part["resource"]! == resource) ?? throw new InvalidOperationException($"No part {resource}: {run.ToJsonString()}");

    [Fact]
    public async Task Facts_come_over_ssh_with_an_encrypted_ed25519_key_and_a_host_that_went_is_missing_then_gone()
    {
        await using var ssh = await SshServer.StartAsync("open sesame");
        Put(ssh, "edge-1.json", "erp-1", "shop-web-1.json");
        File.WriteAllText(Path.Combine(ssh.Files, ".hidden.json"), "not json");
        Directory.CreateDirectory(Path.Combine(ssh.Files, "below"));
        File.Move(Path.Combine(ssh.Files, "erp-1"), Path.Combine(ssh.Files, "below", "erp-1"));
        var (world, connection) = await ConnectAsync(postgres, ssh, "open sesame");
        await using var _ = world;
        var check = await world.SendAsync(HttpMethod.Post, $"connections/{connection}/test", null);
        Assert.Equal($"{SshServer.User}@127.0.0.1:{ssh.Files}", (string)check["identity"]!);
        var first = await world.CrawlAsync(connection);
        Assert.Equal("done", (string)first["status"]!);
        Assert.Equal(3, (long)PartOf(first, "ansible.hosts")["seen"]!);
        var names = await world.NamesAsync("servers", "present");
        Assert.Equal(3, names.Length);
        Assert.Equal(0, (long)PartOf(await world.CrawlAsync(connection), "ansible.hosts")["changed"]!);
        File.Delete(Path.Combine(ssh.Files, "edge-1.json"));
        Assert.Equal(1, (long)PartOf(await world.CrawlAsync(connection), "ansible.hosts")["missing"]!);
        Assert.Equal(1, (long)PartOf(await world.CrawlAsync(connection), "ansible.hosts")["gone"]!);
        Assert.Single(await world.NamesAsync("servers", "gone"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_retires_nothing_and_is_named()
    {
        await using var ssh = await SshServer.StartAsync(type: "ecdsa");
        Put(ssh, "edge-1.json", "shop-web-1.json");
        var (world, connection) = await ConnectAsync(postgres, ssh);
        await using var _ = world;
        await world.CrawlAsync(connection);
        File.WriteAllText(Path.Combine(ssh.Files, "edge-1.json"), "{ \"ansible_facts\": ");
        var run = await world.CrawlAsync(connection);
        Assert.Equal("failed", (string)PartOf(run, "ansible.hosts")["status"]!);
        Assert.Contains("edge-1.json", (string)PartOf(run, "ansible.hosts")["message"]!, StringComparison.Ordinal);
        Assert.Equal(2, (await world.NamesAsync("servers", "present")).Length);
    }

    [Fact]
    public async Task A_line_that_breaks_is_taken_up_again()
    {
        await using var ssh = await SshServer.StartAsync();
        Put(ssh, "edge-1.json", "shop-web-1.json");
        var (world, connection) = await ConnectAsync(postgres, ssh);
        await using var _ = world;
        var dropped = await ssh.DropNextAsync();
        var run = await world.CrawlAsync(connection);
        await dropped;
        Assert.Equal("done", (string)run["status"]!);
        Assert.Equal(2, (long)PartOf(run, "ansible.hosts")["created"]!);
        Assert.Contains("127.0.0.1 cannot be reached by SSH", run["log"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_shows_another_key_is_refused_until_the_credentials_are_typed_again()
    {
        await using var ssh = await SshServer.StartAsync();
        Put(ssh, "shop-web-1.json");
        var (world, connection) = await ConnectAsync(postgres, ssh);
        await using var _ = world;
        Assert.Equal("done", (string)(await world.CrawlAsync(connection))["status"]!);
        await ssh.ReplaceAsync();
        var run = await world.CrawlAsync(connection);
        Assert.Equal("failed", (string)run["status"]!);
        Assert.Contains("showed another key", (string)run["message"]!, StringComparison.Ordinal);
        Assert.Single(await world.NamesAsync("servers", "present"));
        var again = (JsonObject)Draft(world, ssh)["credentials"]!.DeepClone();
        again["key"] = ssh.Key + "\n";
        again["path"] = ssh.Files + "/";
        await world.SendAsync(HttpMethod.Patch, $"connections/{connection}", new JsonObject { ["credentials"] = again });
        Assert.Equal("done", (string)(await world.CrawlAsync(connection))["status"]!);
    }

    [Fact]
    public async Task What_is_wrong_with_the_key_the_user_or_the_folder_is_said_in_words()
    {
        await using var ssh = await SshServer.StartAsync("secret words");
        var (world, _) = await ConnectAsync(postgres, ssh, "secret words");
        await using var __ = world;
        async Task<string> SaysAsync(Action<JsonObject> change)
        {
            var draft = Draft(world, ssh, "secret words");
            change((JsonObject)draft["credentials"]!);
            return (string)(await world.SendAsync(HttpMethod.Post, "connections/test", draft))["message"]!;
        }

        Assert.Contains("passphrase", await SaysAsync(credentials => credentials.Remove("passphrase")), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await SaysAsync(credentials => credentials["key"] = "not a key"), StringComparison.Ordinal);
        Assert.Contains("does not let this user in", await SaysAsync(credentials => credentials["user"] = "nobody-at-all"), StringComparison.Ordinal);
        Assert.Contains("There is no folder /nowhere", await SaysAsync(credentials => credentials["path"] = "/nowhere"), StringComparison.Ordinal);
        Assert.Contains("cannot be reached", await SaysAsync(credentials => credentials["port"] = "9"), StringComparison.Ordinal);
        Assert.Contains("may not call", await SaysAsync(credentials => credentials["host"] = "169.254.169.254"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_in_a_bucket_is_crawled_and_what_it_no_longer_has_goes()
    {
        await using var s3 = await S3Server.StartAsync();
        using var client = new AmazonS3Client(new BasicAWSCredentials(S3Server.Key, S3Server.Key), new AmazonS3Config
        {
            ServiceURL = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{s3.Port}"), ForcePathStyle = true, AuthenticationRegion = "eu-central-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        await client.PutBucketAsync(new PutBucketRequest { BucketName = "states" }, TestContext.Current.CancellationToken);
        Task KeepAsync(string key, string text) => client.PutObjectAsync(new PutObjectRequest { BucketName = "states", Key = key, ContentBody = text, UseChunkEncoding = false }, TestContext.Current.CancellationToken);
        await KeepAsync("live/shop.tfstate", State(1, "i-0a", "i-0b"));
        await KeepAsync("live/shop.tfstate.backup", State(0, "i-0c"));
        await KeepAsync("other/ignored.tfstate", State(1, "i-0d"));
        await using var world = await CrawlWorld.StartAsync(postgres, "terraform");
        var connection = await world.ConnectAsync(new JsonObject
        {
            ["name"] = "States", ["provider"] = "terraform", ["method"] = "s3", ["datacenter"] = world.Datacenter.ToString(), ["endpoint"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{s3.Port}"),
            ["credentials"] = new JsonObject { ["bucket"] = "states", ["path"] = "live/", ["region"] = "eu-central-1", ["access"] = S3Server.Key, ["secret"] = S3Server.Key },
        });
        var first = await world.CrawlAsync(connection, "server-list");
        Assert.Equal("done", (string)first["status"]!);
        Assert.Equal(["i-0a", "i-0b"], await world.NamesAsync("servers", "present"));
        await KeepAsync("live/shop.tfstate", State(2, "i-0a"));
        await world.CrawlAsync(connection, "server-list");
        await world.CrawlAsync(connection, "server-list");
        Assert.Equal(["i-0b"], await world.NamesAsync("servers", "gone"));

        // Somebody puts an old copy back: it neither brings back what went nor retires what came.
        await KeepAsync("live/shop.tfstate", State(1, "i-0a", "i-0b", "i-0e"));
        var old = await world.CrawlAsync(connection, "server-list");
        Assert.Equal("failed", (string)old["status"]!);
        Assert.Contains("(serial 1) is older than the one read last (serial 2)", (string)PartOf(old, "terraform.aws_instance")["message"]!, StringComparison.Ordinal);
        Assert.Equal(["i-0a"], await world.NamesAsync("servers", "present"));
    }

    [Fact]
    public async Task A_host_that_did_not_answer_when_facts_were_gathered_is_kept()
    {
        await using var ssh = await SshServer.StartAsync();
        var all = Path.Combine(ssh.Files, "all.json");
        static string Host(string name) => $$"""{"ansible_facts": {"ansible_nodename": "{{name}}", "ansible_system": "Linux"} }""";
        File.WriteAllText(all, $$"""{"web1": {{Host("web1")}}, "web2": {{Host("web2")}} }""");
        var (world, connection) = await ConnectAsync(postgres, ssh);
        await using var _ = world;
        await world.CrawlAsync(connection);
        Assert.Equal(["web1", "web2"], await world.NamesAsync("servers", "present"));
        File.WriteAllText(all, $$"""{"web1": {{Host("web1")}}, "web2": {"unreachable": true, "msg": "timed out"} }""");
        for (var time = 0; time < 2; time++)
            Assert.Contains("nothing was retired", (string)PartOf(await world.CrawlAsync(connection), "ansible.hosts")["message"]!, StringComparison.Ordinal);
        Assert.Equal(["web1", "web2"], await world.NamesAsync("servers", "present"));

        // Nor do files count as gone that lie deeper than anybody looks.
        var deep = Directory.CreateDirectory(Path.Combine([ssh.Files, .. Enumerable.Range(0, 18).Select(level => $"d{level}")]));
        File.Move(all, Path.Combine(deep.FullName, "all.json"));
        var run = await world.CrawlAsync(connection);
        Assert.Contains("lies too deep", (string)run["message"]!, StringComparison.Ordinal);
        Assert.Equal(["web1", "web2"], await world.NamesAsync("servers", "present"));
    }

    private static string State(int serial, params string[] instances) => new JsonObject
    {
        ["version"] = 4, ["terraform_version"] = "1.9.0", ["serial"] = serial, ["lineage"] = "3f6b1c2e-0000-4000-8000-000000000001", ["outputs"] = new JsonObject(),
        ["resources"] = new JsonArray(new JsonObject
        {
            ["mode"] = "managed", ["type"] = "aws_instance", ["name"] = "node", ["provider"] = "provider[\"registry.terraform.io/hashicorp/aws\"]",
            ["instances"] = new JsonArray([.. instances.Select((id, place) => (JsonNode)new JsonObject { ["index_key"] = place, ["attributes"] = new JsonObject { ["id"] = id, ["instance_type"] = "t3.small", ["private_ip"] = $"10.0.0.{place + 1}" } })]),
        }),
    }.ToJsonString();
}
