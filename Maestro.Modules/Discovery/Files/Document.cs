using System.Text.Json;

namespace Maestro.Modules.Discovery.Files;

/// <summary>One JSON value out of an upload. Holds memory until disposed: take it, read it, drop it.</summary>
/// <param name="file">Where it stood: the file, or archive and entry.</param>
/// <param name="label">Name that the file itself puts before the value (Ansible's "host | SUCCESS =>"), or null.</param>
/// <param name="json">The value.</param>
internal sealed class Document(string file, string? label, JsonDocument json) : IDisposable
{
    private static readonly string[] Endings = [".json", ".txt", ".facts", ".out", ".log"];

    /// <summary>Where it stood, for messages.</summary>
    public string File => file;

    /// <summary>Name that the file puts before the value, or null.</summary>
    public string? Label => label;

    public JsonElement Root => json.RootElement;

    /// <summary>Name of the file without folders and ending.</summary>
    public string Stem
    {
        get
        {
            var name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
            var ending = Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
            return ending is null ? name : name[..^ending.Length];
        }
    }

    public void Dispose() => json.Dispose();
}
