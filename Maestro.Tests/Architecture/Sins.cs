#pragma warning disable CA1822, CA1052
namespace Maestro.Tests.Architecture.Sins.Alpha
{
    public sealed class Contract
    {
        public int Answer => 42;
    }

    internal sealed class ReachesInside
    {
        internal static async Task<int> AskAsync()
        {
            await Task.Yield();
            Func<int> hidden = () => Beta.Inside.Hidden.Secret();
            return hidden() + Beta.Contract.Fine;
        }
    }
}

namespace Maestro.Tests.Architecture.Sins.Beta
{
    public sealed class Contract
    {
        public static int Fine => 1;
    }

    internal sealed class CallsUp
    {
        internal int Up() => new Alpha.Contract().Answer;
    }
}

namespace Maestro.Tests.Architecture.Sins.Beta.Inside
{
    internal static class Hidden
    {
        internal static int Secret() => 7;
    }

    public sealed class Leaks;
}
