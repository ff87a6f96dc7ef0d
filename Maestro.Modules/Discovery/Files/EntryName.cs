using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Files;

/// <summary>Judges the names inside an archive. Nothing is ever written to them; an archive that tries is refused all the same.</summary>
internal static class EntryName
{
    /// <summary>Throws when a name points outside the archive.</summary>
    internal static void Demand(string archive, string name)
    {
        var segments = name.Split('/', '\\');
        var wrong = name.Length == 0 ? "without a name"
            : name[0] is '/' or '\\' || (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])) ? "with an absolute path"
            : segments.Contains("..") ? "that points outside the archive"
            : name.Any(char.IsControl) ? "with control characters in its name"
            : null;
        if (wrong is not null)
            throw Refusal.Malformed($"\"{Refusal.Shown(archive)}\" is refused: it holds the entry \"{Refusal.Shown(name)}\" {wrong}.");
    }

    /// <summary>Refuses a link, device or other entry that is not a file.</summary>
    internal static Problem NoFile(string archive, string name, string what) =>
        Refusal.Malformed($"\"{Refusal.Shown(archive)}\" is refused: its entry \"{Refusal.Shown(name)}\" is {what}, not a file.");

    /// <summary>True for what operating systems leave behind: nobody means to import it.</summary>
    internal static bool Hidden(string name) => name.Split('/', '\\').Any(segment => segment is "__MACOSX" || (segment.StartsWith('.') && segment.Length > 1 && segment != ".."));
}
