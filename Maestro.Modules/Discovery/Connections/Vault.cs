using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.DataProtection;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>Seals credentials with a key that is not in the database, and opens them for a crawl or a test, nowhere else.</summary>
internal sealed class Vault(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Maestro.Discovery.Credentials");

    public string Seal(JsonObject credentials) => protector.Protect(credentials.ToJsonString(Json.Compact));

    /// <summary>Throws <see cref="Problem"/> (unavailable) when they were sealed with a key that is gone.</summary>
    public JsonObject Open(string text)
    {
        try
        {
            return (JsonObject)JsonNode.Parse(protector.Unprotect(text))!;
        }
        catch (CryptographicException error)
        {
            throw new Problem(ProblemKind.Unavailable, "The credentials were encrypted with a key that is no longer there. Type them again.", cause: error);
        }
    }

    /// <summary>What is no secret of them; an access key's id shows its end only.</summary>
    public static JsonObject Shown(Method method, JsonObject credentials)
    {
        var shown = new JsonObject();
        foreach (var field in method.Fields)
        {
            if (credentials[field.Name].Text() is { Length: > 0 } text)
                shown[field.Name] = field.Secret ? "" : field.Name == "access" && text.Length > 4 ? "…" + text[^4..] : text;
        }

        return shown;
    }
}
