using System.Reflection;

namespace Maestro.Web.Hosting;

/// <summary>Something else than serving that Maestro can be asked for: <c>bench</c>, <c>keys rotate</c>. Found by scan of this assembly.</summary>
internal interface ICommand
{
    /// <summary>The words that ask for it.</summary>
    string Name { get; }

    /// <summary>Does it with the composed, not yet started application, and answers the exit code.</summary>
    Task<int> RunAsync(WebApplication app, string[] args, CancellationToken cancel);
}

/// <summary>Reads the command line.</summary>
internal static class Commands
{
    /// <summary>The command that the arguments begin with, or null to serve.</summary>
    public static ICommand? Find(string[] args)
    {
        var commands = Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true } && typeof(ICommand).IsAssignableFrom(type))
            .Select(type => (ICommand)Activator.CreateInstance(type, nonPublic: true)!)
            .ToList();
        if (args.Length == 0 || args[0].StartsWith('-'))
            return null;
        return commands.Find(command => args.Take(command.Name.Split(' ').Length).SequenceEqual(command.Name.Split(' ')))
            ?? throw new StartRefused($"There is no command '{args[0]}'. There is: {string.Join(", ", commands.Select(command => command.Name).Order(StringComparer.Ordinal))}.");
    }

    /// <summary>The arguments that are settings: <c>--Section:Key=value</c>, and <c>--demo</c> for <c>--Demo=true</c>. A command reads its own.</summary>
    public static string[] Settings(string[] args) =>
        args.Length > 0 && !args[0].StartsWith('-') ? [] : [.. args.Select(argument => argument == "--demo" ? "--Demo=true" : argument)];
}
