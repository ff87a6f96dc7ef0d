using System.Globalization;
using Maestro.Web.Scheduling;

namespace Maestro.Tests.Web;

/// <summary>What came of a run is stored in English and read in the reader's language.</summary>
public sealed class SayingsTests : IAsyncDisposable
{
    private readonly Stage stage = new();

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Theory]
    [InlineData("Everything was read.", "Tudo foi lido.")]
    [InlineData("It answered 200 after 45 ms.", "Respondeu 200 após 45 ms.")]
    [InlineData("It answered 500 Internal Server Error.", "Respondeu 500 Internal Server Error.")]
    [InlineData("12 of 24 known records were not there; that is too many to retire without asking.", "12 de 24 registros conhecidos não estavam lá; é muito para retirar sem perguntar.")]
    [InlineData("7 of 12 parts are complete; 1 held, 2 denied. First: It answered 403 Forbidden.", "7 de 12 partes estão completas: 1 retido, 2 negado. Respondeu 403 Forbidden.")]
    [InlineData("database:read: the token lacks this scope", "database:read: the token lacks this scope")]
    [InlineData("$& {0} (.*)\\", "$& {0} (.*)\\")]
    public void A_known_sentence_is_said_in_Portuguese_and_another_stays(string said, string expected)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
        try
        {
            Assert.Equal(expected, RunSayings.In(stage.Texts, said));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
