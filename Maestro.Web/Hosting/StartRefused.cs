namespace Maestro.Web.Hosting;

/// <summary>Maestro will not start, for reasons that a person can mend. Every reason names the setting or path to blame.</summary>
internal sealed class StartRefused : Exception
{
    public StartRefused(params IReadOnlyList<string> reasons) : base(string.Join(Environment.NewLine, reasons)) => Reasons = reasons;

    public IReadOnlyList<string> Reasons { get; }
}
