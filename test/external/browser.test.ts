// The pages in a real browser, with the complaints example behind them: scanners, the address bar, several links, going back, the keyboard.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sqliteStore } from "aclc/external/sqlite";
import { createApp } from "../../examples/complaints/app.ts";
import { openCases, openDatabase } from "../../examples/complaints/cases.ts";
import { openDesk, type Desk } from "../../examples/complaints/desk.ts";
import { openPost, type Post } from "../../examples/complaints/mail.ts";
import { keys } from "./world.ts";

const binary = "/usr/bin/chromium";
const missing = !existsSync(binary);
if (missing && process.env["CI"] === "true") throw new Error("Chromium is not installed (apt-get install chromium)");
if (missing) process.stderr.write("\n*** SKIPPED: the tests in a browser. Chromium is not installed (apt-get install chromium)\n");

describe.skipIf(missing)("in a browser", () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let desk: Desk;
  let server: ServerType;
  let post: Post;
  let base: string;
  let stop: () => void;
  const mails: { to: string; text: string }[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: binary, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
    post = await openPost((to, text) => mails.push({ to: to.join(), text: text.replace(/=\r?\n/g, "").replaceAll("=3D", "=") }));
  });
  afterAll(async () => {
    await browser.close();
    await post.close();
  });

  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), "aclx-browser-"));
    const databases = [openDatabase(join(folder, "a.db")), openDatabase(join(folder, "a.db"))] as const;
    const cases = openCases(databases[0]);
    const store = await sqliteStore(databases[1]);
    mails.length = 0;
    const { port } = await new Promise<AddressInfo>((resolve) => {
      server = serve({ fetch: async (request) => createApp(desk).fetch(request), hostname: "127.0.0.1", port: 0 }, resolve);
    });
    base = `http://127.0.0.1:${port}`;
    desk = openDesk({ store, cases, keys, baseUrl: base, send: post.send, audit: () => undefined });
    context = await browser.newContext();
    page = await context.newPage();
    stop = () => {
      server.close();
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true, force: true });
    };
  });
  afterEach(async () => {
    await context.close();
    stop();
  });

  /** Resolves a complaint and takes the link out of the e-mail. */
  async function mailedLink(id = "C-1"): Promise<string> {
    await desk.resolve(id, "Done.");
    return /http:\S+#aclx1_[\w-]{66}/.exec(mails.at(-1)?.text ?? "")?.[0] ?? "";
  }

  async function answer(on: Page, stars: number): Promise<void> {
    await on.getByRole("button", { name: "Continue" }).click();
    await on.getByLabel(`${stars} star`).check();
    await on.getByLabel("I have checked my answer").check();
    await on.getByRole("button", { name: "Send" }).click();
    await on.getByText("Thank you.").waitFor();
  }

  async function seriousProblems(): Promise<readonly string[]> {
    await page.evaluate(readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
    const results = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; help: string }[] }> } }).axe.run(),
    );
    return results.violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, help }) => `${id}: ${help}`);
  }

  test("F02, F28: opening the link with scripts consumes nothing, and the secret leaves the address bar and reaches no log", async () => {
    const link = await mailedLink();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(JSON.stringify([request.url(), request.headers()])));
    await page.goto(link);
    await page.getByRole("button", { name: "Continue" }).waitFor();
    expect(page.url()).toBe(`${base}/x/`);
    expect(await page.evaluate("history.length")).toBe(2);
    expect(requests.join()).not.toContain("aclx1_");
    expect(requests.join()).not.toContain('referer":"http');
    for (const method of ["HEAD", "GET", "OPTIONS"]) expect((await fetch(link, { method })).status).toBe(200);
    expect(await desk.links.list()).toMatchObject([{ state: "issued", starts: 0 }]);
    expect(await context.cookies()).toEqual([]);
    await answer(page, 4);
    expect(desk.cases.find("C-1")).toMatchObject({ status: "Answered", stars: 4 });
  });

  test("F04: a scanner that presses every button sends nothing", async () => {
    await page.goto(await mailedLink());
    for (let i = 0; i < 3; i++) {
      for (const button of await page.getByRole("button").all()) await button.click({ timeout: 2_000 }).catch(() => undefined);
      await page.waitForTimeout(300);
    }
    expect(desk.cases.find("C-1")?.status).toBe("Resolved");
    expect(await desk.links.list()).toMatchObject([{ state: "active" }]);
  });

  test("F06: going back after the submission shows the receipt, and so does reloading", async () => {
    await page.goto(`${base}/`);
    await page.goto(await mailedLink());
    await answer(page, 5);
    await page.goto(`${base}/`);
    await page.goBack();
    await page.getByText("Thank you. You gave 5 of 5 stars").waitFor();
    await page.reload();
    await page.getByText("Thank you. You gave 5 of 5 stars").waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
  });

  test("two links in one browser work side by side", async () => {
    const other = await context.newPage();
    await page.goto(await mailedLink("C-1"));
    await other.goto(await mailedLink("C-2"));
    for (const each of [page, other]) await each.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Complaint C-1").waitFor();
    await other.getByText("Complaint C-2").waitFor();
    for (const [each, stars] of [
      [other, 2],
      [page, 3],
    ] as const) {
      await each.getByLabel(`${stars} stars`).check();
      await each.getByLabel("I have checked my answer").check();
      await each.getByRole("button", { name: "Send" }).click();
      await each.getByText(`You gave ${stars} of 5 stars`).waitFor();
    }
    expect(desk.cases.list()).toMatchObject([
      { id: "C-1", stars: 3 },
      { id: "C-2", stars: 2 },
    ]);
  });

  test("without a mouse: everything can be reached and done by keyboard", async () => {
    await page.goto(await mailedLink());
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("How did we do?").waitFor();
    const reached: string[] = [];
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press("Tab");
      const id = await page.evaluate<string>("document.activeElement.id || document.activeElement.tagName");
      reached.push(id);
      if (id.startsWith("stars")) for (const key of ["Space", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
      if (id === "comment") await page.keyboard.type("Well done");
      if (id === "aclx-confirm") await page.keyboard.press("Space");
      if (id === "BUTTON") await page.keyboard.press("Enter");
    }
    expect(reached).toEqual(["stars-1", "comment", "aclx-confirm", "BUTTON"]);
    await page.getByText("You gave 3 of 5 stars").waitFor();
    expect(desk.cases.find("C-1")).toMatchObject({ stars: 3, comment: "Well done" });
  });

  test("a code can be pasted where a mail program cut off the fragment, also with the whole link or line breaks", async () => {
    const link = await mailedLink();
    await page.goto(`${base}/x/`);
    const field = page.getByLabel("Code");
    expect(await page.evaluate("document.activeElement.id")).toBe("aclx-code");
    await field.fill("aclx1_wrong");
    await page.keyboard.press("Enter");
    await page.getByText("This link can't be used").waitFor();
    await field.fill(`  ${link.slice(0, 60)}\n ${link.slice(60)} `);
    await answer(page, 1);
  });

  test("a form that the server finds wrong says so, and leads to the field; a link that was revoked meanwhile is refused", async () => {
    await page.goto(await mailedLink());
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("How did we do?").waitFor();
    await page.evaluate("document.querySelectorAll('[name=stars]').forEach((input) => { input.required = false; })");
    await page.getByLabel("I have checked my answer").check();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("status").getByText("Choose from 1 to 5 stars").waitFor();
    expect(await page.evaluate("document.activeElement.id")).toBe("aclx-status");
    expect(await seriousProblems()).toEqual([]);
    await page.getByRole("link", { name: "Choose from 1 to 5 stars" }).click();
    expect(await page.evaluate("document.activeElement.id")).toBe("stars-1");
    await desk.links.revoke((await desk.links.list())[0]?.id ?? "");
    await page.getByLabel("2 stars").check();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("This link can't be used").waitFor();
    expect(desk.cases.find("C-1")?.status).toBe("Resolved");
  });

  test("axe finds nothing serious on any page", async () => {
    await page.goto(`${base}/x/`);
    expect(await seriousProblems()).toEqual([]);
    await page.goto(await mailedLink());
    await page.getByRole("button", { name: "Continue" }).waitFor();
    expect(await seriousProblems()).toEqual([]);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("How did we do?").waitFor();
    expect(await seriousProblems()).toEqual([]);
    await page.getByLabel("5 stars").check();
    await page.getByLabel("I have checked my answer").check();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Thank you.").waitFor();
    expect(await seriousProblems()).toEqual([]);
  });

  test("the administrator resolves, sees what is outstanding, revokes, and moves on", async () => {
    await page.goto(`${base}/`);
    await page.getByLabel("What was done").first().fill("A new kettle");
    await page.getByRole("button", { name: "Resolve" }).first().click();
    await page.getByText("Waiting for ada@customer.example: issued").waitFor();
    const link = /http:\S+#aclx1_[\w-]{66}/.exec(mails.at(-1)?.text ?? "")?.[0] ?? "";
    await page.getByRole("button", { name: "Revoke this link" }).click();
    await page.getByText("Waiting for").waitFor({ state: "detached" });
    await expect(desk.links.start(link.split("#")[1])).rejects.toMatchObject({ status: 410 });
    await page.getByRole("button", { name: "Move on without an answer" }).click();
    await page.getByText("Moved on").waitFor();
    expect(mails).toMatchObject([{ to: "ada@customer.example" }]);
  });

  test("reminders are mailed with a new link, and the earlier one stops working", async () => {
    const first = await mailedLink();
    const { recipient, link } = await desk.links.remind((await desk.links.list())[0]?.id ?? "");
    expect(recipient).toBe("ada@customer.example");
    await page.goto(first);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("This link can't be used").waitFor();
    await page.goto(link);
    await answer(page, 5);
  });
});
