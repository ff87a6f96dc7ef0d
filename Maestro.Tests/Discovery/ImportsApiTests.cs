using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery;

/// <summary>Files over HTTP: <c>POST /imports</c>.</summary>
public sealed class ImportsApiTests(SharedApi api) : IClassFixture<SharedApi>
{
    private static async Task<(HttpStatusCode Status, JsonObject Body, string? Location)> PostAsync(ApiClient client, string query, HttpContent content)
    {
        using var response = await client.Http.PostAsync(new Uri($"api/v1/imports?{query}", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!, response.Headers.Location?.ToString());
    }

    private static StringContent Body(string text) => new(text, Encoding.UTF8, "application/json");

    [Fact]
    public async Task Facts_as_a_form_become_a_plan_that_can_be_applied()
    {
        var client = await api.WriterAsync("server");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"ansible_facts": {"ansible_nodename": "form1", "ansible_system": "Linux"}}"""), "file", "form1.json" },
            { new StringContent("""{"unreachable": true, "msg": "down"}"""), "file", "form2.json" },
            { new StringContent("not a file"), "comment" },
        };
        var (status, plan, location) = await PostAsync(client, "source=ansible&origin=forms", form);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.EndsWith($"/api/v1/plans/{plan["id"]}", location!, StringComparison.Ordinal);
        Assert.Equal("1", plan["counts"]!["create"]!.ToJsonString());
        Assert.Equal(("form1.json", "create"), (plan["rows"]![0]!["label"].Text(), plan["rows"]![0]!["action"].Text()));
        Assert.Equal("""[{"subject":"form2.json","message":"was unreachable when facts were gathered: skipped (down)","count":1}]""", plan["notes"]!.ToJsonString());

        var applied = await client.PostAsync($"api/v1/plans/{plan["id"]}/apply", new JsonObject());
        Assert.Equal(HttpStatusCode.OK, applied.Status);
        Assert.Equal("form1", (await client.GetAsync("api/v1/servers?hostname=form1")).Body["results"]![0]!["name"].Text());
    }

    [Fact]
    public async Task A_list_exported_as_JSON_imports_without_a_change()
    {
        var client = await api.WriterAsync("client");
        await client.PostAsync("api/v1/clients", new JsonObject { ["name"] = "Round trip", ["tags"] = new JsonArray(new JsonObject { ["key"] = "a", ["value"] = "b" }) });
        var exported = await client.TextAsync("api/v1/clients.json?name=Round%20trip");
        using var content = Body(exported);
        var (status, plan, _) = await PostAsync(client, "source=json", content);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(("0", "0", "0"), (plan["counts"]!["create"]!.ToJsonString(), plan["counts"]!["error"]!.ToJsonString(), plan["counts"]!["conflict"]!.ToJsonString()));
    }

    [Fact]
    public async Task Csv_is_read_for_the_Kind_that_the_request_names()
    {
        var client = await api.WriterAsync("client");
        using var content = new StringContent("id,name,description\n,From CSV,first\n,,no name\n", Encoding.UTF8, "text/csv");
        var (status, plan, _) = await PostAsync(client, "source=csv&kind=clients", content);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(("1", "1"), (plan["counts"]!["create"]!.ToJsonString(), plan["counts"]!["error"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("", "{}", HttpStatusCode.BadRequest, "source: say ansible, terraform, json or csv.")]
    [InlineData("source=excel", "{}", HttpStatusCode.BadRequest, "source: \"excel\" is none of ansible, csv, json, terraform.")]
    [InlineData("source=json", "{\"servers\": [}", HttpStatusCode.BadRequest, "\"upload\" is not valid JSON in line 1, column 14: ")]
    [InlineData("source=json", "", HttpStatusCode.BadRequest, "\"upload\" is empty.")]
    [InlineData("source=csv", "id,name\n", HttpStatusCode.BadRequest, "kind: say what the rows are")]
    [InlineData("source=json&datacenter=x", "{}", HttpStatusCode.BadRequest, "datacenter: \"x\" is not an id.")]
    [InlineData("source=json&datacenter=0190f000-0000-7000-8000-000000000009", "{\"clients\": [{\"name\": \"a\"}]}", HttpStatusCode.NotFound, "")]
    [InlineData("source=terraform", "{\"version\": 3, \"modules\": []}", HttpStatusCode.UnprocessableEntity, "\"upload\" is a state of format version 3")]
    public async Task What_cannot_be_read_is_refused_with_a_reason(string query, string text, HttpStatusCode status, string message)
    {
        using var content = Body(text);
        var answer = await PostAsync(await api.WriterAsync("server"), query, content);
        Assert.Equal(status, answer.Status);
        var said = answer.Body["detail"].Text() ?? answer.Body["title"].Text() ?? "";
        Assert.StartsWith(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_form_is_malformed()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n{}"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(await api.WriterAsync("server"), "source=json", content)).Status);
        using var none = new MultipartFormDataContent { { new StringContent("x"), "comment" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(await api.WriterAsync("server"), "source=json", none)).Status);
    }

    [Fact]
    public async Task A_file_may_be_larger_than_the_server_allows_other_bodies()
    {
        using var content = Body("{\"clients\": []" + new string(' ', 31_000_000) + "}");
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(await api.WriterAsync("server"), "source=json", content)).Status);
    }

    [Fact]
    public async Task Nobody_is_asked_to_sign_in_and_the_template_is_a_file()
    {
        using var content = Body("{}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(api.Nobody, "source=json", content)).Status);
        using var template = await (await api.WriterAsync("server")).Http.GetAsync(new Uri("api/v1/imports/template.json", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "maestro-template.json"), (template.StatusCode, template.Content.Headers.ContentDisposition!.FileName));
    }
}
