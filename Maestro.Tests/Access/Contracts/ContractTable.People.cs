using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Access.Contracts;

// Columns: stranger, no grant, reader, writer, record's admin, team member, former member, administrator.
internal static partial class ContractTable
{
    // What asks for a password or a code answers "invalid" to whoever got past the door.
    private const string Asked = "missing invalid invalid invalid invalid invalid invalid invalid";
    private const string Accounts = "missing ok ok ok ok ok ok ok";

    private static IReadOnlyList<ContractEntry> People =>
    [
        Do("IAccess.FindSubjectsAsync(String, Int32)", Everybody, knock => knock.Get<IAccess>().FindSubjectsAsync(knock.Actor, "a", 9, Knock.Cancel)),
        Do("IAccess.DemandCreate()", Everybody, knock =>
        {
            knock.Get<IAccess>().DemandCreate(knock.Actor);
            return Task.CompletedTask;
        }),
        Do("IPeople.ListAsync(String, Int32, Int32)", Everybody, knock => knock.Get<IPeople>().ListAsync(knock.Actor, null, 9, 0, Knock.Cancel)),
        // Others see a name; the whole profile is the person's own and administrators'.
        Of("IPeople.GetAsync(Guid)", "name name whole name name name name whole", async knock => (await knock.Get<IPeople>().GetAsync(knock.Actor, knock.Target.User, Knock.Cancel)).Profile is null ? "name" : "whole"),
        Do("IPeople.CreateAsync(JsonObject)", Administrators, knock => knock.Get<IPeople>().CreateAsync(knock.Actor, new JsonObject { ["name"] = "New", ["email"] = $"{Guid.NewGuid()}@example.org", ["password"] = AccessWorld.Password }, Knock.Cancel)),
        Do("IPeople.ChangeAsync(Guid, JsonObject)", Administrators, knock => knock.Get<IPeople>().ChangeAsync(knock.Actor, knock.Target.User, new JsonObject { ["country"] = "BR" }, Knock.Cancel)),
        Do("IPeople.DeactivateAsync(Guid)", "denied denied denied denied denied denied denied missing", knock => knock.Get<IPeople>().DeactivateAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Do("IInvitations.ListAsync(Guid?)", "missing missing missing missing missing denied missing ok", knock => knock.Get<IInvitations>().ListAsync(knock.Actor, knock.Target.Team, Knock.Cancel)),
        Do("IInvitations.CreateAsync(Guid?, String, Level)", "missing missing missing missing missing denied missing ok", knock => knock.Get<IInvitations>().CreateAsync(knock.Actor, knock.Target.Team, "new@example.org", Level.Read, Knock.Cancel)),
        Do("IInvitations.RevokeAsync(Guid)", Nowhere, knock => knock.Get<IInvitations>().RevokeAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Do("IInvitations.AcceptAsync(String)", "invalid invalid invalid invalid invalid invalid invalid invalid", knock => knock.Get<IInvitations>().AcceptAsync(knock.Actor, "unknown", Knock.Cancel)),
        Do("ISingleSignOn.SettingsAsync()", Administrators, knock => knock.Get<ISingleSignOn>().SettingsAsync(knock.Actor, Knock.Cancel)),
        Do("ISingleSignOn.SaveAsync(SsoSettings)", Administrators, knock => knock.Get<ISingleSignOn>().SaveAsync(knock.Actor, new SsoSettings(), Knock.Cancel)),
        // Nothing is set to be tested.
        Do("ISingleSignOn.TestProviderAsync()", "denied denied denied denied denied denied denied unavailable", knock => knock.Get<ISingleSignOn>().TestProviderAsync(knock.Actor, Knock.Cancel)),
        Do("ISingleSignOn.TestDirectoryAsync(String)", "denied denied denied denied denied denied denied unavailable", knock => knock.Get<ISingleSignOn>().TestDirectoryAsync(knock.Actor, "ana", Knock.Cancel)),
        Do("ISingleSignOn.ProofAsync()", Everybody, knock => knock.Get<ISingleSignOn>().ProofAsync(knock.Actor, Knock.Cancel)),
        Do("ISecurityTrail.ListAsync(SecurityQuery)", Administrators, knock => knock.Get<ISecurityTrail>().ListAsync(knock.Actor, new SecurityQuery(), Knock.Cancel)),
        Do("ISecondFactor.ResetAsync(Guid)", "denied denied denied denied denied denied denied missing", knock => knock.Get<ISecondFactor>().ResetAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Do("IStanding.StandAsync()", Administrators, async knock =>
        {
            var modules = knock.Services.GetServices<IStanding>().ToList();
            Assert.NotEmpty(modules);
            var denied = 0;
            foreach (var module in modules)
                denied += await Record.ExceptionAsync(() => module.StandAsync(knock.Actor, Knock.Cancel)) is null ? 0 : 1;
            // All of them or none.
            Assert.True(denied == 0 || denied == modules.Count);
            if (denied > 0)
                throw Problem.Denied("");
        }),
        Do("IOutbox.StateAsync()", Administrators, knock => knock.Get<IOutbox>().StateAsync(knock.Actor, Knock.Cancel)),
        Do("IOutbox.TestAsync(String)", "denied denied denied denied denied denied denied unavailable", knock => knock.Get<IOutbox>().TestAsync(knock.Actor, "new@example.org", Knock.Cancel)),
        Do("IOutbox.RetryAsync(Guid)", "denied denied denied denied denied denied denied missing", knock => knock.Get<IOutbox>().RetryAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Do("IOutbox.DiscardAsync(Guid)", "denied denied denied denied denied denied denied missing", knock => knock.Get<IOutbox>().DiscardAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        // Asked by Access alone, which has decided by then; handing over makes a plan, and a plan asks for admin on every record.
        Do("IEstate.CountAsync(Subject)", Everybody, knock => knock.Get<IEstate>().CountAsync(knock.Actor, Subject.User(knock.Target.User), Knock.Cancel)),
        Do("IEstate.HandOverAsync(Subject, Subject)", Everybody, knock => knock.Get<IEstate>().HandOverAsync(knock.Actor, Subject.User(knock.Target.Nothing), Subject.User(knock.Target.User), Knock.Cancel)),
    ];

    private static IReadOnlyList<ContractEntry> Teams =>
    [
        Of("ITeams.ListAsync(String, Int32, Int32)", "none none none none none sees none sees", async knock => Sees((await knock.Get<ITeams>().ListAsync(knock.Actor, null, 1000, 0, Knock.Cancel)).Rows.Any(team => team.Id == knock.Target.Team))),
        Do("ITeams.GetAsync(Guid)", "missing missing missing missing missing ok missing ok", knock => knock.Get<ITeams>().GetAsync(knock.Actor, knock.Target.Team, Knock.Cancel)),
        Do("ITeams.CreateAsync(JsonObject)", "signedout ok ok ok ok ok ok ok", knock => knock.Get<ITeams>().CreateAsync(knock.Actor, new JsonObject { ["name"] = "mine" }, Knock.Cancel)),
        Do("ITeams.ChangeAsync(Guid, JsonObject)", "missing missing missing missing missing ok missing ok", knock => knock.Get<ITeams>().ChangeAsync(knock.Actor, knock.Target.Team, new JsonObject { ["url"] = "https://example.org" }, Knock.Cancel)),
        Do("ITeams.DeleteAsync(Guid, Subject?)", "missing missing missing missing missing denied missing ok", knock => knock.Get<ITeams>().DeleteAsync(knock.Actor, knock.Target.Team, null, Knock.Cancel)) with { On = "/teams/", Changes = true },
        Do("ITeams.DeleteAsync(Guid)", "missing missing missing missing missing denied missing ok", knock => knock.Get<ITeams>().DeleteAsync(knock.Actor, knock.Target.Team, Knock.Cancel)) with { On = "/teams/", Changes = true },
        Do("ITeams.CountRecordsAsync(Guid)", "missing missing missing missing missing denied missing ok", knock => knock.Get<ITeams>().CountRecordsAsync(knock.Actor, knock.Target.Team, Knock.Cancel)),
        Do("ITeams.TransferAsync(Guid, Guid)", "missing missing missing missing missing denied missing invalid", knock => knock.Get<ITeams>().TransferAsync(knock.Actor, knock.Target.Team, knock.Target.Nothing, Knock.Cancel)),
        Do("ITeams.SetMembersAsync(Guid, IReadOnlyDictionary<Guid, Level>)", "missing missing missing missing missing denied missing invalid", knock => knock.Get<ITeams>().SetMembersAsync(knock.Actor, knock.Target.Team, new Dictionary<Guid, Level> { [knock.Target.Nothing] = Level.Admin }, Knock.Cancel)),
        Do("ITeams.LeaveAsync(Guid)", "missing missing missing missing missing ok missing conflict", knock => knock.Get<ITeams>().LeaveAsync(knock.Actor, knock.Target.Team, Knock.Cancel)) with { On = "/teams/", Changes = true },
    ];

    // One's own account: whoever has none gets nothing.
    private static IReadOnlyList<ContractEntry> Own =>
    [
        Do("IPeople.ProfileAsync()", Accounts, knock => knock.Get<IPeople>().ProfileAsync(knock.Actor, Knock.Cancel)),
        Do("IPeople.ChangeProfileAsync(JsonObject)", Accounts, knock => knock.Get<IPeople>().ChangeProfileAsync(knock.Actor, new JsonObject { ["country"] = "BR" }, Knock.Cancel)),
        Do("IPeople.CountRecordsAsync()", Everybody, knock => knock.Get<IPeople>().CountRecordsAsync(knock.Actor, Knock.Cancel)),
        Do("IPeople.DeleteOwnAsync(String, Subject?)", Asked, knock => knock.Get<IPeople>().DeleteOwnAsync(knock.Actor, "wrong", null, Knock.Cancel)),
        Do("IPeople.ChangePasswordAsync(String, String, Guid?)", Asked, knock => knock.Get<IPeople>().ChangePasswordAsync(knock.Actor, "wrong", "quite another password", null, Knock.Cancel)),
        Do("ISecondFactor.StateAsync()", Everybody, knock => knock.Get<ISecondFactor>().StateAsync(knock.Actor, Knock.Cancel)),
        Do("ISecondFactor.BeginAsync(String)", Asked, knock => knock.Get<ISecondFactor>().BeginAsync(knock.Actor, "wrong", Knock.Cancel)),
        Do("ISecondFactor.ConfirmAsync(String)", "missing conflict conflict conflict conflict conflict conflict conflict", knock => knock.Get<ISecondFactor>().ConfirmAsync(knock.Actor, "000000", Knock.Cancel)),
        Do("ISecondFactor.RenewCodesAsync(String)", Asked, knock => knock.Get<ISecondFactor>().RenewCodesAsync(knock.Actor, "wrong", Knock.Cancel)),
        Do("ISecondFactor.RemoveAsync(String)", Asked, knock => knock.Get<ISecondFactor>().RemoveAsync(knock.Actor, "wrong", Knock.Cancel)),
        Of("ITokens.ListAsync(TokenKind)", "none sees sees sees sees sees sees sees", async knock => Sees((await knock.Get<ITokens>().ListAsync(knock.Actor, TokenKind.Session, Knock.Cancel)).Count > 0)),
        Do("ITokens.CreateAsync(String, String, DateTimeOffset?)", "invalid invalid invalid invalid invalid invalid invalid ok", knock => knock.Get<ITokens>().CreateAsync(knock.Actor, "all", "admin", null, Knock.Cancel)),
        Do("ITokens.RevokeAsync(TokenKind, Guid)", Nowhere, knock => knock.Get<ITokens>().RevokeAsync(knock.Actor, TokenKind.Api, knock.Target.Nothing, Knock.Cancel)),
        Do("ITokens.RevokeSessionsAsync(Guid?)", Everybody, knock => knock.Get<ITokens>().RevokeSessionsAsync(knock.Actor with { UserId = Guid.CreateVersion7() }, null, Knock.Cancel)),
        Do("ITokens.SignOutAsync(Guid)", Nowhere, knock => knock.Get<ITokens>().SignOutAsync(knock.Actor, knock.Target.Nothing, Knock.Cancel)),
        Do("ITokens.ActForAsync(Guid, Guid?)", "denied denied denied denied denied missing denied missing", knock => knock.Get<ITokens>().ActForAsync(knock.Actor, knock.Target.Nothing, knock.Target.Team, Knock.Cancel)),
    ];
}
