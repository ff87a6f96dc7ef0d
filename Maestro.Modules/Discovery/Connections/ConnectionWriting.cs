using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>Makes and changes connections: fields by plan and change set as everywhere, credentials beside them.</summary>
internal sealed class ConnectionWriting(IPlanning planning, IAccess access, ConnectionStore store, UsualSchedules schedules, IOptions<CallOptions> options, TimeProvider time)
{
    internal async Task<Guid> CreateAsync(Actor actor, ConnectionDraft draft, CancellationToken cancel)
    {
        var checking = new Drafting(options.Value.HostCredentials);
        var provider = checking.Provider(draft.Provider);
        var method = provider is null ? null : checking.Method(provider, draft.Method);
        var credentials = method is null ? [] : checking.Credentials(method, draft.Credentials, [], elsewhere: false);
        if (string.IsNullOrWhiteSpace(draft.Name))
            checking.Wrong("name", "is required");
        if (draft.Datacenter is null)
            checking.Wrong("datacenter", "is required: the datacenter that everything it finds is in");
        await CheckAsync(checking, provider, draft, cancel);
        checking.Demand();
        var id = Ids.New(time);
        var record = new Draft("connection") { NewId = id, Fields = Fields(draft, provider!, method!) };
        record.Fields["regions"] ??= new JsonArray("all");
        var plan = await PlanAsync(actor, record, "Connect", cancel);
        await store.KeepAsync(actor, id, draft.Name!.Trim(), credentials, cancel);
        try
        {
            await planning.ApplyAsync(actor, plan, new ApplyOptions(), cancel);
        }
        catch
        {
            await store.ForgetAsync(id, CancellationToken.None);
            throw;
        }

        if (draft.Scheduled && method!.Name != FileProvider.Upload)
            await schedules.MakeAsync(actor, id, draft.Name!.Trim(), provider!.Tasks, cancel);
        return id;
    }

    internal async Task ChangeAsync(Actor actor, Record record, ConnectionDraft draft, int? version, string? reason, CancellationToken cancel)
    {
        var line = Line.Of(record);
        var checking = new Drafting(options.Value.HostCredentials);
        if (draft.Provider is { } other && other != line.Provider.Name)
            checking.Wrong("provider", "cannot be changed: make another connection");
        if (draft.NewGrants is not null && record.Level < Level.Admin)
            throw Problem.Denied($"Who may see what it finds is decided by who has admin on {record.Name}.");
        var method = draft.Method is null ? line.Method : checking.Method(line.Provider, draft.Method);
        await CheckAsync(checking, line.Provider, draft, cancel);
        var before = await store.CredentialsAsync(record.Id, cancel) ?? [];
        var elsewhere = (method is not null && method != line.Method) || (draft.Endpoint is { } endpoint && endpoint.Trim() != (record.Fields["endpoint"].Text() ?? ""));
        var after = method is null ? [] : checking.Credentials(method, draft.Credentials, method == line.Method ? before : [], elsewhere);
        checking.Demand();
        var plan = await PlanAsync(actor, new Draft("connection") { Id = record.Id, Version = version, Fields = Fields(draft, line.Provider, method!) }, "Edit connection", cancel);
        // The record first: whoever has read an older one sends nothing anywhere.
        await planning.ApplyAsync(actor, plan, new ApplyOptions(reason), cancel);
        if (!JsonNode.DeepEquals(before, after))
            await store.KeepAsync(actor, record.Id, record.Name, after, cancel);
    }

    /// <summary>A connection that is not kept, to be tested. Throws <see cref="Problem"/> (invalid) with every mistake.</summary>
    internal (Line Line, JsonObject Credentials) Imagine(Actor actor, ConnectionDraft draft)
    {
        var checking = new Drafting(options.Value.HostCredentials);
        var provider = checking.Provider(draft.Provider);
        var method = provider is null ? null : checking.Method(provider, draft.Method);
        var credentials = method is null ? [] : checking.Credentials(method, draft.Credentials, [], elsewhere: false);
        checking.Endpoint(draft.Endpoint);
        checking.Demand();
        return (new(Guid.Empty, draft.Name ?? provider!.Label, provider!, method!, draft.Datacenter, Line.Codes(draft.Regions ?? []), string.IsNullOrWhiteSpace(draft.Endpoint) ? null : new Uri(draft.Endpoint), true,
            (draft.SwitchedOff ?? []).ToHashSet(), [], actor.Owner), credentials);
    }

    private async Task CheckAsync(Drafting checking, Provider? provider, ConnectionDraft draft, CancellationToken cancel)
    {
        checking.Endpoint(draft.Endpoint);
        if (provider is not null)
            checking.Tasks(provider, draft.SwitchedOff);
        if (draft.NewGrants is { Count: > 0 } grants && await access.UnknownSubjectsAsync([.. grants.Select(grant => grant.Subject)], cancel) is [var unknown, ..])
            checking.Wrong("new_grants", $"there is no {unknown.Type} {unknown.Id}");
    }

    private async Task<Plan> PlanAsync(Actor actor, Draft draft, string title, CancellationToken cancel)
    {
        var plan = await planning.PlanAsync(actor, Origin.Person(actor), [draft], new PlanOptions { Title = title, By = "Discovery" }, cancel);
        return plan.Rows[0] is { Action: PlanAction.Error } row ? throw Refused(row) : plan;
    }

    private static Problem Refused(PlanRow row) => row.Cause switch
    {
        ProblemKind.Stale => Problem.Stale(),
        ProblemKind.Denied => Problem.Denied(row.Errors.Values.First()[0]),
        ProblemKind.Missing => Problem.Missing("This connection"),
        _ => Problem.Invalid(row.Errors),
    };

    private static JsonObject Fields(ConnectionDraft draft, Provider provider, Method method)
    {
        var fields = new JsonObject { ["provider"] = provider.Name, ["method"] = method.Name };
        if (draft.Name is { } name)
            fields["name"] = name;
        if (draft.Datacenter is { } datacenter)
            fields["datacenter"] = new JsonObject { ["id"] = datacenter.ToString() };
        if (draft.Regions is { } regions)
            fields["regions"] = Line.Codes(regions) is { Count: > 0 } codes ? new JsonArray([.. codes.Select(code => JsonValue.Create(code))]) : new JsonArray("all");
        if (draft.Endpoint is { } endpoint)
            fields["endpoint"] = endpoint.Trim() is { Length: > 0 } address ? address : null;
        if (draft.Enabled is { } enabled)
            fields["enabled"] = enabled;
        if (draft.SwitchedOff is { } off)
            fields["switched_off"] = new JsonArray([.. off.Distinct().Order(StringComparer.Ordinal).Select(task => JsonValue.Create(task))]);
        if (draft.NewGrants is { } grants)
            fields["new_grants"] = new JsonArray([.. grants.Select(grant => new JsonObject { ["type"] = grant.Subject.Type, ["id"] = grant.Subject.Id.ToString(), ["level"] = grant.Level.ToString().ToLowerInvariant() })]);
        if (draft.Tags is { } tags)
            fields["tags"] = tags.DeepClone();
        return fields;
    }
}
