using System.Text.Json.Nodes;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Keeps as many servers as the load needs.</summary>
public sealed class AutoScaling : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        new Field<decimal>("min_size", new Number(whole: true, from: 0)) { Label = "Smallest size", Help = "Never fewer servers than this." },
        new Field<decimal>("max_size", new Number(whole: true, from: 0)) { Label = "Largest size", Help = "Never more servers than this." },
        new Field<decimal>("desired_capacity", new Number(whole: true, from: 0)) { Label = "Desired capacity", Help = "Number of servers wanted now." },
        new Field<string>("health_check_type", new Text()) { Label = "Health check type", Help = "Who says whether a server is healthy." },
        Seen.Text("launch_configuration_name", "Launch configuration", "Launch configuration that servers are made from."),
        Seen.Tree("launch_template", "Launch template", "Launch template that servers are made from."),
        Seen.Number("health_check_grace_period", "Grace period", "How long a new server is not checked.", "s"),
        Seen.Number("default_cooldown", "Cooldown", "How long it waits between two changes.", "s"),
        Seen.List("vpc_zone_identifier", "Subnets", "Subnets that servers are made in."),
        Spec.Arn);
    public static readonly Field<object> Servers = new("servers", new ListOf(new Ref("server", "scales", "scaled by"))) { Help = "Servers in the group at present.", Section = Sections.Relations };
    public static readonly Field<object> LoadBalancerNames = Seen.List("loadbalance_names", "Load balancers", "Names of the load balancers it registers servers with.");
    public static readonly Field<object> Instances = Seen.Tree("instances", "Instances", "Instances and their health.");

    public override string Name => "auto-scaling";
    public override string Plural => "auto-scaling";
    public override string Label => "Auto scaling group";
    public override string LabelPlural => "Auto scaling";
    public override string Description => "Keeps as many servers as the load needs.";
    public override int Order => 100;
    public override string Family => "AutoScaling";

    public override IEnumerable<(string Path, string Message)> Rules(JsonObject document)
    {
        var (least, most, wanted) = (Size(document, "min_size"), Size(document, "max_size"), Size(document, "desired_capacity"));
        if (least > most)
            yield return ("role.max_size", "must not be less than the smallest size");
        if (wanted < least || wanted > most)
            yield return ("role.desired_capacity", "must lie between the smallest and the largest size");
    }

    private static decimal? Size(JsonObject document, string name) =>
        document["role"].At(name) is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : null;
}
