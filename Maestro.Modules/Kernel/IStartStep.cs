namespace Maestro.Modules.Kernel;

/// <summary>Something to do at every start, after the schema is there and before requests are answered. Registered in the container; run in order.</summary>
public interface IStartStep
{
    /// <summary>Place: lower runs earlier.</summary>
    int Order { get; }

    /// <summary>Does it; repeating it changes nothing.</summary>
    Task RunAsync(CancellationToken cancel);
}
