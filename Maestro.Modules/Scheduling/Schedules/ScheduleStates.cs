using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Clock;
using Maestro.Modules.Scheduling.Firings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>Reads what the machine knows of schedules. Whoever asks has asked first whether they may be read.</summary>
internal sealed class ScheduleStates(ScheduleBook book, IMaestroDbFactory databases, IOptions<SchedulingOptions> options, TimeProvider time)
{
    internal async Task<IReadOnlyDictionary<Guid, ScheduleState>> OfAsync(IReadOnlyCollection<ScheduleView> views, CancellationToken cancel)
    {
        var ids = views.Select(view => view.Id).ToArray();
        await using var db = databases.Open(FiringStore.Clock);
        var rows = await db.Set<ScheduleStateRow>().AsNoTracking().Where(row => ids.Contains(row.ScheduleId)).ToDictionaryAsync(row => row.ScheduleId, cancel);
        var last = rows.Values.Select(row => row.LastFiringId).OfType<Guid>().ToArray();
        var firings = await db.Set<FiringRow>().AsNoTracking().Where(row => last.Contains(row.Id)).ToDictionaryAsync(row => row.ScheduleId, cancel);
        var retired = await book.RetiredAsync(views, cancel);
        return views.ToDictionary(view => view.Id, view =>
        {
            var row = rows.GetValueOrDefault(view.Id);
            return new ScheduleState
            {
                Schedule = view.Id, Runs = row?.Runs ?? 0, Failures = row?.Failures ?? 0, PausedAt = row?.PausedAt, PausedReason = row?.PausedReason,
                Next = view.Work.Target is { } target && retired.Contains(target) ? null : NextOf(view, row), Last = firings.GetValueOrDefault(view.Id)?.Seen(),
            };
        });
    }

    internal async Task<Page<Firing>> FiringsAsync(Guid schedule, int limit, string? cursor, CancellationToken cancel)
    {
        await using var db = databases.Open(FiringStore.Clock);
        var found = db.Set<FiringRow>().AsNoTracking().Where(row => row.ScheduleId == schedule);
        if (cursor is not null)
        {
            var last = Guid.TryParse(cursor, out var id) ? id : throw Problem.Malformed("cursor: is not one that a list has given.");
            found = found.Where(row => row.Id.CompareTo(last) < 0);
        }

        var rows = await found.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancel);
        return new Page<Firing>([.. rows.Take(limit).Select(row => row.Seen())], null, true, rows.Count > limit ? rows[limit - 1].Id.ToString() : null);
    }

    internal async Task ResumeAsync(Guid schedule, CancellationToken cancel)
    {
        await using var db = databases.Open(FiringStore.Clock);
        await db.Set<ScheduleStateRow>().Where(row => row.ScheduleId == schedule)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PausedAt, (DateTimeOffset?)null).SetProperty(row => row.PausedReason, (string?)null).SetProperty(row => row.Failures, 0), cancel);
    }

    // Asked of the timing as the clock asks it.
    private DateTimeOffset? NextOf(ScheduleView view, ScheduleStateRow? row)
    {
        var now = time.GetUtcNow();
        if (!view.IsOn || row?.PausedAt is not null || row?.Runs >= view.MaxRuns || Timings.FaultsOf(view.Timing, TimeSpan.Zero, now).Count > 0)
            return null;
        var anchor = Timings.AnchorOf(view.Id, view.Record.CreatedAt, view.Timing, TimeSpan.FromSeconds(options.Value.JitterSeconds));
        return Timings.Next(view.Timing, anchor, now, 1) is [var next] ? next : null;
    }
}
