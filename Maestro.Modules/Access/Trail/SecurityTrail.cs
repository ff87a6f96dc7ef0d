using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Maestro.Modules.Access.Trail;

/// <summary>Writes and reads the security trail.</summary>
internal sealed class SecurityTrail(IMaestroDbFactory databases, TimeProvider time) : ISecurityTrail
{
    private const int Longest = 500;

    public void Add(MaestroDb db, SecurityNote note) => db.Add(new SecurityEventRow
    {
        Id = Ids.New(time), At = time.GetUtcNow(), ActorId = note.ActorId, ActorName = Short(note.ActorName)!, Address = Short(note.Address), Action = note.Action, Succeeded = note.Succeeded,
        TargetType = note.TargetType, TargetId = note.TargetId, TargetName = Short(note.TargetName), Detail = note.Detail.ToJsonString(Json.Compact),
    });

    public async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<SecurityNote> notes, CancellationToken cancel)
    {
        if (notes.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            insert into access.security_events (id, at, actor_id, actor_name, address, action, succeeded, target_type, target_id, target_name, detail)
            select id, $11, actor, name, address, action, good, type, target, target_name, detail::jsonb
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) w(id, actor, name, address, action, good, type, target, target_name, detail)
            """, connection);
        void Array<T>(NpgsqlDbType type, Func<SecurityNote, T> of) => command.Parameters.Add(new() { Value = notes.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        Array(NpgsqlDbType.Uuid, _ => Ids.New(time));
        Array(NpgsqlDbType.Uuid, note => note.ActorId);
        Array(NpgsqlDbType.Text, note => Short(note.ActorName));
        Array(NpgsqlDbType.Text, note => Short(note.Address));
        Array(NpgsqlDbType.Text, note => note.Action);
        Array(NpgsqlDbType.Boolean, note => note.Succeeded);
        Array(NpgsqlDbType.Text, note => note.TargetType);
        Array(NpgsqlDbType.Uuid, note => note.TargetId);
        Array(NpgsqlDbType.Text, note => Short(note.TargetName));
        Array(NpgsqlDbType.Text, note => note.Detail.ToJsonString(Json.Compact));
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<Page<SecurityEvent>> ListAsync(Actor actor, SecurityQuery query, CancellationToken cancel)
    {
        if (!actor.SeesAll)
            throw Problem.Denied("Only administrators read the security log.");
        await using var db = databases.Open(actor);
        var rows = await Matching(db.Set<SecurityEventRow>().AsNoTracking(), query).OrderByDescending(row => row.Id).Take(query.Limit + 1).ToListAsync(cancel);
        var next = rows.Count > query.Limit ? rows[query.Limit - 1].Id.ToString() : null;
        return new Page<SecurityEvent>([.. rows.Take(query.Limit).Select(Seen)], null, true, next);
    }

    private static IQueryable<SecurityEventRow> Matching(IQueryable<SecurityEventRow> found, SecurityQuery query)
    {
        if (query.Cursor is { } cursor)
        {
            var last = Guid.TryParse(cursor, out var id) ? id : throw Problem.Malformed("cursor: is not one that a list has given.");
            found = found.Where(row => row.Id.CompareTo(last) < 0);
        }

        if (query.Action is { } action)
            found = found.Where(row => row.Action == action || row.Action.StartsWith(action + "."));
        if (query.Succeeded is { } succeeded)
            found = found.Where(row => row.Succeeded == succeeded);
        if (query.Actor is { } who)
            found = found.Where(row => row.ActorId == who);
        if (query.Target is { } target)
            found = found.Where(row => row.TargetId == target);
        if (query.Address is { } address)
            found = found.Where(row => row.Address == address);
        if (query.Since is { } since)
            found = found.Where(row => row.At >= since);
        if (query.Until is { } until)
            found = found.Where(row => row.At < until);
        foreach (var word in AccessDatabase.Words(query.Words))
        {
            var pattern = AccessDatabase.Containing(word);
            found = found.Where(row => EF.Functions.ILike(row.ActorName, pattern, "\\") || EF.Functions.ILike(row.TargetName ?? "", pattern, "\\"));
        }

        return found;
    }

    private static SecurityEvent Seen(SecurityEventRow row) => new(
        row.Id, row.At, row.ActorId, row.ActorName, row.Address, row.Action, row.Succeeded, row.TargetType, row.TargetId, row.TargetName, (JsonObject)JsonNode.Parse(row.Detail)!);

    private static string? Short(string? text) => text is { Length: > Longest } ? text[..Longest] : text;
}
