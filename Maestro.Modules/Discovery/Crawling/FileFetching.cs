using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Importing;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>A place that files are fetched from.</summary>
internal interface IFileSource
{
    /// <summary>Name of the method: <c>ssh</c>, <c>s3</c>.</summary>
    string Method { get; }

    /// <summary>Looks the place over: what it is, and how many files lie there. Throws <see cref="Problem"/> in words a person can act on.</summary>
    Task<(string Identity, int Files)> LookAsync(Line line, JsonObject credentials, CancellationToken cancel);

    /// <summary>Fetches all files, within the limits of an import. What the result holds is dropped with it.</summary>
    Task<FetchedFiles> FetchAsync(Line line, JsonObject credentials, IRunReport report, CancellationToken cancel);
}

/// <summary>Files that were fetched.</summary>
/// <param name="Identity">Where they came from, for people.</param>
/// <param name="Files">The files; read more than once.</param>
/// <param name="Whole">False when some could not be fetched: what is not there is not gone then.</param>
internal sealed record FetchedFiles(string Identity, IReadOnlyList<ImportFile> Files, bool Whole) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var file in Files)
            await file.Content.DisposeAsync();
    }
}

/// <summary>Crawls a folder or bucket of files: fetched, read as an import is, written as a crawl.</summary>
internal sealed class FileFetching(IEnumerable<IFileSource> sources, FileReading reading, ConnectionStore store, ScopeCrawl scoping, IPlanning planning)
{
    internal static Policy PolicyOf(Method method) => method.Name == FileProvider.Upload
        ? new("Write access", "On the connection", "Whoever may write on the connection may upload files to it.")
        : method.Name == "s3" ? new("IAM policy", "IAM → Policies → JSON", """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"] }
              ]
            }
            """)
        : new("Read access", "On the host that the files lie on", "Read access to the folder and every file below it; no shell is used, only SFTP.");

    internal async Task<ConnectionCheck> TestAsync(Line line, JsonObject credentials, CancellationToken cancel)
    {
        if (line.Method.Name == FileProvider.Upload)
            return new(true, null, null, [], null, []);
        var (identity, files) = await SourceOf(line).LookAsync(line, credentials, cancel);
        return new(files > 0, identity, null, [], files > 0 ? null : "There is no file there.", [new(FormattableString.Invariant($"{files} files"), files > 0, files > 0 ? null : "Check the path.")]);
    }

    internal async Task CrawlAsync(Crawl crawl, Actor actor, JsonObject credentials, IReadOnlyList<Resource> resources)
    {
        crawl.Report.Progress("fetching files");
        await using var fetched = await SourceOf(crawl.Line).FetchAsync(crawl.Line, credentials, crawl.Report, crawl.Within);
        await store.CheckedAsync(crawl.Line.Id, fetched.Identity, null, null, crawl.Stop);
        var (reads, unread) = await ReadAsync(crawl, (FileProvider)crawl.Line.Provider, fetched.Files, resources);
        var drafts = Combining.Once(reads.SelectMany(read => read.Drafts), new Notes()).ToLookup(draft => draft.Scope);
        var scopes = reads.SelectMany(read => read.CompleteScopes).Concat(drafts.Select(group => group.Key)).Distinct().Order(StringComparer.Ordinal).ToList();
        var gap = !fetched.Whole ? "Some files could not be fetched, so nothing was retired."
            : unread is not null ? $"Some files could not be read, so nothing was retired. First: {unread}"
            // Whoever did not answer when facts were gathered is there all the same.
            : reads.Exists(read => read.Skipped) ? "Some of it holds nothing that could be read, so nothing was retired: see the log of the run." : null;
        foreach (var resource in resources)
        {
            foreach (var scope in scopes.Where(scope => scope.EndsWith("/" + resource.Name, StringComparison.Ordinal)))
            {
                var open = reads.Exists(read => read.Gaps.Contains(scope));
                await scoping.TakeAsync(Of(crawl, reads, resource, scope), actor, resource, scope, [.. drafts[scope]], gap ?? (open ? "Some of it could not be read, so nothing was retired." : null));
            }
        }
    }

    /// <summary>Name of a scope without the resource: a lineage, a file.</summary>
    internal static string NameOf(Resource resource, string scope) => scope[..^(resource.Name.Length + 1)];

    // Which state it is that speaks of a scope: an older one than was read last brings nothing.
    private static Crawl Of(Crawl crawl, List<FilesRead> reads, Resource resource, string scope) =>
        reads.Find(read => read.Lineage == NameOf(resource, scope)) is { Lineage: { } lineage, Serial: { } serial }
            ? crawl with { Origin = crawl.Origin with { Lineage = lineage, Serial = serial } } : crawl;

    /// <summary>
    /// Takes files that somebody uploaded: what they say is written, and nothing they leave out goes missing, except within a lineage whose
    /// state they are.
    /// </summary>
    internal async Task TakeAsync(Crawl crawl, Actor actor, IReadOnlyList<ImportFile> files, IReadOnlyList<Resource> resources)
    {
        var (reads, unread) = await ReadAsync(crawl, (FileProvider)crawl.Line.Provider, files, resources);
        var whole = reads.Where(read => read.Lineage is not null).SelectMany(read => read.CompleteScopes).ToHashSet(StringComparer.Ordinal);
        var drafts = Combining.Once(reads.SelectMany(read => read.Drafts), new Notes()).ToLookup(draft => draft.Scope);
        foreach (var resource in resources)
        {
            foreach (var scope in drafts.Select(group => group.Key).Union(whole).Where(scope => scope.EndsWith("/" + resource.Name, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                // Of what a state names nothing, only what it named before is worth a word.
                if (drafts.Contains(scope) || (await planning.ScopeAsync(actor, crawl.Origin, scope, crawl.Since, crawl.Within)).Known > 0)
                    await scoping.TakeAsync(Of(crawl, reads, resource, scope), actor, resource, scope, [.. drafts[scope]], null, sweep: whole.Contains(scope));
            }
        }

        await store.CheckedAsync(crawl.Line.Id, string.Join(", ", files.Take(3).Select(file => Files.Refusal.Shown(file.Name))) + (files.Count > 3 ? FormattableString.Invariant($" and {files.Count - 3} more") : ""), null, null, crawl.Stop);
        if (unread is not null)
            throw Problem.Invalid("files", $"Some files could not be read. First: {unread}");
    }

    // One file that cannot be read spoils itself only; what it spoke of is not gone.
    private async Task<(List<FilesRead> Reads, string? Unread)> ReadAsync(Crawl crawl, FileProvider provider, IReadOnlyList<ImportFile> files, IReadOnlyList<Resource> resources)
    {
        if (files.Count == 0)
            throw new Problem(ProblemKind.Invalid, "There is no file there. Nothing was retired.");
        var (reads, notes) = (new List<FilesRead>(), new Notes());
        string? unread = null;
        foreach (var (place, file) in files.Index())
        {
            crawl.Report.Progress("reading files", place, files.Count);
            try
            {
                reads.Add(await reading.ReadAsync(provider, [file], resources, folder: true, notes, null, crawl.Within));
            }
            catch (Problem problem)
            {
                unread ??= $"{file.Name}: {problem.Message}";
                notes.Add(Files.Refusal.Shown(file.Name), problem.Message);
            }
        }

        foreach (var note in notes.All)
            crawl.Report.Line(note.Count == 1 ? $"{note.Subject}: {note.Message}" : FormattableString.Invariant($"{note.Subject}: {note.Message} ({note.Count})"));
        if (reads.Count == 0)
            throw new Problem(ProblemKind.Invalid, $"None of the {files.Count} files could be read. First: {unread}");
        // Of several states of one lineage the newest speaks.
        return ([.. reads.GroupBy(read => read.Lineage ?? Guid.NewGuid().ToString()).Select(group => group.MaxBy(read => read.Serial ?? 0)!)], unread);
    }

    private IFileSource SourceOf(Line line) => sources.FirstOrDefault(source => source.Method == line.Method.Name)
        ?? throw Problem.Conflict($"A connection of the method \"{line.Method.Name}\" has nothing to crawl: its files are uploaded under Import.");
}
