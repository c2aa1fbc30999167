// The HTTP application: routes, sign-in, and what refusals look like.
import { readFileSync } from "node:fs";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import * as desk from "./desk.ts";
import { readDraft, readText } from "./forms.ts";
import { listPage, messagePage, newPage, reportPage, signInPage, ticketPage } from "./pages.ts";
import type { Person } from "./people.ts";
import { createSessions } from "./sessions.ts";
import type { Store } from "./store.ts";
import { verdicts } from "./verdicts.ts";

interface Env {
  readonly Variables: { person: Person; requestor: desk.Requestor };
}

const COOKIE = "session";
const style = readFileSync(new URL("./style.css", import.meta.url), "utf8");

/** The service on a store. */
export function createApp(store: Store): Hono<Env> {
  const app = new Hono<Env>();
  const sessions = createSessions();

  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"] },
    }),
  );
  app.use(bodyLimit({ maxSize: 64 * 1024 }));
  app.use(sameOrigin);

  app.get("/style.css", (c) => c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.get("/sign-in", (c) => c.html(signInPage()));
  app.post("/sign-in", async (c) => {
    const session = sessions.signIn(readText(await c.req.parseBody(), "person"));
    if (session === undefined) return c.html(messagePage("Nobody", "There is nobody of that name."), 400);
    setCookie(c, COOKIE, session, { httpOnly: true, sameSite: "Lax", path: "/" });
    return c.redirect("/tickets", 303);
  });
  app.post("/sign-out", (c) => {
    sessions.signOut(deleteCookie(c, COOKIE, { path: "/" }));
    return c.redirect("/sign-in", 303);
  });

  app.use(async (c, next) => {
    const session = sessions.find(getCookie(c, COOKIE));
    if (session === undefined) return isApi(c) ? c.json({ error: "sign in first" }, 401) : c.redirect("/sign-in", 303);
    c.set("person", session.person);
    c.set("requestor", session.requestor);
    return next();
  });

  app.get("/", (c) => c.redirect("/tickets", 303));
  addPages(app, store);
  addActions(app, store);
  addApi(app, store);
  app.notFound((c) => refuse(c, 404));
  app.onError((error, c) => {
    const status = statusOf(error);
    if (status === 500) console.error(error);
    return refuse(c, status);
  });
  return app;
}

function addPages(app: Hono<Env>, store: Store): void {
  app.get("/tickets", async (c) => {
    const lines = await desk.listTickets(c.var.requestor, store);
    return c.html(listPage(c.var.person, c.var.requestor, lines, desk.rowsFor(c.var.requestor, "discover")));
  });
  app.get("/tickets/new", (c) => {
    desk.checkMayWrite(c.var.requestor);
    return c.html(newPage(c.var.person, c.var.requestor));
  });
  app.get("/tickets/:id", async (c) => {
    const ticket = await desk.openTicket(c.var.requestor, store, c.req.param("id"));
    return c.html(ticketPage(c.var.person, c.var.requestor, ticket, desk.historyOf(c.var.requestor, store, ticket)));
  });
  app.get("/report", async (c) => c.html(reportPage(c.var.person, c.var.requestor, await desk.report(c.var.requestor, store))));
}

function addActions(app: Hono<Env>, store: Store): void {
  app.post("/tickets", async (c) => {
    const ticket = await desk.createTicket(c.var.requestor, store, c.var.person, readDraft(await c.req.parseBody()));
    return c.redirect(`/tickets/${ticket.id}`, 303);
  });
  app.post("/tickets/:id/change", async (c) => {
    await desk.changeTicket(c.var.requestor, store, c.var.person, c.req.param("id"), readDraft(await c.req.parseBody()));
    return c.redirect(`/tickets/${c.req.param("id")}`, 303);
  });
  app.post("/tickets/:id/delete", async (c) => {
    await desk.deleteTicket(c.var.requestor, store, c.req.param("id"));
    return c.redirect("/tickets", 303);
  });
  for (const rule of desk.rules) {
    app.post(`/tickets/:id/${rule.toLowerCase()}`, async (c) => {
      const text = readText(await c.req.parseBody(), "text");
      await desk.perform(c.var.requestor, store, c.var.person, c.req.param("id"), rule, text);
      return c.redirect(`/tickets/${c.req.param("id")}`, 303);
    });
  }
}

/** The same as JSON, for curl. */
function addApi(app: Hono<Env>, store: Store): void {
  app.get("/api/tickets", async (c) => c.json((await desk.listTickets(c.var.requestor, store)).map(({ access, ticket }) => ({ access, ...ticket }))));
  app.get("/api/tickets/:id", async (c) => {
    const ticket = await desk.openTicket(c.var.requestor, store, c.req.param("id"));
    return c.json({ ticket: c.var.requestor.mask(desk.TICKET, ticket), decisions: verdicts(c.var.requestor, ticket) });
  });
}

/** A browser says where a request comes from; what another site sends is refused. */
async function sameOrigin(c: Context<Env>, next: () => Promise<void>): Promise<Response | void> {
  const site = c.req.header("Sec-Fetch-Site");
  const safe = c.req.method === "GET" || c.req.method === "HEAD";
  if (!safe && site !== undefined && site !== "same-origin" && site !== "none") return c.text("from another site", 403);
  return next();
}

function refuse(c: Context<Env>, status: 400 | 403 | 404 | 500): Response | Promise<Response> {
  const [title, text] = messages[status];
  if (isApi(c)) return c.json({ error: title.toLowerCase() }, status);
  return c.html(messagePage(title, text, c.get("person"), c.get("requestor")), status);
}

const messages = {
  400: ["Not understood", "The form was not filled in as it should be."],
  403: ["Not allowed", "The policy does not let you do this."],
  404: ["Not found", "There is no such page or ticket."],
  500: ["Something went wrong", "It has been written to the log."],
} as const;

/** `AccessDenied` of the runtime has the status 403, as the desk's own errors have theirs. */
function statusOf(error: unknown): 400 | 403 | 404 | 500 {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : 500;
  return status === 400 || status === 403 || status === 404 ? status : 500;
}

function isApi(c: Context<Env>): boolean {
  return c.req.path.startsWith("/api/");
}
