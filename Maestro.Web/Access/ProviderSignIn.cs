using System.Security.Cryptography;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;

namespace Maestro.Web.Access;

/// <summary>The way to the provider and back. What goes wrong is told on the sign-in page.</summary>
internal static class ProviderSignIn
{
    public static void MapProviderSignIn(this WebApplication app)
    {
        app.MapGet("/sign-in/provider", BeginAsync).AllowAnonymous();
        app.MapGet("/sign-in/provider/callback", ArriveAsync).AllowAnonymous();
    }

    /// <summary>What the sign-in page was sent to tell; only what was said here is shown there.</summary>
    public static string? FaultOf(IDataProtectionProvider protection, string? fault)
    {
        try
        {
            return fault is null ? null : Protector(protection).Unprotect(fault);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static async Task<IResult> BeginAsync([FromQuery(Name = "return")] string? back, bool? again, HttpContext context, ISingleSignOn sso, IDataProtectionProvider protection, CancellationToken cancel)
    {
        try
        {
            await sso.ChallengeAsync(context, Browser.Back(Root(context), back), again == true, cancel);
            return Results.Empty;
        }
        catch (Problem problem)
        {
            return Refuse(context, protection, problem, back);
        }
    }

    private static async Task<IResult> ArriveAsync(HttpContext context, ISingleSignOn sso, IAccess access, IPeople people, ITokens tokens, IDataProtectionProvider protection, CancellationToken cancel)
    {
        try
        {
            var arrived = await sso.ArriveAsync(context, cancel);
            if (arrived.Step.Session is not { } session)
                return Results.LocalRedirect($"{Root(context)}{Urls.SignIn}{QueryString.Create(new Dictionary<string, string?> { ["ticket"] = arrived.Step.Ticket, ["return"] = arrived.Back[Root(context).Length..] })}");
            var actor = await access.ActorOfAsync(session.UserId, null, cancel) ?? throw new Problem(ProblemKind.SignedOut, "Your session has ended. Sign in again.");
            // Whoever shows anew who they are leaves no old session behind.
            if (context.User.Identity is { IsAuthenticated: true })
                await tokens.SignOutAsync(context.Actor(), context.TokenId(), cancel);
            Browser.Open(context, session, await people.ProfileAsync(actor, cancel));
            return Results.LocalRedirect(arrived.Back);
        }
        catch (Problem problem)
        {
            return Refuse(context, protection, problem, null);
        }
    }

    private static IResult Refuse(HttpContext context, IDataProtectionProvider protection, Problem problem, string? back)
    {
        var fault = Protector(protection).Protect(problem.Message, TimeSpan.FromMinutes(5));
        var query = new Dictionary<string, string?> { ["fault"] = fault };
        if (back is not null)
            query["return"] = back;
        return Results.LocalRedirect($"{Root(context)}{Urls.SignIn}{QueryString.Create(query)}");
    }

    private static string Root(HttpContext context) => $"{context.Request.PathBase}/";

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("Maestro.SignIn.Fault").ToTimeLimitedDataProtector();
}
