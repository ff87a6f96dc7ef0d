using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Access.Contracts;

// Columns: stranger, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class ContractTable
{
    // What is no picture is invalid to whoever got past the door.
    private static IReadOnlyList<ContractEntry> Files =>
    [
        Do("IAvatars.SetAsync(Subject, Stream)", "denied denied invalid denied denied denied denied invalid", async knock =>
        {
            using var picture = new MemoryStream("no picture"u8.ToArray());
            await knock.Get<IAvatars>().SetAsync(knock.Actor, Subject.User(knock.Target.User), picture, Knock.Cancel);
        }),
        Do("IAvatars.RemoveAsync(Subject)", "missing missing missing missing missing ok missing ok", knock => knock.Get<IAvatars>().RemoveAsync(knock.Actor, Subject.Team(knock.Target.Team), Knock.Cancel)),
        Do("IAvatars.OpenAsync(Subject)", Nowhere, async knock =>
        {
            await using var opened = await knock.Get<IAvatars>().OpenAsync(knock.Actor, Subject.Team(knock.Target.Team), Knock.Cancel);
        }),
        Do("IPlanning.FilesAsync(Guid)", Everybody, async knock => Assert.Empty(await knock.Get<IPlanning>().FilesAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel))),
        // A file that says it is a team's, and is not its picture: nobody gets it by its claim.
        Of("IFileOwner.MayReadAsync(StoredFile)", "none none none none none none none none", async knock =>
        {
            var owner = knock.Services.GetServices<IFileOwner>().Single(one => one.Type == "team");
            var file = new StoredFile(knock.Target.Nothing, "team", knock.Target.Team, null, "image/png", 1, "", DateTimeOffset.UtcNow);
            return Sees(await owner.MayReadAsync(knock.Actor, file, Knock.Cancel));
        }),
        Do("ITokens.CreateAsync(NewToken)", "invalid invalid invalid invalid invalid invalid invalid ok", knock => knock.Get<ITokens>().CreateAsync(knock.Actor, new NewToken("all", "admin", null), Knock.Cancel)),
        Do("IServiceTokens.ListAsync(Guid)", "missing missing missing missing missing denied missing ok", knock => knock.Get<IServiceTokens>().ListAsync(knock.Actor, knock.Target.Team, Knock.Cancel)),
        Do("IServiceTokens.CreateAsync(Guid, NewToken)", "missing missing missing missing missing denied missing ok", knock => knock.Get<IServiceTokens>().CreateAsync(knock.Actor, knock.Target.Team, new NewToken("service", "read", null), Knock.Cancel)),
        Do("IServiceTokens.RevokeAsync(Guid, Guid)", "missing missing missing missing missing denied missing missing", knock => knock.Get<IServiceTokens>().RevokeAsync(knock.Actor, knock.Target.Team, knock.Target.Nothing, Knock.Cancel)),
    ];
}
