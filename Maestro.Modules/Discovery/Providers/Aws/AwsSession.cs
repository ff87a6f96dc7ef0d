using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>
/// An account at AWS. Every service is called in one thin way, whichever of AWS's protocols it speaks:
/// https://smithy.io/2.0/aws/protocols/index.html
/// </summary>
internal sealed class AwsSession : ApiSession
{
    // The signer asks for one, though service and region are named with each request.
    private readonly AmazonS3Config config = new();
    private readonly SemaphoreSlim renewing = new(1, 1);
    private readonly AwsKeys? source;
    private ImmutableCredentials? keys;

    internal AwsSession(Opening opening, string home)
        : base(opening)
    {
        Home = home;
        source = new AwsKeys(opening, home);
    }

    /// <summary>A session with credentials that cannot be renewed.</summary>
    internal AwsSession(Opening opening, string home, ImmutableCredentials keys)
        : base(opening) => (Home, this.keys) = (home, keys);

    /// <summary>Region that is asked about the account, and whose partition global services are asked in.</summary>
    public string Home { get; }

    /// <summary>Signs in: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</summary>
    internal async Task OpenAsync(IReadOnlyList<string> chosen, CancellationToken cancel)
    {
        keys = await source!.GetAsync(config, cancel);
        var caller = await QueryAsync(AwsService.Sts, Home, "GetCallerIdentity", [], cancel);
        (Account, Identity) = (caller.Need("Account"), caller.Need("Arn"));
        Regions = chosen.Count > 0 ? await KnownAsync(chosen, cancel) : await EnabledAsync(cancel);
    }

    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
    private async Task<IReadOnlyList<string>> EnabledAsync(CancellationToken cancel)
    {
        var answer = await QueryAsync(AwsService.Ec2, Home, "DescribeRegions", [("AllRegions", "true")], cancel);
        var enabled = answer.Items("regionInfo").Where(region => region.Text("optInStatus") != "not-opted-in").Select(region => region.Need("regionName")).Order(StringComparer.Ordinal).ToList();
        return enabled.Count > 0 ? enabled : throw new Problem(ProblemKind.Unavailable, "ec2:DescribeRegions: AWS named no region: choose the regions of this connection by name.");
    }

    private async Task<IReadOnlyList<string>> KnownAsync(IReadOnlyList<string> chosen, CancellationToken cancel)
    {
        JsonElement answer;
        try
        {
            answer = await QueryAsync(AwsService.Ec2, Home, "DescribeRegions", [("AllRegions", "true")], cancel);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Denied)
        {
            // Chosen regions need not be looked up.
            return chosen;
        }

        var all = answer.Items("regionInfo").Select(region => region.Need("regionName")).ToHashSet(StringComparer.Ordinal);
        return chosen.FirstOrDefault(region => !all.Contains(region)) is { } unknown && all.Count > 0
            ? throw new Problem(ProblemKind.Invalid, $"AWS has no region \"{unknown}\" for this account. It has {string.Join(", ", all.Order(StringComparer.Ordinal))}.")
            : chosen;
    }

    public override IReadOnlyList<Scope> ScopesOf(Resource resource)
    {
        if (resource is AwsResource own && !own.IsIn(AwsObjects.Partition(Home)))
            return [];
        var only = (resource as AwsResource)?.Only;
        return resource.ScopeKind == ScopeKind.Region
            ? [.. Regions.Where(region => only?.Contains(region) ?? true).Select(region => new Scope(Account, region))]
            : [new Scope(Account)];
    }

    internal override JsonElement Parse(string body) => body.AsSpan().TrimStart() is ['<', ..] ? AwsXml.Read(body) : base.Parse(body);

    internal override (string? Code, string? Message) Explain(HttpStatusCode status, JsonElement body)
    {
        using var bare = new HttpResponseMessage(status);
        return AwsErrors.Explain(bare, body, Home);
    }

    internal override (string? Code, string? Message) Explain(HttpResponseMessage response, JsonElement body) => AwsErrors.Explain(response, body, Home);

    internal override ProblemKind? Judge(HttpStatusCode status, string? code) => AwsErrors.Judge(code);

    internal override async Task<bool> RenewAsync(CancellationToken cancel)
    {
        if (source is not { Renew: true } || keys is not { } old)
            return false;
        await renewing.WaitAsync(cancel);
        try
        {
            if (ReferenceEquals(keys, old))
                keys = await source.GetAsync(config, cancel);
            return true;
        }
        finally
        {
            renewing.Release();
        }
    }

    /// <summary>The Query protocol: parameters as a form, XML back. What wraps the result is taken off.</summary>
    internal async Task<JsonElement> QueryAsync(AwsService service, string region, string action, IEnumerable<(string Name, string? Value)> parameters, CancellationToken cancel)
    {
        IEnumerable<(string Name, string? Value)> all = [("Action", action), ("Version", service.Version), .. parameters];
        var form = string.Join('&', all.Where(pair => pair.Value is not null).Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value!)}"));
        var answer = await SendAsync(service, region, $"{service.Signing}:{action}", new AwsAsk { Body = form, ContentType = "application/x-www-form-urlencoded; charset=utf-8" }, cancel);
        return answer.At($"{action}Result") ?? answer;
    }

    /// <summary>The JSON protocols: the action in a header.</summary>
    internal Task<JsonElement> JsonAsync(AwsService service, string region, string action, JsonObject body, CancellationToken cancel) =>
        SendAsync(service, region, $"{service.Signing}:{action}", new AwsAsk { Body = body.ToJsonString(), ContentType = $"application/x-amz-json-{service.Json}", Target = $"{service.Target}.{action}" }, cancel);

    /// <summary>The REST protocols: JSON or XML back.</summary>
    internal Task<JsonElement> RestAsync(AwsService service, string region, string permission, AwsAsk ask, CancellationToken cancel) => SendAsync(service, region, permission, ask, cancel);

    /// <summary>Every object of a list by the Query protocol.</summary>
    internal IAsyncEnumerable<JsonElement> QueryAllAsync(AwsService service, string region, string action, AwsPaging paging, IReadOnlyList<(string Name, string? Value)> parameters, CancellationToken cancel) =>
        AllAsync(token => QueryAsync(service, region, action, [.. parameters, .. paging.Sized, (paging.Token, token)], cancel), paging, cancel);

    /// <summary>Every object of a list by a JSON protocol.</summary>
    internal IAsyncEnumerable<JsonElement> JsonAllAsync(AwsService service, string region, string action, AwsPaging paging, JsonObject body, CancellationToken cancel) => AllAsync(token =>
    {
        var page = (JsonObject)body.DeepClone();
        if (paging.Size is { } size)
            page[size] = paging.Count;
        if (token is not null)
            page[paging.Token] = token;
        return JsonAsync(service, region, action, page, cancel);
    }, paging, cancel);

    /// <summary>Every object of a list by a REST protocol.</summary>
    internal IAsyncEnumerable<JsonElement> RestAllAsync(AwsService service, string region, string permission, AwsPaging paging, AwsAsk ask, CancellationToken cancel) => AllAsync(token =>
        RestAsync(service, region, permission, ask with { Query = [.. ask.Query, .. paging.Sized, .. token is null ? [] : new[] { (paging.Token, (string?)token) }] }, cancel), paging, cancel);

    /// <summary>What a further call says of an object that was listed; null where it is gone by now.</summary>
    internal static async Task<JsonElement?> StillAsync(Task<JsonElement> call)
    {
        try
        {
            return await call;
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            return null;
        }
    }

    private static async IAsyncEnumerable<JsonElement> AllAsync(Func<string?, Task<JsonElement>> ask, AwsPaging paging, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? token = null;
        do
        {
            cancel.ThrowIfCancellationRequested();
            var page = await ask(token);
            if (page.ValueKind != JsonValueKind.Object)
                throw new Problem(ProblemKind.Unavailable, $"AWS answered without a list \"{paging.List}\".");
            foreach (var item in page.At(paging.List) is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } ? page.Items(paging.List) : [])
                yield return item;
            var next = page.Text(paging.Next);
            if (next is not null && next == token)
                throw new Problem(ProblemKind.Unavailable, $"AWS named the same page of \"{paging.List}\" twice.");
            token = next;
        }
        while (token is not null);
    }

    private Task<JsonElement> SendAsync(AwsService service, string region, string permission, AwsAsk ask, CancellationToken cancel)
    {
        var endpoint = Opening.At(service.Address(region));
        return CallAsync(service.Name, permission, () => ask.Sign(endpoint, service, region, keys!, config), cancel);
    }

    public override ValueTask DisposeAsync()
    {
        renewing.Dispose();
        return base.DisposeAsync();
    }
}
