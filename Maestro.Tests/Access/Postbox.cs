using Maestro.Modules.Kernel;

namespace Maestro.Tests.Access;

/// <summary>Mail that is only kept, where the way of a letter is not what a test is about.</summary>
public sealed class Postbox : IMail
{
    /// <summary>Whether there is mail at all; off unless a test switches it on.</summary>
    public bool On { get; set; }

    public List<Letter> Letters { get; } = [];

    public string? Missing => On ? null : "No mail server is set.";

    public string Link(string page) => $"https://maestro.example.org/ops/{page}";

    public Task SendAsync(Letter letter, CancellationToken cancel)
    {
        if (!On)
            throw new Problem(ProblemKind.Unavailable, "Mail cannot be sent.");
        Letters.Add(letter);
        return Task.CompletedTask;
    }

    /// <summary>The last letter to an address.</summary>
    public Letter To(string address) => Letters.Last(letter => letter.To == address);

    /// <summary>The secret in the link of the last letter to an address.</summary>
    public string TokenTo(string address) => To(address).Url!.Split("token=")[1];
}
