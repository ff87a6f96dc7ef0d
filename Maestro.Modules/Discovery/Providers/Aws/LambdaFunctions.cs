using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Lambda functions, with what calls them. Of the environment only the names are kept.</summary>
internal sealed class LambdaFunctions() : AwsResource("aws.lambda.functions", "serverless", "serverless-list", "https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html", "lambda:ListFunctions", "lambda:ListEventSourceMappings", "lambda:ListTags")
{
    private static readonly AwsPaging Functions = AwsPaging.Marker("Functions", "MaxItems", 50, "NextMarker");
    private static readonly AwsPaging Mappings = AwsPaging.Marker("EventSourceMappings", "MaxItems", 100, "NextMarker");

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var sources = (await session.RestAllAsync(AwsService.Lambda, scope.Part, "lambda:ListEventSourceMappings", Mappings, new AwsAsk("/2015-03-31/event-source-mappings/"), cancel).ToListAsync(cancel))
            .ToLookup(one => Bare(one.Text("FunctionArn")), one => one.Text("EventSourceArn"));
        await foreach (var item in session.RestAllAsync(AwsService.Lambda, scope.Part, "lambda:ListFunctions", Functions, new AwsAsk("/2015-03-31/functions/"), cancel))
        {
            var arn = item.Text("FunctionArn");
            var tags = arn is null ? null : await AwsSession.StillAsync(session.RestAsync(AwsService.Lambda, scope.Part, "lambda:ListTags", new AwsAsk("/2017-03-31/tags/{id}") { Id = arn }, cancel));
            yield return item.With(("Tags", tags?.At("Tags").Node()), ("EventSources", sources[arn].Order(StringComparer.Ordinal).List()));
        }
    }

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var arn = item.Need("FunctionArn");
        var layers = item.Items("Layers").Select(layer => layer.Text("Arn")).ToList();
        return AwsObjects.Service(arn, "serverless", item.Text("FunctionName") ?? arn, "Lambda (AWS)", scope, item.Tags("Tags"))
            .Set("description", item.Text("Description"))
            .Set("metas", new JsonObject().Put("last_modified", Drafts.Moment(item.Text("LastModified"))))
            .Set("deps", Drafts.ToAll(layers.Select(Layer).Concat(item.Texts("EventSources").Select(Source))))
            .Set("role", new JsonObject()
                .Put("arn", arn)
                .Put("language", item.Text("Runtime"))
                .Put("handler", item.Text("Handler"))
                .Put("memory", item.Positive("MemorySize"))
                .Put("timeout", item.Positive("Timeout"))
                .Put("trigger", item.Texts("EventSources") is { Count: > 0 } triggers ? string.Join('\n', triggers) : null)
                .Put("aws_role", item.Text("Role"))
                .Put("code_size", item.Positive("CodeSize"))
                .Put("code_sha_256", item.Text("CodeSha256"))
                .Put("package_type", item.Text("PackageType"))
                .Put("layers", layers.List())
                .Put("environment", item.Members("Environment.Variables").Select(pair => pair.Name).Order(StringComparer.Ordinal).List())
                .Put("kms_key_arn", item.Text("KMSKeyArn"))
                .Put("master_arn", item.Text("MasterArn"))
                .Put("vpc_config", item.Text("VpcConfig.VpcId") is null ? null : item.At("VpcConfig")!.Value.Renamed(("vpc_id", "VpcId"), ("subnet_ids", "SubnetIds"), ("security_group_ids", "SecurityGroupIds")))
                .Put("dead_letter_config", item.At("DeadLetterConfig")?.Renamed(("target_arn", "TargetArn")))
                .Put("tracing_config", item.At("TracingConfig")?.Renamed(("mode", "Mode")))
                .Put("revision_id", item.Text("RevisionId"))
                .Put("version_id", item.Text("Version")));
    }

    // A mapping may name a version or an alias behind the function.
    private static string? Bare(string? arn) => arn is null ? null : string.Join(':', arn.Split(':').Take(7));

    // "arn:…:layer:name:3" is a version of the layer that the account lists without it.
    private static string? Layer(string? version) => version?.LastIndexOf(':') is > 0 and var at ? version[..at] : version;

    // Queues, streams and tables are records; the stream of a table belongs to it.
    private static string? Source(string arn) => arn.Split(':') is [_, _, "sqs" or "kinesis" or "kafka" or "mq", ..] ? arn
        : arn.Split(':') is [_, _, "dynamodb", ..] && arn.IndexOf("/stream/", StringComparison.Ordinal) is > 0 and var at ? arn[..at] : null;
}
