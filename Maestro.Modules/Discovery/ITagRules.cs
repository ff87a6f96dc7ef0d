using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery;

/// <summary>What tags at providers mean: which field of a record a tag's key fills. Kept in the database, for every process and the next batch of every crawl.</summary>
public interface ITagRules
{
    /// <summary>The rules that hold. For administrators.</summary>
    Task<TagRules> GetAsync(Actor actor, CancellationToken cancel);

    /// <summary>
    /// Replaces all rules; null goes back to what the settings say. For administrators. Throws <see cref="Problem"/> (invalid) with every mistake
    /// at its key: a field that no Kind has, or that a tag cannot fill.
    /// </summary>
    Task SaveAsync(Actor actor, IReadOnlyDictionary<string, string>? rules, CancellationToken cancel);

    /// <summary>What tags would do to a new record of a Kind, by these rules or by those that hold, as far as the actor may see. For administrators.</summary>
    Task<IReadOnlyList<TagOutcome>> TryAsync(Actor actor, string kind, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string>? rules, CancellationToken cancel);
}

/// <summary>The rules of tags.</summary>
/// <param name="Rules">Key, in any case, to the field it fills.</param>
/// <param name="Stored">False while the settings' own rules hold.</param>
/// <param name="Defaults">What the settings say.</param>
/// <param name="Fields">Fields that a tag can fill, of any Kind.</param>
public sealed record TagRules(IReadOnlyDictionary<string, string> Rules, bool Stored, IReadOnlyDictionary<string, string> Defaults, IReadOnlyList<string> Fields);

/// <summary>What one tag would do.</summary>
/// <param name="Field">The field it fills; null where no rule names its key.</param>
/// <param name="Links">Records that it links.</param>
/// <param name="Problem">Why it does nothing, or not all of it.</param>
public sealed record TagOutcome(string Key, string Value, string? Field, IReadOnlyList<Inventory.Record> Links, string? Problem);
