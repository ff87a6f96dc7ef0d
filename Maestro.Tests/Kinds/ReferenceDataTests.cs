using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Inventory.Seeding;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Tests.Kinds;

/// <summary>The records that every database begins with.</summary>
public sealed class ReferenceDataTests
{
    private static readonly Catalogue Catalogue = new();
    private static readonly List<Draft> Drafts = [.. ReferenceData.Drafts(Catalogue)];
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Lists = ReferenceData.Lists(Catalogue);

    [Fact]
    public void There_are_360_services_573_flavors_90_regions_and_39_lists()
    {
        Assert.Equal(["option 39", "region 90", "service 360", "public-flavor 573"], Drafts.GroupBy(draft => draft.Kind).Select(group => $"{group.Key} {group.Count()}"));
        Assert.Equal(["AWS 266", "RDS 92", "Azure 215"], Of("public-flavor").GroupBy(draft => draft.Fields["provider"].Text()).Select(group => $"{group.Key} {group.Count()}"));
        Assert.Equal(158, Of("service").Count(draft => draft.Fields["third_party"]!.GetValue<bool>()));
    }

    [Fact]
    public void Every_record_is_valid()
    {
        foreach (var draft in Drafts)
        {
            var kind = Catalogue.Get(draft.Kind);
            var checking = new Checking(list => Lists.GetValueOrDefault(list), Tolerant: false);
            foreach (var (name, value) in draft.Fields)
            {
                var field = kind.Find(name);
                Assert.True(field is not null, $"{draft.Label} has an unknown field {name}");
                Assert.True(Json.Same(value, field.Type.Check(value!, name, checking)), $"{draft.Label}: {name} is not in its stored form");
            }

            Assert.Empty(checking.Errors);
            Assert.All(kind.Fields.Where(field => field.Required), field => Assert.True(draft.Fields.ContainsKey(field.Name), $"{draft.Label} lacks {field.Name}"));
        }
    }

    [Fact]
    public void No_two_records_share_an_id_or_a_key_even_regardless_of_case()
    {
        Assert.Equal(Drafts.Count, Drafts.Select(draft => draft.NewId).Distinct().Count());
        Assert.Equal(Drafts.Count, Drafts.Select(draft => $"{draft.Kind}:{draft.ExternalId}").Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Ids_are_the_same_in_every_database() =>
        Assert.Equal(ReferenceData.IdOf("option:server_options.status"), Of("option").Single(draft => draft.ExternalId == "server_options.status").NewId);

    [Fact]
    public void The_version_is_sixteen_hexadecimal_digits() => Assert.Matches("^[0-9a-f]{16}$", ReferenceData.Version);

    [Fact]
    public void No_misspelling_is_left()
    {
        string[] wrong = ["Avaliable", "UTA", "Outher", "outhers", "Thirty Party", "Manange", "Continuos", "Bibucket", "Glitter", "SystV", "SystemCtl", "bussiness", "Haddop", "Luiz (Azure)", "Hashcorp", "BigQuey", "CDNetwortks", "GitLabs", "PageDuty", "PostGres", "Voldermort", "Rusty", "config-manageer"];
        var text = string.Join('\n', Drafts.SelectMany(draft => Words(draft.Fields)));
        Assert.All(wrong, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain(Drafts.SelectMany(draft => Words(draft.Fields)), word => Spelling.Correct(word) != word);
    }

    [Theory]
    [InlineData("ELB (AWS)", "Loadbalance")]
    [InlineData("AutoScaling (AWS)", "AutoScaling")]
    [InlineData("AutoScaling (AWS)", "AutoScalingPlan")]
    [InlineData("RDS (AWS)", "Database")]
    [InlineData("S3 (AWS)", "ObjectStorage")]
    [InlineData("SQS (AWS)", "Broker")]
    [InlineData("Elastic Cache (AWS)", "Cache")]
    [InlineData("SES (AWS)", "SMTP")]
    [InlineData("CloudFront (AWS)", "CDN")]
    [InlineData("Lambda (AWS)", "Serverless")]
    [InlineData("Lambda Layer (AWS)", "ServerlessLayer")]
    [InlineData("CloudSearch (AWS)", "Database")]
    [InlineData("DynamoDB (AWS)", "Database")]
    [InlineData("ApiGateway (AWS)", "ApiGateway")]
    [InlineData("LB (DigitalOcean)", "Loadbalance")]
    [InlineData("CDN (DigitalOcean)", "CDN")]
    [InlineData("Kubernetes (DigitalOcean)", "ContainerOrchestration")]
    [InlineData("Spaces (DigitalOcean)", "ObjectStorage")]
    [InlineData("OpenStack (HaProxy)", "Loadbalance")]
    public void What_crawlers_call_a_provider_is_in_the_catalogue(string service, string family) =>
        Assert.Contains(family, Of("service").Single(draft => draft.ExternalId == service).Fields["families"]!.AsArray().Select(value => value.Text()));

    [Fact]
    public void Every_family_of_the_catalogue_is_a_value_of_its_list()
    {
        Assert.Equal(Catalogue.FamilyOf(Catalogue.Get("application")).Select(kind => kind.Family!).Order(), Lists["application_options.families"].Order());
        Assert.Equal(Catalogue.FamilyOf(Catalogue.Get("network")).Select(kind => kind.Family).OfType<string>().Order(), Lists["network_options.families"].Order());
    }

    [Theory, MemberData(nameof(EveryKindTests.Kinds), MemberType = typeof(EveryKindTests))]
    public void Every_choice_has_its_list(string name)
    {
        foreach (var (path, field) in EveryKindTests.Walk(Catalogue.Get(name).Fields, ""))
        {
            if (EveryKindTests.Innermost(field.Type) is not Choice choice)
                continue;
            // Names of catalogue services are records of their own; "services.Application" means those of one family.
            foreach (var list in choice.Lists.Where(list => list != "services" && !list.StartsWith("services.", StringComparison.Ordinal)))
                Assert.True(Lists.ContainsKey(list), $"{path} names the list {list}");
            if (field.Default is { } value)
                Assert.Contains(value, choice.Lists.SelectMany(list => Lists[list]));
        }
    }

    [Fact]
    public void A_region_has_its_code_and_its_place_apart()
    {
        var region = Of("region").Single(draft => draft.ExternalId == "AWS|us-east-1").Fields;
        Assert.Equal("N. Virginia", region["name"].Text());
        Assert.Equal(6, region["zones"]!.AsArray().Count);
        Assert.All(Of("region"), draft => Assert.DoesNotContain("(", draft.Fields["code"].Text(), StringComparison.Ordinal));
    }

    private static IEnumerable<Draft> Of(string kind) => Drafts.Where(draft => draft.Kind == kind);

    private static IEnumerable<string> Words(JsonNode? node) => node switch
    {
        JsonObject thing => thing.SelectMany(pair => Words(pair.Value)),
        JsonArray list => list.SelectMany(Words),
        _ => node.Text() is { } text ? [text] : [],
    };
}
