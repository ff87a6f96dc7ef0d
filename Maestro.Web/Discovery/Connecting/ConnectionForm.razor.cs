using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Access;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Discovery.Connecting;

/// <summary>Holds what is typed, tests it, and saves it; a datacenter that is not there yet is made on the way.</summary>
public sealed partial class ConnectionForm
{
    private const string New = "new";
    private readonly Dictionary<string, string?> credentials = [];
    private readonly HashSet<string> off = new(StringComparer.Ordinal);
    private IReadOnlyList<Record> datacenters = [];

    // What there is to choose; a select that is shown before would forget what is chosen.
    private IReadOnlyList<Pick>? places;
    private IReadOnlyList<Grant> grants = [];
    private MethodView method = null!;
    private Faults faults = null!;
    private ConnectionCheck? check;
    private string? name, place, fresh, regions, endpoint;
    private bool saving, testing;

    [Inject] public IConnections Connections { get; set; } = null!;

    [Inject] public IInventory Inventory { get; set; } = null!;

    [Inject] public IPlanning Planning { get; set; } = null!;

    [Parameter, EditorRequired] public ProviderView Provider { get; set; } = null!;

    /// <summary>The connection to change; null for a new one.</summary>
    [Parameter] public Record? Record { get; set; }

    /// <summary>What of its credentials is shown.</summary>
    [Parameter] public ConnectionState? State { get; set; }

    [Parameter] public EventCallback<Guid> OnSaved { get; set; }

    /// <summary>Regions of the chosen datacenter.</summary>
    private string Known => string.Join(", ", (datacenters.FirstOrDefault(record => record.Id.ToString() == place)?.Fields["regions"] as JsonArray ?? []).Select(region => region.Text()?.Split(' ')[0]));

    protected override async Task OnInitializedAsync()
    {
        faults = new(L);
        method = Provider.Methods.FirstOrDefault(one => one.Name == Record?.Fields["method"].Text()) ?? Provider.Methods[0];
        if (Record is { } record)
            Fill(record);
        await PlacesAsync(await ActorAsync());
        name ??= Provider.Label;
        place ??= datacenters.Where(Fits).ToList() is [var only] ? only.Id.ToString() : datacenters.Any(Fits) ? null : New;
        fresh ??= Provider.Label;
    }

    // Those of the provider, however they spell it; of files those of any, because what they tell of may stand anywhere.
    private async Task PlacesAsync(Actor actor)
    {
        datacenters = (await Inventory.ListAsync(actor, new Query { Kind = "datacenter", Limit = 1000, Counted = false }, Gone)).Rows;
        places =
        [
            .. datacenters.Where(record => Fits(record) || record.Fields["provider"].Text() is null || record.Id.ToString() == place).OrderByDescending(Fits).ThenBy(record => record.Name, StringComparer.CurrentCultureIgnoreCase).Select(record => new Pick(record.Id.ToString(), $"{record.Name} ({Providers.Label(record.Fields["provider"].Text())})")),
            new Pick(New, L["A new one"]),
        ];
    }

    private void Fill(Record record)
    {
        (name, place, endpoint) = (record.Name, record.Fields["datacenter"]?["id"].Text(), record.Fields["endpoint"].Text());
        regions = string.Join(", ", (record.Fields["regions"] as JsonArray ?? []).Select(region => region.Text()).Where(code => code != "all"));
        grants = NewGrants.Of(record);
        off.UnionWith((record.Fields["switched_off"] as JsonArray ?? []).Select(task => task.Text()).OfType<string>());
        foreach (var (key, value) in State?.Shown ?? [])
        {
            if (method.Fields.FirstOrDefault(field => field.Name == key) is { Secret: false } && value.Text() is { } text && !text.StartsWith('…'))
                credentials[key] = text;
        }
    }

    private bool Fits(Record record) => Provider.Datacenters is not { } own || Letters(record.Fields["provider"].Text()) == Letters(own)
        || Providers.Label(record.Fields["provider"].Text()) == Providers.Label(own);

    private static string Letters(string? text) => new([.. (text ?? "").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private void Choose(MethodView one) => (method, check) = (one, null);

    private void Switch(string task, bool on)
    {
        if (on)
            off.Remove(task);
        else
            off.Add(task);
    }

    private string? Placeholder(CredentialView field) => Record is not null && field.Secret && State?.Shown?.ContainsKey(field.Name) == true ? L["kept as it is"]
        : State?.Shown?[field.Name].Text() is { Length: > 0 } shown && shown.StartsWith('…') ? shown : field.Placeholder ?? field.Default;

    private ConnectionDraft Draft(Guid? datacenter) => new()
    {
        Name = name, Provider = Record is null ? Provider.Name : null, Method = method.Name, Datacenter = datacenter,
        Regions = Provider.HasRegions ? [.. (regions ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : null,
        Endpoint = endpoint ?? "", SwitchedOff = [.. off],
        NewGrants = Record is null ? grants : Record.Level >= Level.Admin && !grants.SequenceEqual(Connecting.NewGrants.Of(Record)) ? grants : null,
        Credentials = new JsonObject(credentials.Where(pair => !string.IsNullOrWhiteSpace(pair.Value) && method.Fields.Any(field => field.Name == pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
    };

    private async Task TestAsync()
    {
        (testing, check) = (true, null);
        await faults.CatchAsync(async () => check = Record is not null && credentials.All(pair => string.IsNullOrWhiteSpace(pair.Value) || method.Fields.Any(field => field.Name == pair.Key && !field.Secret))
            ? await Connections.TestAsync(await ActorAsync(), Record.Id, Gone)
            : await Connections.TestAsync(await ActorAsync(), Draft(null) with { Provider = Provider.Name }, Gone));
        testing = false;
    }

    private async Task SaveAsync()
    {
        if (saving)
            return;
        saving = true;
        var id = Guid.Empty;
        if (await faults.CatchAsync(async () => id = await KeepAsync()))
            await OnSaved.InvokeAsync(id);
        saving = false;
    }

    private async Task<Guid> KeepAsync()
    {
        var actor = await ActorAsync();
        if (place == New && Record is null)
            await CheckAsync(actor);
        var datacenter = place == New ? await MakeAsync(actor) : Guid.TryParse(place, out var chosen) ? chosen : (Guid?)null;
        if (Record is null)
            return await Connections.CreateAsync(actor, Draft(datacenter), Gone);
        await Connections.ChangeAsync(actor, Record.Id, Draft(datacenter), Record.Version, null, Gone);
        return Record.Id;
    }

    // Nothing is made while something else is wrong: a datacenter for a connection that is refused would be left behind.
    private async Task CheckAsync(Actor actor)
    {
        try
        {
            await Connections.CreateAsync(actor, Draft(null), Gone);
        }
        catch (Problem problem) when (problem.Errors.ContainsKey("datacenter"))
        {
            var others = problem.Errors.Where(error => error.Key != "datacenter").ToDictionary();
            if (string.IsNullOrWhiteSpace(fresh))
                others["datacenter.name"] = ["is required"];
            if (others.Count > 0)
                throw new Problem(problem.Kind, problem.Message, others);
        }
    }

    private async Task<Guid> MakeAsync(Actor actor)
    {
        if (string.IsNullOrWhiteSpace(fresh))
            throw Problem.Invalid("datacenter.name", "is required");
        var (codes, zones) = await PlacesOfAsync(actor);
        var draft = new Draft("datacenter")
        {
            Fields = new JsonObject
            {
                ["name"] = fresh, ["provider"] = Provider.Datacenters ?? Provider.Label,
                ["regions"] = new JsonArray([.. codes.Select(code => JsonValue.Create(code))]), ["zones"] = new JsonArray([.. zones.Select(zone => JsonValue.Create(zone))]),
            },
        };
        var plan = await Planning.PlanAsync(actor, Origin.Person(actor), [draft], new PlanOptions { Title = L["Connect {0}", Provider.Label] }, Gone);
        var id = (await Planning.ApplyAsync(actor, plan, new ApplyOptions(), Gone)).Ids[0];
        await PlacesAsync(actor);
        place = id.ToString();
        return id;
    }

    // The regions that were typed, else those that the test found, else every one that is known of the provider; with their zones where those are known.
    private async Task<(IReadOnlyList<string> Regions, IReadOnlyList<string> Zones)> PlacesOfAsync(Actor actor)
    {
        if (!Provider.HasRegions)
            return ([], []);
        var known = (await Inventory.ListAsync(actor, new Query { Kind = "region", Limit = 1000, Counted = false, Order = [new Sort("code", false)] }, Gone)).Rows.Where(Fits).DistinctBy(record => record.Fields["code"].Text()).ToDictionary(record => record.Fields["code"].Text() ?? "", StringComparer.Ordinal);
        IReadOnlyList<string> codes = [.. (regions ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(code => code != "all")];
        if (codes.Count == 0)
            codes = check is { Regions.Count: > 0 } ? check.Regions : [.. known.Keys];
        return (codes, [.. codes.Select(code => known.GetValueOrDefault(code)).OfType<Record>().SelectMany(record => record.Fields["zones"] as JsonArray ?? []).Select(zone => zone.Text()).OfType<string>()]);
    }
}
