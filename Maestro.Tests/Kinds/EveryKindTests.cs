using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Tests.Kinds;

/// <summary>What every Kind and Field must have; a new one is tested by existing.</summary>
public sealed class EveryKindTests
{
    private static readonly Catalogue Catalogue = new();

    public static TheoryData<string> Kinds => [.. Catalogue.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_says_what_it_is(string name)
    {
        var kind = Catalogue.Get(name);
        Assert.NotEmpty(kind.Label);
        Assert.NotEmpty(kind.LabelPlural);
        Assert.NotEmpty(kind.Icon);
        Assert.EndsWith(".", kind.Description, StringComparison.Ordinal);
        Assert.Matches("^[a-z][a-z-]*$", kind.Name);
        Assert.Matches("^[a-z][a-z-]*$", kind.Plural);
        Assert.NotEmpty(kind.Fields);
    }

    [Fact]
    public void No_name_stands_for_two_kinds()
    {
        var names = Catalogue.All.SelectMany(kind => new[] { kind.Name, kind.Plural }.Distinct()).ToList();
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase).Count(), names.Count);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_field_has_a_label_and_a_help_sentence(string name)
    {
        foreach (var (path, field) in Walk(Catalogue.Get(name).Fields, ""))
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", field.Name.Replace("serverType", "type", StringComparison.Ordinal));
            Assert.False(string.IsNullOrWhiteSpace(field.Label), $"{path} has no label");
            Assert.True(field.Help.EndsWith('.'), $"{path} has no help sentence");
            Assert.NotEmpty(field.Section);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_reference_points_at_a_kind_and_is_named_in_both_directions(string name)
    {
        foreach (var (path, field) in Walk(Catalogue.Get(name).Fields, ""))
        {
            if (Innermost(field.Type) is not Ref reference)
                continue;
            Assert.True(Catalogue.Find(reference.Kind)?.Name == reference.Kind, $"{path} points at {reference.Kind}");
            Assert.InRange(reference.Relation.Split(' ').Length, 1, 3);
            Assert.InRange(reference.Inverse.Split(' ').Length, 1, 3);
            Assert.NotEqual(reference.Relation, reference.Inverse);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void No_field_has_a_name_of_the_envelope(string name)
    {
        string[] envelope = ["id", "kind", "state", "active", "owner", "level", "sources", "last_seen", "merged_into", "version", "created_at", "updated_at", "url"];
        Assert.Empty(Catalogue.Get(name).Fields.Select(field => field.Name).Intersect(envelope));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_natural_key_is_made_of_fields(string name)
    {
        var kind = Catalogue.Get(name);
        Assert.NotEmpty(kind.NaturalKeys);
        foreach (var path in kind.NaturalKeys.SelectMany(key => key.Paths))
            Assert.Contains(Walk(kind.Fields, ""), pair => pair.Path == path);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_shows_its_name_first(string name)
    {
        var kind = Catalogue.Get(name);
        var title = Assert.IsAssignableFrom<Field>(kind.Find("name"));
        Assert.True(title is { Required: true, Indexed: true, Searchable: true, InList: true });
        Assert.Same(kind.Fields[0], title);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_condition_names_a_field_beside_it(string name)
    {
        Siblings(Catalogue.Get(name).Fields);
        static void Siblings(IReadOnlyList<Field> fields)
        {
            foreach (var field in fields)
            {
                if (field.When is { } condition)
                    Assert.Contains(fields, other => other.Name == condition.Split('=')[0]);
                Siblings(Parts(field.Type));
            }
        }
    }

    [Fact]
    public void There_are_26_families_of_applications_and_14_of_networks()
    {
        Assert.Equal(26, Catalogue.FamilyOf(Catalogue.Get("application")).Count);
        Assert.Equal(26, Catalogue.FamilyOf(Catalogue.Get("application")).Select(kind => kind.Family).Distinct().Count());
        Assert.Equal(15, Catalogue.FamilyOf(Catalogue.Get("network")).Count);
        Assert.Equal("ci-cd", Catalogue.OfFamily("application", "ci/cd")?.Name);
    }

    [Fact]
    public void A_family_leaves_out_what_only_the_parent_has()
    {
        Assert.NotNull(Catalogue.Get("application").Find("language"));
        Assert.Null(Catalogue.Get("cache").Find("language"));
        Assert.NotNull(Catalogue.Get("cache").Find("deps"));
    }

    internal static IEnumerable<(string Path, Field Field)> Walk(IReadOnlyList<Field> fields, string before)
    {
        foreach (var field in fields)
        {
            yield return (before + field.Name, field);
            foreach (var inner in Walk(Parts(field.Type), $"{before}{field.Name}."))
                yield return inner;
        }
    }

    internal static FieldType Innermost(FieldType type) => type is ListOf list ? Innermost(list.Item) : type;

    private static IReadOnlyList<Field> Parts(FieldType type) => Innermost(type) switch
    {
        Group group => group.Fields,
        Ref reference => reference.Fields,
        _ => [],
    };
}
