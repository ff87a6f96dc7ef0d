using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>What Keystone is asked for a token with: https://docs.openstack.org/api-ref/identity/v3/#authentication-and-token-management</summary>
internal static partial class StackSignIn
{
    [GeneratedRegex("^[0-9a-f]{32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"/v\d+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Version { get; }

    /// <summary>Where tokens are given: whatever version the address names, version 3 is asked.</summary>
    internal static string Address(string url) => Version.Replace(url.TrimEnd('/'), "") + "/v3/auth/tokens";

    internal static JsonObject Request(Opening opening) => new()
    {
        ["auth"] = opening.Method == "application_credential"
            ? new JsonObject
            {
                ["identity"] = new JsonObject
                {
                    ["methods"] = new JsonArray("application_credential"),
                    ["application_credential"] = new JsonObject { ["id"] = opening.Text("application_credential_id"), ["secret"] = opening.Text("application_credential_secret") },
                },
            }
            : new JsonObject
            {
                ["identity"] = new JsonObject { ["methods"] = new JsonArray("password"), ["password"] = new JsonObject { ["user"] = User(opening) } },
                ["scope"] = new JsonObject { ["project"] = Project(opening) },
            },
    };

    private static JsonObject User(Opening opening)
    {
        var name = opening.Text("username") ?? "";
        var user = Id.IsMatch(name) ? new JsonObject { ["id"] = name } : new JsonObject { ["name"] = name, ["domain"] = Domain(opening.Text("user_domain_id")) };
        user["password"] = (string?)opening.Credentials["password"];
        return user;
    }

    private static JsonObject Project(Opening opening)
    {
        var project = opening.Text("project") ?? "";
        return Id.IsMatch(project) ? new() { ["id"] = project } : new() { ["name"] = project, ["domain"] = Domain(opening.Text("project_domain") ?? opening.Text("user_domain_id")) };
    }

    // The first domain has the id "default" and the name "Default"; ids of all others are drawn.
    private static JsonObject Domain(string? domain) => domain is null or "default" || Id.IsMatch(domain) ? new() { ["id"] = domain ?? "default" } : new() { ["name"] = domain };
}
