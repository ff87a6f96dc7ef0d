using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Sylvan.Data.Csv;

namespace Maestro.Modules.Inventory.Importing;

/// <summary>Reads a CSV of one Kind as drafts; every bad cell is an error of its row, not the end of the file.</summary>
internal static class CsvIn
{
    private const int MostRows = 500_000;

    internal static async Task<IReadOnlyList<Draft>> ReadAsync(Kind kind, Stream content, CancellationToken cancel)
    {
        using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        try
        {
            await using var rows = await CsvDataReader.CreateAsync(text, new CsvDataReaderOptions { MaxBufferSize = 8_000_000, BufferSize = 0x10000 }, cancel);
            var columns = Columns(kind, rows);
            var drafts = new List<Draft>();
            while (await rows.ReadAsync(cancel))
            {
                if (drafts.Count == MostRows)
                    throw new Problem(ProblemKind.TooLarge, FormattableString.Invariant($"The file has more than {MostRows} rows: split it."));
                if (Row(kind, rows, columns, drafts.Count + 2) is { } draft)
                    drafts.Add(draft);
            }

            return drafts;
        }
        catch (DecoderFallbackException)
        {
            throw Problem.Malformed("The file is not UTF-8 text.");
        }
        catch (CsvFormatException wrong)
        {
            throw Problem.Malformed(FormattableString.Invariant($"Row {wrong.RowNumber}: the file is not CSV ({wrong.Message})."));
        }
    }

    private static List<FileColumn?> Columns(Kind kind, CsvDataReader rows)
    {
        var known = FileColumns.Of(kind).ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        // Whole references and groups as JSON are understood as well: the names that the API uses.
        foreach (var field in kind.Fields.Where(field => !known.ContainsKey(field.Name)))
            known[field.Name] = new(field.Name, [field.Name], field, false);
        var columns = new List<FileColumn?>();
        var unknown = new List<string>();
        for (var at = 0; at < rows.FieldCount; at++)
        {
            var header = rows.GetName(at).Trim().TrimStart('\uFEFF');
            if (header is "id" or "" || FileColumns.Envelope.Contains(header))
                columns.Add(null);
            else if (known.TryGetValue(header, out var column))
                columns.Add(column);
            else
                unknown.Add(header);
        }

        if (rows.FieldCount == 0)
            throw Problem.Malformed("The file is empty: its first line must name the columns.");
        return unknown.Count == 0 ? columns
            : throw Problem.Malformed($"{string.Join(", ", unknown.Select(name => $"\"{name}\""))} {(unknown.Count == 1 ? "is no column" : "are no columns")} of {kind.LabelPlural.ToLowerInvariant()}. Columns are: id, {string.Join(", ", known.Keys.Take(60))}.");
    }

    private static Draft? Row(Kind kind, CsvDataReader rows, List<FileColumn?> columns, int line)
    {
        Guid? id = null;
        string? wrongId = null;
        var fields = new JsonObject();
        var errors = new List<(string, string)>();
        var blank = true;
        for (var at = 0; at < columns.Count && at < rows.RowFieldCount; at++)
        {
            var cell = rows.GetString(at);
            blank &= cell.Length == 0;
            if (columns[at] is not { } column)
            {
                if (rows.GetName(at).Trim().TrimStart('\uFEFF') != "id" || cell.Length == 0)
                    continue;
                if (Guid.TryParse(cell, out var given))
                    id = given;
                else
                    wrongId = cell;
            }
            else if (column.Writable)
            {
                Put(fields, column, FileColumns.Unguard(cell), errors);
            }
        }

        if (blank)
            return null;
        var draft = new Draft(kind.Name) { NewId = id, Fields = fields, Label = FormattableString.Invariant($"row {line}") };
        if (wrongId is not null)
            draft.Wrong("id", $"\"{wrongId}\" is not an id");
        foreach (var (path, message) in errors)
            draft.Wrong(path, message);
        return draft;
    }

    // An empty cell clears; within a group only its own member, so that files may leave columns out.
    private static void Put(JsonObject fields, FileColumn column, string cell, List<(string, string)> errors)
    {
        JsonNode? value;
        try
        {
            value = cell.Length == 0 ? null : column.Path[^1] == "id" && column.Field.Type is Ref ? JsonValue.Create(cell.Trim()) : column.Field.Type.Parse(cell);
        }
        catch (FormatException wrong)
        {
            errors.Add((column.Name, wrong.Message));
            return;
        }

        var at = fields;
        foreach (var part in column.Path[..^1])
        {
            if (at[part] is not JsonObject next)
                at[part] = next = [];
            at = next;
        }

        at[column.Path[^1]] = value;
    }
}
