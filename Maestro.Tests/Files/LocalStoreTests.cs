using Maestro.Modules.Files.Storing;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Files;

public sealed class LocalStoreTests(FilesWorld world) : IClassFixture<FilesWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_read_back_and_described_by_its_content()
    {
        await using var services = world.Open();
        var file = await FilesWorld.PutAsync(services, """{"a": 1}""", "picture.png");
        Assert.Equal("""{"a": 1}""", await FilesWorld.ReadAsync(services, file.Id));
        Assert.Equal(("application/json", 8, "picture.png"), (file.Type, file.Size, file.Name));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("""{"a": 1}"""u8)), file.Sha256);
        Assert.Equal(file, await services.GetRequiredService<IFileStore>().FindAsync(file.Id, Cancel));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\secrets\\plan.csv", "plan.csv")]
    [InlineData("line\r\nSet-Cookie: a=b", "lineSet-Cookie: a=b")]
    [InlineData("/", null)]
    public async Task A_name_from_outside_is_shown_and_never_says_where_the_file_lies(string name, string? shown)
    {
        await using var services = world.Open();
        var file = await FilesWorld.PutAsync(services, "text", name);
        Assert.Equal(shown, file.Name);
        await using var db = world.Databases.Open(Actor.System("test"));
        var key = await db.Set<FileRow>().Where(row => row.Id == file.Id).Select(row => row.Key).SingleAsync(Cancel);
        Assert.Equal($"thing/{file.Id.ToString("N")[^2..]}/{file.Id:N}", key);
        Assert.True(File.Exists(Path.Combine(world.Folder, key)));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_nothing_of_it_stays()
    {
        await using var services = world.Open();
        var problem = await Assert.ThrowsAsync<Problem>(() => FilesWorld.PutAsync(services, new string('x', 1_001), "large"));
        Assert.Equal(ProblemKind.TooLarge, problem.Kind);
        await using var db = world.Databases.Open(Actor.System("test"));
        Assert.False(await db.Set<FileRow>().AnyAsync(row => row.Name == "large", Cancel));
    }

    [Fact]
    public async Task What_is_not_used_any_more_is_collected_after_an_hour_and_what_is_used_stays()
    {
        await using var services = world.Open();
        var (used, unused) = (await FilesWorld.PutAsync(services, "used"), await FilesWorld.PutAsync(services, "unused"));
        world.Used.Add(used.Id);
        await FilesWorld.CollectAsync(services);
        Assert.Equal("unused", await FilesWorld.ReadAsync(services, unused.Id));
        world.Clock.Pass(TimeSpan.FromMinutes(61));
        Assert.True(await FilesWorld.CollectAsync(services) >= 1);
        Assert.Equal("used", await FilesWorld.ReadAsync(services, used.Id));
        Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => FilesWorld.ReadAsync(services, unused.Id))).Kind);
        Assert.Empty(Directory.EnumerateFiles(world.Folder, unused.Id.ToString("N"), SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_whose_writing_was_cut_short_is_collected_after_a_day_and_never_read()
    {
        await using var services = world.Open();
        var file = await FilesWorld.PutAsync(services, "half");
        world.Used.Add(file.Id);
        await using var db = world.Databases.Open(Actor.System("test"));
        await db.Set<FileRow>().Where(row => row.Id == file.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Whole, false), Cancel);
        Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => FilesWorld.ReadAsync(services, file.Id))).Kind);
        world.Clock.Pass(TimeSpan.FromHours(25));
        await FilesWorld.CollectAsync(services);
        Assert.False(await db.Set<FileRow>().AnyAsync(row => row.Id == file.Id, Cancel));
    }

    [Fact]
    public async Task What_nobody_answers_for_is_left_alone()
    {
        await using var services = world.Open();
        using var content = new MemoryStream([1, 2, 3]);
        var file = await services.GetRequiredService<IFileStore>().PutAsync(new NewFile("unheard-of", Guid.CreateVersion7(), null, 10), content, Cancel);
        world.Clock.Pass(TimeSpan.FromHours(2));
        await FilesWorld.CollectAsync(services);
        Assert.NotNull(await services.GetRequiredService<IFileStore>().FindAsync(file.Id, Cancel));
    }

    [Fact]
    public async Task A_key_that_leads_out_of_the_folder_is_not_followed()
    {
        await using var services = world.Open();
        var file = await FilesWorld.PutAsync(services, "text");
        await using var db = world.Databases.Open(Actor.System("test"));
        await db.Set<FileRow>().Where(row => row.Id == file.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Key, "../../../etc/passwd"), Cancel);
        Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => FilesWorld.ReadAsync(services, file.Id))).Kind);
    }
}
