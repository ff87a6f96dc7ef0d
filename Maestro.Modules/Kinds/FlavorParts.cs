using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Makes the fields of a size: what comes with it and what it costs.</summary>
internal static class FlavorParts
{
    private const string Costs = "Prices";

    internal static Field<string> Text(string name, string label, string help) => new(name, new Text(1000)) { Label = label, Help = help, Section = Sections.Specification };

    internal static Field<decimal> Number(string name, string label, string help, string? unit = null) => new(name, new Number(from: 0)) { Label = label, Help = help, Section = Sections.Specification, Unit = unit };

    internal static Field<bool> Flag(string name, string label, string help) => new(name, new Flag()) { Label = label, Help = help, Section = Sections.Specification };

    internal static Field<decimal> Price(string name, string label) => new(name, new Number(from: 0)) { Label = label, Help = "List price of an hour.", Section = Costs, Unit = "USD" };
}
