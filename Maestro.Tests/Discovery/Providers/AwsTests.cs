using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Discovery.Providers.Aws;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>What is special about AWS: its ways to sign in, its errors, its regions and partitions.</summary>
public sealed class AwsTests
{
    private const string Denied = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation.</Message></Error></Errors><RequestID>1</RequestID></Response>";

    private static JsonObject Keys => new() { ["access"] = "AKIAIOSFODNN7EXAMPLE", ["secret"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

    private static string Error(string code, string message) => $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>";

    private static string RoleAnswer(string token) =>
        $"<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA{token}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>{token}</SessionToken><Expiration>2026-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

    private static Task<ProviderServer> ServerAsync() => ProviderServer.StartAsync("aws", "aws.ec2.volumes");

    private static Task<ApiSession> OpenAsync(ProviderServer server, string method, JsonObject credentials, CallOptions? limits = null, params string[] regions)
    {
        var line = new CallLine(new Outgoing(loopback: true).NewClient(), new Pace(new Dictionary<string, double> { [""] = 10_000 }, TimeProvider.System), limits ?? new CallOptions { Attempts = 1 }, TimeProvider.System);
        return new AwsProvider().OpenAsync(new Opening(method, credentials, regions, server.Address, line), default);
    }

    private static async Task<Problem> RefusedAsync(Trouble trouble, params string[] regions)
    {
        await using var server = await ServerAsync();
        server.Troubles = (_, _) => trouble;
        return await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "keys", Keys, null, regions));
    }

    [Fact]
    public async Task It_says_whose_key_it_is_and_takes_all_regions_that_the_account_has_enabled()
    {
        await using var server = await ServerAsync();
        await using var session = await OpenAsync(server, "keys", Keys);
        Assert.Equal(("123456789012", "arn:aws:iam::123456789012:user/maestro"), (session.Account, session.Identity));
        Assert.Equal(["ap-east-1", "eu-west-1", "us-east-1"], session.Regions);
        Assert.Equal(3, session.ScopesOf(ApiLine.Of("aws.ec2.volumes")).Count);
    }

    [Fact]
    public async Task Every_call_is_signed_for_its_region_and_service()
    {
        await using var server = await ServerAsync();
        await using var session = await OpenAsync(server, "keys", Keys, null, "eu-west-1 (Ireland)");
        await ApiLine.ReadAsync(ApiLine.Of("aws.ec2.volumes"), session);
        Assert.Equal(["ec2", "ec2", "ec2", "sts"], server.Asked.Select(one => one.Ask.Parameters["service"]).Order());
        Assert.All(server.Asked, one => Assert.Equal("eu-west-1", one.Ask.Parameters["region"]));
        Assert.All(server.Asked, one => Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/", one.Ask.Authorization, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("InvalidClientTokenId", "The security token included in the request is invalid.", "does not know this access key")]
    [InlineData("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.", "the secret access key does not belong")]
    [InlineData("ExpiredToken", "The security token included in the request is expired", "these temporary credentials have expired")]
    public async Task Credentials_that_do_not_work_are_said_in_words(string code, string message, string words)
    {
        var problem = await RefusedAsync(new Trouble(HttpStatusCode.Forbidden, Error(code, message)));
        Assert.Equal(ProblemKind.SignedOut, problem.Kind);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal([code], problem.Errors["code"]);
    }

    [Theory]
    [InlineData(-11, "11 minutes ahead of")]
    [InlineData(7, "7 minutes behind")]
    public void A_clock_that_is_wrong_is_named_with_how_much(int minutes, string words)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://sts.us-east-1.amazonaws.com/");
        request.Headers.Add("X-Amz-Date", "20260301T120000Z");
        using var response = new HttpResponseMessage(HttpStatusCode.Forbidden) { RequestMessage = request };
        response.Headers.Date = now.AddMinutes(minutes);
        var (code, said) = AwsErrors.Explain(response, AwsXml.Read(Error("SignatureDoesNotMatch", "Signature expired")), "us-east-1");
        Assert.Equal(ProblemKind.SignedOut, AwsErrors.Judge(code));
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_that_AWS_does_not_have_is_named_with_those_it_has()
    {
        await using var server = await ServerAsync();
        var problem = await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "keys", Keys, null, "us-east-1", "us-est-9"));
        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        Assert.Contains("no region \"us-est-9\"", problem.Message, StringComparison.Ordinal);
        Assert.Contains("eu-west-1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_that_is_not_enabled_is_one_that_has_nothing()
    {
        await using var server = await ServerAsync();
        await using var session = await OpenAsync(server, "keys", Keys, null, "us-east-1", "af-south-1");
        server.Troubles = (ask, _) => ask.Parameters["region"] == "af-south-1" ? new Trouble(HttpStatusCode.Unauthorized, "<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access credentials</Message></Error></Errors></Response>") : null;
        var resource = ApiLine.Of("aws.ec2.volumes");
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(resource, session));
        Assert.Contains(problem.Errors["code"].Single(), resource.NotAvailable);
        Assert.Contains("af-south-1 is not enabled", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_regions_need_no_right_to_list_regions()
    {
        await using var server = await ServerAsync();
        server.Troubles = (ask, _) => ask.Parameters.GetValueOrDefault("Action") == "DescribeRegions" ? new Trouble(HttpStatusCode.Forbidden, Denied) : null;
        await using var session = await OpenAsync(server, "keys", Keys, null, "us-east-1");
        Assert.Equal(["us-east-1"], session.Regions);
        var problem = await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "keys", Keys));
        Assert.Equal(ProblemKind.Denied, problem.Kind);
        Assert.Contains("ec2:DescribeRegions", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "{\"__type\":\"com.amazon.coral.service#ThrottlingException\",\"message\":\"Rate exceeded\"}", ProblemKind.TooMany)]
    [InlineData(503, "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors></Response>", ProblemKind.TooMany)]
    [InlineData(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized to perform: dynamodb:ListTables\"}", ProblemKind.Denied)]
    [InlineData(403, Denied, ProblemKind.Denied)]
    [InlineData(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"Requested resource not found\"}", ProblemKind.Missing)]
    [InlineData(500, "<html>no XML", ProblemKind.Unavailable)]
    public async Task Each_protocol_has_its_errors_understood(int status, string body, ProblemKind kind)
    {
        await using var server = await ServerAsync();
        await using var session = await OpenAsync(server, "keys", Keys, null, "us-east-1");
        server.Troubles = (_, _) => new Trouble((HttpStatusCode)status, body);
        Assert.Equal(kind, (await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("aws.ec2.volumes"), session))).Kind);
    }

    [Fact]
    public async Task Throttling_is_waited_out()
    {
        await using var server = await ServerAsync();
        await using var session = await OpenAsync(server, "keys", Keys, new CallOptions { Attempts = 3, BackOffSeconds = 10 }, "us-east-1");
        var times = 0;
        server.Troubles = (_, _) => Interlocked.Increment(ref times) == 1 ? new Trouble(HttpStatusCode.ServiceUnavailable, Error("Throttling", "Rate exceeded")) : null;
        Assert.NotEmpty(await ApiLine.ReadAsync(ApiLine.Of("aws.ec2.volumes"), session));
    }

    [Fact]
    public async Task A_role_is_assumed_with_its_external_id_and_again_when_its_credentials_expire_in_mid_list()
    {
        await using var server = await ServerAsync();
        var (assumed, expired) = (0, 0);
        server.Troubles = (ask, _) => ask.Parameters.GetValueOrDefault("Action") switch
        {
            "AssumeRole" when ask.Parameters.GetValueOrDefault("ExternalId") == "e-1" && ask.Parameters["RoleArn"] == "arn:aws:iam::210987654321:role/maestro" => new Trouble(HttpStatusCode.OK, RoleAnswer($"TOKEN{Interlocked.Increment(ref assumed)}")),
            "DescribeVolumes" when ask.Parameters.ContainsKey("NextToken") && Interlocked.Increment(ref expired) == 1 => new Trouble(HttpStatusCode.BadRequest, Error("RequestExpired", "Request has expired.")),
            _ => null,
        };
        await using var session = await OpenAsync(server, "role", new JsonObject(Keys.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))) { ["role_arn"] = "arn:aws:iam::210987654321:role/maestro", ["external_id"] = "e-1" }, null, "us-east-1");
        Assert.Equal(3, (await ApiLine.ReadAsync(ApiLine.Of("aws.ec2.volumes"), session)).Count(one => one.Draft is not null || one.Problem is not null));
        Assert.Equal(2, assumed);
        var asked = server.Asked.Where(one => one.Ask.Parameters.GetValueOrDefault("Action") == "DescribeVolumes").Select(one => one.Ask.Authorization!.Split("Credential=")[1].Split('/')[0]);
        Assert.Equal(["ASIATOKEN1", "ASIATOKEN1", "ASIATOKEN2"], asked);
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_says_what_to_check()
    {
        await using var server = await ServerAsync();
        server.Troubles = (_, _) => new Trouble(HttpStatusCode.Forbidden, Error("AccessDenied", "User is not authorized to perform: sts:AssumeRole"));
        var problem = await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "role", new JsonObject { ["access"] = "AKIA", ["secret"] = "s", ["role_arn"] = "arn:aws:iam::210987654321:role/maestro" }));
        Assert.Equal(ProblemKind.Denied, problem.Kind);
        Assert.Contains("trusts this identity", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("role")]
    public async Task The_hosts_own_credentials_are_used_only_where_an_administrator_allows_it(string method)
    {
        await using var server = await ServerAsync();
        var problem = await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, method, new JsonObject { ["role_arn"] = "arn:aws:iam::210987654321:role/maestro" }));
        Assert.Equal(ProblemKind.Denied, problem.Kind);
        Assert.Contains("Discovery:HostCredentials", problem.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Half_a_key_is_refused_before_anything_is_called()
    {
        await using var server = await ServerAsync();
        Assert.Equal(ProblemKind.Invalid, (await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "keys", new JsonObject { ["access"] = "AKIA" }))).Kind);
        Assert.Empty(server.Asked);
    }

    [Theory]
    [InlineData("us-east-1", "https://ec2.us-east-1.amazonaws.com/", "https://route53.amazonaws.com/", "us-east-1", "aws")]
    [InlineData("us-gov-west-1", "https://ec2.us-gov-west-1.amazonaws.com/", "https://route53.us-gov.amazonaws.com/", "us-gov-west-1", "aws-us-gov")]
    [InlineData("cn-north-1", "https://ec2.cn-north-1.amazonaws.com.cn/", "https://route53.amazonaws.com.cn/", "cn-northwest-1", "aws-cn")]
    public void Each_partition_has_its_own_addresses(string region, string regional, string global, string signedFor, string partition)
    {
        Assert.Equal(regional, AwsService.Ec2.Address(region));
        Assert.Equal(global, AwsService.Route53.Address(region));
        Assert.Equal(signedFor, AwsService.Route53.SigningRegion(region));
        Assert.Equal($"arn:{partition}:ec2:{region}:1:vpc/v", AwsObjects.Arn(new Scope("1", region), "ec2", "vpc/v"));
    }

    [Fact]
    public async Task A_page_that_names_itself_as_the_next_is_not_asked_for_ever()
    {
        await using var server = await ServerAsync();
        server.Rewrite = (recording, body) => recording.File.EndsWith("2.http", StringComparison.Ordinal) ? body.Replace("</DescribeVolumesResponse>", "<nextToken>p2</nextToken></DescribeVolumesResponse>", StringComparison.Ordinal) : body;
        await using var session = await OpenAsync(server, "keys", Keys, null, "us-east-1");
        Assert.Equal(ProblemKind.Unavailable, (await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("aws.ec2.volumes"), session))).Kind);
    }

    [Fact]
    public void Xml_that_names_a_document_type_or_is_deeper_than_any_answer_is_not_read()
    {
        Assert.Throws<System.Xml.XmlException>(() => AwsXml.Read("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"));
        Assert.Throws<JsonException>(() => AwsXml.Read(string.Concat(Enumerable.Repeat("<a>", 200)) + "x" + string.Concat(Enumerable.Repeat("</a>", 200))));
    }

    [Fact]
    public void The_policy_is_one_statement_with_what_the_resources_call()
    {
        var policy = JsonNode.Parse(new AwsProvider().PolicyOf([ApiLine.Of("aws.ec2.volumes"), ApiLine.Of("aws.ec2.security_groups")]).Text)!;
        Assert.Equal("2012-10-17", (string?)policy["Version"]);
        var statement = Assert.Single((JsonArray)policy["Statement"]!)!;
        Assert.Equal(["ec2:DescribeNetworkInterfaces", "ec2:DescribeRegions", "ec2:DescribeSecurityGroups", "ec2:DescribeVolumes"], statement["Action"]!.AsArray().Select(action => (string?)action));
        Assert.Equal("*", (string?)statement["Resource"]);
    }

    [Theory]
    [InlineData("ec2.instances", "aws_instance")]
    [InlineData("ec2.volumes", "aws_ebs_volume")]
    [InlineData("ec2.volumes", "aws_instance_disks")]
    [InlineData("ec2.snapshots", "aws_ebs_snapshot")]
    [InlineData("ec2.images", "aws_ami")]
    [InlineData("ec2.vpcs", "aws_vpc")]
    [InlineData("ec2.subnets", "aws_subnet")]
    [InlineData("ec2.peerings", "aws_vpc_peering_connection")]
    [InlineData("ec2.route_tables", "aws_route_table")]
    [InlineData("ec2.network_interfaces", "aws_network_interface")]
    [InlineData("ec2.nat_gateways", "aws_nat_gateway")]
    [InlineData("ec2.security_groups", "aws_security_group")]
    [InlineData("ec2.internet_gateways", "aws_internet_gateway")]
    [InlineData("ec2.addresses", "aws_eip")]
    [InlineData("elbv2.load_balancers", "aws_lb")]
    [InlineData("elb.load_balancers", "aws_lb")]
    [InlineData("autoscaling.groups", "aws_autoscaling_group")]
    [InlineData("rds.instances", "aws_db_instance")]
    [InlineData("rds.clusters", "aws_rds_cluster")]
    [InlineData("s3.buckets", "aws_s3_bucket")]
    [InlineData("cloudfront.distributions", "aws_cloudfront_distribution")]
    [InlineData("sqs.queues", "aws_sqs_queue")]
    [InlineData("elasticache.clusters", "aws_elasticache_cluster")]
    [InlineData("elasticache.replication_groups", "aws_elasticache_cluster")]
    [InlineData("lambda.functions", "aws_lambda_function")]
    [InlineData("dynamodb.tables", "aws_dynamodb_table")]
    [InlineData("eks.clusters", "aws_eks_cluster")]
    [InlineData("ecs.clusters", "aws_ecs_cluster")]
    [InlineData("route53.hosted_zones", "aws_route53_zone")]
    public async Task What_Terraform_knows_too_has_the_same_sort_of_id_and_the_same_product(string aws, string terraform)
    {
        var resource = ApiLine.Of($"aws.{aws}");
        await using var server = await ProviderServer.StartAsync("aws", resource.Name);
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("aws"), server);
        var crawled = (await ApiLine.ReadAsync(resource, session)).Select(one => one.Draft).OfType<Draft>().ToList();
        var state = Plugs.InstancesOf<Resource>().Single(one => one.Name == $"terraform.{terraform}");
        var folder = Path.Combine(Recording.Fixtures, state.Name);
        var managed = new List<Draft>();
        foreach (var file in Directory.GetFiles(Directory.Exists(folder) ? folder : Path.Combine(Recording.Fixtures, "terraform")))
            managed.AddRange((await Reading.TranslateAsync(state, Path.GetFileName(file), await File.ReadAllBytesAsync(file))).Select(one => one.Draft).OfType<Draft>());
        Assert.NotEmpty(crawled.Select(FormOf).Intersect(managed.Select(FormOf)));
        Assert.NotEmpty(crawled.Select(draft => (string?)draft.Fields["provider"]).Intersect(managed.Select(draft => (string?)draft.Fields["provider"])));
    }

    // "arn:aws:rds:…:db:shop" is an arn:rds:db, "vol-0abc" a vol.
    private static string FormOf(Draft draft)
    {
        var parts = draft.ExternalId!.Split(':', 7);
        if (parts is ["arn", _, var service, _, _, var rest, ..])
            return $"{draft.Kind} arn:{service}:{(parts.Length > 6 || rest.Contains('/', StringComparison.Ordinal) ? rest.Split('/')[0] : "")}";
        return $"{draft.Kind} {(draft.ExternalId.Contains('-', StringComparison.Ordinal) ? draft.ExternalId.Split('-')[0] : "")}";
    }
}
