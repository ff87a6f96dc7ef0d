using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Webhooks;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>What a schedule's document is after a change, and what the machine adds to it.</summary>
internal static class Documents
{
    /// <summary>Kinds that the work of a module is about.</summary>
    private static readonly Dictionary<string, string> Targets = new() { ["crawl"] = "connection", ["report"] = "report", ["graph"] = "graph" };

    /// <summary>A merge patch (RFC 7396) upon a document.</summary>
    internal static JsonObject Patched(JsonObject before, JsonObject patch)
    {
        var after = (JsonObject)before.DeepClone();
        foreach (var (name, value) in patch)
        {
            if (value is null)
                after.Remove(name);
            else
                after[name] = value is JsonObject inner ? Patched(after[name] as JsonObject ?? [], inner) : value.DeepClone();
        }

        return after;
    }

    /// <summary>Where a webhook goes: secrets are given to that place and no other.</summary>
    internal static string? Origin(JsonObject document) =>
        Uri.TryCreate(document["webhook"].At("url").Text(), UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority).ToLowerInvariant() : null;

    /// <summary>The target as <c>{id, name}</c>, whatever it was sent as; its name is what the actor may read.</summary>
    internal static async Task NameTargetAsync(IInventory inventory, IKinds kinds, Actor actor, JsonObject after, JsonObject patch, CancellationToken cancel)
    {
        if (patch["target"] is null || !Guid.TryParse(after["target"].At("id").Text(), out var id))
            return;
        var target = new JsonObject { ["id"] = $"{id}" };
        if (Targets.GetValueOrDefault(after["module"].Text() ?? "") is { } kind && kinds.Find(kind) is not null
            && (await inventory.ListAsync(actor, new Query { Kind = kind, Ids = [id], Limit = 1, Counted = false }, cancel)).Rows is [var record])
            target["name"] = record.Name;
        patch["target"] = target;
    }

    /// <summary>A bare id as a target becomes a reference to it.</summary>
    internal static void Normalize(JsonObject document)
    {
        if (document["target"].Text() is { Length: > 0 } id)
            document["target"] = new JsonObject { ["id"] = id.Trim() };
        if (document["interval"] is JsonObject interval && interval["period"].Text() is { } period)
            interval["period"] = period.Trim().ToLowerInvariant();
        foreach (var name in new[] { "module", "misfire" })
        {
            if (document[name].Text() is { } word)
                document[name] = word.Trim().ToLowerInvariant();
        }

        ListOfOne(document, "chain", "tasks");
        if (document["webhook"] is not JsonObject webhook)
            return;
        ListOfOne(webhook, "headers", "arguments");
        if (webhook["method"].Text() is { } method)
            webhook["method"] = method.Trim().ToUpperInvariant();
    }

    // One value stands for a list of one, as everywhere; what is checked must be what is stored.
    private static void ListOfOne(JsonObject document, params string[] names)
    {
        foreach (var name in names)
        {
            if (document[name] is { } value and not JsonArray)
                document[name] = new JsonArray(value.DeepClone());
        }
    }

    /// <summary>Says in the document which secrets there are, never which they are.</summary>
    internal static void MarkSecrets(JsonObject? before, JsonObject after, JsonObject patch, GivenSecrets given)
    {
        if (after["webhook"] is not JsonObject)
            return;
        if (patch["webhook"] is not JsonObject webhook)
        {
            if (!given.Forget && given.Secret is null && given.Authorization is null)
                return;
            patch["webhook"] = webhook = [];
        }

        bool Has(string name, string? now) => now is not null ? now.Length > 0 : !given.Forget && before?["webhook"].At(name) is JsonValue had && had.GetValue<bool>();
        webhook["has_secret"] = Has("has_secret", given.Secret);
        webhook["has_authorization"] = Has("has_authorization", given.Authorization);
    }
}
