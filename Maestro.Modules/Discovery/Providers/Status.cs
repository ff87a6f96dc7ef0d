namespace Maestro.Modules.Discovery.Providers;

/// <summary>
/// Translates the providers' words for a status into the few that Maestro has; the provider's own word is kept beside it.
/// A word that nobody knows translates into nothing, so that the Kind's default holds.
/// </summary>
internal static class Status
{
    internal const string Active = "Active";
    internal const string Available = "Available";
    internal const string Pending = "Pending";
    internal const string Stopped = "Stopped";
    internal const string Degraded = "Degraded";
    internal const string Error = "Error";
    internal const string Deleted = "Deleted";

    /// <summary>Status of a server.</summary>
    internal static string? Server(string? word) => Plain(word) switch
    {
        "running" or "pending" or "active" or "on" or "poweredon" or "started" or "starting" or "new" or "provisioning" or "staging" or "repairing" or "reboot" or "hardreboot" or "build" or "vmrunning" or "succeeded" => Active,
        "stopping" or "stopped" or "off" or "poweredoff" or "shutoff" or "shutdown" or "suspended" or "suspending" or "paused" or "archive" or "shelved" or "shelvedoffloaded" or "deallocated" or "deallocating" or "vmdeallocated" or "vmstopped" or "terminated" => Stopped,
        // OpenStack's and Azure's.
        "resize" or "verifyresize" or "revertresize" or "password" or "rebuild" or "migrating" or "rescue" or "vmstarting" => Active,
        "error" or "vmstopping" or "vmdeallocating" => Stopped,
        _ => null,
    };

    /// <summary>Status of a volume.</summary>
    internal static string? Volume(string? word) => Plain(word) switch
    {
        "inuse" or "creating" or "attached" or "attaching" or "detaching" or "reserved" or "activesas" or "readytoupload" or "activeupload" or "ready" => Active,
        "available" or "unattached" => Available,
        "deleting" or "deleted" => Deleted,
        "error" or "errordeleting" or "failed" => Error,
        // OpenStack's.
        "downloading" or "uploading" or "backingup" or "restoringbackup" or "retyping" or "extending" or "maintenance" => Active,
        "awaitingtransfer" => Available,
        "errorextending" or "errorrestoring" or "errorbackingup" or "errormanaging" => Error,
        _ => null,
    };

    /// <summary>Status of an application, a network, a snapshot or an image.</summary>
    internal static string? Resource(string? word) => Plain(word) switch
    {
        "active" or "inuse" or "running" or "ready" or "deployed" or "enabled" or "online" or "up" or "succeeded" or "completed" or "runnable" or "associated" or "bound" or "ok" or "success" => Active,
        "available" => Available,
        "pending" or "creating" or "pendingcreate" or "pendingupdate" or "provisioning" or "build" or "building" or "new" or "modifying" or "updating" or "inprogress" or "reconciling" or "pendingcreation" or "queued" or "pendingacceptance" or "initiatingrequest" or "notstarted" or "creationinprogress" or "updateinprogress" or "rebootinprogress" => Pending,
        "stopped" or "stopping" or "down" or "disabled" or "inactive" or "suspended" or "maintenance" => Stopped,
        "degraded" or "impaired" or "activeimpaired" or "activewithproblems" or "temporaryfailure" or "criticalactionrequired" => Degraded,
        "error" or "errored" or "failed" or "createfailed" or "invalid" or "rejected" or "expired" or "creationfailed" or "updatefailed" or "deletionfailed" => Error,
        "deleting" or "deleted" or "pendingdelete" => Deleted,
        // DigitalOcean's, OpenStack's and Azure's.
        "nomonitor" or "connected" => Active,
        "waiting" or "resizing" or "migrating" or "forking" or "upgrading" or "saving" or "importing" or "uploading" or "backingup" or "initiated" or "starting" or "scaling" => Pending,
        "offline" or "deactivated" or "disconnected" => Stopped,
        "killed" or "errordeleting" => Error,
        _ => null,
    };

    /// <summary>Status of a database.</summary>
    internal static string? Database(string? word) => Plain(word) switch
    {
        "available" => Available,
        "stopped" or "stopping" or "suspended" or "paused" or "shutdown" or "failed" or "inaccessibleencryptioncredentials" or "incompatiblenetwork" or "incompatiblerestore" or "storagefull" => Stopped,
        "backingup" or "maintenance" or "rebooting" or "upgrading" or "renaming" or "starting" or "storageoptimization" => Active,
        null or "" => null,
        var other => Resource(other) is Active or Pending ? Active : null,
    };

    private static string? Plain(string? word) => word?.Trim().ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal);
}
