using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access.Sso;

/// <summary>One directory and one Maestro that asks it for all tests of a class; each test has people of its own.</summary>
public sealed class LdapWorld(Postgres postgres) : IAsyncLifetime
{
    private string operations = "";

    public LdapServer Directory { get; private set; } = null!;

    internal SsoApp Maestro { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory = await LdapServer.StartAsync();
        Directory.Add("known", "in the directory", "known@example.org");
        Maestro = await SsoApp.StartAsync(postgres, SsoApp.NewAddress());
        operations = await Maestro.TeamAsync("Operations");
    }

    /// <summary>The directory as an administrator sets it.</summary>
    public JsonObject Settings() => new()
    {
        ["enabled"] = true, ["name"] = "Example Directory", ["server"] = "127.0.0.1", ["port"] = Directory.TlsPort, ["tls"] = "ldaps", ["certificate"] = Directory.Certificate, ["link_by_email"] = false,
        ["bind_dn"] = LdapServer.SearchDn, ["bind_password"] = LdapServer.SearchPassword, ["base"] = LdapServer.Base, ["group_base"] = $"ou=groups,{LdapServer.Base}",
        ["teams"] = new JsonArray(new JsonObject { ["value"] = "operators", ["team"] = operations, ["level"] = "read" }),
    };

    public async ValueTask DisposeAsync()
    {
        if (Maestro is not null)
            await Maestro.DisposeAsync();
        if (Directory is not null)
            await Directory.DisposeAsync();
    }
}
