using System.ComponentModel.DataAnnotations;

namespace Maestro.Modules.Notifications;

/// <summary>Settings of the section <c>Notifications</c>.</summary>
internal sealed class NotificationsOptions
{
    internal const string Section = "Notifications";

    /// <summary>For how many days messages are kept.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 90;
}
