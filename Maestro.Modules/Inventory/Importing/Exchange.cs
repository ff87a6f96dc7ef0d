using System.Text;
using System.Text.Json;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Api;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using MiniExcelLibs;

namespace Maestro.Modules.Inventory.Importing;

/// <summary>Streams lists into files, and reads filled files as drafts.</summary>
internal sealed class Exchange(IKinds kinds, IInventory inventory, CsvOut csv, IAccess access) : IExchange
{
    /// <summary>Rows after which the writer is flushed: memory stays flat.</summary>
    private const int Flush = 500;

    public Task<IReadOnlyList<Draft>> ReadCsvAsync(string kind, Stream content, CancellationToken cancel) => CsvIn.ReadAsync(kinds.Get(kind), content, cancel);

    public string CsvHeader(string kind) => string.Join(',', FileColumns.Of(kinds.Get(kind)).Where(column => column.Writable).Select(column => column.Name).Prepend("id")) + "\n";

    public Task ExportAsync(Actor actor, Query query, ExportFormat format, IReadOnlyList<string>? columns, Stream target, CancellationToken cancel)
    {
        // A question that cannot be asked is refused before the first byte: after it nothing can be said any more.
        new ListSql(kinds, actor, query).Select(new Sql(), "1");
        return format switch
        {
            ExportFormat.Json => JsonAsync(actor, query, target, cancel),
            ExportFormat.Xlsx => XlsxAsync(actor, query, columns, target, cancel),
            _ => CsvAsync(actor, query, columns, target, cancel),
        };
    }

    private (IReadOnlyList<FileColumn> Fields, string[] Envelope) Chosen(Query query, IReadOnlyList<string>? columns)
    {
        var all = FileColumns.Of(kinds.Get(query.Kind));
        if (columns is null)
            return (all, FileColumns.Envelope);
        var unknown = columns.FirstOrDefault(name => name != "id" && !FileColumns.Envelope.Contains(name) && !all.Any(column => column.Name == name || column.Path[0] == name));
        return unknown is null
            ? ([.. columns.SelectMany(name => all.Where(column => column.Name == name || column.Path[0] == name)).Distinct()], [.. FileColumns.Envelope.Where(columns.Contains)])
            : throw Problem.Malformed($"fields: \"{unknown}\" is no column.");
    }

    private async Task CsvAsync(Actor actor, Query query, IReadOnlyList<string>? columns, Stream target, CancellationToken cancel)
    {
        var (fields, envelope) = Chosen(query, columns);
        var owners = envelope.Contains("owner") ? await OwnersAsync(actor, query, cancel) : new Dictionary<Guid, string>();
        await csv.WriteAsync(actor, query, fields, envelope, owners, target, cancel);
    }

    private async Task<IReadOnlyDictionary<Guid, string>> OwnersAsync(Actor actor, Query query, CancellationToken cancel)
    {
        var owners = await inventory.FacetAsync(actor, query with { Order = [] }, "owner", 10_000, cancel);
        return await access.NamesAsync([.. owners.Select(owner => Guid.Parse(owner.Value!))], cancel);
    }

    private static string Envelope(Record record, string name) => name switch
    {
        "state" => RecordJson.Word(record.State),
        "owner" => FileColumns.Guard(record.OwnerName),
        "updated_at" => Instant.Print(record.UpdatedAt),
        _ => Instant.Print(record.CreatedAt),
    };

    private async Task JsonAsync(Actor actor, Query query, Stream target, CancellationToken cancel)
    {
        await using var records = inventory.StreamAsync(actor, query, cancel).GetAsyncEnumerator(cancel);
        // What cannot be asked fails here, before the first byte.
        var more = await records.MoveNextAsync();
        await using var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = Json.Compact.Encoder });
        writer.WriteStartObject();
        writer.WriteStartArray(kinds.Get(query.Kind).Plural);
        var rows = 0;
        for (; more; more = await records.MoveNextAsync())
        {
            RecordJson.Of(records.Current, kinds.Get(records.Current.Kind)).WriteTo(writer);
            if (++rows % Flush == 0)
                await writer.FlushAsync(cancel);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task XlsxAsync(Actor actor, Query query, IReadOnlyList<string>? columns, Stream target, CancellationToken cancel)
    {
        var (fields, envelope) = Chosen(query, columns);
        var rows = new List<Dictionary<string, object?>>();
        await foreach (var record in inventory.StreamAsync(actor, query, cancel))
        {
            if (rows.Count == 1_048_575)
                throw new Problem(ProblemKind.TooLarge, "A worksheet holds 1,048,575 rows: narrow the list, or export CSV.");
            var row = new Dictionary<string, object?> { ["id"] = record.Id.ToString() };
            foreach (var column in fields)
            {
                var cell = FileColumns.Cell(column, record.Fields);
                row[column.Name] = column.Field.Type.Shape == Shape.Number && decimal.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : CsvOut.IsText(column) ? FileColumns.Guard(cell) : cell;
            }

            foreach (var name in envelope)
                row[name] = Envelope(record, name);
            rows.Add(row);
        }

        using var buffer = new MemoryStream();
        await buffer.SaveAsAsync(rows.Count > 0 ? rows : [fields.Select(column => column.Name).Prepend("id").Concat(envelope).ToDictionary(name => name, _ => (object?)null)], cancellationToken: cancel);
        buffer.Position = 0;
        await buffer.CopyToAsync(target, cancel);
    }
}
