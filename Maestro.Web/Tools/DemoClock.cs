namespace Maestro.Web.Tools;

/// <summary>A clock that the demo moves through its ninety days.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public void MoveTo(DateTimeOffset moment) => now = moment > now ? moment : now.AddMilliseconds(1);

    public override DateTimeOffset GetUtcNow() => now = now.AddTicks(10);
}
