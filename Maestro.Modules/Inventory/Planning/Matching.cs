using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>What identity says of a draft.</summary>
/// <param name="Record">The one record it is, or null for a new one.</param>
/// <param name="Others">Records that share a weaker key and may be the same thing.</param>
/// <param name="Reason">Why it is ambiguous, or null.</param>
internal readonly record struct Match(Working? Record, IReadOnlyList<Working> Others, string? Reason);

/// <summary>
/// Finds the record behind a draft: the source's own id first, then the provider's id, then the machine's, then natural
/// keys. Records whose provider ids contradict are never one; two candidates of one strength are a conflict.
/// </summary>
internal sealed class Matching
{
    private readonly Dictionary<(string Root, string Key), HashSet<Guid>> byKey = [];
    private readonly Dictionary<(Guid Origin, string External), Guid> byExternal = [];
    private HashSet<string> batch = [];

    /// <summary>
    /// Fetches every record that any of these keys, or the open drafts' own ids, may mean; only those the owner has a grant on exist for it.
    /// <paramref name="reported"/> are the ids of the whole file: what it reports by another id is another thing.
    /// </summary>
    internal async Task<HashSet<Guid>> CandidatesAsync(
        NpgsqlConnection connection, OwnerView owner, Guid originId, IReadOnlyCollection<(string Root, string Key)> keys, IReadOnlyCollection<PlanItem> open, IEnumerable<string> reported, CancellationToken cancel)
    {
        batch = [.. reported];
        var found = new HashSet<Guid>();
        await using var command = new NpgsqlCommand("""
            select i.root, i.key, i.record_id from unnest($1, $2) w(root, key)
            join inventory.identities i on i.root = w.root and i.key = w.key
            join inventory.records r on r.id = i.record_id and r.readers && $3 and r.merged_into is null
            union all
            select '', o.external_id, o.record_id from inventory.observations o where o.origin_id = $4 and o.external_id = any($5)
            """, connection);
        command.Parameters.Add(new() { Value = keys.Select(key => key.Root).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.Key).ToArray() });
        command.Parameters.Add(new() { Value = owner.Subjects.Keys.Append(Actor.Everyone).ToArray() });
        command.Parameters.Add(new() { Value = originId });
        command.Parameters.Add(new() { Value = open.Select(item => item.ExternalId).Where(id => id.Length > 0).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (root, key, id) = (rows.GetString(0), rows.GetString(1), rows.GetGuid(2));
            found.Add(id);
            if (root.Length == 0)
                byExternal[(originId, key)] = id;
            else
                Know(root, key, id);
        }

        return found;
    }

    private void Know(string root, string key, Guid id)
    {
        if (!byKey.TryGetValue((root, key), out var ids))
            byKey[(root, key)] = ids = [];
        ids.Add(id);
    }

    /// <summary>Makes a record of this plan a candidate for the drafts that follow.</summary>
    internal void Announce(Working record, Guid originId)
    {
        foreach (var key in record.Identities)
            Know(record.Kind.Root, key.Key, record.Id);
        foreach (var one in record.Observations.Where(one => one.OriginId == originId))
            byExternal[(originId, one.ExternalId)] = record.Id;
    }

    /// <summary>The record that a draft with these keys is.</summary>
    internal Match Find(Kind kind, Guid originId, string? externalId, IReadOnlyList<Identity> keys, IReadOnlyDictionary<Guid, Working> records)
    {
        if (externalId is not null && byExternal.TryGetValue((originId, externalId), out var own) && records.TryGetValue(own, out var same))
            return new(same, Others(kind, originId, externalId, keys, records, same), null);
        foreach (var tier in keys.GroupBy(key => key.Rank).OrderBy(tier => tier.Key))
        {
            var candidates = Candidates(kind, originId, externalId, tier, keys, records);
            if (candidates.Count == 1)
                return new(candidates[0], Others(kind, originId, externalId, keys, records, candidates[0]), null);
            if (candidates.Count > 1)
                return new(null, candidates, FormattableString.Invariant($"matches {candidates.Count} records by {Words(tier.First().Key)}"));
        }

        return new(null, Twins(kind, originId, externalId, keys, records), null);
    }

    private List<Working> Candidates(Kind kind, Guid originId, string? externalId, IEnumerable<Identity> tier, IReadOnlyList<Identity> keys, IReadOnlyDictionary<Guid, Working> records)
    {
        var mine = keys.Where(key => key.Rank == 0).Select(key => key.Key).ToHashSet();
        return [.. tier
            .SelectMany(key => byKey.GetValueOrDefault((kind.Root, key.Key), []))
            .Distinct()
            .Select(id => records.GetValueOrDefault(id)).OfType<Working>()
            .Where(record => record.MergedInto is null && !Contradicts(record, mine) && !AnotherOfThisBatch(record, originId, externalId))
            .OrderBy(record => record.Id)];
    }

    // Both sides name the thing by its provider's id, and the ids differ: two things.
    private static bool Contradicts(Working record, HashSet<string> mine)
    {
        if (mine.Count == 0)
            return false;
        var theirs = record.ProviderIds.ToList();
        return theirs.Count > 0 && !theirs.Any(mine.Contains);
    }

    // The same source lists both at once: two things, whatever their keys say.
    private bool AnotherOfThisBatch(Working record, Guid originId, string? externalId) =>
        record.Observations.Any(one => one.OriginId == originId && one.ExternalId != externalId && batch.Contains(one.ExternalId));

    private List<Working> Others(Kind kind, Guid originId, string? externalId, IReadOnlyList<Identity> keys, IReadOnlyDictionary<Guid, Working> records, Working chosen) =>
        [.. keys.Where(key => key.Rank is > 0 and <= 2).GroupBy(key => key.Rank)
            .SelectMany(tier => Candidates(kind, originId, externalId, tier, keys, records))
            .Where(record => record != chosen && record.State is "present" or "missing").Where(record => record != chosen).Distinct()];

    // The same machine identity twice in one listing: cloned machines, kept apart and reported.
    private List<Working> Twins(Kind kind, Guid originId, string? externalId, IReadOnlyList<Identity> keys, IReadOnlyDictionary<Guid, Working> records) =>
        [.. keys.Where(key => key.Rank == 1)
            .SelectMany(key => byKey.GetValueOrDefault((kind.Root, key.Key), []))
            .Distinct().Select(id => records.GetValueOrDefault(id)).OfType<Working>()
            .Where(record => AnotherOfThisBatch(record, originId, externalId))];

    /// <summary>A key in words, for messages.</summary>
    internal static string Words(string key) => key[..key.IndexOf(':', StringComparison.Ordinal)] switch
    {
        "uid" => "provider id",
        "uuid" => "product UUID",
        "machine" => "machine id",
        "ip" => "private address within the datacenter",
        "host" => "host name within the datacenter",
        var other => other,
    };
}
