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

    /// <summary>Whether this process takes part in firing schedules.</summary>
    public bool Clock { get; set; } = true;

    /// <summary>How often the processes on one database say that they live, in seconds: a dead one is noticed after about twice as long.</summary>
    [Range(1, 60)]
    public double CheckInSeconds { get; set; } = 2.5;

    /// <summary>How late a firing may begin before its time counts as missed, in seconds.</summary>
    [Range(1, 3600)]
    public int MisfireSeconds { get; set; } = 60;

    /// <summary>How close together the times of one schedule may be, in seconds.</summary>
    [Range(1, 86_400)]
    public int MinIntervalSeconds { get; set; } = 60;

    /// <summary>By how much intervals are shifted at most, in seconds, so that not all begin together.</summary>
    [Range(0, 3600)]
    public int JitterSeconds { get; set; } = 60;

    /// <summary>Pause before a failed run is tried again, in seconds; each further one is twice as long.</summary>
    [Range(1, 3600)]
    public int RetrySeconds { get; set; } = 30;

    /// <summary>Whether webhooks may call this machine itself.</summary>
    public bool LoopbackWebhooks { get; set; }

    /// <summary>For how many days firings and calls are kept.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 90;
}
