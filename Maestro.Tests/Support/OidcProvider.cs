using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Maestro.Tests.Support;

/// <summary>A real OpenID Connect provider in a process of its own (npm's <c>oidc-provider</c>, which <c>./maestro test</c> installs). A machine without it skips what needs it, and says so.</summary>
public sealed class OidcProvider : IAsyncDisposable
{
    public const string ClientId = "maestro";
    public const string Secret = "what only they know";
    private readonly TemporaryFolder folder;
    private readonly Process process;
    private readonly JsonObject accounts = [];

    private OidcProvider(TemporaryFolder folder, Process process, string authority) => (this.folder, this.process, Authority) = (folder, process, authority);

    public string Authority { get; }

    /// <summary>Starts one that sends browsers back to a Maestro at this address. <paramref name="pushed"/>: it takes questions past the browser (PAR).</summary>
    public static async Task<OidcProvider> StartAsync(string maestro, bool pushed = false)
    {
        var modules = Path.Combine(Cache, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "oidc-provider")))
            Assert.Skip("There is no OpenID Connect provider on this machine: ./maestro test installs it.");
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(AccountsOf(folder), "{}");
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Access", "Sso", "Fixtures", "oidc_provider.mjs"), modules, AccountsOf(folder), $"{maestro}/sign-in/provider/callback", pushed ? "pushed" : "plain" })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("http", StringComparison.Ordinal))
                return new OidcProvider(folder, process, line);
        throw new InvalidOperationException($"The provider did not start: {await errors}");
    }

    /// <summary>Adds or replaces an account; what it says counts from the next sign-in on.</summary>
    public void Set(string login, string? email, bool? verified = true, params string[] groups)
    {
        var account = new JsonObject { ["name"] = $"{char.ToUpperInvariant(login[0])}{login[1..]} Silva", ["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]) };
        if (email is not null)
            account["email"] = email;
        if (verified is not null)
            account["email_verified"] = verified;
        accounts[login] = account;
        File.WriteAllText(AccountsOf(folder), accounts.ToJsonString());
    }

    /// <summary>Signs in on the provider's own page, which the browser shows.</summary>
    public static async Task SignInAsync(IPage page, string login)
    {
        await page.Locator("input[name=login]").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync("any password");
        await page.Locator("button[type=submit]").First.ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        process.Dispose();
        folder.Dispose();
    }

    /// <summary>Where <c>./maestro test</c> installs it.</summary>
    private static string Cache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/tmp", ".cache"), "maestro", "test-provider");

    private static string AccountsOf(TemporaryFolder folder) => Path.Combine(folder.Path, "accounts.json");
}
