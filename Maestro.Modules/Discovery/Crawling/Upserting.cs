using Maestro.Modules.Discovery.Importing;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>Writes what a crawl brings, a batch a transaction, all of one change set. A batch may be written twice: the second time nothing changes.</summary>
internal sealed class Upserting(IPlanning planning, Sizing sizing, Tagging tagging, TimeProvider time)
{
    /// <summary>How long a database that does not answer is waited for.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(20)];

    internal async Task<PlanCounts> WriteAsync(Crawl crawl, Actor actor, IReadOnlyList<Draft> drafts, PlanOptions options, Action<PlanRow> wrong, CancellationToken cancel)
    {
        var once = Combining.Once(drafts, new Providers.Notes());
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await sizing.FillAsync(actor, once, cancel);
                await tagging.FillAsync(actor, once, cancel);
                var plan = await planning.PlanAsync(actor, crawl.Origin, once, options with { Match = true, WarnDuplicates = false, Title = crawl.Line.Name, NewGrants = crawl.Line.NewGrants }, cancel);
                foreach (var row in plan.Rows.Where(row => row.Action == PlanAction.Error))
                    wrong(row);
                await planning.ApplyAsync(actor, plan, new ApplyOptions(ValidRowsOnly: true) { Into = crawl.ChangeSet }, cancel);
                return plan.Counts;
            }
            catch (Problem moved) when (moved.Kind == ProblemKind.Conflict && attempt < Pauses.Length)
            {
                // Somebody changed one of these records between plan and apply: the plan is made anew.
            }
            catch (NpgsqlException error) when (attempt < Pauses.Length && Passes(error))
            {
                await Task.Delay(Pauses[attempt], time, cancel);
            }
            catch (PostgresException full) when (full.SqlState is PostgresErrorCodes.DiskFull)
            {
                throw new Problem(ProblemKind.Unavailable, "The disk of the database is full, so what was read could not be written. Make room there, and crawl again.", cause: full);
            }
            catch (NpgsqlException error) when (!cancel.IsCancellationRequested)
            {
                throw new Problem(ProblemKind.Unavailable, $"The database could not take what was read: {error.Message}", cause: error);
            }
        }
    }

    // A restart, a lost line, a deadlock; not a full disk.
    private static bool Passes(NpgsqlException error) => error is PostgresException { SqlState: "40001" or "40P01" or "57P01" or "57P02" or "57P03" or "55P03" } or not PostgresException;
}
