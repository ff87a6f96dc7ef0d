using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>One door in front of many APIs.</summary>
public sealed class ApiGateway : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig,
        Spec.Arn,
        Seen.Text("version", "Version", "Version of the API."),
        Seen.Text("protocol_type", "Protocol", "HTTP or WebSocket."),
        Seen.List("warnings", "Warnings", "What the provider warns of."),
        Seen.List("binary_media_types", "Binary media types", "Media types handled as binary."),
        Seen.Number("minimum_compression_size", "Smallest compressed answer", "Answers from this size on are compressed.", "B"),
        Seen.Text("api_key_source", "API key source", "Where the API key is read from."),
        Seen.Text("api_key_selection_expression", "API key selection", "Expression that picks the API key."),
        Seen.Tree("endpoint_configuration", "Endpoint settings", "Sort of endpoint and its VPC endpoints."),
        Seen.Text("policy", "Policy", "Resource policy."),
        Seen.Flag("disable_schema_validation", "Schema checks off", "Requests are not checked against a schema."),
        Seen.Text("route_selection_expression", "Route selection", "Expression that picks the route."));
    public static readonly Field<object> Targets = new("deps", new ListOf(new Ref("application", "depends on", "used by",
        Parts.Protocol("deps_options.protocol", "deps_options.protocol_broker", "deps_options.protocol_default"),
        new Field<string>("endpoint", new Text(2000)) { Help = "Address or path that is called.", Mono = true })))
    { Label = "Applications", Help = "Applications it stands in front of.", Section = Sections.Relations, InList = true };

    public override string Name => "api-gateway";
    public override string Plural => "api-gateways";
    public override string Label => "API gateway";
    public override string LabelPlural => "API gateways";
    public override string Description => "One door in front of many APIs.";
    public override int Order => 100;
    public override string Family => "ApiGateway";
}
