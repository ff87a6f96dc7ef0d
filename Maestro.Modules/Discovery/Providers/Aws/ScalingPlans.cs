using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Scaling plans. AWS gives them no ARN of their own: they are named within account and region.</summary>
internal sealed class ScalingPlans() : AwsResource("aws.autoscaling_plans.scaling_plans", "auto-scaling-plan", "autoscaling-support-list", "https://docs.aws.amazon.com/autoscaling/plans/APIReference/API_DescribeScalingPlans.html", "autoscaling-plans:DescribeScalingPlans")
{
    private static readonly AwsPaging Paging = new("ScalingPlans", "NextToken", "NextToken", "MaxResults", 50);

    // https://docs.aws.amazon.com/general/latest/gr/autoscaling_region.html: the younger regions do without.
    public override IReadOnlyList<string> Only =>
    [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1",
        "ap-east-1", "ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "af-south-1", "me-south-1", "us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1",
    ];

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.JsonAllAsync(AwsService.ScalingPlans, scope.Part, "DescribeScalingPlans", Paging, [], cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var name = item.Need("ScalingPlanName");
        if (item.Text("StatusCode") is "DeletionInProgress")
            return null;
        return AwsObjects.Service($"aws:scaling-plan:{scope.Account}:{scope.Part}:{name}", "auto-scaling-plan", name, "AutoScaling (AWS)", scope, null)
            .Stated(item.Text("StatusCode"), Status.Resource)
            .Set("status_message", item.Text("StatusMessage"))
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("CreationTime")))
            .Set("role", new JsonObject()
                .Put("scaling_plan_name", name)
                .Put("scaling_plan_version", item.Number("ScalingPlanVersion"))
                .Put("scaling_instructions", item.At("ScalingInstructions").Node())
                .Put("application_source", item.At("ApplicationSource").Node()));
    }
}
