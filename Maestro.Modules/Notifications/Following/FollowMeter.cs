using System.Diagnostics.Metrics;

namespace Maestro.Modules.Notifications.Following;

/// <summary>How far behind what happened this process tells of it, by feed, for <c>/metrics</c>.</summary>
internal sealed class FollowMeter : IDisposable
{
    private readonly Meter meter;
    private readonly Histogram<double> delay;
    private readonly TimeProvider time;

    public FollowMeter(IMeterFactory factory, TimeProvider time)
    {
        this.time = time;
        meter = factory.Create("Maestro.Notifications");
        delay = meter.CreateHistogram<double>("maestro.notifications.delay", "s", "From what happened until it was told of, by feed.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 15, 60, 300, 3_600] });
    }

    public void Told(string feed, DateTimeOffset at) => delay.Record(Math.Max(0, (time.GetUtcNow() - at).TotalSeconds), KeyValuePair.Create("feed", (object?)feed));

    public void Dispose() => meter.Dispose();
}
