using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class SingleSignOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "proved_at",
                schema: "access",
                table: "tokens",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source",
                schema: "access",
                table: "tokens",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source",
                schema: "access",
                table: "team_members",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "outside_identities",
                schema: "access",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outside_identities", x => new { x.issuer, x.subject });
                    table.ForeignKey(
                        name: "FK_outside_identities_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "access",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_outside_identities_user_id",
                schema: "access",
                table: "outside_identities",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "outside_identities",
                schema: "access");

            migrationBuilder.DropColumn(
                name: "proved_at",
                schema: "access",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "source",
                schema: "access",
                table: "tokens");

            migrationBuilder.DropColumn(
                name: "source",
                schema: "access",
                table: "team_members");
        }
    }
}
