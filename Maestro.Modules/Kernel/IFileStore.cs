namespace Maestro.Modules.Kernel;

/// <summary>
/// Where uploaded and produced files lie. A file belongs to something, and whoever may read that may read the file. Where it
/// lies and what it is called there is decided here, never by a request; its type is found by its content.
/// </summary>
public interface IFileStore
{
    /// <summary>Keeps a file. Throws <see cref="Problem"/>: too large, unavailable when the store does not answer.</summary>
    Task<StoredFile> PutAsync(NewFile file, Stream content, CancellationToken cancel);

    /// <summary>A file's description; null when there is none. Asks for no right.</summary>
    Task<StoredFile?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>What is kept of one thing, oldest first. Asks for no right.</summary>
    Task<IReadOnlyList<StoredFile>> OfAsync(string ownerType, Guid ownerId, CancellationToken cancel);

    /// <summary>Opens a file, in whichever store it lies; the caller has decided that this is allowed. Throws <see cref="Problem"/>: missing, unavailable.</summary>
    Task<OpenedFile> OpenAsync(Guid id, CancellationToken cancel);

    /// <summary>Removes a file at once; a missing one is no error. What is merely not used any more is collected by itself.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancel);
}

/// <summary>A file to be kept.</summary>
/// <param name="OwnerType">Sort of thing that it belongs to, as its <see cref="IFileOwner"/> is called.</param>
/// <param name="OwnerId">Which one.</param>
/// <param name="Name">What people call it, for showing and for saving; it does not say where the file lies.</param>
/// <param name="MostBytes">What is larger is refused.</param>
public sealed record NewFile(string OwnerType, Guid OwnerId, string? Name, long MostBytes);

/// <summary>A file that is kept.</summary>
/// <param name="Type">Media type, found by the content.</param>
/// <param name="Sha256">Of the content, in hexadecimal digits.</param>
public sealed record StoredFile(Guid Id, string OwnerType, Guid OwnerId, string? Name, string Type, long Size, string Sha256, DateTimeOffset CreatedAt);

/// <summary>A file opened for reading. Disposing it closes the stream.</summary>
public sealed record OpenedFile(StoredFile File, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>Answers for one sort of thing that files belong to: who may read it, and what of it is still in use. Kept by the module whose thing it is.</summary>
public interface IFileOwner
{
    /// <summary>Name of the sort: <c>user</c>, <c>team</c>, <c>plan</c>.</summary>
    string Type { get; }

    /// <summary>Whether the actor may read what the file belongs to, now.</summary>
    Task<bool> MayReadAsync(Actor actor, StoredFile file, CancellationToken cancel);

    /// <summary>Those of the files that are still used; the others are collected.</summary>
    Task<IReadOnlyCollection<Guid>> UsedAsync(IReadOnlyCollection<StoredFile> files, CancellationToken cancel);
}
