using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Records;

/// <summary>Loads whole records for planning, in one round trip for all of them.</summary>
internal sealed class RecordLoading(IKinds kinds)
{
    private const string Sql = """
        select id, kind, name, state, owner_type, owner_id, doc, hand, version, created_at, merged_into
        from inventory.records where id = any($1);
        select record_id, subject_type, subject_id, level from access.grants where record_id = any($1);
        select o.record_id, o.origin_id, s.provider, s.name, o.external_id, o.observed, o.keys, o.digest, o.scope
        from inventory.observations o join inventory.origins s on s.id = o.origin_id where o.record_id = any($1)
        """;

    /// <summary>Records by id, those that the actor reaches, with what <paramref name="actor"/> and the origin's owner may do with each.</summary>
    public async Task<Dictionary<Guid, Working>> LoadAsync(NpgsqlConnection connection, Actor actor, OwnerView owner, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];
        await using var command = Three(connection, ids);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var raw = new List<RawRecord>();
        while (await rows.ReadAsync(cancel))
            raw.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), new(rows.GetString(4), rows.GetGuid(5)), rows.GetString(6), rows.GetString(7), rows.GetInt32(8), rows.GetFieldValue<DateTimeOffset>(9), rows.IsDBNull(10) ? null : rows.GetGuid(10)));
        await rows.NextResultAsync(cancel);
        var grants = new List<(Guid Record, Grant Grant)>();
        while (await rows.ReadAsync(cancel))
            grants.Add((rows.GetGuid(0), new(new(rows.GetString(1), rows.GetGuid(2)), (Level)rows.GetInt16(3))));
        await rows.NextResultAsync(cancel);
        var observed = new List<(Guid Record, Observed One)>();
        while (await rows.ReadAsync(cancel))
        {
            observed.Add((rows.GetGuid(0), new(rows.GetGuid(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), (JsonObject)JsonNode.Parse(rows.GetString(5))!)
            {
                Keys = rows.GetFieldValue<string[]>(6),
                Digest = rows.GetFieldValue<byte[]>(7),
                Scope = rows.GetString(8),
            }));
        }

        var grantsOf = grants.ToLookup(pair => pair.Record, pair => pair.Grant);
        var observedOf = observed.ToLookup(pair => pair.Record, pair => pair.One);
        // What a token does not reach does not exist for it.
        return raw.Where(one => actor.Reaches(one.Kind)).Select(one => Make(one, actor, owner, [.. grantsOf[one.Id]], [.. observedOf[one.Id]])).ToDictionary(working => working.Id);
    }

    private static NpgsqlBatch Three(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var text in Sql.Split(';'))
        {
            var command = new NpgsqlBatchCommand(text);
            command.Parameters.Add(new() { Value = ids.ToArray() });
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private Working Make(RawRecord raw, Actor actor, OwnerView owner, List<Grant> grants, List<Observed> observations)
    {
        var kind = kinds.Get(raw.Kind);
        var granted = grants.Select(grant => actor.Through(grant.Subject, grant.Level)).DefaultIfEmpty(Level.None).Max();
        var level = actor.SeesAll ? Level.Admin : kind.Shared ? (Level)Math.Max((int)granted, (int)Level.Read) : granted;
        var hand = HandJson.Read(raw.Hand);
        var doc = (JsonObject)JsonNode.Parse(raw.Doc)!;
        var working = new Working
        {
            Id = raw.Id,
            Kind = kind,
            Owner = raw.Owner,
            CreatedAt = raw.CreatedAt,
            Version = raw.Version,
            Level = level,
            AsAdmin = actor.IsAdmin && granted < level,
            OwnerLevel = actor.IsSystem || (kind.Shared && actor.IsAdmin) ? Level.Admin : grants.Select(owner.Through).DefaultIfEmpty(Level.None).Max(),
            DocBefore = doc,
            StateBefore = raw.State,
            HandBefore = new Dictionary<string, HandEntry>(hand),
            GrantsBefore = grants,
            OwnerBefore = raw.Owner,
            NameBefore = raw.Name,
            Doc = doc,
            State = raw.State,
            Hand = hand,
            Grants = [.. grants],
            Name = raw.Name,
            MergedInto = raw.MergedInto,
            Observations = observations,
            SourcesBefore = observations.Count,
        };
        working.Identities = Keys.Of(kind, doc, observations.SelectMany(one => one.Keys), observations.FirstOrDefault()?.OriginId);
        return working;
    }

    private sealed record RawRecord(Guid Id, string Kind, string Name, string State, Subject Owner, string Doc, string Hand, int Version, DateTimeOffset CreatedAt, Guid? MergedInto);
}

/// <summary>As whom identity is looked up: the origin's owner.</summary>
internal sealed record OwnerView(IReadOnlyDictionary<Guid, Level> Subjects)
{
    /// <summary>The owner as the actor stands to it: a person with all teams, or one team with the actor's membership in it.</summary>
    internal static OwnerView Of(Actor actor, Subject owner)
    {
        if (actor.IsSystem)
            return new(new Dictionary<Guid, Level> { [owner.Id] = Level.Admin });
        if (owner.Type == "team")
            return new(new Dictionary<Guid, Level> { [owner.Id] = actor.Teams.FirstOrDefault(team => team.TeamId == owner.Id)?.Level ?? (actor.IsAdmin ? Level.Admin : Level.None) });
        var subjects = new Dictionary<Guid, Level> { [owner.Id] = Level.Admin };
        foreach (var team in owner.Id == actor.UserId ? actor.Teams : [])
            subjects[team.TeamId] = team.Level;
        return new(subjects);
    }

    internal Level Through(Grant grant) => Subjects.TryGetValue(grant.Subject.Id, out var level) ? (Level)Math.Min((int)level, (int)grant.Level) : Level.None;
}
