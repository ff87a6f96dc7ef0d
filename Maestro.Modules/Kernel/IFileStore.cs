namespace Maestro.Modules.Kernel;

/// <summary>Where uploaded and produced files lie. Keys are made by the server, never taken from a request.</summary>
public interface IFileStore
{
    /// <summary>Stores a stream and returns the key it was given.</summary>
    Task<string> PutAsync(string area, Stream content, CancellationToken cancel);

    /// <summary>Opens a stored file. Throws <see cref="Problem"/> (missing) when there is none.</summary>
    Task<Stream> OpenAsync(string key, CancellationToken cancel);

    /// <summary>Removes a file; a missing one is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancel);
}
