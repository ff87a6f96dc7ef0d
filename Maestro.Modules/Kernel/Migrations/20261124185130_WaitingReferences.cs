using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class WaitingReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_observations_wants",
                schema: "inventory",
                table: "observations");

            migrationBuilder.CreateIndex(
                name: "ix_observations_wants",
                schema: "inventory",
                table: "observations",
                column: "wants",
                filter: "wants <> '{}'")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:StorageParameter:fastupdate", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_observations_wants",
                schema: "inventory",
                table: "observations");

            migrationBuilder.CreateIndex(
                name: "ix_observations_wants",
                schema: "inventory",
                table: "observations",
                column: "wants",
                filter: "wants <> '{}'")
                .Annotation("Npgsql:IndexMethod", "gin");
        }
    }
}
