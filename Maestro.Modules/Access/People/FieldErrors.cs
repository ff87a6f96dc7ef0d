using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access.People;

/// <summary>Collects what is wrong with an input, so that all of it is said at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> found = new(StringComparer.Ordinal);

    public void Add(string field, string message)
    {
        if (!found.TryGetValue(field, out var messages))
            found[field] = messages = [];
        messages.Add(message);
    }

    /// <summary>Throws <see cref="Problem"/> (invalid) if anything was found.</summary>
    public void Demand()
    {
        if (found.Count > 0)
            throw Problem.Invalid(found.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
    }
}
