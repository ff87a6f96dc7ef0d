using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Maestro.Modules.Access.Api;

/// <summary>Accounts of people who are not signed in: registration, forgotten passwords, and links that confirm.</summary>
internal static class AccountsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/auth").WithTags("auth");
        group.MapGet("", OptionsAsync).AllowAnonymous().WithSummary("Who may register here, how one signs in, and whether mail can be sent");
        group.MapPost("/forgot", ForgotAsync).AllowAnonymous().WithSummary("Send a link for a new password to email; the same answer whether it has an account or not");
        group.MapPost("/reset", ResetAsync).AllowAnonymous().WithSummary("Set a new password by the token of that link; ends every session and API token");
        group.MapPost("/register", RegisterAsync).AllowAnonymous().WithSummary("Make an account: name, email, password, and the token of an invitation; 202 when the address has to be confirmed");
        group.MapPost("/confirm", ConfirmAsync).AllowAnonymous().WithSummary("Finish an account by the token sent and the password chosen; answers a session token");
        group.MapPost("/confirm-email", ConfirmEmailAsync).AllowAnonymous().WithSummary("Take a new address by the token sent to it");
    }

    private static async Task<IResult> OptionsAsync(IAccounts accounts, ISingleSignOn sso, CancellationToken cancel)
    {
        var ways = await sso.WaysAsync(cancel);
        return Answers.Json(new JsonObject
        {
            ["registration"] = (ways.Passwords ? accounts.Registration : Registration.Off).ToString().ToLowerInvariant(),
            ["mail"] = accounts.MailMissing is null,
            ["passwords"] = ways.Passwords,
            ["provider"] = ways.Provider,
            ["directory"] = ways.Directory,
        });
    }

    private static async Task<IResult> ForgotAsync(JsonObject body, HttpContext context, IAccounts accounts, CancellationToken cancel)
    {
        await accounts.ForgotPasswordAsync(body.Texts("email")[0], context.Caller(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ResetAsync(JsonObject body, IAccounts accounts, CancellationToken cancel)
    {
        var texts = body.Texts("token", "password");
        await accounts.ResetPasswordAsync(texts[0], texts[1], cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RegisterAsync(JsonObject body, HttpContext context, IAccounts accounts, IAccess access, IPeople people, CancellationToken cancel)
    {
        var texts = body.Texts("name", "email", "password");
        var account = new NewAccount(texts[0], texts[1], texts[2], body["language"].Text() ?? "en", body["token"].Text());
        var issued = await accounts.RegisterAsync(account, context.Caller(), cancel);
        return issued is null ? TypedResults.StatusCode(StatusCodes.Status202Accepted) : await AuthApi.OpenedAsync(issued, context, access, people, cancel);
    }

    private static async Task<IResult> ConfirmAsync(JsonObject body, HttpContext context, IAccounts accounts, IAccess access, IPeople people, CancellationToken cancel)
    {
        var texts = body.Texts("token", "password");
        return await AuthApi.OpenedAsync(await accounts.ConfirmAsync(texts[0], texts[1], context.Caller(), cancel), context, access, people, cancel);
    }

    private static async Task<IResult> ConfirmEmailAsync(JsonObject body, IAccounts accounts, CancellationToken cancel)
    {
        await accounts.ConfirmEmailAsync(body.Texts("token")[0], cancel);
        return TypedResults.NoContent();
    }
}
