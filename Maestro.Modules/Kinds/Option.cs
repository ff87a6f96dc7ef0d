using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>The values that a choice in a form offers.</summary>
public sealed class Option : Kind
{
    public static readonly Field<string> OptionName = new("name", new Text()) { Label = "Name", Help = "What the list is about.", Required = true, Indexed = true, Searchable = true, InList = true };
    public static readonly Field<string> Key = new("key", new Text()) { Help = "Key that fields name the list by.", Required = true, Indexed = true, Searchable = true, InList = true, WarnDuplicate = true, Mono = true };
    public static readonly Field<string> About = new("description", new Text(8000, lines: true)) { Help = "Where the list is used.", Searchable = true };
    public static readonly Field<object> Values = new("values", new ListOf(new Text())) { Help = "Values, in the order they are offered.", Searchable = true, InList = true };
    public static readonly Field<object> Details = new("details", new Any()) { Help = "Settings of each value, for lists that are more than words." };

    public override string Name => "option";
    public override string Plural => "options";
    public override string Label => "Option list";
    public override string LabelPlural => "Option lists";
    public override string Description => "The values that a choice in a form offers.";
    public override string Icon => "option";
    public override KindGroup Group => KindGroup.Settings;
    public override int Order => 20;
    public override bool Shared => true;
    public override IReadOnlyList<NaturalKey> NaturalKeys => [new("key", ["key"], KeyScope.Owner, 9)];
}
