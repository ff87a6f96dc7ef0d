using Maestro.Modules.Kernel;

namespace Maestro.Tests.Architecture;

/// <summary>Who may call whom (house.md 2.7), executed; and the proof that the rule bites.</summary>
public sealed class BoundariesTests
{
    private static readonly Dictionary<string, string[]> MayCall = new()
    {
        ["Access"] = [],
        ["Audit"] = ["Access"],
        ["Mail"] = ["Access"],
        ["Files"] = ["Access"],
        ["Inventory"] = ["Access"],
        ["Scheduling"] = ["Access", "Inventory", "Audit"],
        ["Discovery"] = ["Access", "Inventory", "Scheduling", "Audit"],
        ["Notifications"] = ["Access", "Inventory", "Scheduling", "Audit"],
    };

    private static readonly string[] Open = ["Kernel", "Kinds"];

    [Fact]
    public void A_module_calls_only_modules_below_it_and_only_their_contracts() =>
        Assert.Empty(Boundaries.Broken(typeof(Plugs).Assembly, "Maestro.Modules", MayCall, Open));

    [Fact]
    public void Only_the_root_of_a_module_is_public() =>
        Assert.Empty(Boundaries.Leaking(typeof(Plugs).Assembly, "Maestro.Modules", Open));

    [Fact]
    public void The_table_has_no_cycle() => Assert.True(Boundaries.IsAcyclic(MayCall));

    [Fact]
    public void Every_module_is_in_the_table()
    {
        var modules = typeof(Plugs).Assembly.GetTypes().Where(type => typeof(IModule).IsAssignableFrom(type) && type.IsClass)
            .Select(type => type.Namespace!.Split('.')[2]).Except(Open);
        Assert.Empty(modules.Except(MayCall.Keys));
    }

    [Fact]
    public void The_rule_finds_exactly_the_sins_planted_for_it()
    {
        var table = new Dictionary<string, string[]> { ["Alpha"] = ["Beta"], ["Beta"] = [] };
        var assembly = typeof(BoundariesTests).Assembly;
        const string root = "Maestro.Tests.Architecture.Sins";
        Assert.Equal(
        [
            "Alpha.ReachesInside reaches inside Beta (Beta.Inside.Hidden)",
            "Beta.CallsUp may not call Alpha (Alpha.Contract)",
        ], Boundaries.Broken(assembly, root, table, []));
        Assert.Equal(["Beta.Inside.Leaks"], Boundaries.Leaking(assembly, root, []));
        Assert.False(Boundaries.IsAcyclic(new Dictionary<string, string[]> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"] }));
    }
}
