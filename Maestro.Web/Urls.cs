using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web;

/// <summary>The only place that builds links. All are relative to the base address, so that a path prefix works.</summary>
public static class Urls
{
    public const string Home = ".";
    public const string SignIn = "sign-in";
    public const string SignInProvider = "sign-in/provider";
    public const string SignOut = "sign-out";
    public const string Forgot = "forgot";
    public const string Register = "register";
    public const string Join = "join";
    public const string FirstRun = "first-run";
    public const string Import = "import";
    public const string Connections = "connections";
    public const string Schedules = "schedules";
    public const string NewSchedule = "schedules/new";
    public const string Runs = "runs";
    public const string Conflicts = "conflicts";
    public const string Drift = "drift";
    public const string Maps = "maps";
    public const string Reports = "reports";
    public const string History = "history";
    public const string Inbox = "inbox";
    public const string Gallery = "gallery";
    public const string Settings = "settings";
    public const string Profile = "settings/profile";
    public const string Security = "settings/security";
    public const string Notifications = "settings/notifications";
    public const string Tokens = "settings/tokens";
    public const string Teams = "settings/teams";
    public const string People = "settings/people";
    public const string SecurityLog = "settings/security-log";
    public const string Options = "settings/options";
    public const string Mail = "settings/mail";
    public const string DiscoverySettings = "settings/discovery";
    public const string SingleSignOn = "settings/single-sign-on";
    public const string About = "settings/about";
    public const string ApiDocs = "api/docs";

    /// <summary>Signing in at the provider, and back to a page; <paramref name="again"/> also when one is signed in there already.</summary>
    public static string AtProvider(string? back, bool again = false) =>
        $"{SignInProvider}?return={Uri.EscapeDataString(back ?? "")}{(again ? "&again=true" : "")}";

    /// <summary>Signing in with a password of Maestro, where that is for administrators only.</summary>
    public static string SignInLocal(string? back) => $"{SignIn}?local=true&return={Uri.EscapeDataString(back ?? "")}";

    /// <summary>A connection's page, or a tab of it: runs, permissions.</summary>
    public static string Connection(Guid id, string? tab = null) => tab is null ? $"{Connections}/{id}" : $"{Connections}/{id}/{tab}";

    public static string EditConnection(Guid id) => $"{Connections}/{id}/edit";

    /// <summary>Connecting: choosing a provider, or to one.</summary>
    public static string NewConnection(string? provider = null) => provider is null ? $"{Connections}/new" : $"{Connections}/new/{provider}";

    /// <summary>The list of a Kind.</summary>
    public static string List(Kind kind) => IsSchedule(kind) ? Schedules : IsConnection(kind) ? Connections : $"inventory/{kind.Plural}";

    /// <summary>The list of a Kind with a query string as in the API: <c>?os__dist=Ubuntu</c>.</summary>
    public static string List(Kind kind, string query) => query.Length == 0 ? List(kind) : $"{List(kind)}?{query.TrimStart('?')}";

    /// <summary>The form for a new record.</summary>
    public static string New(Kind kind) => IsSchedule(kind) ? NewSchedule : IsConnection(kind) ? NewConnection() : $"inventory/{kind.Plural}/new";

    /// <summary>The form for a new record, filled from another.</summary>
    public static string Clone(Kind kind, Guid from) => $"{New(kind)}?from={from}";

    /// <summary>A record's page, or a tab of it: relations, history, access, raw.</summary>
    public static string Record(Kind kind, Guid id, string? tab = null) => (kind.Name, tab) switch
    {
        (Maestro.Modules.Scheduling.Schedule.KindName, null) => Schedule(id),
        (Maestro.Modules.Scheduling.Schedule.KindName, "edit") => EditSchedule(id),
        ("connection", null) => Connection(id),
        ("connection", "edit") => EditConnection(id),
        (_, null) => $"inventory/{kind.Plural}/{id}",
        _ => $"inventory/{kind.Plural}/{id}/{tab}",
    };

    /// <summary>A record's page as of a moment.</summary>
    public static string RecordAt(Kind kind, Guid id, DateTimeOffset at) => $"inventory/{kind.Plural}/{id}?at={Moment(at)}";

    /// <summary>A stored plan, to review and apply.</summary>
    public static string Plan(Guid id) => $"plans/{id}";

    /// <summary>A file, to save.</summary>
    public static string File(Guid id) => $"api/v1/files/{id}";

    /// <summary>A change set and what it changed.</summary>
    public static string ChangeSet(Guid id) => $"history/{id}";

    /// <summary>A schedule, how it goes, and its runs.</summary>
    public static string Schedule(Guid id) => $"{Schedules}/{id}";

    /// <summary>The form for a schedule.</summary>
    public static string EditSchedule(Guid id) => $"{Schedules}/{id}/edit";

    /// <summary>The form for a new schedule of some work about some record.</summary>
    public static string NewScheduleFor(string module, Guid target) => $"{NewSchedule}?module={module}&target={target}";

    // Connections and schedules have pages of their own.
    private static bool IsConnection(Kind kind) => kind.Name == "connection";

    private static bool IsSchedule(Kind kind) => kind.Name == Maestro.Modules.Scheduling.Schedule.KindName;

    /// <summary>A run and its parts.</summary>
    public static string Run(Guid id) => $"runs/{id}";

    /// <summary>Everything that matches some words.</summary>
    public static string Search(string words) => $"search?q={Uri.EscapeDataString(words)}";

    /// <summary>A team's members.</summary>
    public static string Team(Guid id) => $"settings/teams/{id}";

    /// <summary>The picture of a person or a team. The version changes with the picture.</summary>
    public static string Avatar(Subject of, Guid version) => $"api/v1/{(of.Type == "team" ? "teams" : "users")}/{of.Id}/avatar?v={version:N}";

    /// <summary>The list as a file: csv, json or xlsx, with the same filters.</summary>
    public static string Export(Kind kind, string format, string query) => $"api/v1/{kind.Plural}.{format}{(query.Length == 0 ? "" : "?" + query.TrimStart('?'))}";

    /// <summary>What a Kind holds, or the index of all.</summary>
    public static string KindReference(Kind? kind = null) => kind is null ? "settings/kinds" : $"settings/kinds/{kind.Name}";

    /// <summary>An empty CSV with every column of a Kind.</summary>
    public static string CsvTemplate(Kind kind) => $"api/v1/{kind.Plural}.csv?template=true";

    /// <summary>A moment as it stands in a link.</summary>
    public static string Moment(DateTimeOffset at) => Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
}
