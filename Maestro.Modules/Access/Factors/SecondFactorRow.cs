using Maestro.Modules.Access.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.Factors;

/// <summary>The authenticator program of a person.</summary>
internal sealed class SecondFactorRow
{
    public required Guid UserId { get; init; }

    /// <summary>The secret that it shares with the program, encrypted.</summary>
    public required string Secret { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null until the program has shown a right code: it does not count before.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The time step of the last code taken: neither it nor an older one is taken again.</summary>
    public long LastStep { get; set; }
}

internal sealed class SecondFactorTable : IEntityTypeConfiguration<SecondFactorRow>
{
    public void Configure(EntityTypeBuilder<SecondFactorRow> table)
    {
        table.ToTable("second_factors", "access");
        table.HasKey(row => row.UserId);
        table.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A code for the day the program is lost; it works once. Only its digest is stored.</summary>
internal sealed class RecoveryCodeRow
{
    public required Guid UserId { get; init; }

    public required byte[] Hash { get; init; }
}

internal sealed class RecoveryCodeTable : IEntityTypeConfiguration<RecoveryCodeRow>
{
    public void Configure(EntityTypeBuilder<RecoveryCodeRow> table)
    {
        table.ToTable("recovery_codes", "access");
        table.HasKey(row => new { row.UserId, row.Hash });
        table.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
