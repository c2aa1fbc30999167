// The tutorial, the how-to pages and the migration guides do what they say, and their TypeScript passes the type check.
// `UPDATE=1` writes anew what commands print.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { libraryOf, tell } from "./stories.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const howTo = readdirSync(join(root, "docs/how-to")).map((name) => `how-to/${name}`);
const pages = ["tutorial.md", "migrate-from-casl.md", "migrate-from-casbin.md", ...howTo].filter((name) => name.endsWith(".md"));

const stories = realpathSync(mkdtempSync(join(tmpdir(), "aclc-stories-")));
afterAll(() => rmSync(stories, { recursive: true, force: true }));
libraryOf(stories);

test.each(pages)("%s", { timeout: 120_000 }, async (name) => {
  const path = join(root, "docs", name);
  const folder = join(stories, basename(name, ".md"));
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const markdown = readFileSync(path, "utf8");
  const told = await tell(markdown, folder);
  if (process.env["UPDATE"] === "1") writeFileSync(path, told);
  expect(told).toBe(process.env["UPDATE"] === "1" ? told : markdown);
});

test("their TypeScript passes the type check", { timeout: 180_000 }, () => {
  const compilerOptions = { strict: true, noEmit: true, module: "nodenext", target: "es2022", skipLibCheck: true, types: ["node"] };
  writeFileSync(join(stories, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/**/*.ts"], exclude: ["node_modules"] }));
  writeFileSync(join(stories, "package.json"), '{ "type": "module" }\n');
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  expect(existsSync(tsc)).toBe(true);
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", stories], { cwd: stories, encoding: "utf8" });
  expect(stdout).toBe("");
});
