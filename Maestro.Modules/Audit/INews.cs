namespace Maestro.Modules.Audit;

/// <summary>Hears of change sets after they are committed. The publisher does not know who listens; news may come twice.</summary>
public interface INews
{
    /// <summary>Calls <paramref name="hear"/> with the id of every change set applied from now on, in any process. Dispose to stop.</summary>
    IDisposable Listen(Func<Guid, Task> hear);
}
