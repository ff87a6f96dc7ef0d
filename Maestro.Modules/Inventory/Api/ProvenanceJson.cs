using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
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

    /// <summary>Who can see a record and why; <c>administrators</c> says whether the reader does so only as one.</summary>
    internal static JsonObject Of(EffectiveAccess access, Actor reader)
    {
        var people = new JsonArray();
        foreach (var one in access.People)
        {
            var ways = new JsonArray();
            foreach (var way in one.Ways)
            {
                ways.Add((JsonNode)new JsonObject
                {
                    ["team"] = way.Team is { } team ? new JsonObject { ["id"] = team.ToString(), ["name"] = way.TeamName } : null,
                    ["granted"] = RecordJson.Word(way.Granted),
                    ["membership"] = way.Membership is { } membership ? RecordJson.Word(membership) : null,
                });
            }

            people.Add((JsonNode)new JsonObject { ["id"] = one.Id.ToString(), ["name"] = one.Name, ["level"] = RecordJson.Word(one.Level), ["ways"] = ways });
        }

        return new JsonObject { ["everyone"] = access.Everyone, ["as_admin"] = reader.SeesAll && access.People.All(one => one.Id != reader.UserId), ["people"] = people, ["teams"] = Of(access.Closed) };
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
