// Writes a result to the file that an option names, and says so on stderr, where it is in nobody's way.
import { realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isFolder } from "./host.ts";
import type { Io } from "./io.ts";
import { writeOnChange } from "./write.ts";

export async function writeResult(io: Io, path: string, text: string): Promise<void> {
  const place = resolve(io.cwd, path);
  const folder = dirname(place);
  const written = writeOnChange(place, text, isFolder(folder) ? realpathSync.native(folder) : folder);
  await io.stderr.write(written ? `wrote ${path}\n` : `${path} is up to date\n`);
}
