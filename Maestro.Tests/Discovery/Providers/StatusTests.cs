using Maestro.Modules.Discovery.Providers;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>Words of the providers for a status, in the few that Maestro has.</summary>
public sealed class StatusTests
{
    [Theory]
    [InlineData("available", "Available")]
    [InlineData("backing-up", "Active")]
    [InlineData("configuring-enhanced-monitoring", "Active")]
    [InlineData("converting-to-vpc", "Active")]
    [InlineData("storage-full", "Stopped")]
    [InlineData("incompatible-parameters", "Stopped")]
    [InlineData("inaccessible-encryption-credentials-recoverable", "Stopped")]
    [InlineData("insufficient-capacity", "Stopped")]
    [InlineData("available, prep-for-resize", "Active")]
    [InlineData("cancelling-resize", "Active")]
    [InlineData("Online", "Active")]
    [InlineData("Paused", "Stopped")]
    [InlineData("Offline", "Stopped")]
    [InlineData("Disabled", "Stopped")]
    [InlineData("EmergencyMode", "Stopped")]
    [InlineData("RecoveryPending", "Stopped")]
    [InlineData("Inaccessible", "Stopped")]
    [InlineData("Restoring", "Active")]
    [InlineData("Ready", "Active")]
    [InlineData("forking", "Active")]
    [InlineData("deleting", "Stopped")]
    [InlineData("a word of tomorrow", null)]
    [InlineData(null, null)]
    public void Of_a_database(string? word, string? status) => Assert.Equal(status, Status.Database(word));

    [Theory]
    [InlineData("MAINTENANCE", "Pending")]
    [InlineData("REBOOTING_BROKER", "Pending")]
    [InlineData("HEALING", "Degraded")]
    [InlineData("restore-failed", "Error")]
    [InlineData("incompatible-network", "Error")]
    [InlineData("snapshotting", "Active")]
    [InlineData("rebooting cluster nodes", "Pending")]
    [InlineData("Canceled", "Error")]
    [InlineData("active_impaired", "Degraded")]
    public void Of_a_service(string word, string status) => Assert.Equal(status, Status.Resource(word));

    [Theory]
    [InlineData("Frozen", "Active")]
    [InlineData("ActiveSASFrozen", "Active")]
    [InlineData("in-use", "Active")]
    [InlineData("error_deleting", "Error")]
    public void Of_a_volume(string word, string status) => Assert.Equal(status, Status.Volume(word));
}
