using System.IO.Compression;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>Keeps the files that a plan was made from, so that whoever reviews it can look them up. They go with the plan.</summary>
internal sealed class Keeping(IFileStore store, IOptions<FilesOptions> limits)
{
    /// <summary>More than these are packed into one.</summary>
    private const int MostSingle = 20;

    /// <summary>Keeps files that can be read again. The plan is what was asked for: a store that does not answer is no failure, and is noted.</summary>
    internal async Task<ImportNote?> KeepAsync(Guid plan, IReadOnlyList<ImportFile> files, CancellationToken cancel)
    {
        try
        {
            if (files.Count > MostSingle)
            {
                await PackedAsync(plan, files, cancel);
                return null;
            }

            foreach (var file in files)
                await PutAsync(plan, file, limits.Value.MaxFileBytes, cancel);
            return null;
        }
        catch (Problem failure) when (failure.Kind == ProblemKind.Unavailable)
        {
            return new ImportNote(Refusal.Shown(files[0].Name), "could not be kept: the plan does not show the file it came from");
        }
    }

    private Task PutAsync(Guid plan, ImportFile file, long most, CancellationToken cancel)
    {
        file.Content.Position = 0;
        return store.PutAsync(new NewFile("plan", plan, file.Name, most), file.Content, cancel);
    }

    private async Task PackedAsync(Guid plan, IReadOnlyList<ImportFile> files, CancellationToken cancel)
    {
        var path = Path.Combine(Path.GetTempPath(), $"maestro-{Guid.CreateVersion7():N}");
        await using var packed = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        await using (var zip = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
        {
            foreach (var file in files)
            {
                file.Content.Position = 0;
                await using var entry = await zip.CreateEntry(file.Name).OpenAsync(cancel);
                await file.Content.CopyToAsync(entry, cancel);
            }
        }

        await PutAsync(plan, new ImportFile("files.zip", packed), limits.Value.MaxUnpackedBytes, cancel);
    }
}
