namespace Maestro.Modules.Discovery.Crawling;

/// <summary>
/// What tags at a provider mean, section <c>Discovery:Tags</c>: a tag's key, in any case, to the field it fills, where a record has such a
/// field and the provider does not say it otherwise. A field that refers to records takes their names, separated by commas.
/// </summary>
internal sealed class TagOptions : Dictionary<string, string>
{
    internal const string Section = "Discovery:Tags";

    /// <summary>What holds unless a setting says otherwise; an empty field takes a rule away.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Usual = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["environment"] = "environment", ["env"] = "environment", ["role"] = "role", ["owner"] = "responsible",
        ["application"] = "applications", ["applications"] = "applications", ["app"] = "applications",
        ["system"] = "system", ["client"] = "clients", ["customer"] = "clients",
    };

    public TagOptions() : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The rules that hold: key to field.</summary>
    internal IReadOnlyDictionary<string, string> Rules => Usual.Concat(this).GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
        .Select(group => group.Last()).Where(rule => rule.Value.Length > 0).ToDictionary(rule => rule.Key, rule => rule.Value, StringComparer.OrdinalIgnoreCase);
}
