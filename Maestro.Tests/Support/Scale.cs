using System.Globalization;

namespace Maestro.Tests.Support;

/// <summary>How many rounds a property test runs: <c>MAESTRO_TEST_SCALE</c> multiplies, 1 on a developer's machine.</summary>
internal static class Scale
{
    internal static int Rounds(int one) =>
        (int)(one * (double.TryParse(Environment.GetEnvironmentVariable("MAESTRO_TEST_SCALE"), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) ? factor : 1));
}
