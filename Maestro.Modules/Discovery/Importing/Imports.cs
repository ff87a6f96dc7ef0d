using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>Reads files into drafts and drafts into a stored plan.</summary>
internal sealed class Imports(FileReading reading, CsvReading csv, Sizing sizing, Placing placing, IPlanning planning, Keeping keeping, IRuns runs, IOptions<FilesOptions> limits) : IDiscovery
{
    private static readonly IReadOnlyList<FileProvider> Providers = Plugs.InstancesOf<FileProvider>();

    public long MostAtOnce => limits.Value.MaxDirectBytes;

    public Task<ImportResult> ReadAsync(Actor actor, ImportRequest request, CancellationToken cancel) => ReadAsync(actor, request, null, cancel);

    private async Task<ImportResult> ReadAsync(Actor actor, ImportRequest request, IRunReport? report, CancellationToken cancel)
    {
        if (request.Files.Count == 0)
            throw Problem.Malformed("There is no file to import.");
        if (request.Source == "csv")
            return await csv.ReadAsync(actor, request, cancel);
        var provider = ProviderOf(request);
        var notes = new Notes();
        var read = await reading.ReadAsync(provider, request.Files, notes, report, cancel);
        await sizing.FillAsync(actor, read.Drafts, cancel);
        var drafts = await placing.PlaceAsync(actor, read.Drafts, request.Datacenter, cancel);
        return new ImportResult
        {
            Origin = OriginOf(actor, provider, request, read),
            Drafts = drafts,
            CompleteScopes = read.CompleteScopes,
            Notes = notes.All,
            Title = Title(request),
        };
    }

    private static FileProvider ProviderOf(ImportRequest request) => Providers.FirstOrDefault(provider => provider.Name == request.Source)
        ?? throw Problem.Malformed($"source: \"{Refusal.Shown(request.Source)}\" is none of {string.Join(", ", Providers.Select(provider => provider.Name).Append("csv").Order(StringComparer.Ordinal))}.");

    public Task<ImportPlan> PlanAsync(Actor actor, ImportRequest request, CancellationToken cancel) => PlanAsync(actor, request, null, cancel);

    private async Task<ImportPlan> PlanAsync(Actor actor, ImportRequest request, IRunReport? report, CancellationToken cancel)
    {
        DemandWrite(actor);
        // Read twice, to plan and to keep: what comes over the wire is taken in first.
        await using var seekable = await Seekable.OfAsync(request.Files, limits.Value, cancel);
        var read = await ReadAsync(actor, request with { Files = seekable.Files }, report, cancel);
        report?.Progress("comparing", 0, read.Drafts.Count);
        var options = new PlanOptions { Title = read.Title, Store = true, Match = true, CompleteScopes = read.CompleteScopes };
        var plan = await planning.PlanAsync(actor, read.Origin, read.Drafts, options, cancel);
        return new ImportPlan(plan, await keeping.KeepAsync(plan.Id, seekable.Files, cancel) is { } note ? [.. read.Notes, note] : read.Notes);
    }

    public async Task<Run> StartAsync(Actor actor, ImportRequest request, CancellationToken cancel)
    {
        var files = await HeldFiles.TakeAsync(request.Files, limits.Value, cancel);
        try
        {
            DemandWrite(actor);
            if (request.Source != "csv")
                ProviderOf(request);
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }

        return await runs.StartAsync(actor, new RunStart("import", Title(request), (report, stop) => RunAsync(actor, request with { Files = files.Files }, report, stop)) { Holds = files, Arguments = Arguments(request) }, cancel);
    }

    private static Dictionary<string, string> Arguments(ImportRequest request)
    {
        var arguments = new Dictionary<string, string> { ["source"] = request.Source, ["files"] = string.Join(", ", request.Files.Take(20).Select(file => file.Name)) };
        foreach (var (name, value) in new[] { ("kind", request.Kind), ("datacenter", request.Datacenter?.ToString()), ("origin", request.Origin) })
        {
            if (value is not null)
                arguments[name] = value;
        }

        return arguments;
    }

    private async Task<RunOutcome> RunAsync(Actor actor, ImportRequest request, IRunReport report, CancellationToken cancel)
    {
        var made = await PlanAsync(actor, request, report, cancel);
        foreach (var note in made.Notes)
            report.Line(note.Count == 1 ? $"{note.Subject}: {note.Message}" : FormattableString.Invariant($"{note.Subject}: {note.Message} ({note.Count})"));
        var counts = made.Plan.Counts;
        return new RunOutcome(RunStatus.Done, "The plan is ready to be reviewed.")
        {
            Plan = made.Plan.Id,
            Counts = new Dictionary<string, long>
            {
                ["create"] = counts.Create, ["change"] = counts.Change, ["retire"] = counts.Retire, ["restore"] = counts.Restore,
                ["unchanged"] = counts.Unchanged, ["conflict"] = counts.Conflict, ["error"] = counts.Error,
            },
        };
    }

    private static void DemandWrite(Actor actor)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
    }

    internal static string Title(ImportRequest request) =>
        request.Files.Count == 1 ? Refusal.Shown(request.Files[0].Name) : FormattableString.Invariant($"{Refusal.Shown(request.Files[0].Name)} and {request.Files.Count - 1} more");

    public Stream JsonTemplate() => JsonFiles.Template();

    // A state knows what it is a state of; any other upload is told apart by where it belongs and what it was called.
    private static Origin OriginOf(Actor actor, FileProvider provider, ImportRequest request, FilesRead read)
    {
        var name = request.Origin?.Trim() is { Length: > 0 } given ? given : null;
        if (name is { Length: > 100 })
            throw Problem.Malformed("origin: at most 100 characters.");
        return new Origin
        {
            Provider = provider.Name,
            Key = read.Lineage ?? $"{request.Datacenter}/{name}",
            Name = name is null ? provider.Label : $"{provider.Label}: {name}",
            Owner = actor.Owner,
            Datacenter = request.Datacenter,
            Serial = read.Serial,
            Lineage = read.Lineage,
            Tolerant = provider.Tolerant,
        };
    }
}
