// `aclc matrix`: every group's decisions on every class, as text, CSV, JSON, or a page to walk around in.
import { realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { analyse, matrix } from "../compiler/analyse/index.ts";
import { isFolder } from "./host.ts";
import { type ExitCode, FINE, type Io } from "./io.ts";
import { pageData } from "./matrix-data.ts";
import { matrixPage } from "./matrix-page.ts";
import { matrixCsv, matrixJson, matrixText } from "./matrix-text.ts";
import { openPolicy } from "./open-policy.ts";
import { openEntry } from "./project.ts";
import { writeOnChange } from "./write.ts";

export interface MatrixOptions {
  readonly format: "text" | "csv" | "json" | "html";
  readonly out?: string;
  /** The page has all five, and shows this one first. */
  readonly level: number;
}

export async function matrixCommand(io: Io, entry: string, options: MatrixOptions): Promise<ExitCode> {
  const opened = await openPolicy(io, entry);
  if (typeof opened === "number") return opened;
  const made = matrix(analyse(opened.model));
  if (options.format !== "html") return await written(io, options, { text: matrixText, csv: matrixCsv, json: matrixJson }[options.format](made, options.level));
  const { root } = openEntry(io, entry);
  const page = placeOf(io, options.out ?? "matrix.html");
  const data = pageData(opened.model, made, { title: basename(entry), level: options.level, root, page });
  return await written(io, options, matrixPage(data));
}

async function written(io: Io, { out }: MatrixOptions, text: string): Promise<ExitCode> {
  if (out === undefined) {
    await io.stdout.write(text);
    return FINE;
  }
  const place = placeOf(io, out);
  await io.stderr.write(writeOnChange(place, text, dirname(place)) ? `wrote ${out}\n` : `${out} is up to date\n`);
  return FINE;
}

/** The absolute path, with the symbolic links of its folder followed, if there is one. */
function placeOf(io: Io, out: string): string {
  const place = resolve(io.cwd, out);
  return isFolder(dirname(place)) ? resolve(realpathSync.native(dirname(place)), basename(place)) : place;
}
