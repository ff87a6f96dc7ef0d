using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kinds;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Maestro.Web.Access;

/// <summary>Sends only what was changed, and lets the browser follow the new look at once.</summary>
public sealed partial class ProfilePage
{
    private static readonly IReadOnlyList<Pick> Languages = [new("en", "English"), new("pt-BR", "Português (Brasil)")];
    private static readonly Lazy<IReadOnlyList<string>> Zones = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id).Order(StringComparer.Ordinal)]);

    private Dictionary<string, string?> values = [];
    private Profile? profile;
    private Faults faults = null!;
    private string? password;
    private bool busy;

    protected override async Task OnInitializedAsync()
    {
        faults = new(L);
        profile = await People.ProfileAsync(await ActorAsync(), Gone);
        Reset();
    }

    private void Reset()
    {
        values = Texts(profile!);
        password = null;
        faults.Clear();
    }

    private async Task<bool> SaveAsync()
    {
        var before = Texts(profile!);
        var changes = new JsonObject(values.Where(pair => pair.Value != before[pair.Key]).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        if (changes.ContainsKey("email"))
            changes["current_password"] = password;
        busy = true;
        var saved = await faults.CatchAsync(async () => profile = await People.ChangeProfileAsync(await ActorAsync(), changes, Gone));
        busy = false;
        if (!saved)
            return false;
        Reset();
        Toasts.Good(changes.ContainsKey("email") && profile!.PendingEmail is not null ? L["Follow the link that was sent to the new address"] : L["Saved"]);
        await FollowAsync(changes);
        return true;
    }

    private async Task FollowAsync(JsonObject changes)
    {
        foreach (var (name, call) in new[] { ("theme", "setTheme"), ("accent", "setAccent"), ("density", "setDensity") })
            if (changes[name].Text() is { } value)
                await Js.InvokeVoidAsync($"maestro.look.{call}", Gone, value);
        if (changes["language"].Text() is { } language)
            await Js.InvokeVoidAsync("maestro.look.setLanguage", Gone, language);
        else if (changes.ContainsKey("time_zone") || changes.ContainsKey("name"))
            Navigation.Refresh(forceReload: true);
    }

    private static Dictionary<string, string?> Texts(Profile profile) =>
        JsonSerializer.SerializeToNode(profile, Json.Compact)!.AsObject()
            .Where(pair => pair.Value is null or JsonValue && pair.Value?.GetValueKind() is null or JsonValueKind.String)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Text());

    private static Task<IReadOnlyList<Pick>> ZonesAsync(string words, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Pick>>([.. Zones.Value
            .Where(zone => zone.Replace('_', ' ').Contains(words.Replace('_', ' '), StringComparison.OrdinalIgnoreCase)).Take(50).Select(zone => new Pick(zone))]);

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
