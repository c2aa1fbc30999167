// `aclc/external/http`: the pages and requests of external assignments, from a web-standard Request to a Response.
import type { AnySchema, Schema } from "../../schema.ts";
import { hasCode } from "../errors.ts";
import type { ExternalAssignments } from "../index.ts";
import type { Done, Work } from "../start.ts";
import type { Accepted, Call, Write } from "../submit.ts";
import { SESSION_KEPT } from "../times.ts";
import { html, Html } from "./html.ts";
import { pageScript, pageStyle } from "./page-script.ts";
import { formPage, messagePage, receiptPage, startPage } from "./page.ts";
import { cookieOf, isOwn, jsonBody } from "./requests.ts";
import { english, type Texts } from "./texts.ts";

/** What a guest filled in: names of fields with what they hold, a list where a name is there several times. */
export type FormData = Readonly<Record<string, unknown>>;

export interface Problem {
  /** The name of a field. */
  readonly field?: string;
  readonly message: string;
}

export interface HandlerOptions<S extends Schema, Tx> {
  /** The fields of the form; make them with `html`. It may bring its own buttons: those named `aclx-perform` choose what is performed. */
  readonly form: (work: Work<S>) => Html | Promise<Html>;
  /** What is wrong with what was filled in; nothing, if the list is empty. */
  readonly check?: (data: FormData, work: Work<S>) => readonly Problem[] | Promise<readonly Problem[]>;
  /** Writes the business data in the transaction that consumes the link, and returns the receipt. */
  readonly write?: (accepted: Accepted<S> & { readonly transaction: Tx; readonly data: FormData }) => unknown;
  /** Or calls what can't take part in a transaction. */
  readonly call?: (accepted: Accepted<S> & { readonly data: FormData }) => unknown;
  readonly receipt?: (done: Done) => Html | Promise<Html>;
  readonly texts?: Partial<Texts>;
  /** Whether guests tick that they have checked their answer; true unless the form itself asks for a choice as explicit. */
  readonly confirm?: boolean;
  /** For errors of the application's own functions. Guests are told to try again. */
  readonly onError?: (error: unknown) => void;
  /** Refusals leave after this time at the earliest, in milliseconds, so that they all take the same: 100 unless it is given. */
  readonly refusalTime?: number;
}

/** Undefined for paths that are not below `/x/` of the base URL: they are the application's. */
export type Handler = (request: Request) => Promise<Response | undefined>;

export function externalHandler<Tx, S extends Schema = AnySchema>(links: ExternalAssignments<S, Tx>, options: HandlerOptions<S, Tx>): Handler {
  if ((options.write === undefined) === (options.call === undefined)) throw new TypeError("either `write` or `call` is needed");
  const handler = new LinksHandler(links, options);
  return (request) => handler.handle(request);
}

const COOKIE = "aclx";

class LinksHandler<S extends Schema, Tx> {
  private readonly links: ExternalAssignments<S, Tx>;
  private readonly options: HandlerOptions<S, Tx>;
  private readonly texts: Texts;
  private readonly origin: string;
  /** `/x`, below the base URL's path. */
  private readonly path: string;

  constructor(links: ExternalAssignments<S, Tx>, options: HandlerOptions<S, Tx>) {
    const base = new URL(links.base);
    this.links = links;
    this.options = options;
    this.texts = { ...english, ...options.texts };
    this.origin = base.origin;
    this.path = `${base.pathname.replace(/\/$/, "")}/x`;
  }

  async handle(request: Request): Promise<Response | undefined> {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(`${this.path}/`)) return undefined;
    const since = performance.now();
    const rest = pathname.slice(this.path.length + 1);
    try {
      if (request.method === "POST") return await this.post(request, rest);
      if (!["GET", "HEAD", "OPTIONS"].includes(request.method)) return answer(405, "", "text/plain", { Allow: ALLOW });
      const response = await this.get(request, rest);
      if (request.method === "GET") return response;
      return new Response(null, { status: response.status, headers: response.headers });
    } catch (error) {
      return this.failure(request, error, since);
    }
  }

  private async get(request: Request, rest: string): Promise<Response> {
    if (rest === "page.js") return answer(200, pageScript, "text/javascript");
    if (rest === "page.css") return answer(200, pageStyle, "text/css");
    const link = /^w\/([\w-]{43})\/$/.exec(rest)?.[1];
    if (rest !== "" && link === undefined) return this.page(404, messagePage(this.texts, this.path, this.texts.refused));
    const session = link === undefined || request.method !== "GET" ? undefined : cookieOf(request, COOKIE);
    if (session === undefined) return this.page(200, startPage(this.texts, this.path, this.links.proof?.label));
    const state = await this.links.resume(session);
    if (state.link !== link) return this.links.reject("NO_SESSION");
    return this.page(200, state.kind === "done" ? await this.receipt(state) : await this.form(state));
  }

  private async form(work: Work<S>): Promise<Html> {
    const fields = await this.options.form(work);
    return formPage(this.texts, this.path, { fields, submission: work.submission, confirm: this.options.confirm !== false });
  }

  private async receipt(done: Done): Promise<Html> {
    return receiptPage(this.texts, this.path, await this.options.receipt?.(done));
  }

  private async post(request: Request, rest: string): Promise<Response> {
    const submits = /^w\/([\w-]{43})\/submit$/.exec(rest)?.[1];
    if (!isOwn(request, this.origin)) return this.links.reject("CROSS_SITE");
    const body = await jsonBody(request);
    if (body === undefined || (rest !== "start" && submits === undefined)) return this.links.reject("MALFORMED");
    return submits === undefined ? this.start(body) : this.submit(request, submits, body);
  }

  private async start(body: FormData): Promise<Response> {
    const { session, link } = await this.links.start(body["token"], body["answer"]);
    const secure = this.origin.startsWith("https:") ? "; Secure" : "";
    const cookie = `${COOKIE}=${session}; Path=${this.path}/w/${link}/; Max-Age=${SESSION_KEPT / 1000}; HttpOnly; SameSite=Strict${secure}`;
    return answer(200, JSON.stringify({ link }), "application/json", { "Set-Cookie": cookie });
  }

  private async submit(request: Request, link: string, body: FormData): Promise<Response> {
    const session = cookieOf(request, COOKIE);
    const state = await this.links.resume(session);
    if (state.link !== link) return this.links.reject("NO_SESSION");
    const data = typeof body["data"] === "object" && body["data"] !== null ? (body["data"] as FormData) : {};
    if (state.kind === "work") {
      const problems = await this.problems(state, body, data);
      if (problems.length > 0) return answer(422, JSON.stringify({ problems }), "application/json");
    }
    const { receipt } = await this.links.submit({ session, submission: body["submission"], perform: body["perform"] }, this.act(data) as never);
    return answer(200, JSON.stringify({ receipt }), "application/json");
  }

  /** Pressing a button is not enough: something has to be filled in, and ticked. */
  private async problems(work: Work<S>, body: FormData, data: FormData): Promise<readonly Problem[]> {
    if (body["confirmed"] !== true) return [{ field: "aclx-confirm", message: this.texts.confirm }];
    const filled = Object.values(data).some((value) => (typeof value === "string" ? value.trim() !== "" : Array.isArray(value) && value.length > 0));
    if (!filled && this.options.confirm === false) return this.links.reject("NOT_CONFIRMED");
    return (await this.options.check?.(data, work)) ?? [];
  }

  private act(data: FormData): Call<S> | Write<S, Tx> {
    const { write, call } = this.options;
    if (write !== undefined) return { write: (accepted) => write({ ...accepted, data }) };
    return { call: (accepted) => call?.({ ...accepted, data }) };
  }

  private async failure(request: Request, error: unknown, since: number): Promise<Response> {
    const refused = hasCode(error, "LINK_REFUSED");
    if (!refused && !hasCode(error, "STORE_UNAVAILABLE")) this.options.onError?.(error);
    const status = refused ? 410 : 503;
    const again: Record<string, string> = refused ? {} : { "Retry-After": "5" };
    const rest = (this.options.refusalTime ?? 100) - (performance.now() - since);
    if (refused && rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    const message = refused ? this.texts.refused : this.texts.unavailable;
    if (request.method === "POST") return answer(status, JSON.stringify({ message }), "application/json", again);
    return this.page(status, messagePage(this.texts, this.path, message), again);
  }

  private page(status: number, page: Html, headers: Readonly<Record<string, string>> = {}): Response {
    return answer(status, page.text, "text/html", headers);
  }
}

const ALLOW = "GET, HEAD, OPTIONS, POST";

function answer(status: number, body: string, type: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { ...security, "Content-Type": `${type}; charset=utf-8`, ...headers } });
}

const security = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  "X-Robots-Tag": "noindex, nofollow",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

export { html, Html };
export type { Texts };
