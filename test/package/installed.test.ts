// The package as users get it: packed, installed into an empty folder, used by a strict project, run by Node.
import { execFile, type ExecFileException, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const app = realpathSync(mkdtempSync(join(tmpdir(), "aclc-consumer-")));
const cli = join(app, "node_modules/aclc/dist/cli/main.js");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

beforeAll(async () => {
  if (!existsSync(join(root, "dist/cli/main.js"))) throw new Error("build first: npm run build");
  const { stdout } = await ran("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", app], root);
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  mkdirSync(join(app, "node_modules/aclc"), { recursive: true });
  await ran("tar", ["-xzf", packed?.filename ?? "", "-C", "node_modules/aclc", "--strip-components", "1"], app);
  for (const name of Object.keys(manifest.dependencies)) symlinkSync(join(root, "node_modules", name), join(app, "node_modules", name));
  cpSync(join(import.meta.dirname, "consumer"), app, { recursive: true });
});
afterAll(() => rmSync(app, { recursive: true, force: true }));

test("it holds what it needs, and nothing of the workshop", () => {
  const inside = join(app, "node_modules/aclc");
  for (const name of ["README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "docs/language.md", "docs/diagnostics/ACL2001.md"]) {
    expect(existsSync(join(inside, name)), name).toBe(true);
  }
  for (const name of ["test", "compiler", "cli", "examples", ".ci", ".tmp"]) expect(existsSync(join(inside, name)), name).toBe(false);
  expect(statSync(cli).mode & 0o111).not.toBe(0);
});

test("publint finds nothing", async () => {
  const { publint } = await import("publint");
  const { messages } = await publint({ pkgDir: join(app, "node_modules/aclc"), pack: false, strict: true });
  expect(messages).toEqual([]);
});

test("init, build, check and verify in an empty folder", async () => {
  expect((await aclc("init")).stdout).toContain("created policies/policy.acl\n");
  expect((await aclc("build", "policies/policy.acl", "--verify")).stdout).toMatch(/^verified .* agree\nwrote policies\/policy\.acl\.ts\n$/);
  expect((await aclc("build", "policies/policy.acl", "--check")).stdout).toBe("policies/policy.acl.ts is up to date\n");
  expect((await aclc("check", "policies")).stdout).toBe("no problems found\n");
  expect((await aclc("explain", "ACL2001")).stdout).toMatch(/^# ACL2001: unknown role\n/);
});

describe.each(["typescript5", "typescript", "typescript7"])("%s", (compiler) => {
  test("type-checks a consumer with every strict flag", async () => {
    const { stdout, exitCode } = await ran(process.execPath, [join(root, "node_modules", compiler, "bin/tsc"), "-p", "."], app);
    expect(stdout).toBe("");
    expect(exitCode).toBe(0);
  });

  test.each([[[]], [["--disallow-code-generation-from-strings"]]])("what it compiled runs in Node %j", async (flags) => {
    const { stdout, stderr } = await ran(process.execPath, [...flags, "out/main.js"], app);
    expect(stderr).toBe("");
    expect(stdout).toBe(`ann modifies: yes
ann modifies bob's: no
ann publishes: no
eve publishes: yes
403 CONDITION_NOT_MET
UNKNOWN_GROUP
A function function
`);
  });
});

describe("the program", () => {
  test("knows its version and its exit codes", async () => {
    expect(await aclc("--version")).toMatchObject({ exitCode: 0, stdout: `${manifest.version}\n` });
    expect(await aclc("nonsense")).toMatchObject({ exitCode: 2, stdout: "" });
    expect(await aclc("check", "none.acl")).toMatchObject({ exitCode: 2, stdout: "" });
  });

  test("prints no colours into a pipe", async () => {
    writeFileSync(join(app, "broken.acl"), "group G { roles Q }\n");
    const { exitCode, stderr } = await aclc("check", "broken.acl");
    expect(stderr).toContain("error[ACL2001]: unknown role `Q`\n  --> broken.acl:1:17\n");
    expect(exitCode).toBe(1);
  });

  test("answers each request as it arrives", async () => {
    const child = spawn(process.execPath, [cli, "decide", "policies/policy.acl", "--requests", "-"], { cwd: app });
    const request = {
      subject: { type: "operator", id: "ann", properties: { accessGroup: "Readers", department: "sales" } },
      action: { name: "open" },
      resource: { type: "Document", properties: { status: "published" } },
    };
    const answers = child.stdout[Symbol.asyncIterator]();
    child.stdin.write(`${JSON.stringify(request)}\n`);
    expect(String((await answers.next()).value)).toBe('{"decision":true}\n');
    child.stdin.write("{}\n");
    expect(JSON.parse(String((await answers.next()).value))).toMatchObject({ decision: false, context: { error: { code: "BAD_REQUEST" } } });
    child.stdin.end();
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(1);
  });

  test("B11 leaves the old module whole when the disk takes no more", async () => {
    mkdirSync(join(app, "full"));
    cpSync(join(app, "policies/policy.acl"), join(app, "full/policy.acl"));
    writeFileSync(join(app, "full/policy.acl.ts"), "old\n");
    const shell = `ulimit -f 1 && exec "${process.execPath}" "${cli}" build full/policy.acl`;
    const { exitCode, stderr } = await ran("sh", ["-c", shell], app);
    expect(stderr).toContain("error[ACL8105]: cannot write `full/policy.acl.ts`: the file would be too large");
    expect(exitCode).toBe(2);
    expect(readdirSync(join(app, "full"))).toEqual(["policy.acl", "policy.acl.ts"]);
    expect(readFileSync(join(app, "full/policy.acl.ts"), "utf8")).toBe("old\n");
  });

  test("B11 leaves the old module or the new one when it is killed", async () => {
    mkdirSync(join(app, "killed"));
    cpSync(join(app, "policies/policy.acl"), join(app, "killed/policy.acl"));
    await aclc("build", "killed/policy.acl");
    const built = readFileSync(join(app, "killed/policy.acl.ts"), "utf8");
    for (const milliseconds of [100, 400, 700, 1000, 1300]) {
      writeFileSync(join(app, "killed/policy.acl.ts"), "old\n");
      await ran("timeout", ["-s", "KILL", String(milliseconds / 1000), process.execPath, cli, "build", "killed/policy.acl"], app).catch(() => undefined);
      expect(["old\n", built]).toContain(readFileSync(join(app, "killed/policy.acl.ts"), "utf8"));
    }
  });

  test("is quiet when nobody reads any more", async () => {
    const line = `${JSON.stringify({})}\n`;
    writeFileSync(join(app, "many.jsonl"), line.repeat(20_000));
    const shell = `"${process.execPath}" "${cli}" decide policies/policy.acl --requests many.jsonl | head -n 1`;
    const { stdout, stderr } = await ran("sh", ["-c", shell], app);
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toBe("");
  });

  test("checks 1,000 lines with little of the processor's time", async () => {
    const block = (i: number) =>
      `class Case${i} extends Work {\n  field${i}: text\n}\nrole R${i} {\n  access to Case${i} {\n    open\n    modify when .owner = operator.id\n  }\n}\ngroup G${i} { roles R${i} }\n`;
    writeFileSync(join(app, "long.acl"), `class Work {\n  owner: text\n}\n${Array.from({ length: 100 }, (_, i) => block(i)).join("")}`);
    const seconds: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { stdout } = await ran("sh", ["-c", `"${process.execPath}" "${cli}" check long.acl; times`], app);
      const [answer, , children = ""] = stdout.split("\n");
      expect(answer).toBe("no problems found");
      seconds.push([...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0));
    }
    // Twice what it takes alone: a busy neighbour on the same core slows it down.
    expect(Math.min(...seconds)).toBeLessThan(1);
  });
});

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function aclc(...args: readonly string[]): Promise<Ran> {
  return ran(process.execPath, [cli, ...args], app);
}

async function ran(command: string, args: readonly string[], cwd: string): Promise<Ran> {
  try {
    return { exitCode: 0, ...(await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 })) };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as ExecFileException;
    if (typeof code !== "number") throw error;
    return { exitCode: code, stdout, stderr };
  }
}
