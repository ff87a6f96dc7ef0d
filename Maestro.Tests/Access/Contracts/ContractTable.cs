using System.Reflection;
using Maestro.Modules.Kernel;
using Maestro.Tests.Access.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Access.Contracts;

/// <summary>Somebody who calls a contract, and what there is to call it on.</summary>
internal sealed record Knock(Actor Actor, Target Target, IServiceProvider Services)
{
    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal T Get<T>() where T : notnull => Services.GetRequiredService<T>();
}

/// <summary>One contract method: how to call it, and what each caller gets, in the order of <see cref="ContractTable.Callers"/>.</summary>
/// <param name="Method">As <see cref="ContractTable.NameOf"/> writes it.</param>
/// <param name="Call">Calls it; what it answers in a word, null for "ok". A <see cref="Problem"/> is its own word.</param>
internal sealed record ContractEntry(string Method, string Answers, Func<Knock, Task<string?>> Call)
{
    /// <summary>What it is called on, as <see cref="Callers.TargetAsync"/> understands it.</summary>
    public string On { get; init; } = "/{kinds}";

    /// <summary>True when a call changes what the next caller would find.</summary>
    public bool Changes { get; init; }
}

/// <summary>What every contract method answers to everybody.</summary>
internal static partial class ContractTable
{
    /// <summary>Who calls: a stranger to Maestro, somebody without a grant, and so on.</summary>
    internal static readonly Caller[] Callers = [Caller.Stranger, Caller.NoGrant, Caller.Reader, Caller.Writer, Caller.RecordAdmin, Caller.TeamMember, Caller.FormerMember, Caller.Administrator];

    // Columns: stranger, no grant, reader, writer, record's admin, team member, former member, administrator.
    private const string Everybody = "ok ok ok ok ok ok ok ok";
    private const string Readers = "missing missing ok ok ok ok missing ok";
    private const string Seen = "none none sees sees sees sees none sees";
    private const string Nowhere = "missing missing missing missing missing missing missing missing";
    private const string Administrators = "denied denied denied denied denied denied denied ok";

    internal static IReadOnlyList<ContractEntry> Entries { get; } = [.. Records, .. Plans, .. Connections, .. Schedules, .. Told, .. People, .. Teams, .. Own, .. Files];

    /// <summary>Every method of a public interface in a module's root folder that is told on whose behalf.</summary>
    internal static IReadOnlyList<string> Methods { get; } =
        [.. typeof(Plugs).Assembly.GetTypes()
            .Where(type => type is { IsInterface: true, IsPublic: true } && type.Namespace is { } place && place.StartsWith("Maestro.Modules.", StringComparison.Ordinal) && place.Count(letter => letter == '.') == 2)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Actor)))
            .Select(NameOf).Order(StringComparer.Ordinal)];

    /// <summary><c>IPlanning.ApplyAsync(Guid, ApplyOptions)</c>: without the actor and the token.</summary>
    internal static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType).Where(type => type != typeof(Actor) && type != typeof(CancellationToken)).Select(Word))})";

    private static string Word(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Word(inner) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Word))}>"
        : type.Name;

    private static ContractEntry Of(string method, string answers, Func<Knock, Task<string?>> call) => new(method, answers, call);

    /// <summary>An entry whose answer is of no interest beyond that there was one.</summary>
    private static ContractEntry Do(string method, string answers, Func<Knock, Task> call) => new(method, answers, async knock =>
    {
        await call(knock);
        return null;
    });

    private static string Sees(bool sees) => sees ? "sees" : "none";
}
