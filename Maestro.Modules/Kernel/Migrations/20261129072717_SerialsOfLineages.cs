using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class SerialsOfLineages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "serials",
                schema: "inventory",
                columns: table => new
                {
                    origin_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lineage = table.Column<string>(type: "text", nullable: false),
                    serial = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_serials", x => new { x.origin_id, x.lineage });
                    table.ForeignKey(
                        name: "FK_serials_origins_origin_id",
                        column: x => x.origin_id,
                        principalSchema: "inventory",
                        principalTable: "origins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // What has been read so far stays known: an origin was one lineage.
            migrationBuilder.Sql("insert into inventory.serials (origin_id, lineage, serial) select id, key, serial from inventory.origins where serial is not null");

            migrationBuilder.DropColumn(
                name: "serial",
                schema: "inventory",
                table: "origins");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "serials",
                schema: "inventory");

            migrationBuilder.AddColumn<long>(
                name: "serial",
                schema: "inventory",
                table: "origins",
                type: "bigint",
                nullable: true);
        }
    }
}
