using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Kernel;

/// <summary>What all processes on one database must agree on: the key check, the wrapped key ring.</summary>
internal sealed class SettingRow
{
    public required string Key { get; set; }

    public required string Value { get; set; }
}

internal sealed class SettingTable : IEntityTypeConfiguration<SettingRow>
{
    public void Configure(EntityTypeBuilder<SettingRow> table)
    {
        table.ToTable("settings", "kernel");
        table.HasKey(row => row.Key);
    }
}
