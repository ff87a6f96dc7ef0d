using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Files.Storing;
using Maestro.Modules.Kernel;
using Maestro.Tests.Access;
using Maestro.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Files;

/// <summary>Against a real S3-compatible server, with buckets named in the path.</summary>
public sealed class S3StoreTests(FilesWorld world, S3StoreTests.Server server, Postgres postgres) : IClassFixture<FilesWorld>, IClassFixture<S3StoreTests.Server>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_lies_in_the_bucket_under_a_key_of_ours_and_is_read_back()
    {
        var s3 = await server.StartAsync();
        await using var services = world.Open(s3.Settings());
        var file = await FilesWorld.PutAsync(services, "in a bucket", "../../name of mine.txt");
        Assert.Equal("in a bucket", await FilesWorld.ReadAsync(services, file.Id));
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(s3.Folder, "maestro", "thing", file.Id.ToString("N")[^2..])));
        Assert.Empty(Directory.EnumerateFiles(s3.Folder, "*name of mine*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(world.Folder, file.Id.ToString("N"), SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Files_stay_readable_when_the_store_is_changed_and_changed_back()
    {
        var s3 = await server.StartAsync();
        Guid local, remote, second;
        await using (var before = world.Open())
            local = (await FilesWorld.PutAsync(before, "local")).Id;
        await using (var after = world.Open(s3.Settings()))
        {
            remote = (await FilesWorld.PutAsync(after, "remote")).Id;
            Assert.Equal("local", await FilesWorld.ReadAsync(after, local));
        }

        await using (var other = world.Open(s3.Settings("second")))
        {
            second = (await FilesWorld.PutAsync(other, "other bucket")).Id;
            Assert.Equal("remote", await FilesWorld.ReadAsync(other, remote));
        }

        var back = s3.Settings();
        back["Files:Store"] = "Local";
        await using var again = world.Open(back);
        Assert.Equal(["local", "remote", "other bucket"], [await FilesWorld.ReadAsync(again, local), await FilesWorld.ReadAsync(again, remote), await FilesWorld.ReadAsync(again, second)]);
        Assert.Equal("local", await StoreOfAsync((await FilesWorld.PutAsync(again, "new")).Id));
    }

    [Fact]
    public async Task Without_its_keys_a_file_in_S3_is_not_there_right_now_and_says_why()
    {
        var s3 = await server.StartAsync();
        await using var services = world.Open(s3.Settings());
        var file = await FilesWorld.PutAsync(services, "kept");
        await using var without = world.Open();
        var problem = await Assert.ThrowsAsync<Problem>(() => FilesWorld.ReadAsync(without, file.Id));
        Assert.Equal(ProblemKind.Unavailable, problem.Kind);
        Assert.Contains("Files:S3", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_collector_empties_both_stores()
    {
        var s3 = await server.StartAsync();
        await using var local = world.Open();
        var first = await FilesWorld.PutAsync(local, "unused here");
        await using var services = world.Open(s3.Settings());
        var second = await FilesWorld.PutAsync(services, "unused there");
        world.Clock.Pass(TimeSpan.FromHours(2));
        await FilesWorld.CollectAsync(services);
        foreach (var file in new[] { first, second })
            Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => FilesWorld.ReadAsync(services, file.Id))).Kind);
        Assert.Empty(Directory.EnumerateFiles(s3.Folder, $"{second.Id:N}*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_store_that_refuses_or_does_not_answer_is_unavailable_and_tells_no_secret()
    {
        var s3 = await server.StartAsync();
        var wrong = s3.Settings();
        wrong["Files:S3:AccessKey"] = "wrong-access-key";
        var nobody = s3.Settings();
        nobody["Files:S3:Endpoint"] = "http://127.0.0.1:9";
        foreach (var settings in new[] { wrong, nobody })
        {
            await using var services = world.Open(settings);
            var problem = await Assert.ThrowsAsync<Problem>(() => FilesWorld.PutAsync(services, "lost"));
            Assert.Equal(ProblemKind.Unavailable, problem.Kind);
            Assert.DoesNotContain("127.0.0.1", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong-access-key", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_large_file_comes_back_byte_for_byte()
    {
        var s3 = await server.StartAsync();
        await using var services = world.Open(s3.Settings());
        var bytes = new byte[12_000_000];
        new Random(1).NextBytes(bytes);
        using var content = new MemoryStream(bytes);
        var store = services.GetRequiredService<IFileStore>();
        var file = await store.PutAsync(new NewFile("thing", Guid.CreateVersion7(), null, 20_000_000), content, Cancel);
        await using var opened = await store.OpenAsync(file.Id, Cancel);
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(opened.Content, Cancel)));
    }

    [Fact]
    public async Task Maestro_keeps_a_picture_in_S3_and_shows_it()
    {
        var s3 = await server.StartAsync();
        await using var app = await App.StartAsync(postgres, [.. s3.Settings().Select(pair => $"--{pair.Key}={pair.Value}")]);
        var client = await app.SignInAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await AvatarsApiTests.PutAsync(client, "me/avatar")).StatusCode);
        var link = (string)(await client.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel))!["user"]!["avatar"]!;
        var picture = await client.GetAsync("api/v1/" + link, Cancel);
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (picture.StatusCode, picture.Content.Headers.ContentType!.MediaType));
        Assert.True((await picture.Content.ReadAsByteArrayAsync(Cancel)).AsSpan().StartsWith("RIFF"u8));
    }

    private async Task<string> StoreOfAsync(Guid id)
    {
        await using var db = world.Databases.Open(Actor.System("test"));
        return await db.Set<FileRow>().Where(row => row.Id == id).Select(row => row.Store).SingleAsync(Cancel);
    }

    /// <summary>One server for all of them, started by the first.</summary>
    public sealed class Server : IAsyncDisposable
    {
        private readonly SemaphoreSlim one = new(1);
        private S3Server? started;

        internal async Task<S3Server> StartAsync()
        {
            await one.WaitAsync(Cancel);
            try
            {
                return started ??= await S3Server.StartAsync();
            }
            finally
            {
                one.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            one.Dispose();
            if (started is not null)
                await started.DisposeAsync();
        }
    }
}
