using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class Hooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "hook_due",
                schema: "notifications",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "hook_tries",
                schema: "notifications",
                table: "messages",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "hooks",
                schema: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_type = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    secret = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hooks", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_hook",
                schema: "notifications",
                table: "messages",
                column: "hook_due",
                filter: "hook_due is not null");

            migrationBuilder.CreateIndex(
                name: "ix_hooks_owner",
                schema: "notifications",
                table: "hooks",
                column: "owner_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hooks",
                schema: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_messages_hook",
                schema: "notifications",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "hook_due",
                schema: "notifications",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "hook_tries",
                schema: "notifications",
                table: "messages");
        }
    }
}
