using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory.Api;

/// <summary>What every Kind answers over HTTP, by existing.</summary>
public sealed class EveryKindApiTests(SharedApi api) : IClassFixture<SharedApi>
{
    public static TheoryData<string> Kinds => SampleRecords.AllKinds();

    [Theory, MemberData(nameof(Kinds))]
    public async Task Create_get_list_patch_retire_restore_and_history(string name)
    {
        var (kind, client) = (SampleRecords.Kind(name), await api.WriterAsync(name));
        var sent = SampleRecords.Of(kind, "one");
        var created = await client.PostAsync($"api/v1/{kind.Plural}", sent);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created.Body["id"]!.GetValue<string>();
        Assert.Equal($"/api/v1/{kind.Plural}/{id}", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        foreach (var (field, value) in sent)
            Assert.True(JsonNode.DeepEquals(value, created.Body[field]), $"{field}: sent {value}, answered {created.Body[field]?.ToJsonString()}");

        var got = await client.GetAsync($"api/v1/{kind.Plural}/{id}");
        Assert.True(JsonNode.DeepEquals(created.Body, got.Body));
        var listed = await client.GetAsync($"api/v1/{kind.Plural}?id={id}");
        Assert.Equal(1, listed.Body["count"]!.GetValue<int>());
        Assert.True(JsonNode.DeepEquals(created.Body, listed.Body["results"]![0]));
        var brief = await client.GetAsync($"api/v1/{kind.Plural}?id={id}&brief=true");
        Assert.Equal(["id", "kind", "name", "url"], ((JsonObject)brief.Body["results"]![0]!).Select(pair => pair.Key));

        var stale = await client.PatchAsync($"api/v1/{kind.Plural}/{id}", new JsonObject { ["name"] = $"{name} two" }, ifMatch: "\"7\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        var patched = await client.PatchAsync($"api/v1/{kind.Plural}/{id}", new JsonObject { ["name"] = $"{name} two" }, ifMatch: got.ETag);
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (patched.Status, patched.ETag));

        var then = created.Body["updated_at"]!.GetValue<string>();
        var before = await client.GetAsync($"api/v1/{kind.Plural}/{id}?at={Uri.EscapeDataString(Later(then))}");
        Assert.Equal($"{name} one", before.Body["name"]!.GetValue<string>());
        var beforeList = await client.GetAsync($"api/v1/{kind.Plural}?id={id}&at={Uri.EscapeDataString(Later(then))}");
        Assert.Equal($"{name} one", beforeList.Body["results"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"api/v1/{kind.Plural}/{id}?at=2001-01-01T00:00:00Z")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"api/v1/{kind.Plural}/{id}")).Status);
        Assert.Equal(0, (await client.GetAsync($"api/v1/{kind.Plural}?id={id}")).Body["count"]!.GetValue<int>());
        Assert.Equal(1, (await client.GetAsync($"api/v1/{kind.Plural}?id={id}&active=false")).Body["count"]!.GetValue<int>());
        var restored = await client.PostAsync($"api/v1/{kind.Plural}/{id}/restore", null);
        Assert.Equal((HttpStatusCode.OK, "present"), (restored.Status, restored.Body["state"]!.GetValue<string>()));

        var history = await client.GetAsync($"api/v1/{kind.Plural}/{id}/history");
        Assert.Equal(["restore", "retire", "change", "create"], ((JsonArray)history.Body["results"]!).Select(change => change!["action"]!.GetValue<string>()));
        var renamed = ((JsonArray)history.Body["results"]![2]!["fields"]!).Single(change => change!["field"]!.GetValue<string>() == "name")!;
        Assert.Equal(($"{name} one", $"{name} two"), (renamed["before"]!.GetValue<string>(), renamed["after"]!.GetValue<string>()));
        var links = await client.GetAsync($"api/v1/{kind.Plural}/{id}/links");
        Assert.Equal(0, links.Body["count"]!.GetValue<int>());
    }

    private static string Later(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).AddMilliseconds(1).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    [Theory, MemberData(nameof(Kinds))]
    public async Task Bulk_create_patch_and_retire_are_all_or_none(string name)
    {
        var (kind, client) = (SampleRecords.Kind(name), await api.WriterAsync(name));
        var bad = SampleRecords.Of(kind, "bad");
        bad["no_such_field"] = 1;
        var refused = await client.PostAsync($"api/v1/{kind.Plural}", new JsonArray(SampleRecords.Of(kind, "bulk a"), bad));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["1.no_such_field"], ((JsonObject)refused.Body["errors"]!).Select(pair => pair.Key));
        Assert.Equal(0, (await client.GetAsync($"api/v1/{kind.Plural}?name={Uri.EscapeDataString(name + " bulk a")}")).Body["count"]!.GetValue<int>());

        var made = await client.PostAsync($"api/v1/{kind.Plural}", new JsonArray(SampleRecords.Of(kind, "bulk a"), SampleRecords.Of(kind, "bulk b")));
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var ids = made.List.Select(item => item!["id"]!.GetValue<string>()).ToList();
        var patched = await client.PatchAsync($"api/v1/{kind.Plural}", new JsonArray([.. ids.Select(id => (JsonNode)new JsonObject { ["id"] = id, ["name"] = $"{name} bulk {id}" })]));
        Assert.Equal(ids.Select(id => $"{name} bulk {id}"), patched.List.Select(item => item!["name"]!.GetValue<string>()));
        var missing = await client.PatchAsync($"api/v1/{kind.Plural}", new JsonArray(new JsonObject { ["id"] = ids[0], ["name"] = "x" }, new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["name"] = "y" }));
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Equal($"{name} bulk {ids[0]}", (await client.GetAsync($"api/v1/{kind.Plural}/{ids[0]}")).Body["name"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"api/v1/{kind.Plural}", new JsonArray([.. ids.Select(id => (JsonNode)new JsonObject { ["id"] = id })]))).Status);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_declared_field_filters_by_each_of_its_operators(string name)
    {
        var (kind, client) = (SampleRecords.Kind(name), await api.WriterAsync(name));
        var created = await client.PostAsync($"api/v1/{kind.Plural}", SampleRecords.Of(kind, "filtered"));
        var id = created.Body["id"]!.GetValue<string>();
        foreach (var (path, type, value) in Paths(kind.Fields, created.Body, ""))
        {
            foreach (var op in type.Operators)
            {
                var (query, expected) = Filter(path, op, type, value);
                var answer = await client.GetAsync($"api/v1/{kind.Plural}?id={id}&{query}");
                Assert.True(answer.Status == HttpStatusCode.OK, $"{query}: {answer.Text}");
                Assert.True(answer.Body["count"]!.GetValue<int>() == (expected ? 1 : 0), $"{query} on {value?.ToJsonString()}: {answer.Text}");
            }
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"api/v1/{kind.Plural}?no_such_field=1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"api/v1/{kind.Plural}?ordering=no_such_field")).Status);
    }

    private static IEnumerable<(string Path, FieldType Type, JsonNode? Value)> Paths(IReadOnlyList<Field> fields, JsonNode? document, string prefix)
    {
        foreach (var field in fields)
        {
            var (path, value) = (prefix + field.Name, (document as JsonObject)?[field.Name]);
            switch (field.Type)
            {
                case Group group:
                    foreach (var inner in Paths(group.Fields, value, path + "__"))
                        yield return inner;
                    break;
                case ListOf { Item: Group item } when value is JsonArray list:
                    foreach (var inner in Paths(item.Fields, list[0], path + "__"))
                        yield return inner;
                    break;
                case ListOf { Item: Ref or Group or Any } or Ref or Any or Tags:
                    break;
                case ListOf plain when value is JsonArray items:
                    yield return (path, plain.Item, items[0]);
                    break;
                case ListOf:
                    break;
                default:
                    yield return (path, field.Type, value);
                    break;
            }
        }
    }

    private static (string Query, bool Expected) Filter(string path, string op, FieldType type, JsonNode? value)
    {
        var text = value is null ? "no such value" : type.Print(value);
        var there = value is not null;
        var sample = value is null ? type.Shape switch { Shape.Number => "3", Shape.Flag => "true", Shape.Instant => "2026-01-02T03:04:05Z", _ => "zzz" } : text;
        var operand = op switch
        {
            "isw" when there => text[..Math.Max(1, text.Length / 2)],
            "iew" when there => text[(text.Length / 2)..],
            "ic" or "nic" when there => text[(text.Length / 3)..],
            "ie" => sample.ToUpperInvariant(),
            "empty" => "true",
            _ => sample,
        };
        var expected = op switch
        {
            "n" or "nic" => !there,
            "empty" => !there,
            "gt" or "lt" => false,
            _ => there,
        };
        return ($"{path}{(op.Length > 0 ? "__" + op : "")}={Uri.EscapeDataString(operand)}", expected);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_export_imports_again_without_a_change(string name)
    {
        var (kind, client) = (SampleRecords.Kind(name), await api.WriterAsync(name));
        var sample = SampleRecords.Of(kind, "=exported \"x\", y");
        await client.PostAsync($"api/v1/{kind.Plural}", sample);
        var csv = await client.TextAsync($"api/v1/{kind.Plural}.csv?name={Uri.EscapeDataString(sample["name"]!.GetValue<string>())}");
        var plan = await client.PostTextAsync($"api/v1/imports?source=csv&kind={kind.Plural}", csv, "text/csv");
        Assert.True(plan.Status == HttpStatusCode.Created, plan.Text);
        Assert.Equal("{\"create\":0,\"change\":0,\"retire\":0,\"restore\":0,\"unchanged\":1,\"conflict\":0,\"error\":0,\"total\":1}", plan.Body["counts"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stranger_a_reader_and_a_writer_may_do_what_their_level_says(string name)
    {
        var kind = SampleRecords.Kind(name);
        if (kind.Shared)
            return;
        var owner = await api.WriterAsync(name);
        var created = await owner.PostAsync($"api/v1/{kind.Plural}", SampleRecords.Of(kind, "granted"));
        var url = $"api/v1/{kind.Plural}/{created.Body["id"]!.GetValue<string>()}";
        var (other, otherId) = await api.OtherAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Nobody.GetAsync(url)).Status);
        await ExpectAsync(other, url, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound);
        await GrantAsync(owner, url, otherId, "read");
        await ExpectAsync(other, url, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden);
        await GrantAsync(owner, url, otherId, "write");
        await ExpectAsync(other, url, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden);
        await GrantAsync(owner, url, otherId, "admin");
        await ExpectAsync(other, url, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent);
    }

    private static async Task ExpectAsync(ApiClient client, string url, HttpStatusCode read, HttpStatusCode write, HttpStatusCode retire)
    {
        Assert.Equal(read, (await client.GetAsync(url)).Status);
        Assert.Equal(read, (await client.GetAsync(url + "/history")).Status);
        Assert.Equal(read, (await client.GetAsync(url + "/links")).Status);
        Assert.Equal(read, (await client.GetAsync(url + "/sources")).Status);
        Assert.Equal(write, (await client.PatchAsync(url, new JsonObject { ["name"] = $"renamed {Guid.NewGuid()}" })).Status);
        Assert.Equal(retire, (await client.DeleteAsync(url)).Status);
    }

    private static async Task GrantAsync(ApiClient owner, string url, string user, string level)
    {
        var me = (await owner.GetAsync("api/v1/me")).Body["user"]?["id"] ?? (await owner.GetAsync("api/v1/me")).Body["id"];
        var grants = new JsonArray(
            new JsonObject { ["subject"] = new JsonObject { ["type"] = "user", ["id"] = me!.GetValue<string>() }, ["level"] = "admin" },
            new JsonObject { ["subject"] = new JsonObject { ["type"] = "user", ["id"] = user }, ["level"] = level });
        var answer = await owner.PutAsync(url + "/grants", grants);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }
}
