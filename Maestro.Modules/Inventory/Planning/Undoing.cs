using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Turns a change set around: drafts that put back what it changed, and errors where somebody went on since.</summary>
internal sealed class Undoing(IKinds kinds, IMaestroDbFactory databases)
{
    private sealed record Past(Guid RecordId, string Kind, string Name, string Action, List<FieldChange> Changes, JsonObject HandBefore, string Doc, string State, List<Grant> Grants, Subject Owner);

    internal async Task<(List<Draft> Drafts, string Title)> DraftsAsync(Actor actor, Guid changeSet, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var title = await TitleAsync(connection, changeSet, cancel);
        var past = await PastAsync(connection, actor, changeSet, cancel);
        if (past.Count == 0)
            throw Problem.Missing("This change set");
        return ([.. past.Select(Back)], title);
    }

    private static async Task<string> TitleAsync(NpgsqlConnection connection, Guid changeSet, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select title, source_name from audit.change_sets where id = $1", connection);
        command.Parameters.Add(new() { Value = changeSet });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel))
            throw Problem.Missing("This change set");
        return $"Undo of {(rows.GetString(0) is { Length: > 0 } title ? title : rows.GetString(1))}";
    }

    private static async Task<List<Past>> PastAsync(NpgsqlConnection connection, Actor actor, Guid changeSet, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select c.record_id, c.kind, c.name, c.action, c.diff, c.hand_before, r.doc, r.state,
                   coalesce((select string_agg(g.subject_type || ':' || g.subject_id || ':' || g.level, ',') from access.grants g where g.record_id = r.id), ''), r.owner_type, r.owner_id
            from audit.changes c join inventory.records r on r.id = c.record_id and {Readable.Sql(actor, "r", "$2")}
            where c.change_set_id = $1 order by c.id
            """, connection);
        command.Parameters.Add(new() { Value = changeSet });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var past = new List<Past>();
        while (await rows.ReadAsync(cancel))
        {
            past.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), WorkMaking.ReadDiff(rows.GetString(4)), (JsonObject)JsonNode.Parse(rows.GetString(5))!, rows.GetString(6), rows.GetString(7),
                [.. rows.GetString(8).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(':')).Select(parts => new Grant(new(parts[0], Guid.Parse(parts[1])), (Level)int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)))],
                new(rows.GetString(9), rows.GetGuid(10))));
        }

        return past;
    }

    private Draft Back(Past past)
    {
        if (past.Action is "create" or "conflict")
            return new Draft(past.Kind) { Id = past.RecordId, Action = DraftAction.Retire, Label = past.Name };
        if (past.Action is "restore")
            return new Draft(past.Kind) { Id = past.RecordId, Action = DraftAction.Retire, Label = past.Name };
        if (past.Action is "retire")
            return new Draft(past.Kind) { Id = past.RecordId, Action = DraftAction.Restore, Label = past.Name };
        var kind = kinds.Get(past.Kind);
        var now = Leaves.Of(kind, (JsonObject)JsonNode.Parse(past.Doc)!);
        var leaves = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var draft = new Draft(past.Kind) { Id = past.RecordId, Label = past.Name, Leaves = leaves, HandBack = past.HandBefore, Grants = Grants(past), Owner = OwnerOf(past, before: true) };
        if (OwnerOf(past, before: false) is { } given && given != past.Owner)
            draft.Wrong("owner", "has changed since");
        foreach (var change in past.Changes.Where(change => change.Path is not ("state" or "owner") && !change.Path.StartsWith("grants[", StringComparison.Ordinal)))
        {
            if (Json.Same(now.GetValueOrDefault(change.Path), change.After))
                leaves[change.Path] = change.Before;
            else
                draft.Wrong(change.Path, $"has changed since: it is {Shown(now.GetValueOrDefault(change.Path))} now, not {Shown(change.After)}");
        }

        return draft;
    }

    private static string Shown(JsonNode? value) => value is null ? "empty" : value.Text() ?? value.ToJsonString(Json.Compact);

    private static Subject? OwnerOf(Past past, bool before) =>
        past.Changes.FirstOrDefault(change => change.Path == "owner") is { } change && (before ? change.Before : change.After).Text() is { } text && text.Split(':') is [var type, var id]
            ? new Subject(type, Guid.Parse(id)) : null;

    private static List<Grant>? Grants(Past past)
    {
        var changed = past.Changes.Where(change => change.Path.StartsWith("grants[", StringComparison.Ordinal)).ToList();
        if (changed.Count == 0)
            return null;
        var grants = past.Grants.ToDictionary(grant => grant.Subject, grant => grant.Level);
        foreach (var change in changed)
        {
            var parts = change.Path[7..^1].Split(':');
            var subject = new Subject(parts[0], Guid.Parse(parts[1]));
            if (change.Before.Text() is { } level)
                grants[subject] = Enum.Parse<Level>(level, ignoreCase: true);
            else
                grants.Remove(subject);
        }

        return [.. grants.Select(pair => new Grant(pair.Key, pair.Value))];
    }
}
