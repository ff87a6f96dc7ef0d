using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class Runs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "scheduling");

            migrationBuilder.AddColumn<long>(
                name: "serial",
                schema: "inventory",
                table: "origins",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "runs",
                schema: "scheduling",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    maker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    maker_name = table.Column<string>(type: "text", nullable: false),
                    target = table.Column<Guid>(type: "uuid", nullable: true),
                    worker = table.Column<Guid>(type: "uuid", nullable: false),
                    heartbeat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stop_by = table.Column<string>(type: "text", nullable: true),
                    step = table.Column<string>(type: "text", nullable: false),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: true),
                    message = table.Column<string>(type: "text", nullable: true),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    counts = table.Column<string>(type: "jsonb", nullable: false),
                    problem = table.Column<string>(type: "jsonb", nullable: true),
                    log = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_parts",
                schema: "scheduling",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false),
                    resource = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    seen = table.Column<long>(type: "bigint", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    changed = table.Column<long>(type: "bigint", nullable: false),
                    missing = table.Column<long>(type: "bigint", nullable: false),
                    gone = table.Column<long>(type: "bigint", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    message = table.Column<string>(type: "text", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_parts", x => new { x.run_id, x.place });
                    table.ForeignKey(
                        name: "FK_run_parts_runs_run_id",
                        column: x => x.run_id,
                        principalSchema: "scheduling",
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_runs_heartbeat_at",
                schema: "scheduling",
                table: "runs",
                column: "heartbeat_at",
                filter: "status in ('queued', 'running')");

            migrationBuilder.CreateIndex(
                name: "IX_runs_maker_id_id",
                schema: "scheduling",
                table: "runs",
                columns: new[] { "maker_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_runs_target_id",
                schema: "scheduling",
                table: "runs",
                columns: new[] { "target", "id" },
                filter: "target is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_parts",
                schema: "scheduling");

            migrationBuilder.DropTable(
                name: "runs",
                schema: "scheduling");

            migrationBuilder.DropColumn(
                name: "serial",
                schema: "inventory",
                table: "origins");
        }
    }
}
