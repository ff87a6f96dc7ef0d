using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>What the documents of one source became.</summary>
/// <param name="Drafts">One draft for each thing.</param>
/// <param name="CompleteScopes">Scopes that were read without a gap.</param>
/// <param name="Lineage">Lineage of the state that was read, or null.</param>
/// <param name="Serial">Serial of that state.</param>
internal sealed record FilesRead(IReadOnlyList<Draft> Drafts, IReadOnlyCollection<string> CompleteScopes, string? Lineage, long? Serial)
{
    /// <summary>Scopes of which something could not be read: it is still there.</summary>
    public IReadOnlyCollection<string> Gaps { get; init; } = [];

    /// <summary>A document held nothing to read, such as a host that did not answer: whatever it would have spoken of is still there.</summary>
    public bool Skipped { get; init; }
}

/// <summary>Runs a provider's resources over the documents of an upload, one document in memory at a time.</summary>
internal sealed class FileReading(UploadReader uploads)
{
    private sealed record Read(string File, FileSession Session, List<Draft> Drafts, List<string> Complete, List<string> Gaps);

    internal Task<FilesRead> ReadAsync(FileProvider provider, IReadOnlyList<ImportFile> files, Notes notes, IRunReport? report, CancellationToken cancel) =>
        ReadAsync(provider, files, provider.Resources, folder: false, notes, report, cancel);

    /// <summary>The same for some resources; <paramref name="folder"/> says that the files are all there are, so that each resource has a scope and is complete in it.</summary>
    internal async Task<FilesRead> ReadAsync(FileProvider provider, IReadOnlyList<ImportFile> files, IReadOnlyList<Resource> resources, bool folder, Notes notes, IRunReport? report, CancellationToken cancel)
    {
        var reads = new List<Read>();
        var (all, skipped) = (new Unpacked(), false);
        foreach (var (place, file) in files.Index())
        {
            report?.Progress("reading", place, files.Count);
            await foreach (var document in uploads.ReadAsync(file, notes, all, cancel))
            {
                using (document)
                {
                    if (provider.Open(document, notes) is { } session)
                        reads.Add(await TranslateAsync(resources, folder, document.File, session, notes, cancel));
                    else
                        skipped = true;
                }
            }
        }

        if (reads.Count == 0)
            throw Refusal.Invalid($"There is nothing to import: {Why(notes, files)}");
        reads = OneLineage(reads, notes);
        return new(
            Combining.Once(reads.SelectMany(read => read.Drafts), notes),
            [.. reads.SelectMany(read => read.Complete).Distinct()],
            reads[0].Session.Lineage,
            reads[0].Session.Lineage is null ? null : reads[0].Session.Serial)
        {
            Gaps = [.. reads.SelectMany(read => read.Gaps).Distinct()], Skipped = skipped,
        };
    }

    private static async Task<Read> TranslateAsync(IReadOnlyList<Resource> resources, bool folder, string file, FileSession session, Notes notes, CancellationToken cancel)
    {
        var read = new Read(file, session, [], [], []);
        foreach (var resource in resources)
        {
            var scope = session.Scope.Of(resource);
            var whole = (session.Whole || folder) && session.Unread?.Invoke(resource) != true;
            await foreach (var (label, draft, problem) in resource.ReadAsync(session.Session, session.Scope, cancel))
            {
                cancel.ThrowIfCancellationRequested();
                if (problem is not null)
                {
                    // What could not be read is still there: its scope retires nothing.
                    whole = false;
                    notes.Add(label, $"could not be read: {problem.Message}");
                }
                else if (draft is not null)
                {
                    read.Drafts.Add(draft.In(session.Lineage is null && !folder ? "" : scope));
                }
            }

            if (whole)
                read.Complete.Add(scope);
            else if (session.Whole || folder)
                read.Gaps.Add(scope);
        }

        // A state that suddenly holds nothing is more likely the wrong file than the end of everything.
        if (read.Drafts.Count == 0 && !folder)
            read.Complete.Clear();
        return read;
    }

    // A state is the whole truth about its lineage; two states of different lineages are two imports.
    private static List<Read> OneLineage(List<Read> reads, Notes notes)
    {
        if (reads.All(read => read.Session.Lineage is null))
            return reads;
        var lineages = reads.GroupBy(read => read.Session.Lineage).ToList();
        if (lineages.Count > 1)
        {
            throw Refusal.Invalid(FormattableString.Invariant($"These are {lineages.Count} states of different lineages; import each by itself: ")
                + string.Join(", ", lineages.Take(10).Select(lineage => $"\"{Refusal.Shown(lineage.First().File)}\"")) + ".");
        }

        var newest = reads.MaxBy(read => read.Session.Serial)!;
        foreach (var older in reads.Where(read => read != newest))
            notes.Add(Refusal.Shown(older.File), FormattableString.Invariant($"is an older state (serial {older.Session.Serial}) than {Refusal.Shown(newest.File)} (serial {newest.Session.Serial}): skipped"));
        return [newest];
    }

    private static string Why(Notes notes, IReadOnlyList<ImportFile> files) =>
        notes.All is { Count: > 0 } reasons
            ? string.Join("; ", reasons.Take(5).Select(note => $"{note.Subject} {note.Message}")) + "."
            : $"\"{Refusal.Shown(files.Count > 0 ? files[0].Name : "")}\" holds nothing of this source.";
}
