namespace Maestro.Web;

/// <summary>
/// Names the resource files of what a person reads: <c>Texts.resx</c> (English is the key itself unless it says otherwise)
/// and <c>Texts.pt-BR.resx</c>.
/// </summary>
public sealed class Texts;
