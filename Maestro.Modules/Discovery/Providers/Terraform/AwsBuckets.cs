using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>S3 buckets. Their names are unique in the world, so that name and ARN say the same.</summary>
internal sealed class AwsBuckets() : StateResource("object-storage", "storage-object-list", ["aws_s3_bucket"], "aws_s3_bucket_versioning", "aws_s3_bucket_public_access_block", "aws_s3_bucket_server_side_encryption_configuration")
{
    protected override Draft Read(StateObject item)
    {
        var name = item.Text("bucket") ?? item.Id;
        var versioning = item.State.Where("aws_s3_bucket_versioning", "bucket", name).Select(one => one.First("versioning_configuration").Text("status")).FirstOrDefault()
            ?? item.First("versioning").Text("enabled") switch { "true" => "Enabled", "false" => "Disabled", _ => null };
        return item.Draft("object-storage", item.Arn() ?? $"arn:aws:s3:::{name}")
            .Set("name", name)
            .Set("own", true)
            .Set("provider", "S3 (AWS)")
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("bucket_regional_domain_name"))
                .Put("arn", item.Arn())
                .Put("location", item.Text("bucket_region") ?? item.Text("region"))
                .Put("versioning", versioning))
            .Set("domain", item.Text("bucket_domain_name"))
            .Set("datacenters", item.AwsPlaces())
            .Tagged(item.AwsTags())
            .Also(name);
    }
}
