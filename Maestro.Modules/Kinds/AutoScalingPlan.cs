namespace Maestro.Modules.Kinds;

/// <summary>A plan of how several resources scale together.</summary>
public sealed class AutoScalingPlan : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Seen.Text("scaling_plan_name", "Plan name", "Name of the plan."),
        Seen.Number("scaling_plan_version", "Plan version", "Version of the plan."),
        Seen.Tree("scaling_instructions", "Instructions", "What scales, and by which measure."),
        Seen.Tree("application_source", "Source", "Tags or stack that the plan covers."));

    public override string Name => "auto-scaling-plan";
    public override string Plural => "auto-scaling-plans";
    public override string Label => "Auto scaling plan";
    public override string LabelPlural => "Auto scaling plans";
    public override string Description => "A plan of how several resources scale together.";
    public override int Order => 100;
    public override string Family => "AutoScalingPlan";
}
