// The coverage page in a real browser: filtering by mouse and by keyboard, dark mode, accessibility, and names that are hostile.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aclc, folder, policy } from "./support.ts";

const binary = "/usr/bin/chromium";
const missing = !existsSync(binary);
if (missing && process.env["CI"] === "true") throw new Error("Chromium is not installed (apt-get install chromium)");
if (missing) process.stderr.write("\n*** SKIPPED: the coverage page in a browser. Chromium is not installed (apt-get install chromium)\n");

const hostile =
  'role `</code><img src=x onerror=alert(1)>` { access to Order { open when .id = "<b>" } }\ngroup `<i>` { roles `</code><img src=x onerror=alert(1)>` }\n';
const tests = 'import "./a.acl"\ntest "</title><script>alert(1)</script>" { group Managers\n operator { id: "ann" }\n can modify Order { owner: "ann" } }\n';

describe.skipIf(missing)("in a browser", () => {
  let browser: Browser;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: binary, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  });
  afterAll(() => browser.close());

  async function open(scheme: "light" | "dark" = "light"): Promise<Page> {
    const cwd = folder({ "a.acl": policy + hostile, "a.test.acl": tests });
    expect((await aclc(cwd, ["test", "a.test.acl", "--coverage-out", "c.html"])).exitCode).toBe(0);
    const page = await browser.newPage({ colorScheme: scheme });
    problems.length = 0;
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => problems.push(message.text()));
    page.on("dialog", (dialog) => void problems.push(dialog.message()));
    page.on("request", (request) => void (request.url().startsWith("file:") ? undefined : problems.push(request.url())));
    await page.goto(pathToFileURL(join(cwd, "c.html")).href);
    return page;
  }

  test("a cell of the table shows what is missing there, a search narrows the list, and names are only text", async () => {
    const page = await open();
    const rows = page.locator("#untested tbody tr:visible");
    const all = await rows.count();
    expect(all).toBeGreaterThan(5);
    await page.getByRole("button", { name: "1/5 asked: Managers on Order" }).click();
    expect(await rows.count()).toBe(4);
    expect(await page.locator("#count").textContent()).toBe("4 shown: Managers on Order");
    expect(await page.evaluate("document.activeElement.id")).toBe("h-untested");
    await page.getByLabel("Search").fill("approve perform");
    expect(await rows.allTextContents()).toEqual(["Managerscan perform ApproveOrder on Orderby condition"]);
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await rows.count()).toBe(all);
    await page.getByLabel("Search").fill("<i>");
    expect(await rows.count()).toBe(2);
    expect(await page.locator("img, main i, main b").count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("without a mouse: skip link, table, details and copying", async () => {
    const page = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("To the content");
    const reached = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate<string>("document.activeElement.id || document.activeElement.tagName"));
    }
    expect([...reached]).toEqual(expect.arrayContaining(["DIV", "BUTTON", "search", "all", "SUMMARY", "copy"]));
    const details = page.locator("details").first();
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await details.getAttribute("open")).not.toBeNull();
    await page.locator("#copy").focus();
    await page.keyboard.press("Enter");
    await page.locator("#copied", { hasText: /copied|selected/ }).waitFor();
    expect(await page.locator("#tests").textContent()).toContain("as of now");
    await page.close();
  });

  test.each(["light", "dark"] as const)("axe finds nothing serious, %s", async (scheme) => {
    const page = await open(scheme);
    const background = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    expect(background).toBe(scheme === "dark" ? "rgb(15, 19, 24)" : "rgb(255, 255, 255)");
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    await page.evaluate(readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
    const results = await page.evaluate(() =>
      (
        globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; help: string; nodes: { html: string }[] }[] }> } }
      ).axe.run(),
    );
    expect(
      results.violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`),
    ).toEqual([]);
    await page.close();
  });
});
