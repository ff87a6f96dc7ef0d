using System.Text.Json;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Drifting;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;
using NpgsqlTypes;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Applies a plan's work in one transaction: all of it or nothing.</summary>
internal sealed class Applying(IMaestroDbFactory databases, OptionLists options, IAccess access, ISecurityTrail trail, TimeProvider time)
{
    internal async Task<Applied> ApplyAsync(Actor actor, Plan plan, PlanWork work, ApplyOptions how, Guid? storedPlan, CancellationToken cancel)
    {
        // The one way in to write: whatever made the plan, a limited token writes nothing else.
        if (work.Records.FirstOrDefault(record => !actor.Reaches(record.Kind)) is { } beyond)
            throw Problem.Denied($"This token is limited to some Kinds, and {beyond.Name} is of another.");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await LockAsync(connection, work, cancel);
        // Between plan and apply a person may have lost a team, or handed the plan on. A source's plan is applied where it was made.
        if (storedPlan is not null || plan.Origin.IsPerson)
            await PermitAsync(connection, actor, plan.Origin, work, cancel);
        if (storedPlan is not null && work.Missed.Count > 0)
            await StillUnseenAsync(connection, plan, work, cancel);
        var now = time.GetUtcNow();
        var changeSet = work.Records.Any(record => record.Action != "unchanged") ? how.Into ?? Ids.New(time) : (Guid?)null;
        var first = changeSet is { } id ? ChangeSet(id, actor, plan, work, how, storedPlan, now) : null;
        if (work.OriginId is { } origin)
        {
            await OriginAsync(connection, plan.Origin, work, now, cancel);
            if (!work.Outdated)
                await Serials.MoveAsync(connection, origin, plan.Origin, cancel);
        }

        await WriteAsync(connection, changeSet ?? Guid.Empty, work, first, now, cancel);
        await trail.AddAsync(connection, SecurityNotes.Of(actor, work), cancel);
        await SightingsAsync(connection, work, now, cancel);
        await DriftWriting.WriteAsync(connection, plan, work, cancel);
        await ConflictsAsync(connection, work, now, cancel);
        if (storedPlan is { } stored)
            await MarkAsync(connection, stored, changeSet, cancel);
        await transaction.CommitAsync(cancel);
        if (work.Records.Any(record => record.Root == "option"))
            options.Forget();
        return new Applied(changeSet, plan.Counts, [.. plan.Rows.Select(row => row.Id)]);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, Guid changeSet, PlanWork work, NpgsqlBatchCommand? first, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            await RecordWriter.WriteAsync(connection, changeSet, work.Records, first, now, cancel);
        }
        catch (PostgresException broken) when (broken.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation)
        {
            throw new Problem(ProblemKind.Conflict, "Something this plan builds on has changed meanwhile. Make the plan again.", cause: broken);
        }
    }

    // Whoever holds the rows decides; a version that moved since the plan was made is named.
    private static async Task LockAsync(NpgsqlConnection connection, PlanWork work, CancellationToken cancel)
    {
        var known = work.Records.Where(record => record.BaseVersion > 0).ToDictionary(record => record.Id);
        if (known.Count == 0)
            return;
        await using var command = new NpgsqlCommand("select id, version from inventory.records where id = any($1) order by id for update", connection);
        command.Parameters.Add(new() { Value = known.Keys.ToArray() });
        var moved = new List<RecordWork>();
        var found = new HashSet<Guid>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                found.Add(rows.GetGuid(0));
                if (rows.GetInt32(1) != known[rows.GetGuid(0)].BaseVersion)
                    moved.Add(known[rows.GetGuid(0)]);
            }
        }

        moved.AddRange(known.Values.Where(record => !found.Contains(record.Id)));
        if (moved.Count > 0)
        {
            throw Problem.Conflict(
                $"{string.Join(", ", moved.Take(5).Select(record => record.Name))}{(moved.Count > 5 ? FormattableString.Invariant($" and {moved.Count - 5} more") : "")} changed since the plan was made. Make the plan again.",
                moved.Take(100).ToDictionary(record => FormattableString.Invariant($"{record.Row}"), record => new[] { $"{record.Name} has changed since" }));
        }
    }

    // A sighting moves no version: what has come back unchanged since the plan was made would be retired by it.
    private static async Task StillUnseenAsync(NpgsqlConnection connection, Plan plan, PlanWork work, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select r.name from inventory.sightings s join inventory.records r on r.id = s.record_id
            where s.origin_id = $1 and s.external_id = any($2) and s.last_seen > $3 order by r.name limit 6
            """, connection);
        command.Parameters.Add(new() { Value = work.OriginId!.Value });
        command.Parameters.Add(new() { Value = work.Missed.Select(one => one.ExternalId).ToArray() });
        command.Parameters.Add(new() { Value = plan.CreatedAt });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await rows.ReadAsync(cancel))
            names.Add(rows.GetString(0));
        if (names.Count > 0)
            throw Problem.Conflict($"{string.Join(", ", names.Take(5))}{(names.Count > 5 ? " and more" : "")} {(names.Count == 1 ? "was" : "were")} seen again since the plan was made. Make the plan again.");
    }

    private async Task PermitAsync(NpgsqlConnection connection, Actor actor, Origin origin, PlanWork work, CancellationToken cancel)
    {
        if (!actor.IsSystem && origin.Owner.Type == "team" && work.Records.Any(record => record.BaseVersion == 0 && record.Owner == origin.Owner))
            access.DemandCreate(actor with { TeamId = origin.Owner.Id });
        var known = work.Records.Where(record => record.BaseVersion > 0).ToDictionary(record => record.Id);
        if (actor.SeesAll || known.Count == 0)
            return;
        await using var command = new NpgsqlCommand("select record_id, subject_type, subject_id, level from access.grants where record_id = any($1)", connection);
        command.Parameters.Add(new() { Value = known.Keys.ToArray() });
        var levels = new Dictionary<Guid, Level>();
        var owner = OwnerView.Of(actor, origin.Owner);
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                var grant = new Grant(new(rows.GetString(1), rows.GetGuid(2)), (Level)rows.GetInt16(3));
                var through = origin.IsPerson ? actor.Through(grant.Subject, grant.Level) : owner.Through(grant);
                levels[rows.GetGuid(0)] = (Level)Math.Max((int)through, (int)levels.GetValueOrDefault(rows.GetGuid(0)));
            }
        }

        var denied = known.Values.Where(record => levels.GetValueOrDefault(record.Id) < record.Needs).ToList();
        if (denied.Count > 0)
            throw Problem.Denied($"You may no longer change {string.Join(", ", denied.Take(5).Select(record => record.Name))}.");
    }

    // The change set, and the news of it that PostgreSQL passes on when the transaction commits.
    private static NpgsqlBatchCommand ChangeSet(Guid id, Actor actor, Plan plan, PlanWork work, ApplyOptions how, Guid? storedPlan, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand("""
            with news as (select pg_notify('maestro_changes', $14))
            insert into audit.change_sets (id, at, actor_id, actor_name, team_id, as_admin, source, source_name, title, reason, plan_id, undoes, counts)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb from news
            on conflict (id) do update set counts = (
                select jsonb_object_agg(key, coalesce((change_sets.counts ->> key)::bigint, 0) + (excluded.counts ->> key)::bigint) from jsonb_object_keys(excluded.counts) key)
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = actor.UserId });
        command.Parameters.Add(new() { Value = actor.Name });
        command.Parameters.Add(new() { Value = (object?)actor.TeamId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = actor.IsAdmin && work.Records.Any(record => record.AsAdmin) });
        command.Parameters.Add(new() { Value = plan.Origin.Provider });
        command.Parameters.Add(new() { Value = plan.Origin.Name });
        command.Parameters.Add(new() { Value = plan.Title });
        command.Parameters.Add(new() { Value = (object?)Clean(how.Reason) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)storedPlan ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = (object?)work.Undoes ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(plan.Counts, Json.Compact) });
        command.Parameters.Add(new() { Value = $"{id} {string.Join(',', work.Records.Where(record => record.Action != "unchanged").Select(record => record.Kind).Distinct())}" });
        return command;
    }

    private static string? Clean(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? null : new string([.. reason.Trim().Where(letter => !char.IsControl(letter)).Take(1000)]);

    private static async Task OriginAsync(NpgsqlConnection connection, Origin origin, PlanWork work, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into inventory.origins (id, provider, key, name, owner_type, owner_id, datacenter_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (id) do update set name = excluded.name, datacenter_id = excluded.datacenter_id
            where (origins.name, origins.datacenter_id) is distinct from (excluded.name, excluded.datacenter_id)
            """, connection);
        command.Parameters.Add(new() { Value = work.OriginId!.Value });
        command.Parameters.Add(new() { Value = origin.Provider });
        command.Parameters.Add(new() { Value = origin.Key });
        command.Parameters.Add(new() { Value = origin.Name });
        command.Parameters.Add(new() { Value = origin.Owner.Type });
        command.Parameters.Add(new() { Value = origin.Owner.Id });
        command.Parameters.Add(new() { Value = (object?)origin.Datacenter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task SightingsAsync(NpgsqlConnection connection, PlanWork work, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var (list, change) in new[] { (work.Seen, "last_seen = $3, missed = 0"), (work.Missed, "missed = least(missed + 1, 1000)") })
        {
            foreach (var part in list.Chunk(20_000))
            {
                await using var command = new NpgsqlCommand($"update inventory.sightings set {change} where origin_id = $1 and external_id = any($2)", connection);
                command.Parameters.Add(new() { Value = work.OriginId!.Value });
                command.Parameters.Add(new() { Value = part.Select(one => one.ExternalId).ToArray() });
                if (list == work.Seen)
                    command.Parameters.Add(new() { Value = now });
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
    }

    private async Task ConflictsAsync(NpgsqlConnection connection, PlanWork work, DateTimeOffset now, CancellationToken cancel)
    {
        if (work.Conflicts.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            insert into inventory.conflicts (id, kind, record_id, other_id, reason, found_at)
            select w.id, w.kind, w.record, w.other, w.reason, $6 from unnest($1, $2, $3, $4, $5) w(id, kind, record, other, reason)
            where exists (select 1 from inventory.records r where r.id = w.record) and exists (select 1 from inventory.records r where r.id = w.other)
              and not exists (select 1 from inventory.conflicts c where c.record_id = w.other and c.other_id = w.record)
            on conflict do nothing
            """, connection);
        command.Parameters.Add(new() { Value = work.Conflicts.Select(_ => Ids.New(time)).ToArray() });
        command.Parameters.Add(new() { Value = work.Conflicts.Select(one => one.Kind).ToArray() });
        command.Parameters.Add(new() { Value = work.Conflicts.Select(one => one.RecordId).ToArray() });
        command.Parameters.Add(new() { Value = work.Conflicts.Select(one => one.OtherId).ToArray() });
        command.Parameters.Add(new() { Value = work.Conflicts.Select(one => one.Reason).ToArray() });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task MarkAsync(NpgsqlConnection connection, Guid stored, Guid? changeSet, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("update inventory.plans set change_set_id = $2 where id = $1 and change_set_id is null", connection);
        command.Parameters.Add(new() { Value = stored });
        command.Parameters.Add(new() { Value = changeSet ?? Guid.Empty });
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
            throw Problem.Conflict("This plan has been applied already.");
    }
}
