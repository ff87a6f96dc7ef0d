using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Api;

/// <summary>Sources, pins and grants as the API answers them.</summary>
internal static class ProvenanceJson
{
    internal static JsonObject Of(Provenance provenance)
    {
        var (sources, pins, fields) = (new JsonArray(), new JsonArray(), new JsonObject());
        foreach (var one in provenance.Sources)
        {
            sources.Add((JsonNode)new JsonObject
            {
                ["origin"] = one.OriginId.ToString(),
                ["provider"] = one.Provider,
                ["name"] = one.Name,
                ["external_id"] = one.ExternalId,
                ["first_seen"] = Instant.Print(one.FirstSeen),
                ["last_seen"] = Instant.Print(one.LastSeen),
                ["missed"] = one.Missed,
                ["fields"] = one.Fields.Copy(),
                ["raw"] = one.Raw.Copy(),
            });
        }

        foreach (var pin in provenance.Pins)
            pins.Add((JsonNode)new JsonObject { ["field"] = pin.Path, ["value"] = pin.Value.Copy(), ["by"] = pin.By, ["at"] = Instant.Print(pin.At) });
        foreach (var (path, who) in provenance.Winners.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            fields[path] = who;
        return new JsonObject { ["sources"] = sources, ["pins"] = pins, ["fields"] = fields };
    }

    internal static JsonArray Of(IReadOnlyList<NamedGrant> grants)
    {
        var json = new JsonArray();
        foreach (var grant in grants)
        {
            json.Add((JsonNode)new JsonObject
            {
                ["subject"] = new JsonObject { ["type"] = grant.Subject.Type, ["id"] = grant.Subject.Id.ToString(), ["name"] = grant.Name },
                ["level"] = RecordJson.Word(grant.Level),
            });
        }

        return json;
    }
}
