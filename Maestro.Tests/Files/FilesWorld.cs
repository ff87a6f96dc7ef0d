using Maestro.Modules.Files.Storing;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Files;

/// <summary>The file store alone, over a database and a folder that outlive it: opened anew, it is another process with other settings.</summary>
public sealed class FilesWorld(Postgres postgres) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Database database = null!;

    public TestClock Clock { get; } = new();

    public string Folder => folder.Path;

    internal IMaestroDbFactory Databases => database.Databases;

    /// <summary>Ids of files that their owner still uses.</summary>
    public HashSet<Guid> Used { get; } = [];

    public async ValueTask InitializeAsync() => database = await postgres.CloneAsync();

    /// <summary>The store with these settings beside its folder.</summary>
    public ServiceProvider Open(Dictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Files:Folder", Folder), .. settings ?? []]).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<ILoggerFactory, LoggerFactory>().AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(database.Databases);
        services.AddSingleton<IFileOwner>(new Owner(Used));
        new Maestro.Modules.Files.FilesModule().AddServices(services, configuration);
        return services.BuildServiceProvider();
    }

    internal static async Task<StoredFile> PutAsync(IServiceProvider services, string text, string? name = null)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return await services.GetRequiredService<IFileStore>().PutAsync(new NewFile("thing", Guid.CreateVersion7(), name, 1_000), content, TestContext.Current.CancellationToken);
    }

    internal static async Task<string> ReadAsync(IServiceProvider services, Guid id)
    {
        await using var opened = await services.GetRequiredService<IFileStore>().OpenAsync(id, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(opened.Content);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    internal static Task<int> CollectAsync(IServiceProvider services) => services.GetRequiredService<Collector>().RoundAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Owner(HashSet<Guid> used) : IFileOwner
    {
        public string Type => "thing";

        public Task<bool> MayReadAsync(Actor actor, StoredFile file, CancellationToken cancel) => Task.FromResult(true);

        public Task<IReadOnlyCollection<Guid>> UsedAsync(IReadOnlyCollection<StoredFile> files, CancellationToken cancel) => Task.FromResult<IReadOnlyCollection<Guid>>(used);
    }
}

/// <summary>Time that only a test moves.</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = new(2031, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
