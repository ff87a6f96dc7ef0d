using Maestro.Modules.Access;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>As whom a crawl acts: the connection's owner, a user or a team, under the connection's name and with no more than the owner's rights.</summary>
internal sealed class CrawlActors(IAccess access)
{
    /// <summary>Throws <see cref="Problem"/> (denied) when the owner is no longer there.</summary>
    internal async Task<Actor> OfAsync(Line line, CancellationToken cancel)
    {
        if (line.Owner.Type == "user")
        {
            var owner = await access.ActorOfAsync(line.Owner.Id, null, cancel) ?? throw Gone(line);
            return owner with { Name = line.Name, IsAdmin = false };
        }

        if (await access.UnknownSubjectsAsync([line.Owner], cancel) is { Count: > 0 })
            throw Gone(line);
        var name = (await access.NamesAsync([line.Owner.Id], cancel)).GetValueOrDefault(line.Owner.Id, "");
        return new Actor { UserId = line.Owner.Id, Name = line.Name, TeamId = line.Owner.Id, Teams = [new Membership(line.Owner.Id, name, Level.Admin)], IsService = true };
    }

    private static Problem Gone(Line line) => Problem.Denied($"{line.Name} acts as a {line.Owner.Type} that is no longer there. Hand the connection over to somebody first.");
}
