using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Maestro.Modules.Discovery.Api;

/// <summary>The files of a request: parts of a form, or the body itself.</summary>
internal sealed class RequestFiles : IAsyncDisposable
{
    private const int MostFiles = 1_000;
    private readonly List<Stream> owned = [];

    public List<ImportFile> Files { get; } = [];

    internal static async Task<RequestFiles> ReadAsync(HttpRequest request, FilesOptions limits, CancellationToken cancel)
    {
        var files = new RequestFiles();
        try
        {
            if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
                await files.FormAsync(request, type, limits, cancel);
            else
                await files.BodyAsync(request, limits, cancel);
            return files.Files.Count > 0 ? files : throw Problem.Malformed("The form holds no file.");
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    /// <summary>What they come to.</summary>
    public long Bytes => Files.Sum(file => file.Content.Length);

    /// <summary>The files, which now belong to the caller.</summary>
    public IReadOnlyList<ImportFile> Release()
    {
        owned.Clear();
        return [.. Files];
    }

    private async Task BodyAsync(HttpRequest request, FilesOptions limits, CancellationToken cancel)
    {
        var name = NameOf(request.Headers.ContentDisposition.ToString()) ?? "upload";
        // Whoever says beforehand that it is too large need not send it.
        if (request.ContentLength > limits.MaxFileBytes)
            throw Spool.TooLarge(name, limits);
        var spool = await Spool.ReadAsync(request.Body, name, limits, cancel);
        owned.Add(spool);
        Files.Add(new ImportFile(name, spool));
    }

    private async Task FormAsync(HttpRequest request, MediaTypeHeaderValue type, FilesOptions limits, CancellationToken cancel)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
            throw Problem.Malformed("The form has no boundary.");
        var reader = new MultipartReader(boundary, request.Body);
        while (await SafeAsync(() => reader.ReadNextSectionAsync(cancel)) is { } part)
        {
            if (NameOf(part.ContentDisposition) is not { } name)
                continue;
            if (Files.Count == MostFiles)
                throw Refusal.TooLarge(FormattableString.Invariant($"The form holds more than {MostFiles} files: send an archive."));
            var spool = await SafeAsync(() => Spool.ReadAsync(part.Body, name, limits, cancel));
            owned.Add(spool);
            Files.Add(new ImportFile(name, spool));
        }
    }

    // The reader says so by a plain IOException; one of the disk carries a number of its own.
    private static async Task<T> SafeAsync<T>(Func<Task<T>> read)
    {
        const int NoNumber = unchecked((int)0x80131620);
        try
        {
            return await read();
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException and not BadHttpRequestException && broken.HResult == NoNumber))
        {
            throw Refusal.Malformed("The form is broken or has been cut short.", broken);
        }
    }

    // Browsers and scripts may send a path; only the name counts, and only for messages and hosts.
    private static string? NameOf(string? disposition)
    {
        if (!ContentDispositionHeaderValue.TryParse(disposition, out var header))
            return null;
        var name = header.FileNameStar.HasValue ? header.FileNameStar.Value : HeaderUtilities.RemoveQuotes(header.FileName).Value;
        name = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name is null ? null : name.Length == 0 ? "upload" : name.Length > 255 ? name[..255] : name;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in owned)
            await stream.DisposeAsync();
    }
}
