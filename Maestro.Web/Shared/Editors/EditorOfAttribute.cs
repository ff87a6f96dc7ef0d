namespace Maestro.Web.Shared.Editors;

/// <summary>Says which type of field a component edits; that is all the registration there is.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class EditorOfAttribute(Type type) : Attribute
{
    /// <summary>The type of field.</summary>
    public Type Type { get; } = type;
}
