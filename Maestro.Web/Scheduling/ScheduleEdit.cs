using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;

namespace Maestro.Web.Scheduling;

/// <summary>What the form of a schedule holds.</summary>
public sealed class ScheduleEdit
{
    public string? Name { get; set; }
    public string? Module { get; set; }
    public Pick? Target { get; set; }
    public bool Enabled { get; set; } = true;
    public bool UsesCron { get; set; }
    public decimal? Every { get; set; } = 1;
    public string Period { get; set; } = "days";
    public string? Cron { get; set; }
    public string TimeZone { get; set; } = "UTC";
    public bool FirstRunAtOnce { get; set; }
    public string Misfire { get; set; } = "skip";
    public decimal? MaxRuns { get; set; }
    public decimal? Retries { get; set; } = 2;
    public decimal? PauseAfter { get; set; } = 5;
    public List<ScheduleLink> Chain { get; } = [];

    /// <summary>The only tasks that are crawled; none for all.</summary>
    public HashSet<string> Tasks { get; } = new(StringComparer.Ordinal);

    public string Method { get; set; } = "POST";
    public string? Url { get; set; }
    public List<SchedulePair> Headers { get; } = [];
    public string? Body { get; set; }
    public List<SchedulePair> Arguments { get; } = [];
    public decimal? Timeout { get; set; } = 15;

    /// <summary>Write-only: what was typed, or null where nothing was.</summary>
    public string? Secret { get; set; }

    public string? Authorization { get; set; }

    public bool HasSecret { get; set; }

    public bool HasAuthorization { get; set; }

    public ScheduleTiming Timing => UsesCron
        ? new() { Cron = Cron, TimeZone = TimeZone }
        : new() { Every = Every is { } every && every == decimal.Truncate(every) && every is > 0 and < 1_000_000 ? (int)every : 0, Period = Period, TimeZone = TimeZone };

    /// <summary>As a schedule stands; of a copy without what nobody can read.</summary>
    public static ScheduleEdit Of(Record record, bool copy)
    {
        var (fields, facts) = (record.Fields, new ScheduleFacts(record, null));
        var edit = new ScheduleEdit
        {
            Name = record.Name, Module = facts.Module, Enabled = facts.Enabled, UsesCron = facts.Timing.Cron is not null, Every = facts.Timing.Every ?? 1, Period = facts.Timing.Period ?? "days", Cron = facts.Timing.Cron, TimeZone = facts.Timing.TimeZone,
            Target = facts.Target is { } target ? new Pick(target.ToString(), facts.TargetName) : null,
            FirstRunAtOnce = Flag(fields["first_run_at_once"]), Misfire = fields["misfire"].Text() ?? "skip", MaxRuns = facts.Number("max_runs"), Retries = facts.Number("retries") ?? 2, PauseAfter = facts.Number("pause_after") ?? 5,
        };
        edit.Tasks.UnionWith((fields["tasks"] as JsonArray ?? []).Select(task => task.Text()).OfType<string>());
        edit.Chain.AddRange(facts.Chain.Select(link => new ScheduleLink { Schedule = new Pick(link.Schedule["id"].Text() ?? "", link.Schedule["name"].Text()), Delay = link.Delay, When = link.When }));
        if (fields["webhook"] is JsonObject webhook)
            edit.Read(webhook, copy);
        return edit;
    }

    private void Read(JsonObject webhook, bool copy)
    {
        (Method, Url, Body) = (webhook["method"].Text() ?? "POST", webhook["url"].Text(), webhook["body"].Text());
        Timeout = webhook["timeout"] is JsonValue limit && limit.TryGetValue<decimal>(out var seconds) ? seconds : 15;
        Headers.AddRange((webhook["headers"] as JsonArray ?? []).Select(one => new SchedulePair { Key = one.At("name").Text(), Value = one.At("value").Text() }));
        Arguments.AddRange((webhook["arguments"] as JsonArray ?? []).Select(one => new SchedulePair { Key = one.At("key").Text(), Value = one.At("value").Text() }));
        (HasSecret, HasAuthorization) = (!copy && Flag(webhook["has_secret"]), !copy && Flag(webhook["has_authorization"]));
    }

    /// <summary>As <see cref="IScheduling"/> takes it, the whole of it.</summary>
    public JsonObject Fields()
    {
        var fields = new JsonObject
        {
            ["name"] = Name, ["module"] = Module, ["enabled"] = Enabled, ["time_zone"] = TimeZone, ["first_run_at_once"] = FirstRunAtOnce, ["misfire"] = Misfire, ["max_runs"] = MaxRuns, ["retries"] = Retries, ["pause_after"] = PauseAfter,
            ["cron"] = UsesCron ? Cron : null, ["interval"] = UsesCron ? null : new JsonObject { ["every"] = Every, ["period"] = Period },
            ["chain"] = new JsonArray([.. Chain.Where(link => link.Schedule is not null).Select(link => (JsonNode)new JsonObject { ["schedule"] = link.Schedule!.Value, ["delay"] = link.Delay ?? 0, ["when"] = link.When })]),
            ["target"] = null, ["tasks"] = null, ["webhook"] = null,
        };
        if (UsesCron && string.IsNullOrWhiteSpace(Cron))
            fields["cron"] = "?";
        if (Module == "webhook")
            fields["webhook"] = Webhook();
        else
            (fields["target"], fields["tasks"]) = (Target?.Value, new JsonArray([.. Tasks.Order(StringComparer.Ordinal).Select(task => (JsonNode)task)]));
        return fields;
    }

    private JsonObject Webhook()
    {
        var webhook = new JsonObject
        {
            ["method"] = Method, ["url"] = Url, ["body"] = string.IsNullOrEmpty(Body) ? null : Body, ["timeout"] = Timeout,
            ["headers"] = Pairs(Headers, "name"), ["arguments"] = Pairs(Arguments, "key"),
        };
        if (!string.IsNullOrEmpty(Secret) || !HasSecret)
            webhook["secret"] = Secret ?? "";
        if (!string.IsNullOrEmpty(Authorization) || !HasAuthorization)
            webhook["authorization"] = Authorization ?? "";
        return webhook;
    }

    private static JsonArray Pairs(List<SchedulePair> pairs, string key) =>
        [.. pairs.Where(pair => !string.IsNullOrWhiteSpace(pair.Key)).Select(pair => (JsonNode)new JsonObject { [key] = pair.Key, ["value"] = pair.Value })];

    private static bool Flag(JsonNode? flag) => flag is JsonValue value && value.TryGetValue<bool>(out var set) && set;
}

/// <summary>A name and its value.</summary>
public sealed class SchedulePair
{
    public string? Key { get; set; }
    public string? Value { get; set; }
}

/// <summary>A schedule that follows.</summary>
public sealed class ScheduleLink
{
    public Pick? Schedule { get; set; }
    public decimal? Delay { get; set; } = 0;
    public string When { get; set; } = "success";
}
