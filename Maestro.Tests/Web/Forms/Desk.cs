using System.Text.Json.Nodes;
using Bunit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Maestro.Web.Shared.Editors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Tests.Web.Forms;

/// <summary>A desk to try forms at: components without a browser, an inventory in memory, a planner that says what it is told to.</summary>
public sealed class Desk : BunitContext, IInventory, IConflicts, IViewer, IPlanning
{
    private static readonly Catalogue Catalogue = new();

    public Desk()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        Services.AddSingleton<IKinds>(Catalogue);
        Services.AddSingleton<IInventory>(this);
        Services.AddSingleton<IConflicts>(this);
        Services.AddSingleton<IViewer>(this);
        Services.AddSingleton<IPlanning>(this);
        Services.AddScoped<Toasts>();
        Services.AddTransient<FormSources>();
    }

    public List<Record> Records { get; } = [];

    public IStringLocalizer<Texts> Texts => Services.GetRequiredService<IStringLocalizer<Texts>>();

    /// <summary>Drafts that were planned, with the version they were based on.</summary>
    public List<Draft> Drafts { get; } = [];

    public List<string?> Reasons { get; } = [];

    /// <summary>What the next plans answer; nothing means that all is well.</summary>
    public Queue<PlanRow> Answers { get; } = [];

    public Actor Ana { get; } = new() { UserId = Guid.CreateVersion7(), Name = "Ana" };

    public static Kind Kind(string name) => Catalogue.Get(name);

    public static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <summary>Puts a record into the inventory.</summary>
    public Record Put(string kind, string name, string fields = "{}", int version = 1)
    {
        var document = Json(fields);
        document["name"] = name;
        var record = new Record
        {
            Id = Guid.CreateVersion7(), Kind = kind, Name = name, Fields = document, Version = version, State = RecordState.Present,
            Owner = Ana.Owner, CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch, Level = Level.Admin,
        };
        Records.Add(record);
        return record;
    }

    /// <summary>What the editors of a form share, with the option lists read.</summary>
    public async Task<FormContext> FormAsync(string kind, string before = "{}")
    {
        var sources = Services.GetRequiredService<FormSources>();
        await sources.LoadAsync(Kind(kind), CancellationToken.None);
        return new FormContext(Kind(kind), Json(before), sources);
    }

    public Task<Actor?> ActorAsync(CancellationToken cancel) => Task.FromResult<Actor?>(Ana);

    public Task<Page<Record>> ListAsync(Actor actor, Query query, CancellationToken cancel)
    {
        var family = Catalogue.FamilyOf(Kind(query.Kind)).Select(kind => kind.Name).ToHashSet();
        var found = Records.Where(record => family.Contains(record.Kind) && (query.Ids is null || query.Ids.Contains(record.Id))
            && record.Name.Contains(query.Words ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
        return Task.FromResult(new Page<Record>(found, null, true, null));
    }

    public Task<Record> GetAsync(Actor actor, string kind, Guid id, DateTimeOffset? at, CancellationToken cancel) => Task.FromResult(Records.Single(record => record.Id == id));

    public async Task<IReadOnlyList<Record>> SearchAsync(Actor actor, string words, string? kind, int limit, CancellationToken cancel) =>
        (await ListAsync(actor, new Query { Kind = kind!, Words = words }, cancel)).Rows;

    public Provenance Provenance { get; set; } = new([], [], new Dictionary<string, string>());

    public Task<Provenance> SourcesAsync(Actor actor, Guid id, CancellationToken cancel) => Task.FromResult(Provenance);

    public Task<IReadOnlyList<Duplicate>> DuplicatesAsync(Actor actor, string kind, IReadOnlyDictionary<string, string> values, Guid? except, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Duplicate>>([.. Records.Where(record => record.Id != except).SelectMany(record => values.Where(pair => record.Fields[pair.Key].Text() == pair.Value).Select(pair => new Duplicate(pair.Key, record.Id, record.Kind, record.Name)))]);

    public Task<Plan> PlanAsync(Actor actor, Origin origin, IReadOnlyList<Draft> drafts, PlanOptions options, CancellationToken cancel)
    {
        Drafts.AddRange(drafts);
        var row = Answers.Count > 0 ? Answers.Dequeue() : new PlanRow { Index = 0, Action = PlanAction.Change, Kind = drafts[0].Kind, Id = drafts[0].Id ?? Guid.CreateVersion7() };
        return Task.FromResult(new Plan { Id = Guid.CreateVersion7(), Origin = origin, Title = options.Title, CreatedAt = DateTimeOffset.UnixEpoch, Counts = new(0, 0, 0, 0, 0, 0, 0), Rows = [row] });
    }

    public Task<Applied> ApplyAsync(Actor actor, Plan plan, ApplyOptions options, CancellationToken cancel)
    {
        Reasons.Add(options.Reason);
        return Task.FromResult(new Applied(Guid.CreateVersion7(), plan.Counts, [plan.Rows[0].Id]));
    }

    // A form asks for nothing of the following.
    Task<Guid?> IViewer.SessionAsync() => throw new NotSupportedException();
    Task IViewer.ActForAsync(Guid? team, CancellationToken cancel) => throw new NotSupportedException();
    IAsyncEnumerable<Record> IInventory.StreamAsync(Actor actor, Query query, CancellationToken cancel) => throw new NotSupportedException();
    Task<(long Count, bool Exact)> IInventory.CountAsync(Actor actor, Query query, CancellationToken cancel) => throw new NotSupportedException();
    Task<(decimal Sum, long Count)> IInventory.SumAsync(Actor actor, Query query, string path, CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<Facet>> IInventory.FacetAsync(Actor actor, Query query, string path, int limit, CancellationToken cancel) => throw new NotSupportedException();
    Task<IReadOnlyDictionary<string, long>> IInventory.CountByKindAsync(Actor actor, DateTimeOffset? at, CancellationToken cancel) => throw new NotSupportedException();
    Task<Links> IInventory.LinksAsync(Actor actor, Guid id, CancellationToken cancel) => throw new NotSupportedException();
    Task<Neighbours> IInventory.NeighboursAsync(Actor actor, Guid id, int each, CancellationToken cancel) => throw new NotSupportedException();
    Task<IReadOnlyList<NamedGrant>> IInventory.GrantsAsync(Actor actor, Guid id, CancellationToken cancel) => throw new NotSupportedException();
    Task<Page<ConflictPair>> IConflicts.ListAsync(Actor actor, int limit, int offset, CancellationToken cancel) => throw new NotSupportedException();
    Task IConflicts.DismissAsync(Actor actor, Guid id, CancellationToken cancel) => throw new NotSupportedException();
    Task<Plan> IPlanning.FindAsync(Actor actor, Guid id, CancellationToken cancel) => throw new NotSupportedException();
    Task<IReadOnlyList<StoredFile>> IPlanning.FilesAsync(Actor actor, Guid id, CancellationToken cancel) => throw new NotSupportedException();
    Task<Page<PlanRow>> IPlanning.RowsAsync(Actor actor, Guid id, PlanAction? action, int from, int limit, CancellationToken cancel) => throw new NotSupportedException();
    Task<Applied> IPlanning.ApplyAsync(Actor actor, Guid id, ApplyOptions options, CancellationToken cancel) => throw new NotSupportedException();
    Task IPlanning.DiscardAsync(Actor actor, Guid id, CancellationToken cancel) => throw new NotSupportedException();
    Task<ScopeView> IPlanning.ScopeAsync(Actor actor, Origin origin, string scope, DateTimeOffset since, CancellationToken cancel) => throw new NotSupportedException();
    Task<bool> IPlanning.StandsAsync(Actor actor, Guid id, CancellationToken cancel) => throw new NotSupportedException();
    Task<Plan> IPlanning.UndoAsync(Actor actor, Guid changeSet, CancellationToken cancel) => throw new NotSupportedException();
    Task<Applied> IPlanning.MergeAsync(Actor actor, Guid into, Guid from, CancellationToken cancel) => throw new NotSupportedException();
}
