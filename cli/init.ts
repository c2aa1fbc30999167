// `aclc init`: starts a project with a small commented policy. Never overwrites a file, and says what it did.
import { readFileSync, realpathSync, mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { commandLineDiagnostics } from "../compiler/diagnostics/command-line.ts";
import { failure } from "./failure.ts";
import { codeOf, reasonOf } from "./host.ts";
import { type ExitCode, FINE, type Io } from "./io.ts";
import { starterPolicy, starterTest } from "./starter.ts";
import { writeNew, writeOnChange } from "./write.ts";

const SCRIPT = "build:policies";
const COMMAND = "aclc build policies/policy.acl";

export async function initCommand(io: Io, dir: string): Promise<ExitCode> {
  const root = folderOf(resolve(io.cwd, dir), dir);
  const manifest = manifestOf(root);
  const lines = [
    create(root, "policies/policy.acl", starterPolicy),
    create(root, "policies/policy.test.acl", starterTest),
    manifest.text === undefined ? `kept    package.json: it has a script \`${SCRIPT}\` already` : writeManifest(root, manifest.text, manifest.isNew),
  ];
  const next = manifest.hasDependency ? [] : ["npm install aclc"];
  const cd = dir === "." ? [] : [`cd ${dir}`];
  const steps = [...cd, ...next, `npm run ${SCRIPT}`, "npx aclc test policies"].map((step) => `  ${step}`);
  await io.stdout.write(`${lines.join("\n")}\n\nnext:\n${steps.join("\n")}\n`);
  return FINE;
}

function folderOf(path: string, shown: string): string {
  try {
    mkdirSync(path, { recursive: true });
    return realpathSync.native(path);
  } catch (error) {
    throw unwritable(shown, error);
  }
}

function create(root: string, path: string, text: string): string {
  try {
    return writeNew(join(root, path), text) ? `created ${path}` : `kept    ${path}: it is there already`;
  } catch (error) {
    throw unwritable(path, error);
  }
}

interface Manifest {
  /** What to write; undefined to leave it as it is. */
  readonly text: string | undefined;
  readonly isNew: boolean;
  readonly hasDependency: boolean;
}

function manifestOf(root: string): Manifest {
  const text = readManifest(root);
  if (text === undefined) {
    const manifest = { name: packageName(root), version: "0.0.0", private: true, type: "module", scripts: { [SCRIPT]: COMMAND } };
    return { text: `${JSON.stringify(manifest, undefined, 2)}\n`, isNew: true, hasDependency: false };
  }
  const manifest = parseManifest(text);
  const scripts = fieldsOf(manifest, "scripts");
  const hasDependency = ["dependencies", "devDependencies"].some((key) => Object.hasOwn(fieldsOf(manifest, key), "aclc"));
  if (Object.hasOwn(scripts, SCRIPT)) return { text: undefined, isNew: false, hasDependency };
  const extended = { ...manifest, scripts: { ...scripts, [SCRIPT]: COMMAND } };
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? 2;
  const end = text.endsWith("\n") ? "\n" : "";
  return { text: JSON.stringify(extended, undefined, indent) + end, isNew: false, hasDependency };
}

function readManifest(root: string): string | undefined {
  try {
    return readFileSync(join(root, "package.json"), "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw failure(commandLineDiagnostics.unreadableInput, { path: "package.json", reason: reasonOf(error) });
  }
}

function writeManifest(root: string, text: string, isNew: boolean): string {
  writeOnChange(join(root, "package.json"), text, root);
  return isNew ? "created package.json" : `changed package.json: added the script \`${SCRIPT}\``;
}

function parseManifest(text: string): Record<string, unknown> {
  const where = "`package.json`";
  try {
    const manifest: unknown = JSON.parse(text);
    if (isFields(manifest)) return manifest;
  } catch (error) {
    throw failure(commandLineDiagnostics.invalidJson, { where, reason: error instanceof Error ? error.message : "" }, "mend it, then run `aclc init` again");
  }
  throw failure(commandLineDiagnostics.invalidJson, { where, reason: "it is no object" }, "mend it, then run `aclc init` again");
}

function fieldsOf(manifest: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = manifest[key];
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What npm accepts as a name, made of the folder's. */
function packageName(root: string): string {
  const name = basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-._]+/, "");
  return name === "" ? "policies" : name;
}

function unwritable(path: string, error: unknown): unknown {
  if (codeOf(error) === undefined) return error;
  return failure(commandLineDiagnostics.unwritableOutput, { path, reason: reasonOf(error) });
}
