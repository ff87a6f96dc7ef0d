namespace Maestro.Modules.Discovery.Providers;

/// <summary>Files about Maestro's JSON that ship with it.</summary>
internal static class JsonFiles
{
    /// <summary>The example to fill in: <c>maestro-template.json</c>.</summary>
    internal static Stream Template() =>
        typeof(JsonFiles).Assembly.GetManifestResourceStream("Maestro.Modules.Discovery.Providers.Json.maestro-template.json")
        ?? throw new InvalidOperationException("The JSON template is not part of this build.");
}
