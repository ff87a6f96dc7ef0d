using System.ComponentModel.DataAnnotations;

namespace Maestro.Modules.Scheduling;

/// <summary>Settings of the section <c>Scheduling</c>.</summary>
internal sealed class SchedulingOptions
{
    internal const string Section = "Scheduling";

    /// <summary>How many runs work at the same time.</summary>
    [Range(1, 32)]
    public int Workers { get; set; } = 2;

    /// <summary>How many may wait; beyond that, starting one is refused.</summary>
    [Range(1, 1000)]
    public int QueueLength { get; set; } = 20;
}
