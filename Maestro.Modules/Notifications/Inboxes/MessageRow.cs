using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>A message as it is stored: what happened, as facts. No name stands in it; names are looked up when it is read.</summary>
internal sealed class MessageRow
{
    /// <summary>Made of the person and what happened, so that hearing of it twice makes one message.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is. A team's messages are for its webhook alone.</summary>
    public required Guid UserId { get; init; }
    public required string Event { get; init; }
    public required string Severity { get; set; }

    /// <summary>Numbers and words that the message is put together from.</summary>
    public required string Facts { get; set; }
    public Guid? RunId { get; init; }

    /// <summary>The record that it is about.</summary>
    public string? Kind { get; init; }
    public Guid? RecordId { get; init; }
    public Guid? ChangeSetId { get; init; }
    public Guid? SubscriptionId { get; init; }
    public required DateTimeOffset At { get; set; }
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Whether it is shown in the inbox.</summary>
    public required bool Inbox { get; init; }

    /// <summary>Whether open pages show it.</summary>
    public required bool Toast { get; init; }

    /// <summary>Whether the next digest holds it.</summary>
    public required bool Digest { get; set; }

    /// <summary>Whether a mail about it is still to be sent.</summary>
    public required bool MailDue { get; set; }

    /// <summary>When the owner's webhook is called about it; null when it is not, or has been.</summary>
    public DateTimeOffset? HookDue { get; set; }

    /// <summary>How often it has been called.</summary>
    public int HookTries { get; set; }

    /// <summary>Up to where the feed of changes is counted in it: a change that is told twice counts once.</summary>
    public ulong? UptoTx { get; set; }
    public long? UptoId { get; set; }

    /// <summary>Its place in the feed of messages; moves when it changes.</summary>
    public ulong Tx { get; init; }
    public long Number { get; init; }
}

internal sealed class MessageTable : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> table)
    {
        table.ToTable("messages", "notifications");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Facts).HasColumnType("jsonb");
        table.Property(row => row.UptoTx).HasColumnType("xid8");
        table.Property(row => row.Tx).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
        table.Property(row => row.Number).UseIdentityByDefaultColumn();
        table.HasIndex(row => new { row.UserId, row.At, row.Id }, "ix_messages_inbox").IsDescending(false, true, true).HasFilter("inbox");
        table.HasIndex(row => new { row.UserId, row.Number }, "ix_messages_person");
        table.HasIndex(row => row.UserId, "ix_messages_unread").HasFilter("inbox and read_at is null");
        table.HasIndex(row => new { row.UserId, row.Tx, row.Number }, "ix_messages_feed");
        table.HasIndex(row => row.At, "ix_messages_mail").HasFilter("mail_due");
        table.HasIndex(row => row.UserId, "ix_messages_digest").HasFilter("digest");
        table.HasIndex(row => row.HookDue, "ix_messages_hook").HasFilter("hook_due is not null");
        table.HasIndex(row => row.At, "ix_messages_at");
    }
}
