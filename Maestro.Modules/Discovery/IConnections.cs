using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery;

/// <summary>Lines to providers: made, tested, changed, crawled. Reading, grants, history and retiring are the inventory's.</summary>
public interface IConnections
{
    /// <summary>What can be connected to, and what each way of doing so must be told.</summary>
    IReadOnlyList<ProviderView> Providers { get; }

    /// <summary>Makes a connection and keeps its credentials; crawls nothing. Throws <see cref="Problem"/> (invalid) with every mistake at its field.</summary>
    Task<Guid> CreateAsync(Actor actor, ConnectionDraft draft, CancellationToken cancel);

    /// <summary>
    /// Changes what is given. New credentials replace the old ones whole; whoever sends it elsewhere (another endpoint, host or tenant) must
    /// type the secrets again. Throws <see cref="Problem"/>: missing, denied, stale, invalid.
    /// </summary>
    Task ChangeAsync(Actor actor, Guid id, ConnectionDraft draft, int? version, string? reason, CancellationToken cancel);

    /// <summary>Every readable connection and how it stands, by name.</summary>
    Task<IReadOnlyList<ConnectionOverview>> OverviewAsync(Actor actor, CancellationToken cancel);

    /// <summary>How it stands: whose credentials it has, what was last said of them, what is under way. Needs read.</summary>
    Task<ConnectionState> StateAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Signs in and tries the first page of each resource: who it is, and which permissions are missing. Needs write.</summary>
    Task<ConnectionCheck> TestAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>The same before anything is kept, with what the form holds.</summary>
    Task<ConnectionCheck> TestAsync(Actor actor, ConnectionDraft draft, CancellationToken cancel);

    /// <summary>
    /// Starts a crawl of these tasks, of all that are switched on when null, and answers its run. While one is under way the tasks are added
    /// to it, and its run is the answer: crawls of one connection never overlap. Needs write.
    /// </summary>
    Task<Run> CrawlAsync(Actor actor, Guid id, IReadOnlyList<string>? tasks, CancellationToken cancel);

    /// <summary>
    /// Reads files into a connection of the method <c>upload</c>, and answers the run that does so: as the connection's owner and source, without a
    /// plan to review. Takes the streams over. Throws <see cref="Problem"/>: denied, too large, conflict (another method; files of before are being read). Needs write.
    /// </summary>
    Task<Run> UploadAsync(Actor actor, Guid id, IReadOnlyList<ImportFile> files, CancellationToken cancel);

    /// <summary>Asks the crawl under way to stop. Needs write.</summary>
    Task StopAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Its runs, newest first. Needs read.</summary>
    Task<Page<Run>> RunsAsync(Actor actor, Guid id, int limit, string? cursor, CancellationToken cancel);

    /// <summary>How each resource went in each scope the last time. Needs read.</summary>
    Task<IReadOnlyList<Coverage>> CoverageAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Retires what the brake held back in a scope, as its plan says. Needs write.</summary>
    Task<Guid?> ReleaseAsync(Actor actor, Guid id, string resource, string scope, CancellationToken cancel);

    /// <summary>The least that its credentials must allow. Needs read.</summary>
    Task<Policy> PolicyAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>The least that credentials of a provider must allow to crawl everything; null where there is nothing to allow.</summary>
    Policy? PolicyOf(string provider);
}

/// <summary>A provider, for choosing.</summary>
/// <param name="Datacenters">Name that datacenters of it have; null where things may stand anywhere.</param>
public sealed record ProviderView(string Name, string Label, string? Datacenters, bool HasRegions, IReadOnlyList<MethodView> Methods, IReadOnlyList<ResourceView> Resources)
{
    /// <summary>Its tasks: what can be switched, scheduled and crawled by itself.</summary>
    public IReadOnlyList<string> Tasks { get; } = [.. Resources.Select(resource => resource.Task).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>A way to reach a provider.</summary>
/// <param name="Steps">How to come by the credentials, a step a line.</param>
public sealed record MethodView(string Name, string Label, IReadOnlyList<string> Steps, string? Docs, IReadOnlyList<CredentialView> Fields);

/// <summary>Something that a method must be told.</summary>
public sealed record CredentialView(string Name, string Label, string Help, bool Secret, bool Required, string? Placeholder, string? Default, bool Lines);

/// <summary>An object type of a provider.</summary>
public sealed record ResourceView(string Name, string Kind, string Task, string Docs, IReadOnlyList<string> Permissions);

/// <summary>What a connection is to be; null leaves a field as it is.</summary>
public sealed record ConnectionDraft
{
    public string? Name { get; init; }

    public string? Provider { get; init; }

    public string? Method { get; init; }

    public Guid? Datacenter { get; init; }

    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Empty takes it away.</summary>
    public string? Endpoint { get; init; }

    public bool? Enabled { get; init; }

    public IReadOnlyList<string>? SwitchedOff { get; init; }

    public IReadOnlyList<Grant>? NewGrants { get; init; }

    public JsonArray? Tags { get; init; }

    /// <summary>Whether a new connection gets a schedule for each of its tasks.</summary>
    public bool Scheduled { get; init; } = true;

    /// <summary>By the names of the method's fields; never logged, never answered.</summary>
    public JsonObject? Credentials { get; init; }
}

/// <summary>A connection in the list of all.</summary>
/// <param name="Seen">Records that the last listing of each scope saw.</param>
/// <param name="Complete">Scopes that were read to the end the last time.</param>
/// <param name="Scopes">Scopes that were tried.</param>
public sealed record ConnectionOverview(Inventory.Record Record, string? Identity, string? Message, Run? Running, Run? Last, long Seen, int Complete, int Scopes);

/// <summary>How a connection stands.</summary>
/// <param name="Identity">Whose credentials these are, as the provider said last.</param>
/// <param name="Account">Account, subscription or project.</param>
/// <param name="Checked">When it last signed in, or tried to.</param>
/// <param name="Message">Why it could not; null when it could.</param>
/// <param name="Shown">What of the credentials is no secret: to who may change the connection.</param>
/// <param name="Run">The crawl under way.</param>
/// <param name="Last">The crawl that ended last.</param>
public sealed record ConnectionState(string? Identity, string? Account, DateTimeOffset? Checked, string? Message, DateTimeOffset? CredentialsChangedAt, JsonObject? Shown, Run? Run, Run? Last);

/// <summary>What a test found.</summary>
/// <param name="Identity">Whose credentials these are; null when signing in failed.</param>
/// <param name="Message">Why signing in failed.</param>
public sealed record ConnectionCheck(bool Ok, string? Identity, string? Account, IReadOnlyList<string> Regions, string? Message, IReadOnlyList<PermissionCheck> Checks);

/// <summary>Whether a permission is there.</summary>
public sealed record PermissionCheck(string Permission, bool Ok, string? Message);

/// <summary>How a resource went in a scope the last time.</summary>
/// <param name="Complete">When it was last listed to the end.</param>
public sealed record Coverage(string Task, string Resource, string Kind, string Scope, RunPartStatus Status, long Seen, string? Message, DateTimeOffset At, DateTimeOffset? Complete, Guid Run, Guid? Plan);
