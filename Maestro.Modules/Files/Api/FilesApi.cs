using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Maestro.Modules.Files.Api;

/// <summary>Files out, always as something to save.</summary>
internal static class FilesApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGroup("/files").WithTags("files").MapGet("/{id:guid}", GetAsync).WithSummary("A file, for whoever may read what it belongs to");

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, IFileStore files, IEnumerable<IFileOwner> owners, CancellationToken cancel)
    {
        var actor = context.Actor();
        var file = await files.FindAsync(id, cancel) ?? throw Missing();
        var owner = owners.FirstOrDefault(one => one.Type == file.OwnerType) ?? throw Missing();
        if (!await owner.MayReadAsync(actor, file, cancel))
            throw Missing();
        var opened = await files.OpenAsync(id, cancel);
        context.Response.Headers.CacheControl = "private, no-cache";
        // The name makes it an attachment; the answer disposes the stream.
        return TypedResults.Stream(opened.Content, file.Type, file.Name ?? $"{id}", file.CreatedAt, new EntityTagHeaderValue($"\"{file.Sha256}\""));
    }

    private static Problem Missing() => Problem.Missing("The file");
}
