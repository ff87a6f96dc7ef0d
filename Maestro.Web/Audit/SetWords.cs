using System.Globalization;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Plans;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Audit;

/// <summary>A change set as a sentence: "37 servers changed by Terraform".</summary>
internal static class SetWords
{
    private const int MostKinds = 2;

    /// <summary>What it is about: one record's name, or how many of which Kind.</summary>
    public static string Subject(ChangeSet set, IKinds kinds, IStringLocalizer texts)
    {
        if (set.Count == 1)
            return set.Example ?? "";
        var parts = set.Kinds.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        return parts.Count > MostKinds
            ? texts["{0} records", set.Count.ToString("N0", CultureInfo.CurrentCulture)]
            : string.Join(texts[" and "], parts.Select(pair => PlanWords.Many(kinds.Get(pair.Key), pair.Value)));
    }

    /// <summary>What was done to it, and by whom.</summary>
    public static string Verb(ChangeSet set, Actor? reader, IStringLocalizer texts)
    {
        var done = set.Undoes is not null ? texts["put back"].Value : Done(set, texts);
        return set.Source == "person" && set.ActorId == reader?.UserId ? texts["{0} by you", done] : texts["{0} by {1}", done, By(set)];
    }

    /// <summary>The person, or the source that said so.</summary>
    public static string By(ChangeSet set) => set.Source == "person" ? set.ActorName : set.SourceName;

    private static string Done(ChangeSet set, IStringLocalizer texts)
    {
        var words = set.Actions.Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value)
            .Select(pair => (Word: PlanWords.Low(texts, Past(pair.Key)), pair.Value)).GroupBy(pair => pair.Word).Select(group => (Word: group.Key, Count: group.Sum(pair => pair.Value))).ToList();
        return words.Count switch
        {
            0 => PlanWords.Low(texts, "changed"),
            1 => words[0].Word,
            _ => string.Join(", ", words.Take(3).Select(pair => $"{pair.Count.ToString("N0", CultureInfo.CurrentCulture)} {pair.Word}")),
        };
    }

    /// <summary>An action as something done.</summary>
    public static string Past(string action) => action switch
    {
        "create" or "conflict" => "created",
        "retire" => "retired",
        "restore" => "restored",
        "merge" => "merged",
        "missing" => "missing",
        "gone" => "gone",
        _ => "changed",
    };
}
