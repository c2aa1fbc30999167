// Type-checks TypeScript that is in memory, together with the modules generated of policies, as a strict project would.
import { join } from "node:path";
import { compile, memoryHost } from "aclc/compiler";
import ts from "typescript";

const root = join(import.meta.dirname, "..");

/** Empty if there are none. `policies` are pairs of a path such as `policies/hr.acl` and its text. */
export async function typeProblems(policies: readonly (readonly [path: string, text: string])[], module: string): Promise<string> {
  const files = new Map([[join(root, "document.ts"), module]]);
  for (const [path, text] of policies) {
    const { text: generated = "", diagnostics } = await compile([path], memoryHost(new Map([[path, text]])), "0.0.0");
    if (generated === "") throw new Error(diagnostics.map((d) => d.message).join("\n"));
    files.set(join(root, `${path}.ts`), generated);
  }
  const config = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [] }, ts.sys, root);
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const overlaid: ts.CompilerHost = {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    directoryExists: (path) => [...files.keys()].some((file) => file.startsWith(`${path}/`)) || ts.sys.directoryExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, version) => (files.has(path) ? ts.createSourceFile(path, files.get(path) ?? "", version) : host.getSourceFile(path, version)),
  };
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, overlaid);
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  });
}
