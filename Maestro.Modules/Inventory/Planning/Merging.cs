using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Joins two records of one thing: what sources say and what points at the loser move to the winner.</summary>
internal sealed class Merging(IKinds kinds, IMaestroDbFactory databases, RecordLoading loading, Applying applying, TimeProvider time)
{
    internal async Task<Applied> MergeAsync(Actor actor, Guid into, Guid from, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        if (into == from)
            throw Problem.Invalid("from", "is the record itself");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var pointing = await PointingAsync(connection, from, cancel);
        var records = await loading.LoadAsync(connection, actor, OwnerView.Of(actor, actor.Owner), [into, from, .. pointing], cancel);
        if (actor.OnlyKinds is not null && pointing.Any(id => !records.ContainsKey(id)))
            throw Problem.Denied("This token is limited to some Kinds, and records of others point at this one: they would change too.");
        var (winner, loser) = (Demand(records, into), Demand(records, from));
        if (winner.Kind.Root != loser.Kind.Root)
            throw Problem.Invalid("from", $"is a {loser.Kind.Label.ToLowerInvariant()}, this is a {winner.Kind.Label.ToLowerInvariant()}");
        if (winner.Kind.WrittenBy is not null)
            throw Problem.Denied($"{winner.Kind.LabelPlural} cannot be merged: more hangs on them than their fields.");
        if (loser.MergedInto is not null || winner.State is "deleted" or "gone")
            throw Problem.Conflict("One of the two is retired already.");
        Move(winner, loser);
        var resolving = await ResolverAsync(connection, actor, winner, cancel);
        winner.Recompute(resolving);
        loser.State = "deleted";
        loser.MergedInto = winner.Id;
        loser.Touched = true;
        var others = pointing.Where(id => id != into && id != from && records.ContainsKey(id)).Select(id => records[id]).Where(record => Repoint(record, from, into)).ToList();
        return await WriteAsync(actor, winner, loser, others, cancel);
    }

    private static Working Demand(Dictionary<Guid, Working> records, Guid id)
    {
        if (!records.TryGetValue(id, out var record) || record.Level < Level.Read)
            throw Problem.Missing("The record");
        return record.Level >= Level.Admin ? record : throw Problem.Denied($"Merging needs admin on {record.Name}.");
    }

    private static async Task<HashSet<Guid>> PointingAsync(NpgsqlConnection connection, Guid target, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select distinct l.source_id from inventory.links l join inventory.records r on r.id = l.source_id and r.active where l.target_id = $1", connection);
        command.Parameters.Add(new() { Value = target });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var ids = new HashSet<Guid>();
        while (await rows.ReadAsync(cancel))
            ids.Add(rows.GetGuid(0));
        return ids;
    }

    private static void Move(Working winner, Working loser)
    {
        foreach (var one in loser.Observations)
        {
            winner.Observations.Add(one);
            winner.Fresh.Add(one);
        }

        loser.Observations = [];
        foreach (var (leaf, entry) in loser.Hand)
            winner.Hand.TryAdd(leaf, entry);
        winner.State = "present";
        winner.Touched = true;
    }

    private async Task<Func<Guid, string, Guid?>> ResolverAsync(NpgsqlConnection connection, Actor actor, Working winner, CancellationToken cancel)
    {
        var known = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        var wanted = winner.Observations.SelectMany(one => Merge.Externals(one.Fields)).Select(external => external.ToLowerInvariant()).Distinct().ToArray();
        await using var command = new NpgsqlCommand($"""
            select substr(i.key, 5), r.id from inventory.identities i join inventory.records r on r.id = i.record_id and r.active and {Readable.Sql(actor, "r", "$2")}
            where i.key = any(select 'uid:' || x from unnest($1) x)
            """, connection);
        command.Parameters.Add(new() { Value = wanted });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            known.TryAdd(rows.GetString(0), rows.GetGuid(1));
        var sources = new Resolving(kinds);
        await rows.DisposeAsync();
        await sources.ExternalsAsync(connection, OwnerView.Of(actor, actor.Owner), Merge.Externals(winner), cancel);
        return (origin, external) => sources.External(origin, external) ?? (known.TryGetValue(external, out var id) ? id : null);
    }

    // Hand-set references move; what a source says of the loser follows its provider id by itself.
    private static bool Repoint(Working record, Guid from, Guid into)
    {
        var (old, fresh) = (from.ToString(), into.ToString());
        var text = record.Doc.ToJsonString(Json.Compact);
        if (!text.Contains(old, StringComparison.Ordinal))
            return false;
        record.Doc = (JsonObject)JsonNode.Parse(text.Replace(old, fresh, StringComparison.Ordinal))!;
        record.Hand = record.Hand.ToDictionary(
            pair => pair.Key.Replace(old, fresh, StringComparison.Ordinal),
            pair => new HandEntry(pair.Value.Value is null ? null : JsonNode.Parse(pair.Value.Value.ToJsonString(Json.Compact).Replace(old, fresh, StringComparison.Ordinal)), pair.Value.By, pair.Value.At));
        record.Touched = true;
        return true;
    }

    private async Task<Applied> WriteAsync(Actor actor, Working winner, Working loser, List<Working> others, CancellationToken cancel)
    {
        var rows = new List<PlanRow>();
        var work = new List<RecordWork>();
        // The loser lets go of its observations before the winner takes them.
        // Who points at the loser follows, whoever may change it.
        foreach (var (record, action, needs) in others.Select(other => (other, PlanAction.Change, Level.None)).Prepend((winner, PlanAction.Change, Level.Admin)).Prepend((loser, PlanAction.Retire, Level.Admin)))
        {
            var changes = record.Changes();
            work.Add(WorkMaking.Of(record, rows.Count, action, changes, needs));
            rows.Add(new PlanRow { Index = rows.Count, Action = action, Kind = record.Kind.Name, Id = record.Id, Name = record.Name, Changes = changes });
        }

        var plan = new Plan { Id = Ids.New(time), Origin = Origin.Person(actor), Title = $"Merge {loser.Name} into {winner.Name}", CreatedAt = time.GetUtcNow(), Counts = RowMaking.Count(rows), Rows = rows };
        var merged = new PlanWork { Records = work, OriginId = null };
        return await applying.ApplyAsync(actor, plan, merged, new ApplyOptions(), null, cancel);
    }
}
