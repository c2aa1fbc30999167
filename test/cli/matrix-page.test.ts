// The matrix page in a real browser: keys, folding, search, levels, explanations, paper, scanners, and a large policy.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aclc } from "./support.ts";

const binary = "/usr/bin/chromium";
const missing = !existsSync(binary);
if (missing && process.env["CI"] === "true") throw new Error("Chromium is not installed (apt-get install chromium)");
if (missing) process.stderr.write("\n*** SKIPPED: the matrix page in a browser. Chromium is not installed (apt-get install chromium)\n");

const policy = `operator { limit: decimal }
/// What <b>everybody</b> does. */ </script>
class Work- { owner: text  amount: decimal }
class Work-A {}
class Work-A-One {}
class Work-B {}
privilege Approve on Work-A
access when IsOwner on Work- { .owner = operator.id }
role Base { access to Work- { open  modify when IsOwner } }
role Chief depends on Base { access to Work-A { open 3 when .amount <= operator.limit  delete  privilege Approve } }
group App:Users { roles Base }
group App:Chiefs { roles Chief }
policy Small on Work-A for delete { .amount < 1_000 }
`;

describe.skipIf(missing)("in a browser", () => {
  let browser: Browser;
  let page: Page;
  let root: string;
  const wrong: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: binary, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
    root = mkdtempSync(join(tmpdir(), "aclc-matrix-"));
    writeFileSync(join(root, "package.json"), "{}\n");
  });
  afterAll(async () => {
    await browser.close();
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(async () => {
    wrong.length = 0;
    page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => void (message.type() === "error" && wrong.push(message.text())));
    page.on("request", (request) => void (request.url().startsWith("file:") || wrong.push(request.url())));
  });
  afterEach(async () => {
    await page.close();
    expect(wrong).toEqual([]);
  });

  async function open(text = policy): Promise<void> {
    writeFileSync(join(root, "p.acl"), text);
    expect((await aclc(root, ["matrix", "p.acl", "-f", "html", "-o", "m.html"])).exitCode).toBe(0);
    await page.goto(pathToFileURL(join(root, "m.html")).href);
    await page.getByRole("gridcell").first().waitFor();
  }

  function names(): Promise<readonly string[]> {
    return page
      .getByRole("rowheader")
      .evaluateAll((all) => all.map((cell) => cell.querySelector(".before")?.textContent + (cell.lastChild?.textContent ?? "")));
  }

  function cell(row: number, column: number): Locator {
    return page.locator(`[aria-rowindex="${row + 2}"] [aria-colindex="${column + 2}"]`);
  }

  const focused = (): Promise<string> =>
    page.evaluate<string>(
      "`${document.activeElement?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')},${document.activeElement?.getAttribute('aria-colindex')}`",
    );

  test("cells, levels, one action at a time", async () => {
    await open();
    expect(await names()).toEqual(["Work-", "Work-A", "Work-A-One", "Work-B"]);
    expect(await cell(1, 1).getAttribute("aria-label")).toBe("by a condition: modify, delete");
    await page.getByLabel("3", { exact: true }).check();
    expect(await cell(1, 1).getAttribute("aria-label")).toBe("by a condition: open, modify, delete, discover");
    await page.getByLabel("Show").selectOption("privilege Approve");
    expect(await cell(1, 1).textContent()).toBe("full");
    expect(await cell(2, 1).getAttribute("aria-label")).toBe("privilege Approve: full");
    expect(await cell(3, 1).getAttribute("aria-label")).toBe("privilege Approve: not declared");
  });

  test("folding and search", async () => {
    await open();
    await page.getByRole("rowheader", { name: "Work-A", exact: true }).click();
    expect(await names()).toEqual(["Work-", "Work-A", "Work-B"]);
    expect(await page.locator('[aria-rowindex="3"]').getAttribute("aria-expanded")).toBe("false");
    await page.getByRole("button", { name: "Fold all", exact: true }).click();
    expect(await names()).toEqual(["Work-"]);
    await page.getByLabel("Case type").first().fill("one");
    expect(await names()).toEqual(["Work-", "Work-A", "Work-A-One"]);
    await page.getByLabel("Group", { exact: true }).fill("chief");
    expect(await page.getByRole("columnheader").allTextContents()).toEqual(["Case type", "App:Chiefs"]);
    expect(await page.getByRole("status").textContent()).toBe("3 case types and 1 group shown, level 5");
    await page.getByLabel("Case type").first().fill("nothing at all");
    expect(await names()).toEqual([]);
  });

  test("the keyboard: arrows, home and end, folding, opening, closing", async () => {
    await open();
    await page.locator('[tabindex="0"]').focus();
    const moves = [
      ["ArrowDown", "3,1"],
      ["ArrowRight", "3,2"],
      ["End", "3,3"],
      ["ArrowRight", "3,3"],
      ["Control+End", "5,3"],
      ["PageUp", "2,3"],
      ["Control+Home", "2,1"],
      ["ArrowDown", "3,1"],
      ["ArrowLeft", "3,1"],
    ] as const;
    for (const [key, place] of moves) {
      await page.keyboard.press(key);
      expect(`${key} ${await focused()}`).toBe(`${key} ${place}`);
    }
    expect(await names()).toEqual(["Work-", "Work-A", "Work-B"]);
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).toBe("2,1");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    expect(await names()).toHaveLength(4);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "App:Users on Work-A" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.locator("#panel").isHidden()).toBe(true);
    expect(await focused()).toBe("3,2");
    expect(await page.locator('.grid [tabindex="0"]').count()).toBe(1);
  });

  test("an explanation: the order walked, the setting that decided, the condition, links", async () => {
    await open();
    await page.getByLabel("3", { exact: true }).check();
    await cell(2, 1).click();
    const panel = page.locator("#panel");
    expect(await panel.innerText()).toContain("searched: Work-A-One → Work-A → Work- → @baseclass");
    const opened = panel.locator("details").first();
    expect(await opened.locator("summary code").textContent()).toBe(".amount <= operator.limit");
    expect(
      (await opened.locator("ul.walk").innerText())
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    ).toEqual([
      "group App:Chiefs, in which any grant suffices",
      "role Chief: decides by a condition p.acl:10",
      "access block on Work-A: grants when its condition is true open 3 when .amount <= operator.limit p.acl:10",
      "not asked, since the role speaks for itself: Base",
      "policies for read: none apply",
    ]);
    expect(await opened.locator("li.decides a").getAttribute("href")).toBe("./p.acl#L10");
    await panel.locator("summary", { hasText: "modify" }).first().click();
    const modify = panel.locator("details", { hasText: "modify" }).first();
    // A browser tells that something was opened a moment later, and only then is it filled.
    await modify.locator("ul.walk").first().waitFor();
    expect(await modify.innerText()).toContain("IsOwner on Work- is .owner = operator.id p.acl:8");
    await page.getByLabel("5", { exact: true }).check();
    expect(await panel.locator("details").first().locator(".word").textContent()).toBe("none");
    await panel.getByRole("button", { name: "Close" }).click();
    expect(await focused()).toBe("4,3");
  });

  test("what users wrote is text", async () => {
    await open();
    expect(await page.getByRole("rowheader").first().getAttribute("title")).toBe("Work-\nWhat <b>everybody</b> does. */ </script>");
    expect(await page.locator("main b").count()).toBe(4);
  });

  test("on paper: every row and column", async () => {
    await open();
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#print tbody tr").allInnerTexts()).toMatchObject([{}, {}, {}, {}]);
    expect(await page.locator("#print tbody tr").nth(0).locator("td").allTextContents()).toEqual(["●◐○○○○○○○●", "●◐○○○○○○○●"]);
    expect(await page.locator("main").isHidden()).toBe(true);
  });

  test.each(["light", "dark"] as const)("axe finds nothing, %s", async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    await open();
    await cell(1, 1).click();
    await page.evaluate(readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
    const results = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> } }).axe.run(),
    );
    expect(results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`)).toEqual([]);
  });

  test("2,000 classes and 100 groups: opens at once, scrolls, and keeps few elements", { timeout: 120_000 }, async () => {
    await open(large());
    const size = readFileSync(join(root, "m.html")).length;
    expect(size).toBeLessThan(3_000_000);
    expect(await page.getByRole("treegrid").getAttribute("aria-rowcount")).toBe("2002");
    const { opened, slowest, elements } = await page.evaluate<{ opened: number; slowest: number; elements: number }>(scrolling);
    console.log(
      `matrix page: ${Math.round(size / 1024)} KiB, opened in ${Math.round(opened)} ms, three of four scrolls within ${Math.round(slowest)} ms, ${elements} elements`,
    );
    expect(elements).toBeLessThan(3_000);
    expect(slowest).toBeLessThan(1_000);
    await page.keyboard.press("Tab");
    await page.locator('.grid [tabindex="0"]').focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("End");
    expect(await focused()).toBe("2002,101");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "G99 on Area19-Work-9-9" }).waitFor();
  });
});

/** 20 areas of 100 classes and one; every role has something to say about ten classes. */
function large(): string {
  const classes = ["Work-"];
  for (let area = 0; area < 20; area++) {
    classes.push(`Area${area}-Work`);
    for (let i = 0; i < 9; i++) classes.push(`Area${area}-Work-${i + 1}`, ...Array.from({ length: 10 }, (_, j) => `Area${area}-Work-${i + 1}-${j}`));
  }
  const declared = classes.map((name, i) =>
    i === 0 ? `class ${name} { owner: text  amount: decimal }` : `class ${name}${/Work$/.test(name) ? " extends Work-" : ""} {}`,
  );
  const roles = Array.from({ length: 100 }, (_, i) => {
    const blocks = Array.from(
      { length: 10 },
      (__, j) =>
        `access to ${classes[(i * 131 + j * 197) % classes.length]} { open ${j % 5}  modify when .amount < ${i * 10 + j}  delete when .owner = operator.id  run-reports }`,
    );
    return `role R${i} { ${blocks.join("\n")} }\ngroup G${i} { roles R${i} }`;
  });
  return [...declared, ...roles].join("\n");
}

/** Jumps about the table, both ways at once, and takes the times until each is drawn. */
const scrolling = `(async () => {
  const box = document.querySelector(".grid");
  const times = [];
  for (let i = 1; i <= 60; i++) {
    const before = performance.now();
    box.scrollTop = (i * 1013) % (box.scrollHeight - 700);
    box.scrollLeft = (i * 331) % (box.scrollWidth - 900);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  return { opened: performance.getEntriesByType("navigation")[0].duration, slowest: times[45], elements: document.querySelectorAll("*").length };
})()`;
