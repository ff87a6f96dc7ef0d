using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>The settings as they are stored: the text, by which a change is noticed, and with secrets opened.</summary>
internal sealed record Stored(string Text, SsoSettings Settings);

/// <summary>Keeps the settings in one row that every process on the database reads; secrets are encrypted.</summary>
internal sealed class SsoStore(IDataProtectionProvider protection)
{
    private const string Key = "access.single_sign_on";

    /// <summary>How settings are written as JSON, also for requests.</summary>
    public static readonly JsonSerializerOptions Format = new(Json.Compact)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly JsonSerializerOptions Lenient = new(Format) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };
    private readonly IDataProtector protector = protection.CreateProtector("Maestro.Access.SingleSignOn");

    /// <summary>The settings, secrets included: never for anybody's eyes.</summary>
    public async Task<Stored> LoadAsync(MaestroDb db, CancellationToken cancel)
    {
        var text = await db.Set<SettingRow>().Where(row => row.Key == Key).Select(row => row.Value).SingleOrDefaultAsync(cancel) ?? "{}";
        var settings = JsonSerializer.Deserialize<SsoSettings>(text, Lenient) ?? new();
        return new Stored(text, settings with
        {
            Provider = settings.Provider with { ClientSecret = Open(settings.Provider.ClientSecret) },
            Directory = settings.Directory with { BindPassword = Open(settings.Directory.BindPassword) },
        });
    }

    /// <summary>Puts settings, secrets open, into the context, which the caller saves.</summary>
    public async Task PutAsync(MaestroDb db, SsoSettings settings, CancellationToken cancel)
    {
        var text = JsonSerializer.Serialize(settings with
        {
            Provider = settings.Provider with { ClientSecret = Seal(settings.Provider.ClientSecret), HasSecret = false },
            Directory = settings.Directory with { BindPassword = Seal(settings.Directory.BindPassword), HasPassword = false },
        }, Format);
        if (await db.Set<SettingRow>().SingleOrDefaultAsync(row => row.Key == Key, cancel) is { } row)
            row.Value = text;
        else
            db.Add(new SettingRow { Key = Key, Value = text });
    }

    /// <summary>The settings for people's eyes: that there is a secret, not which.</summary>
    public static SsoSettings Seen(SsoSettings settings) => settings with
    {
        Provider = settings.Provider with { ClientSecret = null, HasSecret = settings.Provider.ClientSecret is { Length: > 0 } },
        Directory = settings.Directory with { BindPassword = null, HasPassword = settings.Directory.BindPassword is { Length: > 0 } },
    };

    /// <summary>What has changed, path by path, for the trail; of secrets only that they have.</summary>
    public static JsonObject Differences(SsoSettings before, SsoSettings after)
    {
        var (old, now) = (Flat(before), Flat(after));
        var moved = old.Keys.Union(now.Keys).Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).Order(StringComparer.Ordinal);
        return new JsonObject(moved.Select(path => KeyValuePair.Create(path, path is "provider.client_secret" or "directory.bind_password"
            ? JsonValue.Create("changed")
            : (JsonNode?)new JsonObject { ["before"] = old.GetValueOrDefault(path), ["after"] = now.GetValueOrDefault(path) })));
    }

    private static Dictionary<string, string> Flat(SsoSettings settings)
    {
        var root = (JsonObject)JsonSerializer.SerializeToNode(settings, Format)!;
        var leaves = root.Where(pair => pair.Value is not JsonObject).Select(pair => (pair.Key, pair.Value))
            .Concat(root.Where(pair => pair.Value is JsonObject).SelectMany(pair => ((JsonObject)pair.Value!).Select(inner => ($"{pair.Key}.{inner.Key}", inner.Value))));
        return leaves.Where(leaf => leaf.Value is not null).ToDictionary(leaf => leaf.Item1, leaf => leaf.Value.Text() ?? leaf.Value!.ToJsonString(Json.Compact), StringComparer.Ordinal);
    }

    private string? Seal(string? secret) => string.IsNullOrEmpty(secret) ? null : protector.Protect(secret);

    private string? Open(string? secret)
    {
        try
        {
            return secret is null ? null : protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            // Of a key that is gone: it has to be typed again.
            return null;
        }
    }
}
