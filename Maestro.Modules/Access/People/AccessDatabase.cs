using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Maestro.Modules.Access.People;

/// <summary>What writes to Access's tables have in common.</summary>
internal static class AccessDatabase
{
    /// <summary>Collation by which names sort for people: without regard to case.</summary>
    public const string NameOrder = "und-x-icu";

    /// <summary>
    /// Waits until no other transaction changes people or teams. Rules about the last of something (the last
    /// administrator) hold only if two who leave at once see each other.
    /// </summary>
    public static Task TakeTurnAsync(this MaestroDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtext('maestro.access'))", cancel);

    /// <summary>Saves a user; a mail address that somebody else has is a conflict at its field.</summary>
    public static async Task SaveUserAsync(this MaestroDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw EmailTaken();
        }
    }

    /// <summary>Throws <see cref="Problem"/> (conflict) when nobody administers Maestro any more.</summary>
    public static async Task DemandAdministratorAsync(this MaestroDb db, CancellationToken cancel)
    {
        if (!await db.Set<UserRow>().AnyAsync(user => user.IsAdmin && user.Active && user.Confirmed, cancel))
            throw Problem.Conflict("Maestro needs at least one active administrator.");
    }

    /// <summary>A mail address that somebody else has.</summary>
    public static Problem EmailTaken()
    {
        const string Message = "Somebody else already has this e-mail address.";
        return Problem.Conflict(Message, new Dictionary<string, string[]> { ["email"] = [Message] });
    }

    /// <summary>A pattern for ILIKE that finds the word anywhere, whatever characters it has.</summary>
    public static string Containing(string word) =>
        $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    /// <summary>The words of a search.</summary>
    public static string[] Words(string? text) =>
        (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
