using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Access.SignIn;

/// <summary>What a token to be made may ask for; all mistakes at once.</summary>
internal sealed class TokenRules(IKinds kinds, AccessOptions options)
{
    private const int MostNetworks = 50;

    /// <summary>The token as it is stored. Adds to the errors what is wrong with it.</summary>
    public NewToken Check(NewToken token, DateTimeOffset now, FieldErrors errors)
    {
        var last = now.AddDays(options.TokenDays);
        if (token.Name.Trim() is { Length: 0 or > 255 })
            errors.Add("name", "must have 1 to 255 characters.");
        if (token.Scope is not ("read" or "write" or "admin"))
            errors.Add("scope", "must be read, write or admin.");
        if (token.ExpiresAt <= now || token.ExpiresAt > last)
            errors.Add("expires_at", $"must be in the future, at most {options.TokenDays} days from now.");
        return token with { Name = token.Name.Trim(), ExpiresAt = (token.ExpiresAt ?? last).ToUniversalTime(), Kinds = Known(token.Kinds, errors), Networks = Normal(token.Networks, errors) };
    }

    /// <summary>What the token is, for the security trail.</summary>
    public static JsonObject Told(TokenRow row)
    {
        var detail = new JsonObject { ["scope"] = row.Scope, ["prefix"] = row.Prefix, ["expires_at"] = Maestro.Modules.Kinds.Types.Instant.Print(row.ExpiresAt) };
        if (row.Kinds.Length > 0)
            detail["kinds"] = string.Join(", ", row.Kinds);
        if (row.Networks.Length > 0)
            detail["networks"] = string.Join(", ", row.Networks);
        return detail;
    }

    /// <summary>The Kinds that a limited token reaches, families spelled out; null for one that is not limited. A Kind that is gone since reaches nothing.</summary>
    public static IReadOnlySet<string>? Reached(IKinds kinds, IReadOnlyCollection<string> limit) =>
        limit.Count == 0 ? null : limit.Select(kinds.Find).OfType<Kind>().SelectMany(kinds.FamilyOf).Select(kind => kind.Name).ToHashSet(StringComparer.Ordinal);

    private string[] Known(IReadOnlyList<string> names, FieldErrors errors)
    {
        foreach (var name in names.Where(name => kinds.Find(name.Trim()) is null))
            errors.Add("kinds", $"{(name.Length > 60 ? name[..60] : name)} is no Kind.");
        return [.. names.Select(name => kinds.Find(name.Trim())).OfType<Kind>().Select(kind => kind.Name).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string[] Normal(IReadOnlyList<string> texts, FieldErrors errors)
    {
        if (texts.Count > MostNetworks)
            errors.Add("networks", $"must be at most {MostNetworks}.");
        foreach (var text in texts.Where(text => Networks.Normal(text) is null))
            errors.Add("networks", $"{(text.Length > 60 ? text[..60] : text)} is no address and no network, such as 10.0.0.0/8.");
        return [.. texts.Select(Networks.Normal).OfType<string>().Distinct()];
    }
}
