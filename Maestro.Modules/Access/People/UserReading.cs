using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.People;

/// <summary>What an actor sees of people: the one place that decides it.</summary>
internal static class UserReading
{
    /// <summary>The people an actor may see at all.</summary>
    public static IQueryable<UserRow> Visible(MaestroDb db, Actor actor) =>
        db.Set<UserRow>().AsNoTracking().Where(row => row.Active || actor.SeesAll || row.Id == actor.UserId);

    /// <summary>Those that match a search. What an actor may not see, it cannot search by either, but for the exact mail.</summary>
    public static IQueryable<UserRow> Matching(IQueryable<UserRow> rows, Actor actor, string? text)
    {
        var words = AccessDatabase.Words(text);
        if (words.Length == 0)
            return rows;
        var email = UserFields.Normal(text!);
        var byWords = words.Aggregate(rows, (found, word) => WithWord(found, AccessDatabase.Containing(word), actor.SeesAll));
        return rows.Where(row => row.EmailNormal == email || byWords.Any(match => match.Id == row.Id));
    }

    /// <summary>The rows as the actor may see them.</summary>
    public static async Task<IReadOnlyList<Person>> SeenAsync(MaestroDb db, Actor actor, IReadOnlyList<UserRow> rows, string? searched, CancellationToken cancel)
    {
        if (actor.SeesAll)
            return [.. rows.Select(Whole)];
        var ids = rows.Select(row => row.Id).ToArray();
        var teams = actor.Teams.Select(team => team.TeamId).ToArray();
        var mates = await db.Set<TeamMemberRow>().Where(row => teams.Contains(row.TeamId) && ids.Contains(row.UserId))
            .Select(row => row.UserId).Distinct().ToListAsync(cancel);
        var exact = UserFields.Normal(searched ?? "");
        return [.. rows.Select(row =>
            row.Id == actor.UserId ? Whole(row)
            : new Person(row.Id, row.Name, mates.Contains(row.Id) || row.EmailNormal == exact ? row.Email : null, row.AvatarId, null))];
    }

    /// <summary>The row as the person itself and administrators see it.</summary>
    public static Person Whole(UserRow row) => new(row.Id, row.Name, row.Email, row.AvatarId, Profile(row));

    public static Profile Profile(UserRow row) => new()
    {
        Id = row.Id, Name = row.Name, FullName = row.FullName, Email = row.Email, Avatar = row.AvatarId,
        IsAdmin = row.IsAdmin, Confirmed = row.Confirmed, Active = row.Active,
        Phone = row.Phone, Company = row.Company, Job = row.Job,
        Country = row.Country, State = row.State, City = row.City, Address = row.Address,
        Language = row.Language, TimeZone = row.TimeZone, Theme = row.Theme, Accent = row.Accent.Length == 0 ? null : row.Accent, Density = row.Density,
        CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt, PasswordChangedAt = row.PasswordChangedAt,
    };

    private static IQueryable<UserRow> WithWord(IQueryable<UserRow> rows, string pattern, bool wide) => wide
        ? rows.Where(row => EF.Functions.ILike(row.Name, pattern, "\\") || EF.Functions.ILike(row.FullName!, pattern, "\\") || EF.Functions.ILike(row.Email, pattern, "\\"))
        : rows.Where(row => EF.Functions.ILike(row.Name, pattern, "\\"));
}
