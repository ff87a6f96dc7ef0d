namespace Maestro.Modules.Kernel;

/// <summary>Record ids: UUID version 7, so that they sort by time of creation.</summary>
public static class Ids
{
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
