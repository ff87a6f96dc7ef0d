using Maestro.Tests.Support;
using Maestro.Web.Hosting;
using Maestro.Web.Hosting.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Hosting;

public sealed class KeysTests(Postgres postgres) : IAsyncLifetime
{
    private static readonly string Shared = MasterKey.NewText();
    private readonly TemporaryFolder folder = new();
    private Database database = null!;

    public async ValueTask InitializeAsync() => database = await postgres.CloneAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Another_key_than_the_databases_is_refused()
    {
        await using (var first = await OpenAsync(folder.Path))
        {
        }
        using var elsewhere = new TemporaryFolder();
        var refusal = await Assert.ThrowsAsync<StartRefused>(() => OpenAsync(elsewhere.Path));
        Assert.StartsWith("MAESTRO_MASTER_KEY:", refusal.Message, StringComparison.Ordinal);
        refusal = await Assert.ThrowsAsync<StartRefused>(() => OpenAsync(folder.Path, $"--MAESTRO_MASTER_KEY={Shared}"));
        Assert.StartsWith("MAESTRO_MASTER_KEY: the key from the setting", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_Maestros_with_one_master_key_read_each_others_secrets()
    {
        using var elsewhere = new TemporaryFolder();
        await using var one = await OpenAsync(folder.Path, $"--MAESTRO_MASTER_KEY={Shared}");
        await using var other = await OpenAsync(elsewhere.Path, $"--MAESTRO_MASTER_KEY={Shared}");
        Assert.Equal("hush", Protector(other).Unprotect(Protector(one).Protect("hush")));
    }

    [Fact]
    public async Task No_key_lies_in_the_database_in_clear()
    {
        await using var app = await OpenAsync(folder.Path);
        Protector(app).Protect("hush");
        var values = app.Services.GetRequiredService<KeyStore>().Read();
        Assert.Equal(2, values.Count);
        Assert.All(values.Values, value => Assert.DoesNotContain('<', value));
    }

    [Fact]
    public async Task After_a_rotation_old_secrets_are_read_and_the_old_master_key_is_refused()
    {
        string secret;
        await using (var before = await OpenAsync(folder.Path))
            secret = Protector(before).Protect("hush");
        var path = Path.Combine(folder.Path, "keys", "master.key");
        var old = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        await using (var rotating = Build(folder.Path))
            Assert.Equal(0, await new RotateKeys().RunAsync(rotating, [], TestContext.Current.CancellationToken));
        Assert.NotEqual(old, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        await using (var after = await OpenAsync(folder.Path))
            Assert.Equal("hush", Protector(after).Unprotect(secret));
        await Assert.ThrowsAsync<StartRefused>(() => OpenAsync(folder.Path, $"--MAESTRO_MASTER_KEY={old}"));
    }

    [Fact]
    public async Task A_rotation_that_stopped_before_the_file_was_in_place_is_completed_at_the_next_start()
    {
        await using (var before = await OpenAsync(folder.Path))
        {
            before.Services.GetRequiredService<MasterKeys>().Change(MasterKey.NewText());
            var path = Path.Combine(folder.Path, "keys", "master.key");
            File.Move(path, path + ".next");
            await File.WriteAllTextAsync(path, MasterKey.NewText(), TestContext.Current.CancellationToken);
        }
        await using var after = await OpenAsync(folder.Path);
        Assert.False(File.Exists(Path.Combine(folder.Path, "keys", "master.key.next")));
    }

    private WebApplication Build(string data, params string[] settings) => MaestroHost.Build(
        ["--urls=http://127.0.0.1:0", $"--MAESTRO_DATA={data}", $"--ConnectionStrings:Maestro={database.ConnectionString}", "--Logging:LogLevel:Default=Warning", .. settings]);

    private async Task<WebApplication> OpenAsync(string data, params string[] settings)
    {
        var app = Build(data, settings);
        try
        {
            await app.OpenDatabaseAsync(TestContext.Current.CancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static IDataProtector Protector(WebApplication app) =>
        app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
