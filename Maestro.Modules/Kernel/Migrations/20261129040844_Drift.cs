using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class Drift : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "drift",
                schema: "inventory",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    root = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    differences = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drift", x => x.record_id);
                    table.ForeignKey(
                        name: "FK_drift_records_record_id",
                        column: x => x.record_id,
                        principalSchema: "inventory",
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "listings",
                schema: "inventory",
                columns: table => new
                {
                    origin_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_listings", x => new { x.origin_id, x.kind, x.place });
                    table.ForeignKey(
                        name: "FK_listings_origins_origin_id",
                        column: x => x.origin_id,
                        principalSchema: "inventory",
                        principalTable: "origins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_drift_root_status",
                schema: "inventory",
                table: "drift",
                columns: new[] { "root", "status", "record_id" });

            // What is there already: differences are found when a source speaks next, and a new version hears every source anew.
            migrationBuilder.Sql("""
                insert into inventory.drift (record_id, root, status, differences)
                select r.id, r.root, case
                    when coalesce(bool_or(o.provider = 'terraform'), false) and coalesce(bool_or(o.provider <> 'terraform' and s.missed = 0), false) then 'managed'
                    when coalesce(bool_or(o.provider = 'terraform'), false) then 'unchecked'
                    when count(o.id) > 0 then 'unmanaged'
                    else 'orphan' end, '{}'
                from inventory.records r
                left join inventory.sightings s on s.record_id = r.id
                left join inventory.origins o on o.id = s.origin_id
                where r.owner_type <> 'shared' and r.root not in ('client', 'system', 'datacenter', 'connection', 'schedule')
                group by r.id
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "drift",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "listings",
                schema: "inventory");
        }
    }
}
