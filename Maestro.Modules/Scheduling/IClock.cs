namespace Maestro.Modules.Scheduling;

/// <summary>Whether the times of schedules come in this process.</summary>
public interface IClock
{
    /// <summary>False where the settings leave it to other processes.</summary>
    bool IsWanted { get; }

    /// <summary>Quartz runs and its triggers have been compared with the schedules.</summary>
    bool Ticks { get; }
}
