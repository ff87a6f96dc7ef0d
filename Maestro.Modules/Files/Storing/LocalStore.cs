using Maestro.Modules.Kernel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Files.Storing;

/// <summary>Files in a folder of this machine, or of one that several processes share.</summary>
internal sealed class LocalStore(IOptions<FilesOptions> options, ILogger<LocalStore> log) : IStore
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Name => "local";

    public string Place => "";

    private string Root => options.Value.Folder;

    public async Task PutAsync(string key, Stream content, CancellationToken cancel)
    {
        var path = PathOf(key);
        var aside = $"{path}.part";
        try
        {
            Make(Path.GetDirectoryName(path)!);
            await using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 81_920, useAsync: true))
            {
                await content.CopyToAsync(file, cancel);
                file.Flush(flushToDisk: true);
            }

            // Whoever reads sees the whole file or none.
            File.Move(aside, path, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fails(error);
        }
    }

    public Task<Stream?> OpenAsync(string place, string key, CancellationToken cancel)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81_920, useAsync: true));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fails(error);
        }
    }

    public Task DeleteAsync(string place, string key, CancellationToken cancel)
    {
        try
        {
            if (Directory.Exists(Path.GetDirectoryName(PathOf(key))))
            {
                File.Delete($"{PathOf(key)}.part");
                File.Delete(PathOf(key));
            }

            return Task.CompletedTask;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fails(error);
        }
    }

    /// <summary>Why files cannot be written; null when they can.</summary>
    public string? Fault()
    {
        try
        {
            Make(Root);
            var probe = Path.Combine(Root, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    // Keys are ours; a row that was tampered with leads nowhere else all the same.
    private string PathOf(string key)
    {
        var root = Root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, key));
        return path.StartsWith(root, StringComparison.Ordinal) ? path : throw Problem.Missing("The file");
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Private);
    }

    private Problem Fails(Exception error)
    {
        Log.StoreFails(log, Name, error.Message);
        return new Problem(ProblemKind.Unavailable, "The folder of files cannot be used right now.", cause: error);
    }
}
