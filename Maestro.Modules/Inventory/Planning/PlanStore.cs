using System.Text.Json;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;
using NpgsqlTypes;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Keeps plans until they are applied, discarded or 30 days old.</summary>
internal sealed class PlanStore(IMaestroDbFactory databases, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    internal async Task SaveAsync(Actor actor, Plan plan, CancellationToken cancel)
    {
        var work = (PlanWork)plan.Work!;
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand("delete from inventory.plans where expires_at < $1", connection))
        {
            command.Parameters.Add(new() { Value = time.GetUtcNow() });
            await command.ExecuteNonQueryAsync(cancel);
        }

        await using (var command = new NpgsqlCommand("insert into inventory.plans (id, maker_id, title, origin, counts, extra, created_at, expires_at, token_id) values ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7, $8, $9)", connection))
        {
            command.Parameters.Add(new() { Value = plan.Id });
            command.Parameters.Add(new() { Value = actor.UserId });
            command.Parameters.Add(new() { Value = plan.Title });
            command.Parameters.Add(new() { Value = Print(plan.Origin) });
            command.Parameters.Add(new() { Value = Print(plan.Counts) });
            command.Parameters.Add(new() { Value = Print(work with { Records = [] }) });
            command.Parameters.Add(new() { Value = plan.CreatedAt });
            command.Parameters.Add(new() { Value = plan.CreatedAt + Kept });
            command.Parameters.Add(new() { Value = (object?)actor.TokenId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            await command.ExecuteNonQueryAsync(cancel);
        }

        await CopyRowsAsync(connection, plan, work, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task CopyRowsAsync(NpgsqlConnection connection, Plan plan, PlanWork work, CancellationToken cancel)
    {
        var byRow = work.Records.ToDictionary(record => record.Row);
        await using var copy = await connection.BeginBinaryImportAsync("copy inventory.plan_rows (plan_id, place, action, kind, record_id, name, shown, work) from stdin (format binary)", cancel);
        foreach (var row in plan.Rows)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(plan.Id, cancel);
            await copy.WriteAsync(row.Index, cancel);
            await copy.WriteAsync(Word(row.Action), cancel);
            await copy.WriteAsync(row.Kind, cancel);
            await copy.WriteAsync(row.Id, cancel);
            await copy.WriteAsync(row.Name, cancel);
            await copy.WriteAsync(Print(row), NpgsqlDbType.Jsonb, cancel);
            if (byRow.TryGetValue(row.Index, out var one))
                await copy.WriteAsync(Print(one), NpgsqlDbType.Text, cancel);
            else
                await copy.WriteNullAsync(cancel);
        }

        await copy.CompleteAsync(cancel);
    }

    // What a limited token planned itself names nothing that it does not reach; of other plans, only those that keep to its Kinds.
    private static string Within(Actor actor, string token) => actor.OnlyKinds is null ? $"{token}::uuid is not null"
        : $"(plans.token_id = {token} or not exists (select 1 from inventory.plan_rows w where w.plan_id = plans.id and not {Readable.Reached(actor, "w")}))";

    /// <summary>A plan without rows; readable by its maker, by the members of a team whose crawl made it, and by administrators. One that touches other Kinds than a token is limited to does not exist for it.</summary>
    internal async Task<(Plan Plan, PlanWork Extra)> FindAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select title, origin, counts, extra, created_at, change_set_id from inventory.plans where id = $1 and (maker_id = any($2) or $3) and expires_at > $4
              and {Within(actor, "$5")}
            """, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        command.Parameters.Add(new() { Value = actor.SeesAll });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = actor.TokenId ?? Guid.Empty });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel))
            throw Problem.Missing("This plan");
        var plan = new Plan
        {
            Id = id,
            Title = rows.GetString(0),
            Origin = Read<Origin>(rows.GetString(1)),
            Counts = Read<PlanCounts>(rows.GetString(2)),
            CreatedAt = rows.GetFieldValue<DateTimeOffset>(4),
            ChangeSet = rows.IsDBNull(5) ? null : rows.GetGuid(5),
        };
        return (plan, Read<PlanWork>(rows.GetString(3)));
    }

    /// <summary>Whether nothing that a plan would retire has moved, or been seen by the plan's source, since it was made.</summary>
    internal async Task<bool> StandsAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var (plan, extra) = await FindAsync(actor, id, cancel);
        if (plan.ChangeSet is not null)
            return false;
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand("""
            select not exists (select 1 from inventory.plan_rows p join inventory.records r on r.id = p.record_id where p.plan_id = $1 and r.updated_at > $2)
               and not exists (select 1 from inventory.sightings s where s.origin_id = $3 and s.external_id = any($4) and s.last_seen > $2)
            """, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = plan.CreatedAt });
        command.Parameters.Add(new() { Value = extra.OriginId ?? Guid.Empty });
        command.Parameters.Add(new() { Value = extra.Missed.Select(one => one.ExternalId).ToArray() });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>Whether a plan is the actor's own, and readable with the token at hand.</summary>
    internal async Task<bool> IsMadeByAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select 1 from inventory.plans where id = $1 and maker_id = $2 and expires_at > $3
              and {Within(actor, "$4")}
            """, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.UserId });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = actor.TokenId ?? Guid.Empty });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    /// <summary>Those of the plans that are still kept.</summary>
    internal async Task<HashSet<Guid>> KeptAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Actor.System("collector"), cancel);
        await using var command = new NpgsqlCommand("select id from inventory.plans where id = any($1) and expires_at > $2", connection);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var kept = new HashSet<Guid>();
        while (await rows.ReadAsync(cancel))
            kept.Add(rows.GetGuid(0));
        return kept;
    }

    internal async Task<Page<PlanRow>> RowsAsync(Actor actor, Guid id, PlanAction? action, int from, int limit, CancellationToken cancel)
    {
        var (plan, _) = await FindAsync(actor, id, cancel);
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand("select place, shown from inventory.plan_rows where plan_id = $1 and ($2 is null or action = $2) and place >= $3 order by place limit $4", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = action is { } one ? Word(one) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = limit + 1 });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var list = new List<PlanRow>();
        while (await rows.ReadAsync(cancel))
            list.Add(Read<PlanRow>(rows.GetString(1)));
        var next = list.Count > limit ? FormattableString.Invariant($"{list[limit].Index}") : null;
        return new(list.Count > limit ? list[..limit] : list, Of(plan.Counts, action), true, next);
    }

    internal async Task<List<RecordWork>> WorkAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand("select work from inventory.plan_rows where plan_id = $1 and work is not null order by place", connection);
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var work = new List<RecordWork>();
        while (await rows.ReadAsync(cancel))
            work.Add(Read<RecordWork>(rows.GetString(0)));
        return work;
    }

    internal async Task DiscardAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        var (plan, _) = await FindAsync(actor, id, cancel);
        if (plan.ChangeSet is not null)
            throw Problem.Conflict("This plan has been applied; undo its change set instead.");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand("delete from inventory.plans where id = $1 and change_set_id is null", connection);
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static int Of(PlanCounts counts, PlanAction? action) => action switch
    {
        null => counts.Total,
        PlanAction.Create => counts.Create,
        PlanAction.Change => counts.Change,
        PlanAction.Retire => counts.Retire,
        PlanAction.Restore => counts.Restore,
        PlanAction.Unchanged => counts.Unchanged,
        PlanAction.Conflict => counts.Conflict,
        PlanAction.Error => counts.Error,
        _ => 0,
    };

    private static string Word(PlanAction action) => action.ToString().ToLowerInvariant();

    private static string Print<T>(T value) => JsonSerializer.Serialize(value, Json.Compact);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json.Compact)!;
}
