using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery;

/// <summary>Files beyond 20 MB: a run reads them, and ends with the plan.</summary>
public sealed class LargeImportsTests(SharedApi api) : IClassFixture<SharedApi>
{
    private static StringContent Body(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<Answer> PostAsync(ApiClient client, string query, HttpContent content)
    {
        using var response = await client.Http.PostAsync(new Uri($"api/v1/imports?{query}", UriKind.Relative), content);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), null, response.Headers.Location?.ToString());
    }

    /// <summary>A state of a few servers with a lot to say about each.</summary>
    private static string State(int servers, int each)
    {
        var filler = new string('x', each);
        var resources = Enumerable.Range(0, servers).Select(at => $$$$"""
            {"mode": "managed", "type": "aws_instance", "name": "web{{{{at}}}}", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [{"schema_version": 1,
             "attributes": {"id": "i-0aaaaaaaaaaaaa{{{{at:000}}}}", "private_ip": "10.9.0.{{{{at + 1}}}}", "instance_type": "t3.micro", "availability_zone": "us-east-1a", "user_data": "{{{{filler}}}}", "tags": {"Name": "large{{{{at}}}}"}}}]}
            """);
        return $$"""{"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "1a7ge000-0000-4000-8000-000000000001", "outputs": {}, "resources": [{{string.Join(',', resources)}}]}""";
    }

    private static async Task<JsonObject> EndOfAsync(ApiClient client, string id)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var run = (await client.GetAsync($"api/v1/runs/{id}")).Body;
            if (run["finished_at"] is not null)
                return run;
            await Task.Delay(100);
        }

        throw new TimeoutException($"Run {id} has not ended.");
    }

    [Fact]
    public async Task A_state_of_21_MB_is_answered_with_a_run_that_ends_with_the_plan()
    {
        var client = await api.WriterAsync("server");
        using var content = Body(State(70, 300_000));
        var answer = await PostAsync(client, "source=terraform", content);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var id = answer.Body["id"].Text()!;
        Assert.EndsWith($"/api/v1/runs/{id}", answer.Location!, StringComparison.Ordinal);
        Assert.Equal("import", answer.Body["type"].Text());

        var run = await EndOfAsync(client, id);
        Assert.Equal(("done", "upload", "70"), (run["status"].Text(), run["title"].Text(), run["counts"]!["create"]!.ToJsonString()));
        var plan = (await client.GetAsync($"api/v1/plans/{run["plan"]}")).Body;
        Assert.Equal("70", plan["counts"]!["create"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"api/v1/plans/{run["plan"]}/apply", new JsonObject())).Status);
        Assert.Equal("70", (await client.GetAsync("api/v1/servers?name__ic=large&limit=1")).Body["count"]!.ToJsonString());

        // A run is its maker's and the administrators'; a stranger does not even learn that it is there.
        Assert.Equal(HttpStatusCode.NotFound, (await (await api.OtherAsync()).Client.GetAsync($"api/v1/runs/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await api.OtherAsync()).Client.PostAsync($"api/v1/runs/{id}/stop", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await api.AdminAsync()).GetAsync($"api/v1/runs/{id}")).Status);
        var listed = (await client.GetAsync("api/v1/runs?type=import&status=done")).Body["results"]!.AsArray();
        Assert.Contains(listed, one => one!["id"].Text() == id);
        Assert.DoesNotContain((await (await api.OtherAsync()).Client.GetAsync("api/v1/runs")).Body["results"]!.AsArray(), one => one!["id"].Text() == id);
        // Stopping what has ended changes nothing.
        Assert.Equal("done", (await client.PostAsync($"api/v1/runs/{id}/stop", null)).Body["status"].Text());
    }

    [Fact]
    public async Task A_large_file_that_cannot_be_read_ends_its_run_with_the_reason()
    {
        var client = await api.WriterAsync("server");
        using var content = Body("{\"clients\": [" + new string(' ', 21_000_000) + "oops]}");
        var answer = await PostAsync(client, "source=json", content);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var run = await EndOfAsync(client, answer.Body["id"].Text()!);
        Assert.Equal(("failed", "400"), (run["status"].Text(), run["problem"]!["status"]!.ToJsonString()));
        Assert.StartsWith("\"upload\" is not valid JSON in line 1, column 21000014", run["message"].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_a_source_is_refused_at_once_however_large()
    {
        using var content = Body(new string(' ', 21_000_000));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(await api.WriterAsync("server"), "source=excel", content)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_100_MB_is_refused_whether_its_size_is_announced_or_not(bool announced)
    {
        using var content = new Lazy(200_000_000, announced);
        var answer = await PostAsync(await api.WriterAsync("server"), "source=terraform", content);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "\"upload\" is larger than 100 MB."), (answer.Status, answer.Body["detail"].Text()));
    }

    [Theory]
    [InlineData("status=going", "status: is none of queued, running, done, partial, failed, stopped.")]
    [InlineData("status=1", "status: is none of queued, running, done, partial, failed, stopped.")]
    [InlineData("cursor=x", "cursor: is not one that a list has given.")]
    [InlineData("limit=0", "limit is a whole number from 1 to 1000.")]
    public async Task A_wrong_question_about_runs_is_malformed(string query, string message)
    {
        var answer = await (await api.WriterAsync("server")).GetAsync($"api/v1/runs?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Body["detail"].Text()));
    }

    /// <summary>A body of blanks that is made while it is sent.</summary>
    private sealed class Lazy(long length, bool announced) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = new byte[100_000];
            Array.Fill(block, (byte)' ');
            for (long sent = 0; sent < length; sent += block.Length)
                await stream.WriteAsync(block);
        }

        protected override bool TryComputeLength(out long size)
        {
            size = length;
            return announced;
        }
    }
}
