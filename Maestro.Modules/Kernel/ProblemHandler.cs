using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Maestro.Modules.Kernel;

/// <summary>The API's edge: turns a <see cref="Problem"/> into RFC 9457 problem details. Everything else stays a bug (500).</summary>
internal sealed class ProblemHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Translate(exception) is not { } problem)
            return false;
        var status = (int)problem.Kind;
        httpContext.Response.StatusCode = status;
        if (problem.RetryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (problem.Kind == ProblemKind.SignedOut)
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        var answer = new ProblemDetails { Status = status, Title = TitleOf(problem.Kind), Detail = problem.Message };
        if (problem.Errors.Count > 0)
            answer.Extensions["errors"] = problem.Errors;
        // Written whatever the caller accepts: somebody who asked for CSV must read the reason too.
        await httpContext.Response.WriteAsJsonAsync(answer, (JsonSerializerOptions?)null, "application/problem+json", cancellationToken);
        return true;
    }

    /// <summary>A body or parameter that ASP.NET Core could not read is the caller's mistake like any other.</summary>
    private static Problem? Translate(Exception exception) => exception switch
    {
        Problem problem => problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } large => new Problem(ProblemKind.TooLarge, large.Message),
        BadHttpRequestException { InnerException: JsonException json } => Problem.Malformed(FormattableString.Invariant($"The body is not JSON, or not the JSON asked for (line {json.LineNumber + 1}, position {json.BytePositionInLine}).")),
        BadHttpRequestException bad => Problem.Malformed(bad.Message),
        _ => null,
    };

    private static string TitleOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Malformed => "The request cannot be understood",
        ProblemKind.SignedOut => "Sign in first",
        ProblemKind.Denied => "Not allowed",
        ProblemKind.Missing => "Not found",
        ProblemKind.Conflict => "Conflict",
        ProblemKind.Stale => "Changed since it was read",
        ProblemKind.TooLarge => "Too large",
        ProblemKind.Invalid => "Not valid",
        ProblemKind.TooMany => "Too many requests",
        ProblemKind.Unavailable => "Not available right now",
    };
}
