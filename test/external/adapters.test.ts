// The adapters that docs/external-assignments.md shows: taken out of the document, and run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { fastify } from "fastify";
import { Hono } from "hono";
import ts from "typescript";
import { expect, test } from "vitest";
import { externalHandler, html } from "aclc/external/http";
import { memoryStore } from "aclc/external/memory";
import { invite, world } from "./world.ts";

interface Made {
  serve?: ServeLinks;
}
type ServeLinks = (request: IncomingMessage, response: ServerResponse, next: () => void) => Promise<void>;

const document = readFileSync(new URL("../../docs/external-assignments.md", import.meta.url), "utf8");

const servers = {
  "Node's http": (made: Made) => createServer((request, response) => void made.serve?.(request, response, () => response.writeHead(404).end("application"))),
  Express: (made: Made) => {
    const app = express();
    app.use((request, response, next) => void made.serve?.(request, response, next));
    app.use(express.json(), (_request, response) => void response.status(404).send("application"));
    return createServer(app);
  },
  Fastify: async (made: Made) => {
    const app = fastify();
    app.addHook("onRequest", (request, reply, done) => {
      if (request.raw.url?.startsWith("/x/") === true) reply.hijack();
      void made.serve?.(request.raw, reply.raw, done);
    });
    app.get("/other", (_request, reply) => reply.code(404).send("application"));
    await app.ready();
    return app.server;
  },
} as const;

test.each(Object.entries(servers))("%s: from the link to the receipt, and other paths are the application's", async (_, serverOf) => {
  const made: Made = {};
  const server = await serverOf(made);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const w = world(memoryStore(), { baseUrl: origin });
  const handler = externalHandler(w.links, { form: () => html`<input name="text" />`, call: ({ data }) => ({ got: data["text"] }) });
  made.serve = (await shown())(handler, w.links);

  const { token } = await invite(w);
  const headers = { Origin: origin, "Content-Type": "application/json" };
  const started = await fetch(`${origin}/x/start`, { method: "POST", headers, body: JSON.stringify({ token }) });
  const cookie = started.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { link } = (await started.json()) as { link: string };
  const page = await (await fetch(`${origin}/x/w/${link}/`, { headers: { Cookie: cookie } })).text();
  const submission = /name="aclx-submission" value="([^"]+)"/.exec(page)?.[1];
  const body = JSON.stringify({ submission, confirmed: true, data: { text: "ä" } });
  const sent = await fetch(`${origin}/x/w/${link}/submit`, { method: "POST", headers: { ...headers, Cookie: cookie }, body });
  expect([sent.status, await sent.json()]).toEqual([200, { receipt: { got: "ä" } }]);
  expect((await fetch(`${origin}/x/`, { method: "HEAD" })).headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await (await fetch(`${origin}/other`)).text()).toBe("application");
  server.closeAllConnections();
  server.close();
});

test("what is run for Express and Fastify is what the document shows", () => {
  expect(document).toContain("app.use(serveLinks);");
  expect(document).toContain('if (request.raw.url.startsWith("/x/")) reply.hijack();\n  void serveLinks(request.raw, reply.raw, done);');
});

test("a worker: an object with fetch", async () => {
  const handler = externalHandler(world(memoryStore()).links, { form: () => html``, call: () => null });
  const worker = { fetch: async (request: Request) => (await handler(request)) ?? new Response("", { status: 404 }) };
  expect((await worker.fetch(new Request("https://complaints.example/x/"))).status).toBe(200);
  expect((await worker.fetch(new Request("https://complaints.example/y/"))).status).toBe(404);
  expect(document).toContain('fetch: async (request) => (await handler(request)) ?? new Response("", { status: 404 })');
});

test("Hono: the handler is given the request as it is", async () => {
  const w = world(memoryStore());
  const handler = externalHandler(w.links, { form: () => html``, call: () => null });
  const app = new Hono().all("/x/*", async (c) => (await handler(c.req.raw)) ?? c.notFound());
  expect((await app.request("https://complaints.example/x/")).status).toBe(200);
  expect(document).toContain('app.all("/x/*", async (c) => (await handler(c.req.raw)) ?? c.notFound());');
});

/** The function of the document, with its free names as arguments. */
async function shown(): Promise<(handler: unknown, links: unknown) => ServeLinks> {
  const text = /async function serveLinks[^]*?\n}\n/.exec(document)?.[0] ?? "";
  const module = `import { Readable } from "node:stream";\nexport function make(handler, links) {\n${text}\nreturn serveLinks;\n}\n`;
  const { outputText } = ts.transpileModule(module, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  const folder = mkdtempSync(join(tmpdir(), "aclx-adapter-"));
  const path = join(folder, "adapter.mjs");
  writeFileSync(path, outputText);
  const { make } = (await import(/* @vite-ignore */ path)) as { make: (handler: unknown, links: unknown) => ServeLinks };
  rmSync(folder, { recursive: true, force: true });
  return make;
}
