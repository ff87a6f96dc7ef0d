using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Files.Storing;

/// <summary>How Files is, for the page about Maestro.</summary>
internal sealed class FilesStanding(IMaestroDbFactory databases, IOptions<FilesOptions> options) : IStanding
{
    public string Module => "Files";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        return
        [
            new(options.Value.UsesS3 ? "New files go to an S3 store" : "New files go to a folder", null),
            new("Files kept", await db.Set<FileRow>().LongCountAsync(row => row.Whole, cancel)),
        ];
    }
}
