namespace Maestro.Modules.Scheduling.Runs;

/// <summary>Gathers what running work says, until it is written down.</summary>
internal sealed class RunReport(Guid run, TimeProvider time) : IRunReport
{
    public Guid Run => run;

    private const int MostLines = 500;
    private const int LongestLine = 1_000;
    private readonly Lock gate = new();
    private readonly List<RunLine> lines = [];
    private readonly List<RunPart> parts = [];
    private RunProgress progress = new();
    private int left;
    private int written;
    private bool moved;

    public void Progress(string step, long done = 0, long? total = null)
    {
        lock (gate)
            (progress, moved) = (new(step, done, total), true);
    }

    public void Line(string text)
    {
        lock (gate)
        {
            moved = true;
            if (lines.Count < MostLines)
                lines.Add(new(time.GetUtcNow(), text.Length > LongestLine ? text[..LongestLine] + "…" : text));
            else
                left++;
        }
    }

    public void Part(RunPart part)
    {
        lock (gate)
        {
            parts.Add(part);
            moved = true;
        }
    }

    /// <summary>What has been said, and the parts since the last time; null when nothing has moved.</summary>
    internal (RunProgress Progress, IReadOnlyList<RunLine> Lines, IReadOnlyList<RunPart> Parts, int From)? Take()
    {
        lock (gate)
        {
            if (!moved)
                return null;
            moved = false;
            var from = written;
            written = parts.Count;
            IReadOnlyList<RunLine> said = left == 0 ? [.. lines] : [.. lines, new(time.GetUtcNow(), FormattableString.Invariant($"and {left} more lines"))];
            return (progress, said, parts[from..], from);
        }
    }

    /// <summary>Every part so far.</summary>
    internal IReadOnlyList<RunPart> Parts()
    {
        lock (gate)
            return [.. parts];
    }

    /// <summary>What was taken could not be written: it is taken again.</summary>
    internal void Return(int from)
    {
        lock (gate)
            (written, moved) = (Math.Min(written, from), true);
    }
}
