// Takes the pictures of the documents in headless Chromium: `npm run screenshots`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

interface Picture {
  /** In docs/. */
  readonly file: string;
  /** Arguments of `aclc`, which writes a page to the path that is passed. */
  readonly page: (out: string) => readonly string[];
  readonly width: number;
  readonly height: number;
}

const pictures: readonly Picture[] = [
  {
    file: "coverage.png",
    page: (out) => ["test", "examples/human-resources/hr.test.acl", "--coverage-out", out],
    width: 1200,
    height: 1000,
  },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "aclc-screenshots-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
  for (const { file, page: args, width, height } of pictures) {
    const out = join(folder, `${file}.html`);
    execFileSync(process.execPath, ["dist/cli/main.js", ...args(out)], { cwd: root, stdio: "pipe" });
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
    await page.goto(pathToFileURL(out).href);
    await page.screenshot({ path: join(root, "docs", file) });
    await page.close();
    process.stdout.write(`docs/${file}\n`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
