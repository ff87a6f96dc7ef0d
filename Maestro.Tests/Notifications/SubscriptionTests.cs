using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Following;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Notifications;

/// <summary>Lists that people want to be told of: who is told of what, and in how many messages.</summary>
public sealed class SubscriptionTests(SubscriptionTests.Office office) : IClassFixture<SubscriptionTests.Office>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_changed_and_gone_records_come_in_one_message_a_change_set()
    {
        await SubscribeAsync(office.Ana, "Web tier", "name__isw=web-", changed: true);
        var made = await office.BenAsync(HttpMethod.Post, "servers", new JsonArray([.. Enumerable.Range(1, 3).Select(at => new JsonObject { ["name"] = $"web-{at}" }), new JsonObject { ["name"] = "database" }]));
        var fresh = await InboxTests.MessageAsync(office.Ana, "Web tier");
        Assert.Equal(("records", "Servers in Web tier: 3 new"), (Word(fresh, "event"), Word(fresh, "title")));
        Assert.StartsWith("inventory/servers?name__isw=web-&created_at__gte=", Word(fresh, "page"), StringComparison.Ordinal);
        Assert.Equal(3, (int)(await office.Ana.GetAsync($"api/v1/{Word(fresh, "page")["inventory/".Length..]}")).Body["count"]!);
        var ids = made.AsArray().Select(one => Word(one, "id")).ToList();
        await office.BenAsync(HttpMethod.Patch, "servers", new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id, ["cpu"] = 4 })]));
        Assert.StartsWith("history/", Word(await InboxTests.MessageAsync(office.Ana, "Servers in Web tier: 3 changed"), "page"), StringComparison.Ordinal);
        await office.BenAsync(HttpMethod.Delete, $"servers/{ids[0]}", null);
        await InboxTests.MessageAsync(office.Ana, "Servers in Web tier: 1 gone");
        Assert.Equal(3, (await InboxTests.MessagesAsync(office.Ana)).Count(one => Word(one, "title").Contains("Web tier", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_its_change_has_taken_out_of_the_list_is_told_and_what_was_never_in_it_is_not()
    {
        await SubscribeAsync(office.Ana, "Leavers", "name__isw=leaver-", "network", changed: true);
        var made = await office.BenAsync(HttpMethod.Post, "networks", new JsonArray(new JsonObject { ["name"] = "leaver-1" }, new JsonObject { ["name"] = "elsewhere" }));
        await InboxTests.MessageAsync(office.Ana, "in Leavers: 1 new");
        var ids = made.AsArray().ToDictionary(one => Word(one, "name"), one => Word(one, "id"));
        await office.BenAsync(HttpMethod.Patch, "networks", new JsonArray(new JsonObject { ["id"] = ids["leaver-1"], ["name"] = "gone off" }, new JsonObject { ["id"] = ids["elsewhere"], ["name"] = "still elsewhere" }));
        await InboxTests.MessageAsync(office.Ana, "in Leavers: 1 changed");
        // Once out of it, it is no more told of.
        await office.BenAsync(HttpMethod.Patch, $"networks/{ids["leaver-1"]}", new JsonObject { ["description"] = "far away" });
        await office.SettleAsync();
        Assert.Equal(2, (await InboxTests.MessagesAsync(office.Ana)).Count(one => Word(one, "title").Contains("Leavers", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stranger_is_told_nothing_and_nobody_is_told_of_what_they_did_themselves()
    {
        foreach (var client in new[] { office.Ana, office.Ben, office.Cai })
            await SubscribeAsync(client, "Volumes all", "", "volume");
        await office.BenAsync(HttpMethod.Post, "volumes", new JsonObject { ["name"] = "of-team" });
        await InboxTests.MessageAsync(office.Ana, "Volumes all");
        // What comes after it in the feed has been told when this has been.
        await office.Cai.PostAsync("api/v1/volumes", new JsonObject { ["name"] = "of-cai" });
        await office.BenAsync(HttpMethod.Post, "volumes", new JsonObject { ["name"] = "of-team-too" });
        await office.SettleAsync();
        Assert.Equal(2, (await InboxTests.MessagesAsync(office.Ana)).Count(one => Word(one, "title") == "Volumes in Volumes all: 1 new"));
        Assert.DoesNotContain(await InboxTests.MessagesAsync(office.Ben), one => Word(one, "title").Contains("Volumes all", StringComparison.Ordinal));
        Assert.DoesNotContain(await InboxTests.MessagesAsync(office.Cai), one => Word(one, "title").Contains("Volumes all", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Told_again_it_counts_no_record_twice()
    {
        var before = await office.App.Services.GetRequiredService<IFeed>().NowAsync(Cancel);
        await SubscribeAsync(office.Ana, "Snapshots all", "", "snapshot");
        await office.BenAsync(HttpMethod.Post, "snapshots", new JsonArray(new JsonObject { ["name"] = "one" }, new JsonObject { ["name"] = "two" }));
        await InboxTests.MessageAsync(office.Ana, "Snapshots in Snapshots all: 2 new");
        await office.App.Services.GetRequiredService<Bookmarks>().MoveAsync(Follower.ChangeFeed, before, Cancel);
        await office.SettleAsync();
        Assert.Equal("Snapshots in Snapshots all: 2 new", Word(Assert.Single(await InboxTests.MessagesAsync(office.Ana), one => Word(one, "title").Contains("Snapshots all", StringComparison.Ordinal)), "title"));
    }

    [Fact]
    public async Task A_subscription_is_its_persons_own_and_says_what_is_wrong_with_it()
    {
        var id = await SubscribeAsync(office.Ana, "Own", "limit=5&name__ic=x&ordering=name", "image");
        var mine = (await office.Ana.GetAsync("api/v1/subscriptions")).Body["results"]!.AsArray().Single(one => Word(one, "id") == id);
        Assert.Equal("name__ic=x", Word(mine, "query"));
        Assert.Equal(HttpStatusCode.NotFound, (await office.Ben.DeleteAsync($"api/v1/subscriptions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.Ben.PatchAsync($"api/v1/subscriptions/{id}", new JsonObject { ["changed"] = true })).Status);
        Assert.True((bool)(await office.Ana.PatchAsync($"api/v1/subscriptions/{id}", new JsonObject { ["changed"] = true })).Body["changed"]!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.Ana.PatchAsync($"api/v1/subscriptions/{id}", new JsonObject { ["changed"] = false, ["new"] = false, ["gone"] = false })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await office.Ana.DeleteAsync($"api/v1/subscriptions/{id}")).Status);
        foreach (var (wrong, status) in new[] { ("nonsense__ic=x", HttpStatusCode.BadRequest), ("name__ic=x", HttpStatusCode.UnprocessableEntity) })
            Assert.Equal(status, (await office.Ana.PostAsync("api/v1/subscriptions", new JsonObject { ["kind"] = status == HttpStatusCode.BadRequest ? "server" : "nothing", ["name"] = "x", ["query"] = wrong })).Status);
    }

    private static async Task<string> SubscribeAsync(ApiClient client, string name, string query, string kind = "server", bool changed = false)
    {
        var made = await client.PostAsync("api/v1/subscriptions", new JsonObject { ["kind"] = kind, ["name"] = name, ["query"] = query, ["changed"] = changed });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return Word(made.Body, "id");
    }

    /// <summary>Ana and Ben in a team that owns what Ben makes, and Cai beside them.</summary>
    public sealed class Office(Postgres postgres) : IAsyncLifetime
    {
        private string team = "";

        public App App { get; private set; } = null!;

        public ApiClient Ana { get; private set; } = null!;

        public ApiClient Ben { get; private set; } = null!;

        public ApiClient Cai { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = await App.StartAsync(postgres);
            Ana = new ApiClient(await App.SignInNewUserAsync("ana@example.org"));
            Ben = new ApiClient(await App.SignInNewUserAsync("ben@example.org"));
            Cai = new ApiClient(await App.SignInNewUserAsync("cai@example.org"));
            team = Word((await Ben.PostAsync("api/v1/teams", new JsonObject { ["name"] = "Operations" })).Body, "id");
            await Ben.PutAsync($"api/v1/teams/{team}/members", new JsonArray(new JsonObject { ["id"] = await IdAsync(Ben), ["level"] = "admin" }, new JsonObject { ["id"] = await IdAsync(Ana), ["level"] = "read" }));
        }

        public async Task<JsonNode> BenAsync(HttpMethod method, string path, JsonNode? body)
        {
            using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("X-Maestro-Team", team);
            var answer = await Ben.Http.SendAsync(request, Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.IsSuccessStatusCode, text);
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }

        /// <summary>Waits until all that is written by now has been told.</summary>
        public async Task SettleAsync()
        {
            await using var ask = App.Database.Source.CreateCommand("select max(tx)::text from audit.changes");
            var last = ulong.Parse((string)(await ask.ExecuteScalarAsync(Cancel))!, System.Globalization.CultureInfo.InvariantCulture);
            for (var tries = 0; tries < 900 && (await App.Services.GetRequiredService<Bookmarks>().FindAsync(Follower.ChangeFeed, Cancel)).Tx < last; tries++)
            {
                await App.Services.GetRequiredService<Follower>().RoundAsync(Cancel);
                await Task.Delay(50, Cancel);
            }
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
