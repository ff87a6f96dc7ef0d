using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Carries messages and streams between applications.</summary>
public sealed class Broker : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        new Field<string>("endpoint_zookeeper", new Text(2000)) { Label = "ZooKeeper endpoint", Help = "Where its ZooKeeper is reached.", Mono = true },
        Spec.ExtraConfig,
        Spec.Version,
        Spec.Arn,
        Seen.Flag("fifo", "First in, first out", "Keeps messages in order."),
        Seen.Number("visibility_timeout", "Visibility timeout", "How long a message that was read stays hidden.", "s"),
        Seen.Number("retention", "Retention", "How long messages are kept.", "s"),
        Seen.Number("messages", "Messages", "Messages waiting, roughly.") with { Volatile = true },
        Seen.Tree("redrive_policy", "Dead letters", "Where messages go that cannot be handled."),
        Seen.Text("kms_key_id", "KMS key", "Key that encrypts it."));
    public static readonly Field<object> Consumers = new("deps", new ListOf(new Ref("application", "feeds", "consumes from",
        Parts.Protocol("deps_options.protocol_broker", "deps_options.protocol_default"),
        new Field<string>("endpoint", new Text(2000)) { Help = "Queue, topic or stream that is consumed.", Mono = true })))
    { Label = "Consumers", Help = "Applications that consume from it.", Section = "Consumers", InList = true };
    public static readonly Field<object> Queues = Seen.List("queues", "Queues", "Names of its queues.");
    public static readonly Field<object> Urls = Seen.List("urls", "Queue URLs", "Addresses of its queues.");

    public override string Name => "broker";
    public override string Plural => "brokers";
    public override string Label => "Broker";
    public override string LabelPlural => "Brokers";
    public override string Description => "Carries messages and streams between applications.";
    public override int Order => 100;
    public override string Family => "Broker";
}
