// The tables of the SQL stores, and how they came to be: each step brings a database from one version to the next.

/** What PostgreSQL and SQLite both understand. A step that was released is never edited; changes are new steps. */
export const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE aclx_links (
       id TEXT PRIMARY KEY, kid TEXT NOT NULL, mac TEXT NOT NULL, seal TEXT NOT NULL,
       tenant TEXT NOT NULL, kind TEXT NOT NULL, audience TEXT NOT NULL, instance TEXT NOT NULL, version TEXT NOT NULL,
       scope TEXT NOT NULL, recipient TEXT NOT NULL,
       issued_at BIGINT NOT NULL, not_before BIGINT NOT NULL, expires_at BIGINT NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('issued', 'active', 'consumed', 'superseded', 'revoked', 'locked', 'closed', 'expired')),
       failures BIGINT NOT NULL, starts BIGINT NOT NULL, used_at BIGINT NOT NULL, remind_at BIGINT NOT NULL, reminders BIGINT NOT NULL,
       claim TEXT NOT NULL DEFAULT '', claim_until BIGINT NOT NULL DEFAULT 0)`,
    `CREATE TABLE aclx_sessions (
       hash TEXT PRIMARY KEY, link TEXT NOT NULL, mac TEXT NOT NULL, started_at BIGINT NOT NULL, used_at BIGINT NOT NULL)`,
    `CREATE TABLE aclx_acceptances (
       tenant TEXT NOT NULL, kind TEXT NOT NULL, instance TEXT NOT NULL, version TEXT NOT NULL,
       link TEXT NOT NULL, submission TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('claimed', 'accepted')),
       lease TEXT NOT NULL, lease_until BIGINT NOT NULL, at BIGINT NOT NULL, receipt TEXT NOT NULL,
       PRIMARY KEY (tenant, kind, instance, version))`,
  ],
  [
    "CREATE INDEX aclx_links_instance ON aclx_links (tenant, instance, kind, version)",
    "CREATE INDEX aclx_links_issued ON aclx_links (tenant, issued_at, id)",
    "CREATE INDEX aclx_links_remind ON aclx_links (tenant, remind_at)",
    "CREATE INDEX aclx_links_expiry ON aclx_links (expires_at)",
    "CREATE INDEX aclx_sessions_link ON aclx_sessions (link)",
    "CREATE INDEX aclx_acceptances_link ON aclx_acceptances (link)",
  ],
];
