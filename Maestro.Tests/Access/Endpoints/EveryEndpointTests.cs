using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Access.Endpoints;

/// <summary>Who gets what answer at every endpoint of the API. A new endpoint without a line in the table fails here.</summary>
public sealed partial class EveryEndpointTests(Callers callers) : IClassFixture<Callers>
{
    public static TheoryData<string> Lines => [.. EndpointTable.Entries.Select(entry => entry.Name)];

    [Fact]
    public void Every_endpoint_of_the_API_stands_in_the_table()
    {
        var mapped = callers.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {Bare(endpoint.RoutePattern.RawText!)}"))
            .Where(name => !name.StartsWith("OPTIONS", StringComparison.Ordinal))
            .ToHashSet();
        Assert.Equal([], mapped.Except(EndpointTable.Entries.Select(entry => entry.Name)).Order());
        Assert.Equal([], EndpointTable.Entries.Select(entry => entry.Name).Except(mapped).Order());
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{EndpointTable.Entries.Count} endpoints × {Enum.GetValues<Caller>().Length} callers = {EndpointTable.Entries.Count * Enum.GetValues<Caller>().Length} cases"));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Each_caller_gets_the_answer_that_the_table_says(string name)
    {
        var entry = EndpointTable.Entries.Single(one => one.Name == name);
        var answers = new List<string>();
        foreach (var caller in Enum.GetValues<Caller>())
            answers.Add(await KnockAsync(entry, caller));
        Assert.Equal(entry.Answers, string.Join(' ', answers));
    }

    private async Task<string> KnockAsync(EndpointEntry entry, Caller caller)
    {
        var target = await callers.TargetAsync(entry.Route);
        if (entry.Retired)
            await callers.RetireAsync(target.Id);
        using var request = new HttpRequestMessage(new HttpMethod(entry.Method), "api/v1/" + entry.Path(target));
        if (entry.Body?.Invoke(target) is { } body)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        var client = entry.EndsSessions ? await callers.AnewAsync(caller) : callers[caller];
        // The answer to some never ends.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (entry.EndsSessions)
            await callers.ReturnAsync(caller);
        return ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    // Constraints of a route are no part of its name.
    private static string Bare(string route) => Constraint().Replace(route.TrimStart('/')["api/v1".Length..], "{$1}").TrimEnd('/');

    [GeneratedRegex(@"\{(\w+)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}")]
    private static partial Regex Constraint();
}
