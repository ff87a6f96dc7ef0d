using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "notifications");

            migrationBuilder.CreateTable(
                name: "bookmarks",
                schema: "notifications",
                columns: table => new
                {
                    feed = table.Column<string>(type: "text", nullable: false),
                    tx = table.Column<ulong>(type: "xid8", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bookmarks", x => x.feed);
                });

            migrationBuilder.CreateTable(
                name: "choices",
                schema: "notifications",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    inbox = table.Column<bool>(type: "boolean", nullable: false),
                    toast = table.Column<bool>(type: "boolean", nullable: false),
                    mail = table.Column<bool>(type: "boolean", nullable: false),
                    digest = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_choices", x => new { x.user_id, x.@event });
                });

            migrationBuilder.CreateTable(
                name: "endings",
                schema: "scheduling",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tx = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()"),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    schedule_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_endings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                schema: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    severity = table.Column<string>(type: "text", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: true),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    change_set_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subscription_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    inbox = table.Column<bool>(type: "boolean", nullable: false),
                    toast = table.Column<bool>(type: "boolean", nullable: false),
                    digest = table.Column<bool>(type: "boolean", nullable: false),
                    mail_due = table.Column<bool>(type: "boolean", nullable: false),
                    upto_tx = table.Column<ulong>(type: "xid8", nullable: true),
                    upto_id = table.Column<long>(type: "bigint", nullable: true),
                    tx = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()"),
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_changes_feed",
                schema: "audit",
                table: "changes",
                columns: new[] { "tx", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_endings_at",
                schema: "scheduling",
                table: "endings",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_endings_feed",
                schema: "scheduling",
                table: "endings",
                columns: new[] { "tx", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_at",
                schema: "notifications",
                table: "messages",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_messages_digest",
                schema: "notifications",
                table: "messages",
                column: "user_id",
                filter: "digest");

            migrationBuilder.CreateIndex(
                name: "ix_messages_feed",
                schema: "notifications",
                table: "messages",
                columns: new[] { "tx", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_inbox",
                schema: "notifications",
                table: "messages",
                columns: new[] { "user_id", "at", "id" },
                descending: new[] { false, true, true },
                filter: "inbox");

            migrationBuilder.CreateIndex(
                name: "ix_messages_mail",
                schema: "notifications",
                table: "messages",
                column: "at",
                filter: "mail_due");

            migrationBuilder.CreateIndex(
                name: "ix_messages_person",
                schema: "notifications",
                table: "messages",
                columns: new[] { "user_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_unread",
                schema: "notifications",
                table: "messages",
                column: "user_id",
                filter: "inbox and read_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bookmarks",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "choices",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "endings",
                schema: "scheduling");

            migrationBuilder.DropTable(
                name: "messages",
                schema: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_changes_feed",
                schema: "audit",
                table: "changes");
        }
    }
}
