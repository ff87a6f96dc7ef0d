using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Scheduling;

/// <summary>Work that is done by itself: what, when, and what follows it. How it went stands in tables of the machine, never here.</summary>
public sealed class Schedule : Kind
{
    /// <summary>Name of the Kind.</summary>
    public const string KindName = "schedule";

    /// <summary>The module that alone writes it.</summary>
    internal const string Writer = "Scheduling";

    private const string Timing = "Time";
    private const string After = "What follows";
    private const string Calling = "Webhook";

    public static readonly Field<string> ScheduleName = new("name", new Text()) { Label = "Name", Help = "What the schedule is called.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> Work = new("module", new Text(40)) { Label = "Work", Help = "What is done: crawl, report, graph or webhook.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<object> Target = new("target", new Group(
        new Field<string>("id", new Text(36)) { Label = "ID", Help = "The record that the work is about.", Indexed = true, Mono = true },
        new Field<string>("name", new Text()) { Help = "What it was called when the schedule was saved.", ReadOnly = true, Searchable = true }))
    { Help = "What the work is about: a connection, a report, a map.", InList = true };
    public static readonly Field<object> Tasks = new("tasks", new ListOf(new Text())) { Help = "What of a connection is crawled; empty for all of it.", Mono = true };
    public static readonly Field<bool> Enabled = new("enabled", new Flag()) { Help = "Whether it runs by itself.", Default = "true", Indexed = true, InList = true };
    public static readonly Field<object> Interval = new("interval", new Group(
        new Field<decimal>("every", new Number(whole: true, from: 1, to: 100_000)) { Help = "How many of them lie between two runs." },
        new Field<string>("period", new Text(10)) { Help = "Seconds, minutes, hours, days or weeks." }))
    { Help = "Again and again, after a while.", Section = Timing, InList = true };
    public static readonly Field<string> Cron = new("cron", new Text(200)) { Label = "Cron expression", Help = "Five fields as in Unix, or six to seven as in Quartz, which begins with seconds.", Section = Timing, Mono = true, InList = true };
    public static readonly Field<string> TimeZone = new("time_zone", new Text(64)) { Help = "Name of the time zone, such as America/Sao_Paulo, that days and hours are meant in.", Section = Timing, Default = "UTC" };
    public static readonly Field<bool> FirstRunAtOnce = new("first_run_at_once", new Flag()) { Label = "First run at once", Help = "Runs as soon as it is made, and not only when its time comes.", Section = Timing };
    public static readonly Field<string> Misfire = new("misfire", new Text(10)) { Label = "When missed", Help = "What happens with a time at which Maestro was not there: skip leaves it out, once makes up for it.", Section = Timing, Default = "skip" };
    public static readonly Field<decimal> MaxRuns = new("max_runs", new Number(whole: true, from: 1)) { Label = "Most runs", Help = "After so many runs it rests; empty for no end.", Section = Timing };
    public static readonly Field<decimal> Retries = new("retries", new Number(whole: true, from: 0, to: 10)) { Help = "How often a run that failed is tried again, with growing pauses, before it counts as failed.", Section = After, Default = "2" };
    public static readonly Field<decimal> PauseAfter = new("pause_after", new Number(whole: true, from: 1, to: 100)) { Label = "Pause after", Help = "So many failures in a row pause the schedule until somebody resumes it.", Section = After, Default = "5" };
    public static readonly Field<object> Chain = new("chain", new ListOf(new Group(
        new Field<object>("schedule", new Ref(KindName, "starts", "started by")) { Help = "The schedule that is started.", Required = true },
        new Field<decimal>("delay", new Number(whole: true, from: 0, to: 86_400)) { Help = "How long it waits before that.", Unit = "s" },
        new Field<string>("when", new Text(10)) { Help = "After success, after failure, or always." })))
    { Help = "Schedules that are started when a run of this one has ended.", Section = After };
    public static readonly Field<object> Webhook = new("webhook", new Group(
        new Field<string>("method", new Text(10)) { Help = "GET, POST, PUT, PATCH or DELETE.", Mono = true },
        new Field<string>("url", new Text(2_000)) { Label = "URL", Help = "Address that is called.", Mono = true, Searchable = true },
        new Field<object>("headers", new ListOf(new Group(
            new Field<string>("name", new Text(100)) { Help = "Name of the header.", Required = true, Mono = true },
            new Field<string>("value", new Text(2_000)) { Help = "What it says.", Mono = true, Sensitive = true }), "name"))
        { Help = "Headers of your own. Whoever reads the schedule reads them." },
        new Field<string>("body", new Text(20_000, lines: true)) { Help = "Text that is sent, with placeholders; empty for the arguments as JSON.", Mono = true },
        new Field<object>("arguments", new ListOf(new Group(
            new Field<string>("key", new Text(100)) { Help = "Name of the argument.", Required = true, Mono = true },
            new Field<string>("value", new Text(2_000)) { Help = "Its value." }), "key"))
        { Help = "Sent as a JSON object, or in the address where there is no body." },
        new Field<decimal>("timeout", new Number(whole: true, from: 1, to: 120)) { Label = "Time limit", Help = "How long an answer may take.", Unit = "s" },
        new Field<bool>("has_secret", new Flag()) { Label = "Signed", Help = "Whether there is a secret that calls are signed with.", ReadOnly = true },
        new Field<bool>("has_authorization", new Flag()) { Label = "Authorized", Help = "Whether there is an Authorization header, which nobody can read.", ReadOnly = true }))
    { Help = "The call that is made.", Section = Calling };

    public override string Name => KindName;
    public override string Plural => "schedules";
    public override string Label => "Schedule";
    public override string LabelPlural => "Schedules";
    public override string Description => "Work that is done by itself: what, when, and what follows it.";
    public override string Icon => "schedule";
    public override KindGroup Group => KindGroup.Discovery;
    public override int Order => 20;
    public override string WrittenBy => Writer;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("name", ["name"], KeyScope.Owner, 9)];
}
