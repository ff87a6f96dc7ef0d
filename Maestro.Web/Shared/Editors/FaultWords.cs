using Microsoft.Extensions.Localization;

namespace Maestro.Web.Shared.Editors;

/// <summary>What is wrong with a value, in the reader's language. The plan and the API say it in English; what is not known here stays so.</summary>
internal static class FaultWords
{
    /// <summary>Sentences as <c>Kinds/Types</c> writes them, the longer ones first.</summary>
    internal static readonly string[] Sentences =
    [
        "\"{0}\" is not a date and time with offset, such as 2026-11-24T08:00:00Z",
        "\"{0}\" is not a URL such as https://host:port/path",
        "\"{0}\" is not an IP address",
        "\"{0}\" is not a number",
        "\"{0}\" is not an id",
        "\"{0}\" is not one of {1}",
        "{0} must be a whole number",
        "{0} must be more than {1}",
        "{0} must be at least {1}",
        "{0} must be at most {1}",
        "is {0} characters long; at most {1} are kept",
        "has {0} items; at most {1} are kept",
        "there is no {0} with the id {1}, or you may not see it",
        "there is no {0} called \"{1}\" that you may see",
        "must be a date and time with offset, such as 2026-11-24T08:00:00Z",
        "must be a number",
        "must be text",
        "must be an object",
        "is required",
    ];

    private static readonly Sayings Known = new(Sentences);

    /// <summary>The same fault in the reader's language.</summary>
    public static string In(IStringLocalizer texts, string fault) => Known.In(texts, fault);
}
