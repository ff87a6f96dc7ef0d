using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access.Sso;

/// <summary>One provider, one Maestro that trusts it, and one browser for all tests of a class; each test has people of its own.</summary>
public sealed class OidcWorld(Postgres postgres) : IAsyncLifetime
{
    private string operations = "";

    public Postgres Postgres => postgres;

    public OidcProvider Provider { get; private set; } = null!;

    public Browser Browser { get; private set; } = null!;

    internal SsoApp Maestro { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var address = SsoApp.NewAddress();
        Provider = await OidcProvider.StartAsync(address);
        Browser = await Browser.StartAsync();
        Maestro = await SsoApp.StartAsync(postgres, address);
        operations = await Maestro.TeamAsync("Operations");
        foreach (var login in new[] { "eva", "otto", "dora" })
            Provider.Set(login, $"{login}@example.org");
        await Maestro.SetAsync(new JsonObject { ["provider"] = Settings() });
    }

    /// <summary>The provider as an administrator sets it.</summary>
    public JsonObject Settings(bool team = true) => new()
    {
        ["enabled"] = true, ["name"] = "Example Login", ["authority"] = Provider.Authority, ["client_id"] = OidcProvider.ClientId, ["client_secret"] = OidcProvider.Secret,
        ["teams"] = team ? new JsonArray(new JsonObject { ["value"] = "ops", ["team"] = operations, ["level"] = "write" }) : [],
    };

    public async ValueTask DisposeAsync()
    {
        if (Maestro is not null)
            await Maestro.DisposeAsync();
        if (Browser is not null)
            await Browser.DisposeAsync();
        if (Provider is not null)
            await Provider.DisposeAsync();
    }
}
