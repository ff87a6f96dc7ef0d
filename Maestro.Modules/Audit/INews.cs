namespace Maestro.Modules.Audit;

/// <summary>Hears of things after they are committed. The publisher does not know who listens; news may come twice, and may be missed while the database is away.</summary>
public interface INews
{
    /// <summary>Calls <paramref name="hear"/> with every change set applied from now on, in any process; one that is written in parts comes with each. Dispose to stop.</summary>
    IDisposable Listen(Func<ChangeNews, Task> hear);

    /// <summary>Calls <paramref name="hear"/> with the id of what it happened to, from now on and in any process. Dispose to stop.</summary>
    IDisposable Listen(NewsOf what, Func<Guid, Task> hear);
}

/// <summary>News of a change set.</summary>
/// <param name="Kinds">Names of the Kinds whose records it has changed, so that whom they do not concern asks nothing.</param>
public sealed record ChangeNews(Guid ChangeSet, IReadOnlySet<string> Kinds);

/// <summary>What news are of; each has a channel of PostgreSQL.</summary>
public enum NewsOf
{
    /// <summary>A change set; told as <c>maestro_changes</c>, with its Kinds.</summary>
    Changes,

    /// <summary>A run that has ended; told as <c>maestro_runs</c>.</summary>
    Runs,

    /// <summary>Somebody who has got a message, or has read one; told as <c>maestro_messages</c>.</summary>
    Messages,
}
