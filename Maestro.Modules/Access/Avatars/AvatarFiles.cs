using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.Avatars;

/// <summary>Answers for files that belong to people: the picture they have now, for whoever may see them.</summary>
internal sealed class UserFiles(IMaestroDbFactory databases) : IFileOwner
{
    public string Type => "user";

    public async Task<bool> MayReadAsync(Actor actor, StoredFile file, CancellationToken cancel)
    {
        if (actor.RecordsOnly)
            return false;
        await using var db = databases.Open(actor);
        return await UserReading.Visible(db, actor).AnyAsync(row => row.Id == file.OwnerId && row.AvatarId == file.Id, cancel);
    }

    public async Task<IReadOnlyCollection<Guid>> UsedAsync(IReadOnlyCollection<StoredFile> files, CancellationToken cancel)
    {
        var ids = files.Select(file => (Guid?)file.Id).ToArray();
        await using var db = databases.Open(Actor.System("collector"));
        return await db.Set<UserRow>().Where(row => ids.Contains(row.AvatarId)).Select(row => row.AvatarId!.Value).ToHashSetAsync(cancel);
    }
}

/// <summary>Answers for files that belong to teams: the picture they have now, for whoever may see them.</summary>
internal sealed class TeamFiles(IMaestroDbFactory databases) : IFileOwner
{
    public string Type => "team";

    public async Task<bool> MayReadAsync(Actor actor, StoredFile file, CancellationToken cancel)
    {
        if (actor.RecordsOnly)
            return false;
        await using var db = databases.Open(actor);
        return await TeamReading.Visible(db, actor).AnyAsync(row => row.Id == file.OwnerId && row.AvatarId == file.Id, cancel);
    }

    public async Task<IReadOnlyCollection<Guid>> UsedAsync(IReadOnlyCollection<StoredFile> files, CancellationToken cancel)
    {
        var ids = files.Select(file => (Guid?)file.Id).ToArray();
        await using var db = databases.Open(Actor.System("collector"));
        return await db.Set<TeamRow>().Where(row => row.DeletedAt == null && ids.Contains(row.AvatarId)).Select(row => row.AvatarId!.Value).ToHashSetAsync(cancel);
    }
}
