// The pages and requests of one-time links: what scanners, other sites, proxies and curious clients get.
import type { AnySchema } from "aclc/runtime";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StoreUnavailable, type LinkStore } from "aclc/external";
import { externalHandler, html, type Handler, type HandlerOptions } from "aclc/external/http";
import { memoryStore } from "aclc/external/memory";
import { invite, world, type World } from "./world.ts";

const origin = "https://complaints.example";
const base = `${origin}/x/`;
let w: World<never>;
let handle: Handler;
let written: unknown[];
let down: boolean;
let store: LinkStore;

beforeEach(() => {
  written = [];
  down = false;
  store = failing(memoryStore(), () => down);
  w = world(store);
  handle = handlerOf({});
});
afterEach(() => void vi.restoreAllMocks());

const options: HandlerOptions<AnySchema, never> = {
  form: ({ instance }) => html`<p><label for="text">About ${(instance as { id: string }).id}</label> <textarea id="text" name="text" required></textarea></p>`,
  check: (data) => (data["text"] === undefined || data["text"] === "" ? [{ field: "text", message: "Say something" }] : []),
  call: ({ data, instance }) => {
    written.push([(instance as { id: string }).id, data]);
    return { number: written.length };
  },
  receipt: ({ receipt }) => html`<p>Thank you, number ${(receipt as { number: number }).number}</p>`,
  refusalTime: 20,
};

function handlerOf(more: Partial<HandlerOptions<AnySchema, never>>, of = w): Handler {
  return externalHandler(of.links, { ...options, ...more });
}

async function ask(path: string, init: RequestInit = {}, by = handle): Promise<Response> {
  const response = await by(new Request(new URL(path, base), init));
  if (response === undefined) throw new Error(`${path} is not the handler's`);
  return response;
}

function post(path: string, body: unknown, headers: Record<string, string> = {}, by = handle): Promise<Response> {
  return ask(
    path,
    {
      method: "POST",
      headers: { Origin: origin, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    },
    by,
  );
}

async function begin(token: string): Promise<{ cookie: string; path: string; page: string; submission: string }> {
  const response = await post("start", { token });
  expect(response.status).toBe(200);
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { link } = (await response.json()) as { link: string };
  const page = await (await ask(`w/${link}/`, { headers: { Cookie: cookie } })).text();
  return { cookie, path: `w/${link}/`, page, submission: /name="aclx-submission" value="([^"]+)"/.exec(page)?.[1] ?? "" };
}

const filled = (submission: string) => ({ submission, confirmed: true, data: { text: "Fine" } });

describe("pages", () => {
  test("from the link to the receipt, and again to the receipt", async () => {
    const { token, instance } = await invite(w);
    const { cookie, path, page, submission } = await begin(token);
    expect(page).toContain(`About ${instance}`);
    const sent = await post(`${path}submit`, filled(submission), { Cookie: cookie });
    expect([sent.status, await sent.json()]).toEqual([200, { receipt: { number: 1 } }]);
    const again = await post(`${path}submit`, filled(submission), { Cookie: cookie });
    expect([again.status, await again.json()]).toEqual([200, { receipt: { number: 1 } }]);
    expect(await (await ask(path, { headers: { Cookie: cookie } })).text()).toContain("Thank you, number 1");
    expect(written).toEqual([[instance, { text: "Fine" }]]);
  });

  test("F02: GET, HEAD, OPTIONS and whatever else a scanner sends change nothing, and open no session", async () => {
    const { token, id } = await invite(w);
    const before = JSON.stringify([await w.links.list(), w.audit]);
    for (const path of ["", `?${token}`, `w/${id}/`, "page.js", "page.css"]) {
      for (const method of ["GET", "HEAD", "OPTIONS"]) {
        const response = await ask(path, { method, headers: { Purpose: "prefetch", Cookie: method === "HEAD" ? "aclx=x" : "" } });
        expect([response.status, response.headers.get("set-cookie")], `${method} ${path}`).toEqual([200, null]);
        if (method !== "GET") expect(await response.text()).toBe("");
      }
    }
    for (const method of ["PUT", "DELETE", "PATCH"]) expect((await ask("start", { method })).status).toBe(405);
    expect((await ask("nothing")).status).toBe(404);
    expect(JSON.stringify([await w.links.list(), w.audit])).toBe(before);
    expect(await handle(new Request(`${origin}/elsewhere`))).toBeUndefined();
  });

  test("F04: pressing every button is no answer: something has to be filled in and ticked", async () => {
    const { cookie, path, submission } = await begin((await invite(w)).token);
    for (const body of [
      { ...filled(submission), confirmed: false },
      { submission, data: { text: "x" } },
      { submission, confirmed: true, data: {} },
      { submission, confirmed: true },
    ]) {
      const response = await post(`${path}submit`, body, { Cookie: cookie });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ problems: [{ field: expect.any(String), message: expect.any(String) }] });
    }
    const unconfirmed = handlerOf({ confirm: false, check: () => [] });
    expect((await post(`${path}submit`, { submission, confirmed: true, data: {} }, { Cookie: cookie }, unconfirmed)).status).toBe(410);
    expect(written).toEqual([]);
    expect(await w.links.list()).toMatchObject([{ state: "active" }]);
  });

  test("F07: ids in a body are not looked at; another link's session opens nothing here", async () => {
    const a = await invite(w);
    const b = await invite(w);
    const own = await begin(a.token);
    const other = await begin(b.token);
    expect((await post(`${other.path}submit`, filled(own.submission), { Cookie: own.cookie })).status).toBe(410);
    expect((await ask(other.path, { headers: { Cookie: own.cookie } })).status).toBe(410);
    await post(`${own.path}submit`, { ...filled(own.submission), instance: b.instance, link: b.id, assignment: "View" }, { Cookie: own.cookie });
    expect(written).toMatchObject([[a.instance, { text: "Fine" }]]);
  });

  test("F20: a store that does not answer gives 503, accepts nothing, and works again afterwards", async () => {
    const { token } = await invite(w);
    const { cookie, path, submission } = await begin(token);
    down = true;
    for (const response of [
      await post("start", { token }),
      await post(`${path}submit`, filled(submission), { Cookie: cookie }),
      await ask(path, { headers: { Cookie: cookie } }),
    ]) {
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("5");
    }
    expect(w.audit.at(-1)?.event).toBe("unavailable");
    expect((await ask("")).status).toBe(200);
    down = false;
    expect((await post(`${path}submit`, filled(submission), { Cookie: cookie })).status).toBe(200);
    expect(written).toHaveLength(1);
  });

  test("F27: requests that other sites make, forms, and bodies that are no JSON object are refused", async () => {
    const { token } = await invite(w);
    const own = { Origin: origin, "Content-Type": "application/json" };
    const bad: readonly (readonly [Record<string, string>, string])[] = [
      [{ ...own, Origin: "https://evil.example" }, JSON.stringify({ token })],
      [{ "Content-Type": "application/json" }, JSON.stringify({ token })],
      [{ ...own, Origin: "null" }, JSON.stringify({ token })],
      [{ ...own, Origin: `${origin}.evil.example` }, JSON.stringify({ token })],
      [{ ...own, "Sec-Fetch-Site": "cross-site" }, JSON.stringify({ token })],
      [{ ...own, "Sec-Fetch-Site": "same-site" }, JSON.stringify({ token })],
      [{ ...own, "Content-Type": "application/x-www-form-urlencoded" }, `token=${token}`],
      [{ ...own, "Content-Type": "text/plain" }, JSON.stringify({ token })],
      [own, ""],
      [own, "[]"],
      [own, "null"],
      [own, "{"],
      [own, JSON.stringify({ token: "x".repeat(70_000) })],
    ];
    for (const [headers, body] of bad)
      expect((await ask("start", { method: "POST", headers, body })).status, JSON.stringify([headers, body.slice(0, 90)])).toBe(410);
    expect(await w.links.list()).toMatchObject([{ state: "issued", starts: 0 }]);
    const { cookie, path, submission } = await begin(token);
    expect((await post(`${path}submit`, filled(submission), { Cookie: cookie, Origin: "https://evil.example" })).status).toBe(410);
    expect((await post(`${path}submit`, { ...filled("guess") }, { Cookie: cookie })).status).toBe(410);
    expect(written).toEqual([]);
  });

  test("F28: the secret is in the fragment, and leaves the page's address first of all; nothing tells it on", async () => {
    const page = await ask("");
    const text = await page.text();
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|style=|javascript:/i);
    // The first thing that loads is the script, and its second statement removes the fragment.
    expect(/<(?:script|link|img|style)[^>]*>/.exec(text)?.[0]).toBe('<script src="/x/page.js">');
    expect([...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)).toEqual(["/x/page.js", "/x/page.css"]);
    const script = await (await ask("page.js")).text();
    expect(script.split("\n")[2]).toBe('if (location.hash !== "") history.replaceState(null, "", location.pathname);');
    const { token } = await invite(w);
    const { cookie } = await begin(token);
    const { headers } = await post("start", { token });
    expect(headers.get("set-cookie")).toMatch(/; Path=\/x\/w\/[\w-]{43}\/; Max-Age=115200; HttpOnly; SameSite=Strict; Secure$/);
    const audit = JSON.stringify(w.audit);
    for (const secret of [token, token.slice(29), token.slice(6, 28), cookie.slice(5), "example.org"]) expect(audit).not.toContain(secret);
  });

  test("F29: the base URL comes from the configuration only; nothing redirects", async () => {
    const { link, token } = await invite(w);
    expect(link.startsWith(`${origin}/x/#`)).toBe(true);
    const poisoned = { Host: "evil.example", "X-Forwarded-Host": "evil.example", Forwarded: "host=evil.example" };
    const page = await handle(new Request("https://evil.example/x/?next=https://evil.example", { headers: poisoned }));
    expect(await page?.text()).not.toContain("evil");
    expect(page?.headers.get("location")).toBeNull();
    const started = await handle(
      new Request("https://evil.example/x/start", {
        method: "POST",
        headers: { ...poisoned, Origin: "https://evil.example", "Content-Type": "application/json" },
        body: JSON.stringify({ token }),
      }),
    );
    expect(started?.status).toBe(410);
  });

  test("F32: unknown, malformed, expired, used, revoked, locked, superseded, closed and denied look the same, and take as long", async () => {
    const clock = { skew: 0 };
    const audit = world(memoryStore({ clock: () => Date.now() + clock.skew }));
    const by = handlerOf({ refusalTime: 60 }, audit);
    const tokens: string[] = ["", "x", `aclx1_${"A".repeat(22)}_${"A".repeat(43)}`];
    const next = async () => {
      const link = await invite(audit, { expiresAfter: 86_400_000 });
      tokens.push(link.token);
      return link;
    };
    const used = await audit.links.start((await next()).token);
    await audit.links.submit(used, { call: () => 1 });
    await audit.links.revoke((await next()).id);
    await audit.links.remind((await next()).id);
    audit.complaints.delete((await next()).instance);
    const { instance } = await next();
    audit.complaints.set(instance, { id: instance, status: "Closed", version: 1 });
    const locked = (await next()).token;
    for (let i = 0; i < 10; i++) await audit.links.start(`${locked.slice(0, 29)}${"B".repeat(42)}A`).catch(() => undefined);
    const expired = await next();
    const answers: string[] = [];
    const times: number[] = [];
    for (const token of tokens) {
      clock.skew = token === expired.token ? 2 * 86_400_000 : 0;
      const since = performance.now();
      const response = await post("start", { token }, {}, by);
      times.push(performance.now() - since);
      answers.push(JSON.stringify([response.status, [...response.headers], await response.text()]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? "")[0]).toBe(410);
    expect(Math.min(...times)).toBeGreaterThan(58);
    expect(new Set(audit.audit.flatMap(({ reason }) => reason ?? [])).size).toBeGreaterThanOrEqual(7);
  });

  test("F34: randomness comes from the system's generator, whatever Math.random gives", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const links = await Promise.all(Array.from({ length: 50 }, () => invite(w)));
    expect(new Set(links.map(({ token }) => token.slice(6, 28))).size).toBe(50);
    expect(new Set(links.map(({ token }) => token.slice(29))).size).toBe(50);
    const root = join(import.meta.dirname, "../../runtime/external");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    expect(files.filter((name) => readFileSync(join(root, name), "utf8").includes("Math.random"))).toEqual([]);
  });

  test("F37: an application whose write fails gives 503, and the same form can be sent again", async () => {
    const errors: unknown[] = [];
    const broken = handlerOf({
      call: () => {
        throw new Error("no disk");
      },
      onError: (error) => errors.push(error),
    });
    const { cookie, path, submission } = await begin((await invite(w)).token);
    expect((await post(`${path}submit`, filled(submission), { Cookie: cookie }, broken)).status).toBe(503);
    expect(errors).toEqual([new Error("no disk")]);
    expect((await post(`${path}submit`, filled(submission), { Cookie: cookie })).status).toBe(200);
  });

  test("what applications put into pages is escaped", async () => {
    const evil = `"><script>alert(1)</script>`;
    expect(html`<p title="${evil}">${[evil, html`<b>${evil}</b>`]}${undefined}${1}</p>`.text).not.toContain("<script");
    const by = handlerOf({ texts: { title: evil } });
    expect(await (await ask("", {}, by)).text()).not.toContain("<script>alert");
  });

  test("works below a path, and asks for a second proof where one is configured", async () => {
    const links = w.other({ baseUrl: `${origin}/app/`, proof: { label: "Postal code", check: ({ answer }) => answer === "1234" } });
    const by = handlerOf({}, { ...w, links });
    const page = await by(new Request(`${origin}/app/x/`));
    expect(await page?.text()).toMatch(/src="\/app\/x\/page.js"[^]*<label for="aclx-proof">Postal code<\/label>/);
    const { token } = await invite({ ...w, links });
    const started = (answer: string) =>
      by(
        new Request(`${origin}/app/x/start`, {
          method: "POST",
          headers: { Origin: origin, "Content-Type": "application/json" },
          body: JSON.stringify({ token, answer }),
        }),
      );
    expect((await started("1"))?.status).toBe(410);
    expect((await started("1234"))?.headers.get("set-cookie")).toContain("Path=/app/x/w/");
  });
});

/** A store that can be switched off. */
function failing(of: LinkStore, isDown: () => boolean): LinkStore {
  return new Proxy(of, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...values: unknown[]) => (isDown() ? Promise.reject(new StoreUnavailable("down")) : (value.apply(target, values) as unknown));
    },
  });
}
