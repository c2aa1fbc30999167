// The reference of the language names every diagnostic about policies.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalog } from "../../compiler/diagnostics/catalog.ts";

test("docs/language.md lists every code, and no other", () => {
  const text = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");
  const listed = new Set([...text.matchAll(/ACL[1-5]\d{3}/g)].map(([code]) => code));
  const known = catalog.map(({ code }) => code).filter((code) => code < "ACL7000");
  expect([...listed].sort()).toEqual([...known].sort());
});
