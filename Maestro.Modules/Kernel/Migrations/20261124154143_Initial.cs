using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Maestro.Modules.Kernel.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "audit");

            migrationBuilder.EnsureSchema(
                name: "inventory");

            migrationBuilder.EnsureSchema(
                name: "access");

            migrationBuilder.EnsureSchema(
                name: "kernel");

            migrationBuilder.Sql("create extension if not exists pg_trgm;");
            // Case matters last, digits count by value: web2 before web10. Deterministic, so equality stays by bytes.
            migrationBuilder.Sql("create collation inventory.natural (provider = icu, locale = 'und-u-kn-true-ks-level2', deterministic = true);");

            migrationBuilder.CreateTable(
                name: "change_sets",
                schema: "audit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    as_admin = table.Column<bool>(type: "boolean", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    source_name = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    undoes = table.Column<Guid>(type: "uuid", nullable: true),
                    counts = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_sets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "grants",
                schema: "access",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_type = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grants", x => new { x.record_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "origins",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    owner_type = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    datacenter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_origins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plans",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    maker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "jsonb", nullable: false),
                    counts = table.Column<string>(type: "jsonb", nullable: false),
                    extra = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    change_set_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "records",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    root = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    owner_type = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    readers = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    doc = table.Column<string>(type: "jsonb", nullable: false),
                    hand = table.Column<string>(type: "jsonb", nullable: false),
                    tags = table.Column<string[]>(type: "text[]", nullable: false),
                    search = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                schema: "kernel",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "sightings",
                schema: "inventory",
                columns: table => new
                {
                    origin_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    missed = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sightings", x => new { x.origin_id, x.external_id });
                });

            migrationBuilder.CreateTable(
                name: "sign_in_failures",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_failures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    url = table.Column<string>(type: "text", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    full_name = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: false),
                    email_normal = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: false),
                    is_admin = table.Column<bool>(type: "boolean", nullable: false),
                    confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: true),
                    company = table.Column<string>(type: "text", nullable: true),
                    job = table.Column<string>(type: "text", nullable: true),
                    country = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    theme = table.Column<string>(type: "text", nullable: false),
                    accent = table.Column<string>(type: "text", nullable: false),
                    density = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    password_changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "views",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    query = table.Column<string>(type: "text", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_views", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "changes",
                schema: "audit",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    change_set_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    root = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    diff = table.Column<string>(type: "jsonb", nullable: false),
                    after = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    hand_before = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'"),
                    tx = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_changes", x => x.id);
                    table.ForeignKey(
                        name: "FK_changes_change_sets_change_set_id",
                        column: x => x.change_set_id,
                        principalSchema: "audit",
                        principalTable: "change_sets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_rows",
                schema: "inventory",
                columns: table => new
                {
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    shown = table.Column<string>(type: "jsonb", nullable: false),
                    work = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_rows", x => new { x.plan_id, x.place });
                    table.ForeignKey(
                        name: "FK_plan_rows_plans_plan_id",
                        column: x => x.plan_id,
                        principalSchema: "inventory",
                        principalTable: "plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "conflicts",
                schema: "inventory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conflicts", x => x.id);
                    table.ForeignKey(
                        name: "FK_conflicts_records_other_id",
                        column: x => x.other_id,
                        principalSchema: "inventory",
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_conflicts_records_record_id",
                        column: x => x.record_id,
                        principalSchema: "inventory",
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identities",
                schema: "inventory",
                columns: table => new
                {
                    root = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identities", x => new { x.root, x.key, x.record_id });
                    table.ForeignKey(
                        name: "FK_identities_records_record_id",
                        column: x => x.record_id,
                        principalSchema: "inventory",
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "links",
                schema: "inventory",
                columns: table => new
                {
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    target_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fields = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_links", x => new { x.source_id, x.path, x.place });
                    table.ForeignKey(
                        name: "FK_links_records_source_id",
                        column: x => x.source_id,
                        principalSchema: "inventory",
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_links_records_target_id",
                        column: x => x.target_id,
                        principalSchema: "inventory",
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "observations",
                schema: "inventory",
                columns: table => new
                {
                    origin_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    observed = table.Column<string>(type: "jsonb", nullable: false),
                    keys = table.Column<string[]>(type: "text[]", nullable: false),
                    wants = table.Column<string[]>(type: "text[]", nullable: false),
                    raw = table.Column<string>(type: "jsonb", nullable: true),
                    scope = table.Column<string>(type: "text", nullable: false),
                    first_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_observations", x => new { x.origin_id, x.external_id });
                    table.ForeignKey(
                        name: "FK_observations_origins_origin_id",
                        column: x => x.origin_id,
                        principalSchema: "inventory",
                        principalTable: "origins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_observations_records_record_id",
                        column: x => x.record_id,
                        principalSchema: "inventory",
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_members",
                schema: "access",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team_members", x => new { x.team_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_team_members_teams_team_id",
                        column: x => x.team_id,
                        principalSchema: "access",
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_team_members_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "access",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tokens",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    prefix = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    scope = table.Column<string>(type: "text", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_ip = table.Column<string>(type: "text", nullable: true),
                    user_agent = table.Column<string>(type: "text", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tokens", x => x.id);
                    table.ForeignKey(
                        name: "FK_tokens_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "access",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_change_sets_at",
                schema: "audit",
                table: "change_sets",
                columns: new[] { "at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_change_sets_undoes",
                schema: "audit",
                table: "change_sets",
                column: "undoes",
                filter: "undoes is not null");

            migrationBuilder.CreateIndex(
                name: "ix_changes_closed",
                schema: "audit",
                table: "changes",
                columns: new[] { "root", "valid_from", "record_id" },
                descending: new[] { false, true, true },
                filter: "valid_to < 'infinity'");

            migrationBuilder.CreateIndex(
                name: "ix_changes_current",
                schema: "audit",
                table: "changes",
                column: "record_id",
                unique: true,
                filter: "valid_to = 'infinity'");

            migrationBuilder.CreateIndex(
                name: "ix_changes_ended",
                schema: "audit",
                table: "changes",
                columns: new[] { "root", "valid_to" },
                filter: "valid_to < 'infinity'");

            migrationBuilder.CreateIndex(
                name: "ix_changes_record",
                schema: "audit",
                table: "changes",
                columns: new[] { "record_id", "valid_from" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_changes_set",
                schema: "audit",
                table: "changes",
                column: "change_set_id");

            migrationBuilder.CreateIndex(
                name: "IX_conflicts_other_id",
                schema: "inventory",
                table: "conflicts",
                column: "other_id");

            migrationBuilder.CreateIndex(
                name: "ix_conflicts_pair",
                schema: "inventory",
                table: "conflicts",
                columns: new[] { "record_id", "other_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grants_subject_id",
                schema: "access",
                table: "grants",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_identities_record",
                schema: "inventory",
                table: "identities",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_links_target",
                schema: "inventory",
                table: "links",
                columns: new[] { "target_id", "path" });

            migrationBuilder.CreateIndex(
                name: "ix_observations_record",
                schema: "inventory",
                table: "observations",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_observations_wants",
                schema: "inventory",
                table: "observations",
                column: "wants",
                filter: "wants <> '{}'")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_origins_key",
                schema: "inventory",
                table: "origins",
                columns: new[] { "provider", "key", "owner_type", "owner_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plan_rows_action",
                schema: "inventory",
                table: "plan_rows",
                columns: new[] { "plan_id", "action", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_plans_expires",
                schema: "inventory",
                table: "plans",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_plans_maker",
                schema: "inventory",
                table: "plans",
                columns: new[] { "maker_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_records_kind_updated",
                schema: "inventory",
                table: "records",
                columns: new[] { "kind", "updated_at", "id" },
                descending: new[] { false, true, true },
                filter: "kind <> root");

            migrationBuilder.CreateIndex(
                name: "ix_records_merged_into",
                schema: "inventory",
                table: "records",
                column: "merged_into",
                filter: "merged_into is not null");

            migrationBuilder.CreateIndex(
                name: "ix_records_readers",
                schema: "inventory",
                table: "records",
                column: "readers")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_records_root_updated",
                schema: "inventory",
                table: "records",
                columns: new[] { "root", "updated_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_records_search",
                schema: "inventory",
                table: "records",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_records_tags",
                schema: "inventory",
                table: "records",
                column: "tags")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_sightings_record",
                schema: "inventory",
                table: "sightings",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_failures_address_at",
                schema: "access",
                table: "sign_in_failures",
                columns: new[] { "address", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_team_members_user_id",
                schema: "access",
                table: "team_members",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_teams_name",
                schema: "access",
                table: "teams",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "IX_tokens_prefix",
                schema: "access",
                table: "tokens",
                column: "prefix",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tokens_user_id",
                schema: "access",
                table: "tokens",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_users_email_normal",
                schema: "access",
                table: "users",
                column: "email_normal",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_users_name",
                schema: "access",
                table: "users",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_views_owner",
                schema: "inventory",
                table: "views",
                columns: new[] { "kind", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_views_team",
                schema: "inventory",
                table: "views",
                column: "team_id",
                filter: "team_id is not null");

            migrationBuilder.Sql("create index ix_records_lower_name on inventory.records (root, lower(name));");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "changes",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "conflicts",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "grants",
                schema: "access");

            migrationBuilder.DropTable(
                name: "identities",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "links",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "observations",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "plan_rows",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "settings",
                schema: "kernel");

            migrationBuilder.DropTable(
                name: "sightings",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "sign_in_failures",
                schema: "access");

            migrationBuilder.DropTable(
                name: "team_members",
                schema: "access");

            migrationBuilder.DropTable(
                name: "tokens",
                schema: "access");

            migrationBuilder.DropTable(
                name: "views",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "change_sets",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "origins",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "records",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "plans",
                schema: "inventory");

            migrationBuilder.DropTable(
                name: "teams",
                schema: "access");

            migrationBuilder.DropTable(
                name: "users",
                schema: "access");
        }
    }
}
