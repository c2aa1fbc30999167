// One folder a diagnostic: `input.acl`, the files that it imports, and what the compiler says about them.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { catalog } from "../compiler/diagnostics/catalog.ts";
import { inReadingOrder } from "../compiler/diagnostics/order.ts";
import { pretty } from "../compiler/diagnostics/pretty.ts";
import { problemsIn } from "./problems.ts";

const root = join(import.meta.dirname, "fixtures", "diagnostics");
const update = process.env["UPDATE"] === "1";
const folders = existsSync(root)
  ? readdirSync(root)
      .filter((name) => statSync(join(root, name)).isDirectory())
      .sort()
  : [];

/** Codes that files in memory cannot produce, or only large ones, with the test that produces them. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["ACL1190", "test/bind/limits.test.ts"],
  ["ACL4004", "test/bind/limits.test.ts"],
  ["ACL4007", "test/bind/limits.test.ts"],
  ["ACL5001", "test/resolve/limits.test.ts"],
  ["ACL5118", "test/find/limits.test.ts"],
  ["ACL7102", "test/cli/test.test.ts"],
  ["ACL7103", "test/cli/test.test.ts"],
  ["ACL8003", "test/cli/check.test.ts"],
  ["ACL8006", "test/bind/load.test.ts"],
  ["ACL8007", "test/bind/load.test.ts"],
  ["ACL8009", "test/bind/load.test.ts"],
  ["ACL8010", "test/bind/load.test.ts"],
]);
/** The command line's own codes, and the compiler's faults: they come from no policy text. */
const withoutText = /^ACL(81|9)/;

describe.each(folders)("%s", (folder) => {
  const [code] = folder.split("-", 1);
  test("is reported as expected", async () => {
    const diagnostics = await problemsIn("input.acl", filesOf(join(root, folder)));
    const found = pretty(inReadingOrder(diagnostics));
    const path = join(root, folder, "expected.txt");
    if (update) writeFileSync(path, found);
    expect(found).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
    expect(diagnostics.map((d) => d.code)).toContain(code);
    expect(diagnostics.filter((d) => d.help === undefined).map((d) => d.code)).toEqual([]);
  });

  test("is called after the catalogue", () => {
    const kind = catalog.find((one) => one.code === code);
    expect(folder).toBe(`${kind?.code}-${kind?.name}`);
  });
});

test("codes and slugs are unique", () => {
  expect(new Set(catalog.map((kind) => kind.code)).size).toBe(catalog.length);
  expect(new Set(catalog.map((kind) => kind.name)).size).toBe(catalog.length);
});

test("every code has a folder here, or a test elsewhere that names it", () => {
  const shown = new Set(folders.map((folder) => folder.split("-", 1)[0]));
  const missing = catalog.filter(({ code }) => !shown.has(code) && !withoutText.test(code) && !isNamed(code, elsewhere.get(code)));
  expect(missing.map(({ code, name }) => `${code}-${name}`)).toEqual([]);
});

function isNamed(code: string, path: string | undefined): boolean {
  const file = join(import.meta.dirname, "..", path ?? "");
  return path !== undefined && existsSync(file) && readFileSync(file, "utf8").includes(code);
}

/** All files below a folder but the expectation, by path. */
function filesOf(folder: string): ReadonlyMap<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== "expected.txt");
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).replaceAll("\\", "/"), new Uint8Array(readFileSync(path))];
    }),
  );
}
