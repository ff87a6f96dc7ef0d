using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>EC2 instances.</summary>
internal sealed class Ec2Instances() : AwsResource("aws.ec2.instances", "server", "server-list", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html", "ec2:DescribeInstances", "ec2:DescribeInstanceTypes")
{
    // As many as one filter takes names of types.
    private const int Together = 200;
    private static readonly AwsPaging Paging = AwsPaging.Ec2("reservationSet", 500);

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var sizes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        await foreach (var some in InstancesAsync(session, scope, cancel).Chunk(Together).WithCancellation(cancel))
        {
            var unknown = some.Select(item => item.Text("instanceType")).OfType<string>().Distinct().Where(type => !sizes.ContainsKey(type)).ToList();
            foreach (var size in await SizesAsync(session, scope, unknown, cancel))
                sizes[size.Need("instanceType")] = size;
            foreach (var item in some)
                yield return sizes.TryGetValue(item.Text("instanceType") ?? "", out var own)
                    ? item.With(("vCpuInfo", own.At("vCpuInfo").Node()), ("memoryInfo", own.At("memoryInfo").Node())) : item;
        }
    }

    private static async IAsyncEnumerable<JsonElement> InstancesAsync(AwsSession session, Scope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var reservation in session.QueryAllAsync(AwsService.Ec2, scope.Part, "DescribeInstances", Paging, [], cancel))
        {
            foreach (var instance in reservation.Items("instancesSet"))
                yield return instance.With(("ownerId", reservation.Text("ownerId")));
        }
    }

    // What types hold. Where that may not be asked, flavors tell of the usual ones. A filter minds no type that has been retired.
    private static async Task<List<JsonElement>> SizesAsync(AwsSession session, Scope scope, List<string> types, CancellationToken cancel)
    {
        if (types.Count == 0)
            return [];
        List<(string, string?)> filter = [("Filter.1.Name", "instance-type"), .. types.Select((type, at) => ($"Filter.1.Value.{at + 1}", (string?)type))];
        try
        {
            return await session.QueryAllAsync(AwsService.Ec2, scope.Part, "DescribeInstanceTypes", AwsPaging.Ec2("instanceTypeSet", 100), filter, cancel).ToListAsync(cancel);
        }
        catch (Kernel.Problem problem) when (problem.Kind == Kernel.ProblemKind.Denied)
        {
            return [];
        }
    }

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var id = item.Need("instanceId");
        var state = item.Text("instanceState.name");
        if (state is "terminated" or "shutting-down")
            return null;
        var tags = item.Tags("tagSet");
        return new Draft("server") { ExternalId = id, Label = AwsObjects.Name(tags, id) }
            .Set("unique_id", id)
            .Set("name", AwsObjects.Name(tags, id))
            .Stated(state, Status.Server)
            .Set("ipv4_private", item.Text("privateIpAddress").Address())
            .Set("ipv4_public", item.Text("ipAddress").Address())
            .Set("ipv6", item.Items("networkInterfaceSet").SelectMany(card => card.Items("ipv6AddressesSet")).Select(address => address.Text("ipv6Address").Address()).List())
            .Set("dns_private", item.Text("privateDnsName"))
            .Set("dns_public", item.Text("dnsName"))
            .Set("os", Os(item))
            .Set("cpu", item.Positive("cpuOptions.coreCount") * (item.Positive("cpuOptions.threadsPerCore") ?? 1) ?? item.Positive("vCpuInfo.defaultVCpus"))
            .Set("memory", Drafts.Gigabytes(item.Positive("memoryInfo.sizeInMiB")))
            .Set("role", Drafts.Label(tags, "role"))
            .Set("auth", item.Text("keyName") is { } key ? new JsonArray(new JsonObject { ["name"] = key, ["type"] = "PKI" }) : null)
            .Set("ebs_optimized", item.Flag("ebsOptimized"))
            .Set("lifecycle", item.Text("instanceLifecycle"))
            .Set("provider_created_at", Drafts.Moment(item.Text("launchTime")))
            .Set("storage", Storage(item))
            .Set("datacenters", Placement(item, scope, id))
            .Set("metas", new JsonObject().Put("iam_instance_profile", item.Text("iamInstanceProfile.arn")?.Split('/')[^1]))
            .Tagged(tags);
    }

    private static JsonObject Placement(JsonElement item, Scope scope, string id) => AwsObjects.Place(scope)
        .Put("zone", item.Text("placement.availabilityZone"))
        .Put("type", "Virtual")
        .Put("instance", item.Text("instanceType"))
        .Put("instance_id", id)
        .Put("vpc_id", item.Text("vpcId"))
        .Put("subnet_id", item.Text("subnetId"))
        .Put("security_groups", item.Items("groupSet").Select(group => group.Text("groupId")).Order(StringComparer.Ordinal).List())
        .Put("image_id", item.Text("imageId"))
        .Put("arn", AwsObjects.Arn(scope, "ec2", $"instance/{id}", item.Text("ownerId")))
        .Put("hypervisor", item.Text("hypervisor"))
        .Put("virtualization_type", item.Text("virtualizationType"))
        .Put("root_device_type", item.Text("rootDeviceType"))
        .Put("architecture", item.Text("architecture"))
        .Put("state_reason", item.Text("stateReason.message"))
        .Put("cloudwatch_monitoring", item.Text("monitoring.state"));

    // "Linux/UNIX", "Red Hat Enterprise Linux", "SUSE Linux", "Windows with SQL Server".
    private static JsonObject? Os(JsonElement item) => (item.Text("platformDetails") ?? item.Text("platform"))?.ToLowerInvariant() switch
    {
        null => null,
        var windows when windows.StartsWith("windows", StringComparison.Ordinal) => new JsonObject { ["base"] = "Windows", ["dist"] = "Windows Server" },
        var hat when hat.Contains("red hat", StringComparison.Ordinal) => new JsonObject { ["base"] = "Linux", ["dist"] = "RHEL" },
        var suse when suse.Contains("suse", StringComparison.Ordinal) => new JsonObject { ["base"] = "Linux", ["dist"] = "SUSE" },
        var ubuntu when ubuntu.Contains("ubuntu", StringComparison.Ordinal) => new JsonObject { ["base"] = "Linux", ["dist"] = "Ubuntu" },
        _ => new JsonObject { ["base"] = "Linux" },
    };

    private static JsonArray Storage(JsonElement item) => new([.. item.Items("blockDeviceMapping")
        .OrderByDescending(disk => disk.Text("deviceName") == item.Text("rootDeviceName"))
        .Select(disk => new JsonObject { ["name"] = disk.Text("deviceName") ?? disk.Text("ebs.volumeId") ?? "disk" }
            .Put("device_name", disk.Text("deviceName"))
            .Put("unique_id", disk.Text("ebs.volumeId"))
            .Put("root", disk.Text("deviceName") == item.Text("rootDeviceName") ? "root" : "secondary")
            .Put("delete_termination", disk.Flag("ebs.deleteOnTermination"))
            .Put("status", disk.Text("ebs.status"))
            .Put("attach_time", Drafts.Moment(disk.Text("ebs.attachTime"))))
        .DistinctBy(disk => disk["name"]!.GetValue<string>())]);
}
