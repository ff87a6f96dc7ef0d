namespace Maestro.Web.Shared;

/// <summary>
/// Cancelled when a component is left, or Maestro stops: a circuit whose browser has gone outlives both, and must not go on reading. Its token may still be asked for afterwards: what was waiting when the person went
/// on finds it cancelled, where that of a disposed <see cref="CancellationTokenSource"/> would end the whole circuit.
/// </summary>
public sealed class Departure : IDisposable
{
    private readonly CancellationTokenSource source;

    /// <param name="stopping">Cancelled when Maestro stops.</param>
    public Departure(CancellationToken stopping = default)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Token = source.Token;
    }

    public CancellationToken Token { get; }

    public bool IsCancellationRequested => Token.IsCancellationRequested;

    public void Cancel() => source.Cancel();

    public Task CancelAsync() => source.CancelAsync();

    public void Dispose() => source.Dispose();
}
