using System.Collections.Frozen;
using System.Reflection;
using Maestro.Modules.Kinds;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Shared.Editors;

/// <summary>Which component edits which type of field, and whether it stands in a frame of its own.</summary>
public static class EditorCatalogue
{
    private static readonly FrozenDictionary<Type, Type> ByType = typeof(EditorCatalogue).Assembly.GetTypes()
        .SelectMany(component => component.GetCustomAttributes<EditorOfAttribute>().Select(mark => (mark.Type, Component: component)))
        .ToFrozenDictionary(pair => pair.Type, pair => pair.Component);

    /// <summary>The editor of a type, or null when there is none.</summary>
    public static Type? Find(Type fieldType) => ByType.GetValueOrDefault(fieldType);

    /// <summary>The editor of a type; a type without one is a bug.</summary>
    public static Type Of(Types.FieldType type) =>
        Find(type.GetType()) ?? throw new InvalidOperationException($"There is no editor for fields of type '{type.Name}'.");

    /// <summary>True for what holds further inputs: it gets a frame with a title instead of a label.</summary>
    public static bool Framed(Types.FieldType type) => type is Types.Group or Types.ListOf || type is Types.Ref reference && Typed(reference.Fields).Any();

    /// <summary>True for what fits in the cell of a table.</summary>
    public static bool Small(Types.FieldType type) => !Framed(type) && type is not (Types.Text { Lines: true } or Types.Tags or Types.Any);

    /// <summary>The fields that a person may type.</summary>
    public static IEnumerable<Field> Typed(IEnumerable<Field> fields) => fields.Where(field => !field.ReadOnly);
}
