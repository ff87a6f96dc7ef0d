using System.Globalization;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Files;

/// <summary>Words for files that are not read.</summary>
internal static class Refusal
{
    internal static Problem Malformed(string message, Exception? cause = null) => new(ProblemKind.Malformed, message, cause: cause);

    internal static Problem Invalid(string message) => new(ProblemKind.Invalid, message);

    internal static Problem TooLarge(string message) => new(ProblemKind.TooLarge, message);

    /// <summary>A name out of a file, safe to show: one line, not too long.</summary>
    internal static string Shown(string name)
    {
        var clean = new string([.. name.Take(160).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
        return name.Length > 160 ? clean + "…" : clean;
    }

    internal static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000.0:0.#} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000.0:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
