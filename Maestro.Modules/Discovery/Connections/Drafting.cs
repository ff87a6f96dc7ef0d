using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>Checks what a connection is to be, and gathers every mistake at its field.</summary>
internal sealed class Drafting(bool hostCredentials)
{
    private readonly Dictionary<string, string[]> errors = [];

    internal void Demand()
    {
        if (errors.Count > 0)
            throw Problem.Invalid(errors);
    }

    internal Provider? Provider(string? name)
    {
        var provider = Line.Find(name);
        if (provider is null)
            Wrong("provider", name is null ? $"is required: {Names(Line.Providers.Select(one => one.Name))}" : $"is none of {Names(Line.Providers.Select(one => one.Name))}");
        return provider;
    }

    internal Method? Method(Provider provider, string? name)
    {
        var methods = provider.Methods.Where(one => !one.OfHost || hostCredentials).ToList();
        var method = name is null && methods.Count == 1 ? methods[0] : methods.FirstOrDefault(one => one.Name == name);
        if (method is null)
        {
            Wrong("method", provider.Methods.Any(one => one.Name == name)
                ? "uses the credentials of the machine that Maestro runs on: an administrator must allow it first (setting Discovery:HostCredentials)"
                : $"is none of {Names(methods.Select(one => one.Name))}");
        }

        return method;
    }

    /// <summary>
    /// The credentials after a change: what is given, else what was there. A secret is never sent where it was not typed for: when anything that
    /// decides where it goes has changed, it must be typed again.
    /// </summary>
    internal JsonObject Credentials(Method method, JsonObject? given, JsonObject before, bool elsewhere)
    {
        foreach (var unknown in (given ?? []).Select(pair => pair.Key).Where(key => method.Fields.All(field => field.Name != key)))
            Wrong($"credentials.{unknown}", $"is not asked for by this method; it takes {Names(method.Fields.Select(field => field.Name))}");
        elsewhere |= method.Fields.Any(field => !field.Secret && Given(given, field) is { } now && now != before[field.Name].Text() && before.Count > 0);
        var after = new JsonObject();
        foreach (var field in method.Fields)
        {
            var text = Given(given, field) ?? (field.Secret && elsewhere ? null : before[field.Name].Text()) ?? field.Default;
            if (text is { Length: > 0 })
                after[field.Name] = field.Lines ? text.ReplaceLineEndings("\n") : text.Trim();
            else if (field.Required)
                Wrong($"credentials.{field.Name}", elsewhere && before[field.Name].Text() is not null ? "must be typed again, because where it is sent has changed" : "is required");
        }

        return after;
    }

    internal void Endpoint(string? endpoint)
    {
        if (endpoint is { Length: > 0 } && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0))
            Wrong("endpoint", "must be an address such as https://cloud.example.org");
    }

    internal void Tasks(Provider provider, IReadOnlyList<string>? tasks)
    {
        foreach (var unknown in (tasks ?? []).Except(provider.Tasks))
            Wrong("switched_off", $"\"{Files.Refusal.Shown(unknown)}\" is none of {Names(provider.Tasks)}");
    }

    internal void Wrong(string field, string message) => errors[field] = [.. errors.GetValueOrDefault(field, []), message];

    private static string? Given(JsonObject? given, CredentialField field) => given?[field.Name] is JsonValue value && value.ToString() is { } text && text.Trim().Length > 0 ? text : null;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
