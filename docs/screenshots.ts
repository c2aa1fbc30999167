// Takes the pictures of the documents in headless Chromium: `npm run screenshots`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";

interface Picture {
  /** In docs/. */
  readonly file: string;
  /** Arguments of `aclc`, which writes a page to the path that is passed. */
  readonly page: (out: string) => readonly string[];
  readonly width: number;
  readonly height: number;
  readonly scheme?: "light" | "dark";
  /** What is done with the page before. */
  readonly act?: (page: Page) => Promise<void>;
}

const pictures: readonly Picture[] = [
  {
    file: "coverage.png",
    page: (out) => ["test", "examples/human-resources/hr.test.acl", "--coverage-out", out],
    width: 1200,
    height: 1000,
  },
  {
    file: "matrix.png",
    page: (out) => ["matrix", "examples/human-resources/hr.acl", "--format", "html", "--out", out],
    width: 1400,
    height: 860,
    act: (page) => page.locator('[aria-rowindex="4"] [aria-colindex="4"]').click(),
  },
  {
    file: "matrix-dark.png",
    page: (out) => ["matrix", "examples/service-desk/service-desk.acl", "--format", "html", "--out", out],
    width: 1400,
    height: 600,
    scheme: "dark",
    act: async (page) => {
      await page.getByLabel("Show").selectOption("open");
    },
  },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "aclc-screenshots-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
  for (const { file, page: args, width, height, scheme = "light", act } of pictures) {
    const out = join(folder, `${file}.html`);
    execFileSync(process.execPath, ["dist/cli/main.js", ...args(out)], { cwd: root, stdio: "pipe" });
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
    await page.goto(pathToFileURL(out).href);
    await act?.(page);
    await page.screenshot({ path: join(root, "docs", file) });
    await page.close();
    process.stdout.write(`docs/${file}\n`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
