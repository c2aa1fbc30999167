// `aclc build`: what is written and when, what `--check`, `--watch` and `--verify` say, and that old output survives.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { aclc, folder, policy, put } from "./support.ts";

test("writes the module beside the policy, once", async () => {
  const cwd = folder({ "p/a.acl": policy });
  expect(await aclc(cwd, ["build", "p/a.acl"])).toEqual({ exitCode: 0, stdout: "wrote p/a.acl.ts\n", stderr: "" });
  expect(read(cwd, "p/a.acl.ts")).toContain('from "aclc/runtime"');
  const before = statSync(join(cwd, "p/a.acl.ts")).mtimeMs;
  expect((await aclc(cwd, ["build", "p/a.acl"])).stdout).toBe("p/a.acl.ts is up to date\n");
  expect(statSync(join(cwd, "p/a.acl.ts")).mtimeMs).toBe(before);
  expect(readdirSync(join(cwd, "p"))).toEqual(["a.acl", "a.acl.ts"]);
});

test.each([
  ["gen", "gen/a.acl.ts"],
  ["gen/deep/", "gen/deep/a.acl.ts"],
  ["gen/policy.ts", "gen/policy.ts"],
])("--out %s writes %s", async (out, path) => {
  const cwd = folder({ "p/a.acl": policy });
  expect(await aclc(cwd, ["build", "p/a.acl", "--out", out])).toMatchObject({ exitCode: 0, stdout: `wrote ${path}\n` });
  expect(existsSync(join(cwd, path))).toBe(true);
  expect(existsSync(join(cwd, "p/a.acl.ts"))).toBe(false);
});

test("the same bytes wherever it is built from", async () => {
  const cwd = folder({ "p/a.acl": policy });
  await aclc(cwd, ["build", "p/a.acl"]);
  const text = read(cwd, "p/a.acl.ts");
  expect((await aclc(join(cwd, "p"), ["build", "a.acl"])).stdout).toBe("p/a.acl.ts is up to date\n");
  expect(text).not.toContain(cwd);
});

test("one policy that fails does not hold up the others, and keeps its old module", async () => {
  const cwd = folder({ "a.acl": "class", "b.acl": policy, "a.acl.ts": "old\n" });
  const { exitCode, stdout, stderr } = await aclc(cwd, ["build", "a.acl", "b.acl"]);
  expect(stderr).toMatch(/^error\[ACL11\d\d\]/);
  expect(stdout).toBe("wrote b.acl.ts\n");
  expect(read(cwd, "a.acl.ts")).toBe("old\n");
  expect(exitCode).toBe(1);
});

test("B13 --check fails on a module that is missing, stale, or changed by hand", async () => {
  const cwd = folder({ "a.acl": policy });
  const check = () => aclc(cwd, ["build", "a.acl", "--check"]);
  expect(await check()).toMatchObject({ exitCode: 1, stdout: "" });
  expect((await check()).stderr).toBe("error[ACL8106]: `a.acl.ts` is missing\n   = help: run `aclc build a.acl`\n");
  expect(existsSync(join(cwd, "a.acl.ts"))).toBe(false);
  await aclc(cwd, ["build", "a.acl"]);
  expect(await check()).toEqual({ exitCode: 0, stdout: "a.acl.ts is up to date\n", stderr: "" });
  put(cwd, { "a.acl.ts": read(cwd, "a.acl.ts").replace("Managers", "Managerz") });
  expect((await check()).stderr).toContain("`a.acl.ts` was changed by hand");
  await aclc(cwd, ["build", "a.acl"]);
  put(cwd, { "a.acl": `${policy}\n// more\n` });
  expect((await check()).stderr).toContain("`a.acl.ts` is stale");
});

test.each([[[]], [["--level", "3"]]])("--verify says how much it compared %j", async (args) => {
  const { exitCode, stdout, stderr } = await aclc(folder({ "a.acl": policy }), ["build", "a.acl", "--verify", ...args]);
  expect(stderr).toBe("");
  expect(stdout).toMatch(
    /^verified a\.acl: [\d,]+ cells at (every level|level 3) \(\d+ subjects × 1 class\), [\d,]+ assignments .*; tables and reference agree\nwrote a\.acl\.ts\n$/,
  );
  expect(exitCode).toBe(0);
});

test("what a killed build left behind goes at the next one", async () => {
  const cwd = folder({ "a.acl": policy });
  const { pid: dead } = spawnSync(process.execPath, ["-e", "0"]);
  const uuid = "01234567-89ab-cdef-0123-456789abcdef";
  const left = [`.a.acl.ts.${dead}.${uuid}.tmp`, `.a.acl.ts.${process.pid}.${uuid}.tmp`, `.b.acl.ts.${dead}.${uuid}.tmp`, `.a.acl.ts.${dead}.tmp`];
  put(cwd, Object.fromEntries(left.map((name) => [name, "half"])));
  await aclc(cwd, ["build", "a.acl"]);
  expect(readdirSync(cwd).filter((name) => name.endsWith(".tmp"))).toEqual(left.slice(1).sort());
});

test("B11 a link in the way is not written through", async () => {
  const cwd = folder({ "a.acl": policy, "precious.ts": "precious\n" });
  symlinkSync("precious.ts", join(cwd, "a.acl.ts"));
  const { exitCode, stderr } = await aclc(cwd, ["build", "a.acl"]);
  expect(stderr).toContain("error[ACL8105]: cannot write `a.acl.ts`: `a.acl.ts` is a symbolic link");
  expect(exitCode).toBe(2);
  expect(read(cwd, "precious.ts")).toBe("precious\n");
  mkdirSync(join(cwd, "real"));
  symlinkSync("real", join(cwd, "gen"));
  expect((await aclc(cwd, ["build", "a.acl", "--out", "gen"])).stderr).toContain("`gen` is a symbolic link");
  expect(readdirSync(join(cwd, "real"))).toEqual([]);
});

test("B11 a folder where the module should be", async () => {
  const cwd = folder({ "a.acl": policy });
  mkdirSync(join(cwd, "a.acl.ts"));
  const { exitCode, stderr } = await aclc(cwd, ["build", "a.acl"]);
  expect(stderr).toContain("cannot write `a.acl.ts`: it is a folder");
  expect(exitCode).toBe(2);
  expect(readdirSync(cwd)).toEqual(["a.acl", "a.acl.ts", "package.json"]);
});

test("B11 a file where the output's folder should be", async () => {
  const cwd = folder({ "a.acl": policy, gen: "a file\n" });
  const { exitCode, stderr } = await aclc(cwd, ["build", "a.acl", "--out", "gen/a.ts"]);
  expect(stderr).toContain("error[ACL8105]: cannot write `gen/a.ts`");
  expect(exitCode).toBe(2);
});

test("B11 a place that may not be written", async () => {
  const { exitCode, stdout, stderr } = await aclc(folder({ "a.acl": policy }), ["build", "a.acl", "--out", "/proc"]);
  expect(stderr).toMatch(/^error\[ACL8105\]: cannot write `\/proc\/a\.acl\.ts`: .*\n {3}= help: the old file, if there was one, is as it was\n$/);
  expect([exitCode, stdout]).toEqual([2, ""]);
});

test("--watch builds again after each change, of imports and of missing files too", async () => {
  const cwd = folder({ "a.acl": 'import "./b.acl"\n' });
  const { exitCode, stdout, stderr } = await aclc(cwd, ["build", "a.acl", "--watch"], {
    untilStopped: async (printed) => {
      await until(() => printed().includes("watching"));
      await setTimeout(200);
      writeFileSync(join(cwd, "b.acl"), policy);
      await until(() => printed().includes("wrote a.acl.ts"));
      writeFileSync(join(cwd, "b.acl"), "class {");
      await until(() => printed().includes("error[ACL11"));
      rmSync(join(cwd, "a.acl.ts"));
      writeFileSync(join(cwd, "b.acl"), policy);
      await until(() => existsSync(join(cwd, "a.acl.ts")));
    },
  });
  expect(stderr).toMatch(/^error\[ACL8001\]/);
  expect(stdout.match(/^wrote a\.acl\.ts$/gm)).toHaveLength(2);
  expect(exitCode).toBe(0);
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error("nothing happened");
    await setTimeout(25);
  }
}

function read(cwd: string, path: string): string {
  return readFileSync(join(cwd, path), "utf8");
}
