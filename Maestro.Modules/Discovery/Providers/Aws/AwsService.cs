using Amazon;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>A service of AWS: where it is called, by what name calls to it are signed, and which protocol it speaks.</summary>
/// <param name="Name">First part of its host: <c>ec2</c>; also whose pace it is.</param>
/// <param name="Version">Version of its API, for the Query protocol.</param>
/// <param name="Target">What its actions are led by in the header <c>X-Amz-Target</c>, for the JSON protocols.</param>
/// <param name="Json">Version of its JSON protocol.</param>
internal sealed record AwsService(string Name, string Version = "", string Target = "", string Json = "1.0")
{
    internal static readonly AwsService Sts = new("sts", "2011-06-15");
    internal static readonly AwsService Ec2 = new("ec2", "2016-11-15");
    internal static readonly AwsService Balancing = new("elasticloadbalancing", "2015-12-01");
    internal static readonly AwsService ClassicBalancing = new("elasticloadbalancing", "2012-06-01");
    internal static readonly AwsService AutoScaling = new("autoscaling", "2011-01-01");
    internal static readonly AwsService ScalingPlans = new("autoscaling-plans", Target: "AnyScaleScalingPlannerFrontendService", Json: "1.1");
    internal static readonly AwsService Rds = new("rds", "2014-10-31");
    internal static readonly AwsService S3 = new("s3") { IsXml = true };
    internal static readonly AwsService CloudFront = new("cloudfront") { IsGlobal = true, IsXml = true };
    internal static readonly AwsService Sqs = new("sqs", Target: "AmazonSQS");
    internal static readonly AwsService Sns = new("sns", "2010-03-31");
    internal static readonly AwsService ElastiCache = new("elasticache", "2015-02-02");
    internal static readonly AwsService Ses = new("email") { Signing = "ses" };
    internal static readonly AwsService Lambda = new("lambda");
    internal static readonly AwsService DynamoDb = new("dynamodb", Target: "DynamoDB_20120810");
    internal static readonly AwsService ApiGateway = new("apigateway");
    internal static readonly AwsService CloudSearch = new("cloudsearch", "2013-01-01");
    internal static readonly AwsService Eks = new("eks");
    internal static readonly AwsService Ecs = new("ecs", Target: "AmazonEC2ContainerServiceV20141113", Json: "1.1");
    internal static readonly AwsService Efs = new("elasticfilesystem");
    internal static readonly AwsService OpenSearch = new("es");
    internal static readonly AwsService Redshift = new("redshift", "2012-12-01");
    internal static readonly AwsService Ecr = new("api.ecr", Target: "AmazonEC2ContainerRegistry_V20150921", Json: "1.1") { Signing = "ecr" };
    internal static readonly AwsService Mq = new("mq");
    internal static readonly AwsService Kafka = new("kafka");
    internal static readonly AwsService Kinesis = new("kinesis", Target: "Kinesis_20131202", Json: "1.1");
    internal static readonly AwsService Route53 = new("route53") { IsGlobal = true, IsXml = true };

    /// <summary>Name that calls to it are signed with, and that leads its permissions.</summary>
    public string Signing { get; init; } = Name;

    /// <summary>One for all regions of a partition.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Whether its REST protocol speaks XML.</summary>
    public bool IsXml { get; init; }

    /// <summary>Region that calls about a region are signed for: global services have one of their own in each partition.</summary>
    public string SigningRegion(string region) => !IsGlobal ? region : AwsObjects.Partition(region) switch
    {
        "aws" => "us-east-1",
        "aws-us-gov" => "us-gov-west-1",
        "aws-cn" => "cn-northwest-1",
        _ => region,
    };

    /// <summary>Where it is called: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html</summary>
    public string Address(string region)
    {
        var place = RegionEndpoint.GetBySystemName(region);
        var host = !IsGlobal ? $"{Name}.{region}" : place.PartitionName switch
        {
            "aws-us-gov" => $"{Name}.us-gov",
            "aws-cn" when Name == "cloudfront" => "cloudfront.cn-northwest-1",
            _ => Name,
        };
        return $"https://{host}.{place.PartitionDnsSuffix}/";
    }
}
