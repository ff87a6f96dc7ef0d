using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.Avatars;

/// <summary>Keeps pictures of people and teams. One that is replaced is not used any more, and is collected.</summary>
internal sealed class AvatarDesk(IMaestroDbFactory databases, IFileStore files, TimeProvider time, Recognition recognition, ISecurityTrail trail) : IAvatars, IDisposable
{
    private static readonly Actor Reader = Actor.System("avatars");

    /// <summary>Unpacking takes memory: two at a time are enough.</summary>
    private readonly SemaphoreSlim turns = new(2);

    public long MostBytes => Picture.MostBytes;

    public async Task SetAsync(Actor actor, Subject of, Stream picture, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        // Refused before anything is read.
        await DemandAsync(db, actor, of, cancel);
        var sent = await ReadAsync(picture, cancel);
        await turns.WaitAsync(cancel);
        byte[] drawn;
        try
        {
            drawn = Picture.Square(sent);
        }
        finally
        {
            turns.Release();
        }

        using var content = new MemoryStream(drawn);
        var kept = await files.PutAsync(new NewFile(of.Type, of.Id, null, Picture.MostBytes), content, cancel);
        await ChangeAsync(db, actor, of, kept.Id, cancel);
    }

    public async Task RemoveAsync(Actor actor, Subject of, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        await DemandAsync(db, actor, of, cancel);
        await ChangeAsync(db, actor, of, null, cancel);
    }

    public async Task<OpenedFile> OpenAsync(Actor actor, Subject of, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var file = of.Type == "team"
            ? await TeamReading.Visible(db, actor).Where(row => row.Id == of.Id).Select(row => row.AvatarId).SingleOrDefaultAsync(cancel)
            : await UserReading.Visible(db, actor).Where(row => row.Id == of.Id).Select(row => row.AvatarId).SingleOrDefaultAsync(cancel);
        return await files.OpenAsync(file ?? throw Problem.Missing("The picture"), cancel);
    }

    public async Task<IReadOnlyDictionary<Guid, Guid>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var db = databases.Open(Reader);
        var users = db.Set<UserRow>().Where(row => ids.Contains(row.Id) && row.AvatarId != null).Select(row => new { row.Id, File = row.AvatarId!.Value });
        var teams = db.Set<TeamRow>().Where(row => ids.Contains(row.Id) && row.DeletedAt == null && row.AvatarId != null).Select(row => new { row.Id, File = row.AvatarId!.Value });
        return await users.Concat(teams).ToDictionaryAsync(row => row.Id, row => row.File, cancel);
    }

    public void Dispose() => turns.Dispose();

    private static Task DemandAsync(MaestroDb db, Actor actor, Subject of, CancellationToken cancel) =>
        of.Type == "team" ? TeamReading.DemandAsync(db, actor, of.Id, Level.Write, cancel) : UserAsync(db, actor, of.Id, cancel);

    // One's own, or as an administrator of Maestro anybody's.
    private static async Task<UserRow> UserAsync(MaestroDb db, Actor actor, Guid id, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        if (id != actor.UserId && !actor.SeesAll)
            throw Problem.Denied("Only administrators change the picture of somebody else.");
        return await db.Set<UserRow>().SingleOrDefaultAsync(row => row.Id == id && row.Active, cancel) ?? throw Problem.Missing("The user");
    }

    private async Task ChangeAsync(MaestroDb db, Actor actor, Subject of, Guid? file, CancellationToken cancel)
    {
        if (of.Type == "team")
        {
            var row = await TeamReading.DemandAsync(db, actor, of.Id, Level.Write, cancel);
            (row.AvatarId, row.UpdatedAt) = (file, time.GetUtcNow());
            trail.Add(db, Note(actor, "team.change").About("team", row.Id, row.Name));
        }
        else
        {
            var row = await UserAsync(db, actor, of.Id, cancel);
            (row.AvatarId, row.UpdatedAt) = (file, time.GetUtcNow());
            // A matter of taste, unless it is somebody else's.
            if (row.Id != actor.UserId)
                trail.Add(db, Note(actor, "user.change").About("user", row.Id, row.Name));
        }

        await db.SaveChangesAsync(cancel);
        recognition.Forget();
    }

    private static SecurityNote Note(Actor actor, string action) =>
        SecurityNote.By(actor, action) with { Detail = new JsonObject { ["fields"] = new JsonObject { ["avatar"] = "changed" } } };

    private static async Task<byte[]> ReadAsync(Stream sent, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await sent.ReadAsync(buffer, cancel)) > 0)
        {
            if (whole.Length + read > Picture.MostBytes)
                throw new Problem(ProblemKind.TooLarge, "A picture may have at most 5 MB.");
            whole.Write(buffer, 0, read);
        }

        return whole.Length > 0 ? whole.ToArray() : throw Problem.Invalid("avatar", "must be a picture: PNG, JPEG, GIF or WebP.");
    }
}
