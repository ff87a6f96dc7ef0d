using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class Subscriptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_feed",
                schema: "notifications",
                table: "messages");

            migrationBuilder.CreateTable(
                name: "digests",
                schema: "notifications",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_digests", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                schema: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    query = table.Column<string>(type: "text", nullable: false),
                    fresh = table.Column<bool>(type: "boolean", nullable: false),
                    changed = table.Column<bool>(type: "boolean", nullable: false),
                    gone = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscriptions", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_feed",
                schema: "notifications",
                table: "messages",
                columns: new[] { "user_id", "tx", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_kind",
                schema: "notifications",
                table: "subscriptions",
                column: "kind");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_person",
                schema: "notifications",
                table: "subscriptions",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "digests",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "subscriptions",
                schema: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_messages_feed",
                schema: "notifications",
                table: "messages");

            migrationBuilder.CreateIndex(
                name: "ix_messages_feed",
                schema: "notifications",
                table: "messages",
                columns: new[] { "tx", "number" });
        }
    }
}
