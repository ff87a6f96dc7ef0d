using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Records;

/// <summary>A change in a few words: what was done, and by whom.</summary>
internal static class ChangeWords
{
    /// <summary>"Created", "Retired" …</summary>
    public static string Action(Change change, IStringLocalizer texts) => change.Action switch
    {
        "create" => texts["Created"],
        "retire" => texts["Retired"],
        "restore" => texts["Restored"],
        _ => texts["Changed"],
    };

    /// <summary>The name of an icon for what was done.</summary>
    public static string Icon(Change change) => change.Action switch
    {
        "create" => "plus",
        "retire" => "trash",
        "restore" => "restore",
        _ => "edit",
    };

    /// <summary>"you", a person, or a source.</summary>
    public static string By(Change change, Actor reader, IStringLocalizer texts) =>
        change.Source != "person" ? change.SourceName : change.ActorId == reader.UserId ? texts["you"] : change.ActorName;
}
