using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Maestro.Modules.Access.Api;

/// <summary>Prints what requests are answered with.</summary>
internal static class Answers
{
    private const int Most = 1000;

    /// <summary>Page asked for: <c>limit</c> (50, at most 1000) and <c>offset</c>.</summary>
    public static (int Limit, int Offset) Paging(HttpRequest request) =>
        (Number(request, "limit", 50, 1, Most), Number(request, "offset", 0, 0, int.MaxValue - Most));

    /// <summary>The envelope of a list.</summary>
    public static IResult List<T>(HttpRequest request, Page<T> page, Func<T, JsonNode> print)
    {
        var (limit, offset) = Paging(request);
        return Json(new JsonObject
        {
            ["count"] = page.Count,
            ["count_exact"] = page.CountExact,
            ["next"] = offset + limit < page.Count ? Link(request, limit, offset + limit) : null,
            ["previous"] = offset > 0 ? Link(request, limit, Math.Max(0, offset - limit)) : null,
            ["results"] = new JsonArray([.. page.Rows.Select(print)]),
        });
    }

    public static IResult Json(JsonNode body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Kinds.Json.Compact, statusCode: status);

    public static IResult Created(HttpContext context, string path, JsonNode body)
    {
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/{path}";
        return Json(body, StatusCodes.Status201Created);
    }

    public static JsonObject Person(Person person)
    {
        if (person.Profile is { } profile)
            return Profile(profile);
        var body = new JsonObject { ["id"] = person.Id, ["name"] = person.Name };
        if (person.Email is { } email)
            body["email"] = email;
        body["avatar"] = Avatar("users", person.Id, person.Avatar);
        return body;
    }

    public static JsonObject Profile(Profile profile)
    {
        var body = Object(profile);
        body["avatar"] = Avatar("users", profile.Id, profile.Avatar);
        return body;
    }

    /// <summary>Where a picture is, below <c>/api/v1/</c>; the version in it changes with the picture.</summary>
    private static string? Avatar(string of, Guid id, Guid? version) => version is { } one ? $"{of}/{id}/avatar?v={one:N}" : null;

    public static JsonObject Team(Team team) => new()
    {
        ["id"] = team.Id,
        ["name"] = team.Name,
        ["email"] = team.Email,
        ["url"] = team.Url,
        ["avatar"] = Avatar("teams", team.Id, team.Avatar),
        ["owner"] = team.Owner,
        ["level"] = Level(team.Level),
        ["members"] = new JsonArray([.. team.Members.Select(member =>
            new JsonObject { ["id"] = member.Id, ["name"] = member.Name, ["email"] = member.Email, ["avatar"] = Avatar("users", member.Id, member.Avatar), ["level"] = Level(member.Level) })]),
        ["created_at"] = Instant(team.CreatedAt),
        ["updated_at"] = Instant(team.UpdatedAt),
    };

    public static JsonObject Token(Token token, Guid current)
    {
        var body = Object(token);
        body["current"] = token.Id == current;
        return body;
    }

    /// <summary>A token just made, with its text, which is never shown again.</summary>
    public static IResult Issued(HttpContext context, string path, Issued issued)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = Token(issued.Token, context.TokenId());
        answer["token"] = issued.Text;
        return Created(context, $"{path}/{issued.Token.Id}", answer);
    }

    public static string Level(Level level) => level.ToString().ToLowerInvariant();

    /// <summary>UTC with Z.</summary>
    public static string Instant(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Object<T>(T value)
    {
        var body = (JsonObject)JsonSerializer.SerializeToNode(value, Kinds.Json.Compact)!;
        foreach (var name in body.Where(pair => pair.Key.EndsWith("_at", StringComparison.Ordinal) && pair.Value is not null).Select(pair => pair.Key).ToList())
            body[name] = Instant(body[name]!.GetValue<DateTimeOffset>());
        return body;
    }

    private static int Number(HttpRequest request, string name, int standard, int least, int most)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
            return standard;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Problem.Malformed($"{name} must be a number from {least} to {most}.");
    }

    private static string Link(HttpRequest request, int limit, int offset)
    {
        var query = request.Query.Where(pair => pair.Key is not ("limit" or "offset"))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));
        return UriHelper.BuildRelative(request.PathBase, request.Path, new QueryBuilder(query)
        {
            { "limit", limit.ToString(CultureInfo.InvariantCulture) }, { "offset", offset.ToString(CultureInfo.InvariantCulture) },
        }.ToQueryString());
    }
}
