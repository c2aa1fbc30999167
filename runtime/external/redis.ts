// `aclc/external/redis`: links in one Redis primary that keeps an append-only file. For clients of `ioredis`.
import { StoreUnavailable, UnsafeStore } from "./errors.ts";
import { script } from "./redis-script.ts";
import type { Acceptance, Claim, ClaimOutcome, EndOutcome, InstanceKey, Link, LinkStore, ListFilter, Seen, Session } from "./store.ts";
import { SESSION_KEPT } from "./times.ts";
import { TIME_LIMIT, within } from "./within.ts";

/** What of an `ioredis` client is used. */
export interface RedisClient {
  evalsha(sha: string, keys: number, ...values: string[]): Promise<unknown>;
  eval(text: string, keys: number, ...values: string[]): Promise<unknown>;
  info(section: string): Promise<string>;
}

export interface RedisStoreOptions {
  /** In front of every key: `aclx:` unless it is given. */
  readonly prefix?: string;
  /** How long Redis may take for a step, in milliseconds: 5,000 unless it is given. */
  readonly timeLimit?: number;
  /** For tests: milliseconds that are added to the server's clock. */
  readonly skew?: () => number;
}

const VERSION = 1;

/** Refuses a replica, a cluster, and a server that may forget: without an append-only file, or one that evicts keys. */
export async function redisStore(client: RedisClient, options: RedisStoreOptions = {}): Promise<LinkStore> {
  const store = new RedisStore(client, options);
  await store.prepare();
  return store;
}

class RedisStore implements LinkStore {
  readonly name = "redis";
  readonly transactions = undefined;
  private readonly client: RedisClient;
  private readonly prefix: string;
  private readonly timeLimit: number;
  private readonly skew: () => number;
  private readonly sha: Promise<string>;

  constructor(client: RedisClient, { prefix = "aclx:", timeLimit = TIME_LIMIT, skew = () => 0 }: RedisStoreOptions) {
    this.client = client;
    this.prefix = prefix;
    this.timeLimit = timeLimit;
    this.skew = skew;
    this.sha = shaOf(script);
  }

  async prepare(): Promise<void> {
    const info = await within(this.name, this.timeLimit, async () =>
      Promise.all(["persistence", "memory", "replication", "cluster"].map((section) => this.client.info(section))),
    );
    const settings = new Map(
      info
        .join("\n")
        .split(/\r?\n/)
        .map((line) => line.split(":") as [string, string]),
    );
    const policy = settings.get("maxmemory_policy");
    if (settings.get("aof_enabled") !== "1")
      throw new UnsafeStore("this Redis has no append-only file, and forgets links when it restarts: set `appendonly yes`");
    if (policy !== "noeviction") throw new UnsafeStore(`this Redis may evict links (maxmemory-policy ${String(policy)}): set \`maxmemory-policy noeviction\``);
    if (settings.get("role") !== "master") throw new UnsafeStore("this Redis is a replica: links are read and used on the primary only");
    if (settings.get("cluster_enabled") === "1") throw new UnsafeStore("a Redis cluster may forget what it has acknowledged: take one primary");
    const version = Number(await this.run("setup", { version: String(VERSION) }));
    if (version > VERSION) throw new UnsafeStore(`the keys have version ${version}, and this package knows ${VERSION}: update it`);
  }

  async now(): Promise<number> {
    return Number(await this.run("now", {}));
  }

  async add(link: Link, supersedes?: string): Promise<boolean> {
    return (await this.run("add", { link: { ...texts(link), key: keyOf(link), indices: JSON.stringify(indicesOf(link)) }, supersedes })) === 1;
  }

  async find(id: string): Promise<Seen | undefined> {
    const found = await this.run("find", { id });
    return Array.isArray(found) ? seenOf(found) : undefined;
  }

  async findSession(hash: string): Promise<(Seen & { readonly session: Session }) | undefined> {
    const found = await this.run("findSession", { hash });
    if (!Array.isArray(found)) return undefined;
    const of = pairs(found[3]);
    const session = { hash: of("hash"), link: of("link"), mac: of("mac"), startedAt: Number(of("startedAt")), usedAt: Number(of("usedAt")) };
    return { ...seenOf(found), session };
  }

  async countFailure(id: string, limit: number): Promise<void> {
    await this.run("countFailure", { id, limit: String(limit) });
  }

  async start(session: Session, limit: number): Promise<boolean> {
    return (await this.run("start", { session: texts(session), limit: String(limit), kept: String(SESSION_KEPT) })) === 1;
  }

  async touch(hash: string): Promise<void> {
    await this.run("touch", { hash });
  }

  async end(id: string, state: "superseded" | "revoked" | "closed" | "expired"): Promise<EndOutcome> {
    return (await this.run("end", { id, state })) as EndOutcome;
  }

  async claim(claim: Claim): Promise<ClaimOutcome> {
    return (await this.run("claim", texts(claim))) as ClaimOutcome;
  }

  async renew(claim: Claim): Promise<boolean> {
    return (await this.run("renew", texts(claim))) === 1;
  }

  async complete(claim: Claim, receipt: string): Promise<boolean> {
    return (await this.run("complete", { ...texts(claim), receipt })) === 1;
  }

  async release(claim: Claim): Promise<void> {
    await this.run("release", texts(claim));
  }

  async outstanding({ tenant, kind, instance, limit, offset }: ListFilter): Promise<readonly Link[]> {
    const index = indexOf(tenant, kind, instance);
    return linksOf(await this.run("outstanding", { index, limit: String(limit), offset: String(offset) }));
  }

  async due(tenant: string, quiet: number, limit: number): Promise<readonly Link[]> {
    return linksOf(await this.run("due", { tenant, quiet: String(quiet), limit: String(limit) }));
  }

  async postpone({ id, remindAt }: Link, by: number): Promise<boolean> {
    return (await this.run("postpone", { id, remindAt: String(remindAt), by: String(by) })) === 1;
  }

  async purge(keep: number): Promise<number> {
    let count = 0;
    for (let gone = 1; gone > 0; count += gone) gone = Number(await this.run("purge", { keep: String(keep) }));
    return count;
  }

  /** Steps may run twice when a connection breaks and the driver asks again: each gives the same then. */
  private async run(step: string, values: object): Promise<unknown> {
    const sha = await this.sha;
    const given = [step, this.prefix, String(this.skew()), JSON.stringify(values)];
    return within(this.name, this.timeLimit, async () => {
      try {
        return await this.client.evalsha(sha, 0, ...given);
      } catch (error) {
        if (!String((error as { readonly message?: unknown }).message).includes("NOSCRIPT")) throw error;
        return this.client.eval(script, 0, ...given);
      }
    });
  }
}

async function shaOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function keyOf({ tenant, kind, instance, version }: InstanceKey): string {
  return JSON.stringify([tenant, kind, instance, version]);
}

/** The lists that a link stands in while it is outstanding. */
function indicesOf({ tenant, kind, instance }: Link): readonly string[] {
  return [indexOf(tenant), indexOf(tenant, kind), indexOf(tenant, undefined, instance), indexOf(tenant, kind, instance)];
}

function indexOf(tenant: string, kind?: string, instance?: string): string {
  return JSON.stringify([tenant, kind ?? null, instance ?? null]);
}

/** Lua would write large numbers with an exponent. */
function texts(values: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** From the flat list that HGETALL gives. */
function pairs(flat: unknown): (name: string) => string {
  const list = Array.isArray(flat) ? (flat as readonly string[]) : [];
  const map = new Map(list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""] as const] : [])));
  return (name) => map.get(name) ?? "";
}

function seenOf([now, link, accepted]: readonly unknown[]): Seen {
  const of = pairs(accepted);
  const state = of("state");
  const known = state === "claimed" || state === "accepted";
  const acceptance: Acceptance | undefined = known
    ? { link: of("link"), submission: of("submission"), state, at: Number(of("at")), receipt: of("receipt") }
    : undefined;
  return { now: Number(now), link: linkOf(link), acceptance };
}

function linksOf(lists: unknown): readonly Link[] {
  if (!Array.isArray(lists)) throw new StoreUnavailable("the redis store gave no list");
  return lists.map(linkOf);
}

function linkOf(flat: unknown): Link {
  const of = pairs(flat);
  return {
    id: of("id"),
    kid: of("kid"),
    mac: of("mac"),
    seal: of("seal"),
    tenant: of("tenant"),
    kind: of("kind"),
    audience: of("audience"),
    instance: of("instance"),
    version: of("version"),
    scope: of("scope"),
    recipient: of("recipient"),
    issuedAt: Number(of("issuedAt")),
    notBefore: Number(of("notBefore")),
    expiresAt: Number(of("expiresAt")),
    state: of("state") as Link["state"],
    failures: Number(of("failures")),
    starts: Number(of("starts")),
    usedAt: Number(of("usedAt")),
    remindAt: Number(of("remindAt")),
    reminders: Number(of("reminders")),
  };
}
