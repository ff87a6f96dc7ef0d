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
        "error" or "crashed" or "vmstopping" or "vmdeallocating" => Stopped,
        _ => null,
    };

    /// <summary>Status of a volume.</summary>
    internal static string? Volume(string? word) => Plain(word) switch
    {
        "inuse" or "creating" or "attached" or "attaching" or "detaching" or "reserved" or "activesas" or "frozen" or "activesasfrozen" or "readytoupload" or "activeupload" or "ready" => Active,
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
        "stopped" or "stopping" or "down" or "disabled" or "inactive" or "suspended" or "recoverable" => Stopped,
        "degraded" or "impaired" or "activeimpaired" or "activewithproblems" or "temporaryfailure" or "criticalactionrequired" or "healing" or "partial" => Degraded,
        "error" or "errored" or "failed" or "createfailed" or "invalid" or "rejected" or "expired" or "creationfailed" or "updatefailed" or "deletionfailed" or "deletefailed" or "restorefailed" or "incompatiblenetwork" or "incompatibleparameters" or "unavailable" or "canceled" => Error,
        "deleting" or "deleted" or "pendingdelete" => Deleted,
        // DigitalOcean's, OpenStack's and Azure's; a cluster in maintenance is at work on itself, not stopped.
        "nomonitor" or "connected" or "snapshotting" => Active,
        "waiting" or "resizing" or "migrating" or "forking" or "upgrading" or "saving" or "importing" or "uploading" or "backingup" or "initiated" or "starting" or "scaling" => Pending,
        "maintenance" or "rebooting" or "rebootingbroker" or "rebootingclusternodes" or "restoring" or "copying" or "attaching" or "detaching" or "transient" or "draining" => Pending,
        "offline" or "deactivated" or "disconnected" => Stopped,
        "killed" or "errordeleting" => Error,
        _ => null,
    };

    /// <summary>Status of a database: one that answers is active, whatever is done to it meanwhile.</summary>
    internal static string? Database(string? word) => Plain(word) switch
    {
        "available" => Available,
        // AWS's and DigitalOcean's.
        "stopped" or "stopping" or "suspended" or "paused" or "shutdown" or "failed" or "storagefull" or "insufficientcapacity" or "restoreerror" or "hardwarefailure" => Stopped,
        "inaccessibleencryptioncredentials" or "inaccessibleencryptioncredentialsrecoverable" or "incompatiblenetwork" or "incompatiblerestore" or "incompatibleparameters" or "incompatibleoptiongroup" or "incompatiblehsm" or "incompatiblecreate" => Stopped,
        "backingup" or "maintenance" or "rebooting" or "upgrading" or "renaming" or "starting" or "storageoptimization" or "storageconfigupgrade" or "storageinitialization" or "deleteprecheck" => Active,
        "configuringenhancedmonitoring" or "configuringiamdatabaseauth" or "configuringlogexports" or "configuringactivitystream" or "convertingtovpc" or "movingtovpc" or "resettingmastercredentials" => Active,
        "availableprepforresize" or "availableresizecleanup" or "cancellingresize" or "finalresize" or "resizing" or "rotatingkeys" or "updatinghsm" => Active,
        // Azure's.
        "standby" or "suspect" or "emergencymode" or "recoverypending" or "inaccessible" or "autoclosed" or "offlinesecondary" or "offlinechangingdwperformancetiers" or "pausing" or "dropping" => Stopped,
        "restoring" or "recovering" or "copying" or "resuming" or "restarting" or "onlinechangingdwperformancetiers" => Active,
        null or "" => null,
        var other => Resource(other) switch
        {
            null => null,
            Available => Available,
            Stopped or Error or Deleted => Stopped,
            _ => Active,
        },
    };

    private static string? Plain(string? word) => word?.Trim().ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
}
