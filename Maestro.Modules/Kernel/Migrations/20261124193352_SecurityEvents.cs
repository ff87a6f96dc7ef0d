using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class SecurityEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "security_events",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false),
                    succeeded = table.Column<bool>(type: "boolean", nullable: false),
                    target_type = table.Column<string>(type: "text", nullable: true),
                    target_id = table.Column<Guid>(type: "uuid", nullable: true),
                    target_name = table.Column<string>(type: "text", nullable: true),
                    detail = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_security_events", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_security_events_action_id",
                schema: "access",
                table: "security_events",
                columns: new[] { "action", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_security_events_actor_id_id",
                schema: "access",
                table: "security_events",
                columns: new[] { "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_security_events_target_id_id",
                schema: "access",
                table: "security_events",
                columns: new[] { "target_id", "id" });

            // Written once: not even Maestro changes or deletes a line.
            migrationBuilder.Sql("""
                create function access.keep_security_events() returns trigger language plpgsql as $$
                begin raise exception 'the security trail is append only'; end $$;
                create trigger keep before update or delete on access.security_events for each row execute function access.keep_security_events();
                create trigger keep_all before truncate on access.security_events for each statement execute function access.keep_security_events();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "security_events",
                schema: "access");

            migrationBuilder.Sql("drop function access.keep_security_events();");
        }
    }
}
