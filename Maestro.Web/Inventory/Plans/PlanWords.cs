using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;
using Maestro.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Plans;

/// <summary>A row of a plan in words.</summary>
internal static class PlanWords
{
    private const int Told = 5;

    /// <summary>The action as it stands in addresses and badges.</summary>
    public static string Word(PlanAction action) => action.ToString().ToLowerInvariant();

    /// <summary>A status word within a sentence. Its text stands under the capitalised word: resource names do not tell case apart.</summary>
    public static string Low(IStringLocalizer texts, string word) =>
        texts[char.ToUpperInvariant(word[0]) + word[1..]].Value.ToLower(CultureInfo.CurrentCulture);

    /// <summary>The tone of an action.</summary>
    public static Tone ToneOf(PlanAction action) => action switch
    {
        PlanAction.Create => Tone.Good,
        PlanAction.Change or PlanAction.Restore => Tone.Info,
        PlanAction.Conflict => Tone.Warning,
        PlanAction.Error => Tone.Bad,
        _ => Tone.Neutral,
    };

    /// <summary>"37 servers", "1 server".</summary>
    public static string Many(Kind kind, long count) =>
        $"{count.ToString("N0", CultureInfo.CurrentCulture)} {(count == 1 ? KindTexts.LabelOf(kind) : KindTexts.LabelPluralOf(kind)).ToLower(CultureInfo.CurrentCulture)}";

    /// <summary>A new record in a few values: "10.12.4.23, Ubuntu 24.04, 4 cores".</summary>
    public static string Summary(Kind kind, PlanRow row, IStringLocalizer texts, IReadOnlyDictionary<Guid, string>? names)
    {
        var words = new List<string>();
        foreach (var field in kind.Fields.Where(field => field.InList && field.Name != "name"))
        {
            var leaves = row.Changes.Where(change => change.After is not null && Leaves.FieldOf(change.Path) == field.Name).ToList();
            if (leaves.Count == 0)
                continue;
            words.Add(field.Name == "os" ? Os(leaves) : leaves.Count > 3 && Paths.RefOf(field) is not null
                ? FormattableString.Invariant($"{leaves.Count} {KindTexts.LabelOf(field).ToLower(CultureInfo.CurrentCulture)}")
                : Values(kind, leaves, texts, names));
            if (words.Count == Told)
                break;
        }

        return string.Join(", ", words.Where(word => word.Length > 0).Distinct());
    }

    private static string Values(Kind kind, List<FieldChange> leaves, IStringLocalizer texts, IReadOnlyDictionary<Guid, string>? names) =>
        string.Join(' ', leaves.Where(leaf => !leaf.Path.EndsWith(".external_id", StringComparison.Ordinal)).Take(3)
            .Select(leaf => Words.Of(leaf.After, Paths.FieldAt(kind, Paths.Split(leaf.Path).Path), texts, names)));

    private static string Os(List<FieldChange> leaves)
    {
        string? Part(string name) => leaves.FirstOrDefault(leaf => leaf.Path == $"os.{name}")?.After.Text();
        return string.Join(' ', new[] { Part("dist") ?? Part("base"), Part("version") }.OfType<string>());
    }
}
