using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Discovery.Importing;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Options;

namespace Maestro.Tests.Discovery;

/// <summary>Reads files the way an import does, without a database.</summary>
internal static class Reading
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static FileProvider Provider(string name) => Plugs.InstancesOf<FileProvider>().Single(provider => provider.Name == name);

    internal static UploadReader Uploads(FilesOptions? limits = null) => new(Options.Create(limits ?? new FilesOptions()));

    /// <summary>What an import of these files would be planned from.</summary>
    internal static async Task<(FilesRead Read, IReadOnlyList<ImportNote> Notes)> ImportAsync(string source, params (string Name, byte[] Bytes)[] files)
    {
        var notes = new Notes();
        var read = await new FileReading(Uploads()).ReadAsync(Provider(source), [.. files.Select(file => new ImportFile(file.Name, new MemoryStream(file.Bytes)))], notes, null, default);
        return (read, notes.All);
    }

    internal static Task<(FilesRead Read, IReadOnlyList<ImportNote> Notes)> ImportAsync(string source, string name, string text) => ImportAsync(source, (name, Encoding.UTF8.GetBytes(text)));

    /// <summary>The one refusal that reading these bytes ends in.</summary>
    internal static async Task<Problem> RefusedAsync(string name, byte[] bytes, FilesOptions? limits = null) => await Assert.ThrowsAsync<Problem>(async () =>
    {
        await foreach (var document in Uploads(limits).ReadAsync(new ImportFile(name, new MemoryStream(bytes)), new Notes(), new Unpacked(), default))
            document.Dispose();
    });

    /// <summary>What one resource makes of a file.</summary>
    internal static async Task<List<Translated>> TranslateAsync(Resource resource, string name, byte[] bytes)
    {
        var provider = Provider(resource.Provider);
        var result = new List<Translated>();
        await foreach (var document in Uploads().ReadAsync(new ImportFile(name, new MemoryStream(bytes)), new Notes(), new Unpacked(), default))
        {
            using (document)
            {
                if (provider.Open(document, new Notes()) is { } session)
                {
                    await foreach (var one in resource.ReadAsync(session.Session, session.Scope, default))
                        result.Add(one);
                }
            }
        }

        return result;
    }

    /// <summary>Drafts as text, for approval.</summary>
    internal static string Print(IEnumerable<Draft> drafts)
    {
        var text = new StringBuilder();
        foreach (var draft in drafts)
        {
            text.Append(draft.Kind).Append(' ').Append(draft.ExternalId ?? "-").Append("  # ").AppendLine(draft.Label);
            if (draft.Keys.Count > 0)
                text.Append("keys: ").AppendJoin(", ", draft.Keys).AppendLine();
            foreach (var (path, messages) in draft.Errors)
                text.Append("error: ").Append(path).Append(' ').AppendJoin("; ", messages).AppendLine();
            text.AppendLine(draft.Fields.ToJsonString(Pretty)).AppendLine();
        }

        return text.ToString();
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
