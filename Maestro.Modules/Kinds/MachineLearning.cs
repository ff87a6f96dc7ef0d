using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Trains models, or answers with them.</summary>
public sealed class MachineLearning : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        new Field<string>("models", new Text(8000, lines: true)) { Help = "Models it offers." },
        Spec.ExtraConfig);
    public static readonly Field<string> Sort = new("ia_type", new Choice("ia_options.ia_type", open: true)) { Label = "AI type", Help = "What it is good for.", Indexed = true };

    public override string Name => "machine-learning";
    public override string Plural => "machine-learning";
    public override string Label => "Machine learning";
    public override string LabelPlural => "Machine learning";
    public override string Description => "Trains models, or answers with them.";
    public override int Order => 100;
    public override string Family => "MachineLearning";
}
