using System.Globalization;
using System.Resources;

namespace Maestro.Modules.Notifications.Wording;

/// <summary>Sentences in the language of the culture of the moment.</summary>
internal static class Sentences
{
    // English is the key itself, as in the pages.
    internal static readonly ResourceManager Words = new("Maestro.Modules.Notifications.Wording.Words", typeof(Sentences).Assembly);

    internal static string Say(string text, params object[] values)
    {
        var words = Words.GetString(text, CultureInfo.CurrentUICulture) ?? text;
        return values.Length == 0 ? words : string.Format(CultureInfo.CurrentCulture, words, values);
    }

    internal static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
