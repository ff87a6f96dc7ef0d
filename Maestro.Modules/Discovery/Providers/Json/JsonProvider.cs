using System.Text.Json;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Discovery.Providers.Json;

/// <summary>Maestro's own JSON: an object of lists, one for each Kind, whose rows have the fields of the Kind.</summary>
internal sealed class JsonProvider : FileProvider
{
    private static readonly Catalogue Kinds = new();

    public override string Name => "json";

    public override string Label => "JSON file";

    public override bool Tolerant => false;

    public override FileSession? Open(Document document, Notes notes)
    {
        if (document.Root.ValueKind != JsonValueKind.Object)
            throw Refusal.Invalid($"\"{Refusal.Shown(document.File)}\" must be an object of lists, such as {{\"servers\": [ … ]}}.");
        var rows = new List<Row>();
        var known = false;
        // The label names the row; the file only where there may be several.
        var prefix = document.File.Contains('/', StringComparison.Ordinal) ? document.File + " " : "";
        foreach (var list in document.Root.EnumerateObject())
        {
            if (Find(list.Name) is not { } kind)
            {
                notes.Add(Refusal.Shown($"{prefix}{list.Name}"), "is not a list that Maestro knows: skipped");
                continue;
            }

            known = true;
            if (list.Value.ValueKind != JsonValueKind.Array)
                throw Problem.Invalid(list.Name, $"must be a list of {kind.LabelPlural.ToLowerInvariant()}");
            rows.AddRange(list.Value.EnumerateArray().Select((row, at) => new Row(kind, FormattableString.Invariant($"{prefix}{list.Name}[{at}]"), row)));
        }

        if (!known)
            throw Refusal.Invalid($"\"{Refusal.Shown(document.File)}\" holds none of Maestro's lists, such as {string.Join(", ", Offered.Select(kind => kind.Plural).Take(8))}.");
        return new FileSession(new JsonSession(rows), new Scope("file"));
    }

    private static IEnumerable<Kind> Offered => Kinds.All.Where(kind => kind.Group != KindGroup.Discovery);

    private static Kind? Find(string name) =>
        Kinds.Find(name.Replace('_', '-')) is { } kind && kind.Group != KindGroup.Discovery && string.Equals(kind.Plural, name.Replace('_', '-'), StringComparison.OrdinalIgnoreCase) ? kind : null;
}

/// <summary>Rows of one document.</summary>
internal sealed record JsonSession(IReadOnlyList<Row> Rows);

/// <summary>A row of a list.</summary>
internal sealed record Row(Kind Kind, string Label, JsonElement Value);
