using Maestro.Modules.Kernel;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Access;

/// <summary>What was wrong with a form when it was last sent: beside its fields, and above them what concerns no field.</summary>
public sealed class Faults(IStringLocalizer texts)
{
    private IReadOnlyDictionary<string, string[]> fields = new Dictionary<string, string[]>();

    /// <summary>What concerns no field, or null.</summary>
    public string? General { get; private set; }

    /// <summary>What is wrong with a field.</summary>
    public IReadOnlyList<string> Of(string field) =>
        [.. fields.GetValueOrDefault(field, []).Select(message => Sentence(texts[message]))];

    /// <summary>Does the work of a form; false when it was refused, which is then shown.</summary>
    public async Task<bool> CatchAsync(Func<Task> work)
    {
        Clear();
        try
        {
            await work();
            return true;
        }
        catch (Problem problem) when (problem.Kind is ProblemKind.Invalid or ProblemKind.Conflict or ProblemKind.Malformed or ProblemKind.Denied or ProblemKind.TooMany or ProblemKind.Unavailable)
        {
            Show(problem);
            return false;
        }
    }

    public void Show(Problem problem)
    {
        fields = problem.Errors;
        General = problem.RetryAfter is { } wait ? texts["Too many failed attempts. Try again in {0} minutes.", Math.Ceiling(wait.TotalMinutes)].Value
            : problem.Errors.Count == 0 ? texts[problem.Message].Value
            // A token stands in no field of a form.
            : problem.Errors.GetValueOrDefault("token") is [var first, ..] ? texts[first].Value
            : null;
    }

    public void Clear() => (fields, General) = (new Dictionary<string, string[]>(), null);

    private static string Sentence(string message) => message.Length == 0 ? message : char.ToUpperInvariant(message[0]) + message[1..];
}
