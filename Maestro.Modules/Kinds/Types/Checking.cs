namespace Maestro.Modules.Kinds.Types;

/// <summary>What a check may ask, and where it reports.</summary>
/// <param name="Choices">Values of an option list by its key; null when there is no such list.</param>
/// <param name="Tolerant">True for what a provider or a host reports: an unknown choice warns and is kept.</param>
public sealed record Checking(Func<string, IReadOnlyCollection<string>?> Choices, bool Tolerant)
{
    private Dictionary<string, List<string>>? errors;
    private Dictionary<string, List<string>>? warnings;

    /// <summary>Messages that stop the write, by field path.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => Freeze(errors);

    /// <summary>Messages that do not stop the write, by field path.</summary>
    public IReadOnlyDictionary<string, string[]> Warnings => Freeze(warnings);

    public bool HasErrors => errors is { Count: > 0 };

    public void Error(string path, string message) => Add(ref errors, path, message);

    public void Warn(string path, string message) => Add(ref warnings, path, message);

    private static void Add(ref Dictionary<string, List<string>>? into, string path, string message)
    {
        into ??= [];
        if (!into.TryGetValue(path, out var list))
            into[path] = list = [];
        list.Add(message);
    }

    private static IReadOnlyDictionary<string, string[]> Freeze(Dictionary<string, List<string>>? from) =>
        from?.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()) ?? [];
}
