using System.Security.Cryptography;
using System.Text;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Makes plans: drafts → identity → merge → what would change. Reads only.</summary>
internal sealed class Planner(IKinds kinds, IMaestroDbFactory databases, OptionLists optionLists, RecordLoading loading, IAccess access, TimeProvider time)
{
    /// <summary>One id for one origin, in every process, without asking the database.</summary>
    internal static Guid IdOf(Origin origin) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{origin.Provider}\n{origin.Key}\n{origin.Owner.Type}\n{origin.Owner.Id}")).AsSpan(0, 16));

    internal async Task<Plan> PlanAsync(Actor actor, Origin origin, IReadOnlyList<Draft> drafts, PlanOptions options, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var normalizing = new Normalizing(kinds, await optionLists.AllAsync(cancel));
        var run = new PlanRun(actor, origin, IdOf(origin), options, normalizing, new Resolving(kinds), time.GetUtcNow())
        {
            MayNotCreate = MayNotCreate(actor, origin),
            Outdated = await Serials.NewerAsync(connection, IdOf(origin), origin, cancel),
        };
        run.Intake.Read(drafts);
        if (!origin.IsPerson)
            await SkipUnchangedAsync(connection, run, cancel);
        run.Intake.Check();
        await LoadAsync(connection, run, cancel);
        if (run.Outdated is not null)
        {
            run.PassAll();
            return run.Finish(Ids.New(time));
        }

        run.LayAll(time);
        await CompleteLinksAsync(connection, run, cancel);
        await SweepAsync(connection, run, cancel);
        run.Settle();
        // A large file is recognised by its keys; a search for each of its values would take longer than the rest of the plan.
        if (options.WarnDuplicates && run.Items.Count <= Duplicates.MostAsked)
            await Duplicates.WarnAsync(connection, actor, run, cancel);
        return run.Finish(Ids.New(time));
    }

    internal async Task<ScopeView> ScopeAsync(Actor actor, Origin origin, string scope, DateTimeOffset since, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var view = await Sweeping.ViewAsync(connection, IdOf(origin), scope, since, cancel);
        return view with { Newer = await Serials.NewerAsync(connection, IdOf(origin), origin, cancel) };
    }

    private string? MayNotCreate(Actor actor, Origin origin)
    {
        try
        {
            if (!actor.IsSystem && origin.Owner.Type == "team")
                access.DemandCreate(actor with { TeamId = origin.Owner.Id });
            return null;
        }
        catch (Problem refusal)
        {
            return refusal.Message;
        }
    }

    // The usual case of a crawl: what a source says has not changed, so nothing but its sighting moves.
    private static async Task SkipUnchangedAsync(NpgsqlConnection connection, PlanRun run, CancellationToken cancel)
    {
        var open = run.Items.Where(item => !item.Failed && item.ExternalId.Length > 0).DistinctBy(item => item.ExternalId).ToDictionary(item => item.ExternalId);
        if (open.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            select o.external_id, r.id, r.name from inventory.observations o
            join unnest($2, $3) w(external_id, digest) on o.external_id = w.external_id and o.digest = w.digest
            join inventory.sightings s on s.origin_id = o.origin_id and s.external_id = o.external_id and s.missed = 0
            join inventory.records r on r.id = o.record_id and r.state = 'present' and r.readers && $4
            where o.origin_id = $1
            """, connection);
        command.Parameters.Add(new() { Value = run.OriginId });
        command.Parameters.Add(new() { Value = open.Keys.ToArray() });
        command.Parameters.Add(new() { Value = open.Values.Select(item => item.Digest).ToArray() });
        command.Parameters.Add(new() { Value = run.OwnerView.Subjects.Keys.Append(Actor.Everyone).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            open[rows.GetString(0)].Same = (rows.GetGuid(1), rows.GetString(2));
    }

    private async Task LoadAsync(NpgsqlConnection connection, PlanRun run, CancellationToken cancel)
    {
        var open = run.Items.Where(item => !item.Failed && item.Same is null).ToList();
        var ids = open.Select(item => item.Draft.Id).OfType<Guid>().ToHashSet();
        if (run.Options.Match)
        {
            var keys = open.SelectMany(item => item.Keys.Select(key => (item.Kind.Root, key.Key))).Distinct().ToList();
            ids.UnionWith(await run.Matching.CandidatesAsync(connection, run.OwnerView, run.OriginId, keys, open, run.Items.Select(item => item.ExternalId).Where(id => id.Length > 0), cancel));
        }

        ids.UnionWith(open.Select(item => item.Draft.NewId).OfType<Guid>());
        run.Know(await loading.LoadAsync(connection, run.Actor, run.OwnerView, ids, cancel));
        await run.Resolving.PrefetchAsync(connection, run.Actor, open.Select(item => (item.Kind, run.Origin.IsPerson ? run.Intake.PreviewOf(item) : item.Fields)), cancel);
        var externals = open.SelectMany(item => Merge.Externals(item.Fields)).Select(external => (run.OriginId, external)).Concat(run.Records.Values.SelectMany(Merge.Externals));
        await run.Resolving.ExternalsAsync(connection, run.OwnerView, externals, cancel);
    }

    // Records of other imports that pointed at something this plan brings.
    private async Task CompleteLinksAsync(NpgsqlConnection connection, PlanRun run, CancellationToken cancel)
    {
        var fresh = run.Records.Values.Where(record => record.Touched && record.IsNew).SelectMany(record => record.ProviderIds).Select(key => key[4..]).Distinct().ToArray();
        if (fresh.Length == 0)
            return;
        // Who waits is asked first, by its index, and only then who may read it.
        await using (var command = new NpgsqlCommand("""
            with o as materialized (
                select distinct o.record_id from unnest($1) w(external)
                cross join lateral (select record_id from inventory.observations where wants @> array[w.external] and wants <> '{}' offset 0) o)
            select r.id from o join inventory.records r on r.id = o.record_id and r.active and r.readers && $2
            """, connection))
        {
            command.Parameters.Add(new() { Value = fresh });
            command.Parameters.Add(new() { Value = run.OwnerView.Subjects.Keys.ToArray() });
            var ids = new HashSet<Guid>();
            await using (var rows = await command.ExecuteReaderAsync(cancel))
            {
                while (await rows.ReadAsync(cancel))
                    ids.Add(rows.GetGuid(0));
            }

            ids.ExceptWith(run.Records.Keys);
            var waiting = await loading.LoadAsync(connection, run.Actor, run.OwnerView, ids, cancel);
            await run.Resolving.ExternalsAsync(connection, run.OwnerView, waiting.Values.SelectMany(Merge.Externals), cancel);
            var writable = waiting.Where(pair => pair.Value.OwnerLevel >= Level.Write).ToDictionary();
            run.Know(writable);
            run.Followers.UnionWith(writable.Keys);
        }
    }

    private async Task SweepAsync(NpgsqlConnection connection, PlanRun run, CancellationToken cancel)
    {
        var unseen = await Sweeping.FindAsync(connection, run.OriginId, run.Options.CompleteScopes, [.. run.Items.Select(item => item.ExternalId)], run.Options.SeenSince, cancel);
        if (unseen.Count == 0)
            return;
        run.Know(await loading.LoadAsync(connection, run.Actor, run.OwnerView, unseen.Select(one => one.RecordId).Where(id => !run.Records.ContainsKey(id)).ToHashSet(), cancel));
        foreach (var one in unseen.Where(one => run.Records.TryGetValue(one.RecordId, out var record) && record.OwnerLevel >= Level.Write))
        {
            run.Missed.Add(new(one.ExternalId, one.RecordId));
            Sweeping.Apply(run.Options.GoneAtOnce ? one with { Missed = 2 } : one, run.Records[one.RecordId], run.OriginId, run.Resolving.External);
            run.Followers.Add(one.RecordId);
        }
    }
}
