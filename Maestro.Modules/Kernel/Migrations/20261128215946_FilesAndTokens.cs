using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class FilesAndTokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "files");

            migrationBuilder.AddColumn<Guid>(
                name: "avatar_id",
                schema: "access",
                table: "users",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "kinds",
                schema: "access",
                table: "tokens",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string[]>(
                name: "networks",
                schema: "access",
                table: "tokens",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<Guid>(
                name: "service_team_id",
                schema: "access",
                table: "tokens",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "avatar_id",
                schema: "access",
                table: "teams",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "token_id",
                schema: "scheduling",
                table: "runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "token_id",
                schema: "inventory",
                table: "plans",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "files",
                schema: "files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_type = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    type = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    store = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    whole = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_files", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_tokens_service_team_id",
                schema: "access",
                table: "tokens",
                column: "service_team_id",
                filter: "service_team_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_files_created_at",
                schema: "files",
                table: "files",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_files_owner_type_owner_id",
                schema: "files",
                table: "files",
                columns: new[] { "owner_type", "owner_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "files",
                schema: "files");

            migrationBuilder.DropIndex(
                name: "IX_tokens_service_team_id",
                schema: "access",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "avatar_id",
                schema: "access",
                table: "users");

            migrationBuilder.DropColumn(
                name: "kinds",
                schema: "access",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "networks",
                schema: "access",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "service_team_id",
                schema: "access",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "avatar_id",
                schema: "access",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "token_id",
                schema: "scheduling",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "token_id",
                schema: "inventory",
                table: "plans");
        }
    }
}
