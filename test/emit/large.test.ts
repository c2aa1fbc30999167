// Large conditions, many conditions, large tables.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emitted } from "./modules.ts";
import type { Emitted } from "./modules.ts";

function agree({ policy, inMemory }: Emitted, objects: readonly object[], operator: object = {}): void {
  const [a, b] = [policy, inMemory].map((one) => one.requestor({ accessGroup: "G", operator } as never));
  const answers = objects.map((object) => a?.can("open", "C", object));
  expect(answers).toEqual(objects.map((object) => b?.can("open", "C", object)));
  expect(new Set(answers)).toEqual(new Set([true, false]));
}

describe("B10 256 operands, 64 deep", () => {
  const source = (condition: string, properties: string) => `class C { ${properties} }  role R { access to C { open when ${condition} } }  group G { roles R }`;
  const numbered = (name: string, type: string) => Array.from({ length: 256 }, (_, i) => `${name}${i}: ${type}`).join(" ");

  it("a conjunction of 256 comparisons", async () => {
    const module = await emitted(source(Array.from({ length: 256 }, (_, i) => `.a${i} = ${i}`).join(" and "), numbered("a", "integer")));
    expect(module.typeErrors).toEqual([]);
    const all = Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`a${i}`, i]));
    agree(module, [all, { ...all, a255: 0 }, { ...all, a0: null }, {}]);
    checkWithOlderAndNewer(module.text);
  }, 60_000);

  it("a disjunction of 256 comparisons", async () => {
    const module = await emitted(source(Array.from({ length: 256 }, (_, i) => `.a${i} = operator.id`).join(" or "), numbered("a", "text")));
    expect(module.typeErrors).toEqual([]);
    agree(module, [{ a255: "me" }, { a0: "me" }, { a3: "you" }, {}], { id: "me" });
  });

  it("parentheses 60 deep", async () => {
    let condition = ".a0";
    for (let i = 1; i < 60; i++) condition = i % 2 === 0 ? `.a${i} and (${condition})` : `not .a${i} or (${condition})`;
    const module = await emitted(source(condition, Array.from({ length: 60 }, (_, i) => `a${i}: boolean`).join(" ")));
    expect(module.typeErrors).toEqual([]);
    const object = (value: (i: number) => unknown) => Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a${i}`, value(i)]));
    agree(module, [object(() => true), object(() => false), object((i) => i % 2 === 0), object((i) => (i === 59 ? true : null)), {}]);
  });

  it("shared parts are written once", async () => {
    // Of 16 booleans, an even number is true: every way of asking leads through the same few nodes.
    const properties = Array.from({ length: 9 }, (_, i) => `a${i}`);
    const even = properties.reduce(
      (condition, name) => (condition === "" ? `.${name}` : `(${condition} and not .${name} or not (${condition}) and .${name})`),
      "",
    );
    const module = await emitted(source(even, properties.map((name) => `${name}: boolean`).join(" ")));
    expect(module.typeErrors).toEqual([]);
    expect(module.text.match(/o\.a8/g)?.length ?? 0).toBeLessThan(100);
    const objects = Array.from({ length: 512 }, (_, n) => Object.fromEntries(properties.map((name, i) => [name, ((n >> i) & 1) === 1])));
    agree(module, [...objects, {}, { a0: true }]);
  });
});

it("cuts many conditions into several functions", async () => {
  const classes = Array.from({ length: 150 }, (_, i) => `class C${i} { n: integer }  access when W${i} on C${i} { .n = ${i} or .n > ${1000 + i} }`);
  const blocks = Array.from({ length: 150 }, (_, i) => `access to C${i} { open when W${i} }`);
  const module = await emitted(`${classes.join("\n")}\nrole R { ${blocks.join("\n")} }\ngroup G { roles R }`);
  expect(module.typeErrors).toEqual([]);
  expect(module.text).toContain("switch (code >> 5)");
  const requestor = module.policy.requestor({ accessGroup: "G" });
  for (let i = 0; i < 150; i++) {
    expect([i, 1000 + i, 1001 + i, i + 1].map((n) => requestor.can("open", `C${i}`, { n }))).toEqual([true, false, true, false]);
  }
});

it("pages large tables, and answers by ids as by names", async () => {
  const classes = Array.from({ length: 400 }, (_, i) => `class C${i} ${i > 0 ? `extends C${Math.floor((i - 1) / 3)} ` : ""}{ owner: text }`);
  const roles = Array.from(
    { length: 80 },
    (_, r) =>
      `role R${r} { ${[...new Set([r * 3, r * 5 + 1, (r * 7) % 400])].map((c) => `access to C${c} { open ${r % 3 === 0 ? 3 : ""} modify when .owner = operator.id  delete 0 }`).join(" ")} }  group G${r} { roles R${r}${r > 0 ? `, R${r - 1}` : ""} }`,
  );
  const module = await emitted(`${classes.join("\n")}\n${roles.join("\n")}`);
  expect(module.typeErrors).toEqual([]);
  expect(module.text).toContain("pagedTable");
  const { allowedSettings, canOpen, canModify, classes: ids } = module.exports as unknown as PagedModule;
  for (const productionLevel of [1, 4, 5]) {
    const [fast, slow] = [module.policy, module.inMemory].map((one) => one.with({ productionLevel }));
    let allowed = 0;
    for (let g = 0; g < 80; g += 3) {
      const options = { accessGroup: `G${g}`, operator: { id: "me" } } as never;
      const [a, b] = [fast?.requestor(options), slow?.requestor(options)];
      for (let c = 0; c < 400; c++) {
        const open = canOpen(a, ids[`C${c}`]);
        expect(open).toBe(b?.can("open", `C${c}`));
        expect(allowedSettings(a, ids[`C${c}`], { owner: "me" })).toBe(b?.allowedSettings(`C${c}`, { owner: "me" }));
        expect(canModify(a, ids[`C${c}`], { owner: "me" })).toBe(b?.can("modify", `C${c}`, { owner: "me" }));
        if (open) allowed++;
      }
      for (const id of [-1, 400, 1.5, NaN, "1", 1n, 2 ** 33]) expect(canOpen(a, id)).toBe(false);
      expect(canOpen(b, 0)).toBe(false);
    }
    expect(allowed).toBeGreaterThan(0);
  }
});

interface PagedModule {
  readonly canOpen: Check;
  readonly canModify: Check;
  readonly allowedSettings: (...asked: Parameters<Check>) => unknown;
  readonly classes: Readonly<Record<string, number>>;
}
type Check = (requestor: unknown, cls: unknown, ...objects: readonly unknown[]) => boolean;

/** TypeScript 5.9 and 7 through their command lines. */
function checkWithOlderAndNewer(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), "aclc-typescript-"));
  try {
    writeFileSync(join(folder, "policy.acl.ts"), text);
    const [runtime = "", filter = "", masks = ""] = ["index.ts", "filter/index.ts", "masks/index.ts"].map((path) =>
      join(import.meta.dirname, "../../runtime", path),
    );
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      isolatedModules: true,
      isolatedDeclarations: true,
      declaration: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      target: "es2023",
      module: "nodenext",
      types: [],
      paths: { "aclc/runtime": [runtime], "aclc/filter": [filter], "aclc/masks": [masks] },
    };
    writeFileSync(join(folder, "package.json"), '{"type": "module"}');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    for (const version of ["typescript5", "typescript", "typescript7"]) {
      const tsc = join(createRequire(import.meta.url).resolve(`${version}/package.json`), "../bin/tsc");
      const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
      expect([version, stdout, status]).toEqual([version, "", 0]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
