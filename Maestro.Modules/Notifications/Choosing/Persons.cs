using Maestro.Modules.Access;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Notifications.Choosing;

/// <summary>Choices and subscriptions are people's: programs and whoever has no account have none.</summary>
internal static class Persons
{
    internal static async Task DemandPersonAsync(this IAccess access, Actor actor, CancellationToken cancel)
    {
        if (!actor.MayWrite || actor.RecordsOnly)
            throw Problem.Denied("This token may only read.");
        if (await access.UnknownSubjectsAsync([Subject.User(actor.UserId)], cancel) is { Count: > 0 })
            throw Problem.Missing("Your account");
    }
}
