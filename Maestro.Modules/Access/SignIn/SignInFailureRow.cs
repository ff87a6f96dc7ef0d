using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Access.SignIn;

/// <summary>A sign-in that failed: what the rate limits count.</summary>
internal sealed class SignInFailureRow
{
    public required Guid Id { get; init; }

    /// <summary>The mail address tried, as it is compared, whether or not it exists.</summary>
    public required string Account { get; init; }

    /// <summary>Network address it came from; of IPv6 the /64 network.</summary>
    public required string Address { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class SignInFailureTable : IEntityTypeConfiguration<SignInFailureRow>
{
    public void Configure(EntityTypeBuilder<SignInFailureRow> table)
    {
        table.ToTable("sign_in_failures", "access");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.Address, row.At });
    }
}
