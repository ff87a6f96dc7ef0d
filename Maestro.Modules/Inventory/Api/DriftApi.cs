using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Importing;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Maestro.Modules.Inventory.Api;

/// <summary>What is declared beside what is there, over HTTP.</summary>
internal static class DriftApi
{
    private static readonly string[] Own = ["kind", "datacenter", "status", "source"];

    internal static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("drift");
        group.MapGet("/drift", ListAsync).WithSummary("What Terraform declares beside what clouds and hosts report, record by record: kind (servers), datacenter, status (managed, drifted, unmanaged, missing, unchecked, orphan), source (a provider), and q, ordering, limit, cursor and the filters of the Kind's own list");
        group.MapGet("/drift.csv", SendAsync).WithSummary("The same list as a file");
    }

    private static async Task<IResult> ListAsync(HttpContext context, IKinds kinds, IDrift drift, QueryText text, CancellationToken cancel)
    {
        var (kind, query, statuses) = Asked(context, kinds, text);
        var page = await drift.ListAsync(context.Actor(), query, statuses, cancel);
        var counts = new JsonObject();
        // The first page tells how the rest stands; further ones need not count it again.
        if (string.IsNullOrEmpty(query.Cursor) && query.Offset == 0)
        {
            foreach (var (status, (count, exact)) in await drift.CountAsync(context.Actor(), query, cancel))
                counts[Word(status)] = new JsonObject { ["count"] = count, ["count_exact"] = exact };
        }

        return Http.Json(new JsonObject
        {
            ["count"] = page.Count,
            ["count_exact"] = page.CountExact,
            ["next"] = page.Next is null ? null : query.Cursor is null ? ReadsApi.Link(context, "offset", FormattableString.Invariant($"{query.Offset + query.Limit}")) : ReadsApi.Link(context, "cursor", page.Next),
            ["previous"] = query.Cursor is null && query.Offset > 0 ? ReadsApi.Link(context, "offset", FormattableString.Invariant($"{Math.Max(0, query.Offset - query.Limit)}")) : null,
            ["cursor"] = page.Next,
            ["kind"] = kind.Name,
            ["counts"] = counts,
            ["results"] = new JsonArray([.. page.Rows.Select(Of)]),
        });
    }

    private static JsonNode Of(DriftEntry entry) => new JsonObject
    {
        ["record"] = new JsonObject
        {
            ["id"] = entry.Record.Id.ToString(),
            ["kind"] = entry.Record.Kind,
            ["name"] = entry.Record.Name,
            ["state"] = RecordJson.Word(entry.Record.State),
            ["datacenter"] = entry.Record.Fields["datacenters"]?["name"].Copy(),
        },
        ["status"] = Word(entry.Status),
        ["sources"] = new JsonArray([.. entry.Sources.Select(source => (JsonNode)new JsonObject
        {
            ["provider"] = source.Provider,
            ["name"] = source.Name,
            ["last_seen"] = Instant.Print(source.LastSeen),
            ["missed"] = source.Missed,
        })]),
        ["differences"] = new JsonArray([.. entry.Differences.Select(difference => (JsonNode)new JsonObject
        {
            ["field"] = difference.Field,
            ["values"] = new JsonObject(difference.Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy()))),
        })]),
    };

    private static async Task SendAsync(HttpContext context, IKinds kinds, IDrift drift, QueryText text, CancellationToken cancel)
    {
        var (kind, query, statuses) = Asked(context, kinds, text);
        await using var entries = drift.StreamAsync(context.Actor(), query, statuses, cancel).GetAsyncEnumerator(cancel);
        // What cannot be read fails before the first byte.
        var more = await entries.MoveNextAsync();
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"drift-{kind.Plural}.csv\"";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await writer.WriteAsync("id,kind,name,datacenter,status,sources,last_seen,differences\n".AsMemory(), cancel);
        for (; more; more = await entries.MoveNextAsync())
        {
            var (record, status, sources, differences) = entries.Current;
            string[] cells =
            [
                record.Id.ToString(), record.Kind, FileColumns.Guard(record.Name), FileColumns.Guard(record.Fields["datacenters"]?["name"].Text() ?? ""), Word(status),
                FileColumns.Guard(string.Join("; ", sources.Select(source => source.Name))), sources.Count == 0 ? "" : Instant.Print(sources.Max(source => source.LastSeen)),
                FileColumns.Guard(string.Join("; ", differences.Select(one => $"{one.Field}: {string.Join(", ", one.Values.Select(pair => $"{pair.Key}={pair.Value}"))}"))),
            ];
            await writer.WriteAsync((string.Join(',', cells.Select(CsvOut.Quoted)) + "\n").AsMemory(), cancel);
        }
    }

    private static (Kind Kind, Query Query, IReadOnlyList<DriftStatus> Statuses) Asked(HttpContext context, IKinds kinds, QueryText text)
    {
        var given = context.Request.Query;
        var name = given["kind"].ToString() is { Length: > 0 } named ? named : "servers";
        var kind = kinds.Find(name) ?? throw Problem.Malformed($"kind: there is no kind \"{name}\".");
        var statuses = given["status"].SelectMany(words => (words ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Status).Distinct().ToList();
        var query = text.Read(kind, given.Where(pair => !Own.Contains(pair.Key)).Concat(Renamed(given)));
        return (kind, query.Order.Count > 0 || kind.Find("name") is not { Indexed: true } ? query : query with { Order = [new Sort("name", false)] }, statuses);
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> Renamed(IQueryCollection given)
    {
        if (given["datacenter"] is { Count: > 0 } datacenter && datacenter.ToString().Length > 0)
            yield return new("datacenters", datacenter);
        if (given["source"] is { Count: > 0 } source && source.ToString().Length > 0)
            yield return new(DriftReading.Source, source);
    }

    private static DriftStatus Status(string word) =>
        Enum.TryParse<DriftStatus>(word, ignoreCase: true, out var status) && Enum.IsDefined(status) && !char.IsDigit(word[0])
            ? status
            : throw Problem.Malformed($"status: \"{word}\" is none of {string.Join(", ", Enum.GetValues<DriftStatus>().Select(Word))}.");

    private static string Word(DriftStatus status) => status.ToString().ToLowerInvariant();
}
