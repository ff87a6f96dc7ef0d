using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Mail.Sending;

/// <summary>A letter on its way.</summary>
internal sealed class OutboxRow
{
    public const string Waiting = "waiting";
    public const string Sent = "sent";
    public const string GivenUp = "given_up";

    public required Guid Id { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    /// <summary>The letter, encrypted: it may carry a one-time link. Empty once it is sent or given up for good.</summary>
    public required string Sealed { get; set; }

    /// <summary><see cref="Waiting"/>, <see cref="Sent"/> or <see cref="GivenUp"/>.</summary>
    public required string State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; while it is being sent, when another process may take it over.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Not sent after this.</summary>
    public DateTimeOffset? Until { get; init; }

    public int Attempts { get; set; }

    /// <summary>What went wrong last.</summary>
    public string? Fault { get; set; }

    public DateTimeOffset? SentAt { get; set; }
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> table)
    {
        table.ToTable("outbox", "mail");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasMaxLength(16);
        table.HasIndex(row => row.DueAt).HasFilter("state = 'waiting'");
        table.HasIndex(row => row.SentAt);
    }
}
