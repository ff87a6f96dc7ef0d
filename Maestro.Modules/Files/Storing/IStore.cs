namespace Maestro.Modules.Files.Storing;

/// <summary>A place for bytes. Keys are made by <see cref="FileDesk"/>.</summary>
internal interface IStore
{
    /// <summary>Its name in the rows of files; never changed.</summary>
    string Name { get; }

    /// <summary>Where in the store new files go.</summary>
    string Place { get; }

    /// <summary>Writes a whole file, or nothing.</summary>
    Task PutAsync(string key, Stream content, CancellationToken cancel);

    /// <summary>Opens a file; null when there is none.</summary>
    Task<Stream?> OpenAsync(string place, string key, CancellationToken cancel);

    /// <summary>Removes a file; a missing one is no error.</summary>
    Task DeleteAsync(string place, string key, CancellationToken cancel);
}
