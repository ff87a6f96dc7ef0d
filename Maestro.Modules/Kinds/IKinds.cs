namespace Maestro.Modules.Kinds;

/// <summary>The catalogue of what exists.</summary>
public interface IKinds
{
    /// <summary>Every Kind, ordered by group, order and label.</summary>
    IReadOnlyList<Kind> All { get; }

    /// <summary>The Kind of that singular or plural name, or null.</summary>
    Kind? Find(string name);

    /// <summary>The Kind of that singular name; a name that does not exist is a bug.</summary>
    Kind Get(string name);

    /// <summary>The Kind itself and every Kind that extends it.</summary>
    IReadOnlyList<Kind> FamilyOf(Kind kind);

    /// <summary>The Kind that a family value stands for below <paramref name="root"/>, or null.</summary>
    Kind? OfFamily(string root, string family);
}
