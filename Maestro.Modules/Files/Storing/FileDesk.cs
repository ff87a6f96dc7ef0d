using System.Globalization;
using System.Security.Cryptography;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Files.Storing;

/// <summary>Keeps the rows of files and finds the store that each lies in.</summary>
internal sealed class FileDesk(IMaestroDbFactory databases, TimeProvider time, LocalStore local, S3Store s3, IOptions<FilesOptions> options) : IFileStore
{
    private const int InMemory = 1_000_000;
    private static readonly Actor Self = Actor.System("files");

    public async Task<StoredFile> PutAsync(NewFile file, Stream content, CancellationToken cancel)
    {
        // Taken in whole first: a store wants to know how much is coming, and what is too large must not begin to lie there.
        await using var spool = new FileBufferingReadStream(content, InMemory, bufferLimit: null, Path.GetTempPath);
        var (type, sha256) = await ReadAsync(spool, file, cancel);
        var (id, store) = (Ids.New(time), options.Value.UsesS3 ? (IStore)s3 : local);
        var row = new FileRow
        {
            Id = id, OwnerType = file.OwnerType, OwnerId = file.OwnerId, Name = Shown(file.Name), Type = type, Size = spool.Length, Sha256 = sha256,
            Store = store.Name, Place = store.Place, Key = KeyOf(file.OwnerType, id), CreatedAt = time.GetUtcNow(),
        };
        await using var db = databases.Open(Self);
        // The row first: whatever happens then, nothing lies in a store that no row tells of.
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        spool.Position = 0;
        await store.PutAsync(row.Key, spool, cancel);
        row.Whole = true;
        await db.SaveChangesAsync(cancel);
        return row.Seen();
    }

    public async Task<StoredFile?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return (await db.Set<FileRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Whole, cancel))?.Seen();
    }

    public async Task<IReadOnlyList<StoredFile>> OfAsync(string ownerType, Guid ownerId, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var rows = await db.Set<FileRow>().AsNoTracking().Where(row => row.OwnerType == ownerType && row.OwnerId == ownerId && row.Whole).OrderBy(row => row.Id).ToListAsync(cancel);
        return [.. rows.Select(row => row.Seen())];
    }

    public async Task<OpenedFile> OpenAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var row = await db.Set<FileRow>().AsNoTracking().SingleOrDefaultAsync(file => file.Id == id && file.Whole, cancel) ?? throw Missing();
        return new OpenedFile(row.Seen(), await StoreOf(row).OpenAsync(row.Place, row.Key, cancel) ?? throw Missing());
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        if (await db.Set<FileRow>().SingleOrDefaultAsync(file => file.Id == id, cancel) is { } row)
            await RemoveAsync(db, row, cancel);
    }

    /// <summary>Removes the bytes, then the row: a store that does not answer leaves the row, and it is tried again.</summary>
    internal async Task RemoveAsync(MaestroDb db, FileRow row, CancellationToken cancel)
    {
        await StoreOf(row).DeleteAsync(row.Place, row.Key, cancel);
        await db.Set<FileRow>().Where(file => file.Id == row.Id).ExecuteDeleteAsync(cancel);
    }

    private IStore StoreOf(FileRow row) => row.Store == s3.Name ? s3 : local;

    private static async Task<(string Type, string Sha256)> ReadAsync(FileBufferingReadStream spool, NewFile file, CancellationToken cancel)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, first, seen) = (new byte[81_920], new byte[MediaTypes.Needed], 0);
        int read;
        while ((read = await spool.ReadAsync(buffer, cancel)) > 0)
        {
            if (spool.Length > file.MostBytes)
                throw new Problem(ProblemKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The file is larger than {file.MostBytes / 1_000_000d:0.#} MB."));
            digest.AppendData(buffer, 0, read);
            var more = Math.Min(first.Length - seen, read);
            buffer.AsSpan(0, more).CopyTo(first.AsSpan(seen));
            seen += more;
        }

        return (MediaTypes.Of(first.AsSpan(0, seen)), Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    // Spread over folders; the sort first, so that whoever looks into a store knows what lies there.
    private static string KeyOf(string ownerType, Guid id)
    {
        var name = id.ToString("N");
        return $"{ownerType}/{name[^2..]}/{name}";
    }

    // The last part of a path, without what could break a header or a line.
    private static string? Shown(string? name)
    {
        var last = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = last is null ? "" : string.Concat(last.Where(letter => !char.IsControl(letter))).Trim();
        return clean.Length == 0 ? null : clean.Length > 255 ? clean[..255] : clean;
    }

    private static Problem Missing() => Problem.Missing("The file");
}
