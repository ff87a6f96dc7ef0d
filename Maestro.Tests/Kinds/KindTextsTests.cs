using System.Globalization;
using Maestro.Modules.Kinds;

namespace Maestro.Tests.Kinds;

/// <summary>Portuguese for everything that Kinds say.</summary>
public sealed class KindTextsTests
{
    private static readonly Catalogue Catalogue = new();

    [Theory, MemberData(nameof(EveryKindTests.Kinds), MemberType = typeof(EveryKindTests))]
    public void Every_label_help_section_unit_and_relation_has_a_translation(string name)
    {
        var gaps = KindTexts.Said(Catalogue.Get(name)).Distinct().Where(text => !KindTexts.Knows(text)).ToList();
        Assert.True(gaps.Count == 0, $"Kinds.pt-BR.json lacks: {string.Join(" | ", gaps)}");
    }

    [Fact]
    public void No_translation_is_left_over()
    {
        var said = Catalogue.All.SelectMany(KindTexts.Said).ToHashSet();
        Assert.DoesNotContain(KindTexts.Known, text => !said.Contains(text));
    }

    [Fact]
    public void A_translation_ends_as_the_English_does() =>
        Assert.All(KindTexts.Known, text => Assert.Equal(text.EndsWith('.'), KindTexts.In(text, new CultureInfo("pt-BR")).EndsWith('.')));

    [Fact]
    public void Portuguese_readers_read_Portuguese_and_all_others_English()
    {
        Assert.Equal("Endereço IP", KindTexts.In("IP address", new CultureInfo("pt-BR")));
        Assert.Equal("Endereço IP", KindTexts.In("IP address", new CultureInfo("pt-PT")));
        Assert.Equal("IP address", KindTexts.In("IP address", new CultureInfo("en-US")));
        Assert.Equal("Not a text of a Kind", KindTexts.In("Not a text of a Kind", new CultureInfo("pt-BR")));
    }
}
