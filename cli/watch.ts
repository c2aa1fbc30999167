// `--watch`: builds or tests again whenever a file of a compilation changes, until the user stops it.
import { dirname, join } from "node:path";
import type { Host } from "../compiler/host.ts";
import { reportInternalError } from "./internal-error.ts";
import { type ExitCode, FINE, type Io } from "./io.ts";

/** Long enough that a file which an editor writes in pieces is read whole. */
const STABLE_MILLISECONDS = 60;

/** One compilation. */
interface Watchable {
  readonly root: string;
  readonly host: Host;
}

/** Builds every target, then again each whose files change, missing ones included. Problems do not end the watch. */
export async function watchTargets<T extends Watchable>(io: Io, targets: readonly T[], build: (target: T) => Promise<ExitCode>): Promise<ExitCode> {
  const { watch } = await import("chokidar");
  const awaitWriteFinish = { stabilityThreshold: STABLE_MILLISECONDS, pollInterval: 20 };
  const watcher = watch([], { depth: 0, ignoreInitial: true, awaitWriteFinish });
  const watched = targets.map((target) => recording(target));
  const waiting = new Set(watched);
  let running: Promise<void> | undefined;

  const buildWaiting = async (): Promise<void> => {
    for (const one of waiting) {
      waiting.delete(one);
      await build(one.target).catch((error: unknown) => reportInternalError(io, error));
      watcher.add([...new Set([...one.files].map((file) => dirname(file)))]);
    }
    running = undefined;
  };
  watcher.on("all", (_event, path) => {
    for (const one of watched) if (one.files.has(path)) waiting.add(one);
    if (waiting.size > 0) running ??= buildWaiting();
  });
  await buildWaiting();
  await io.stdout.write("watching for changes; Ctrl-C stops\n");
  await io.untilStopped();
  await running;
  await watcher.close();
  return FINE;
}

interface Watched<T> {
  readonly target: T;
  /** The absolute paths that its builds have asked for. */
  readonly files: ReadonlySet<string>;
}

/** The target with a host that remembers which files were asked for. */
function recording<T extends Watchable>(target: T): Watched<T> {
  const files = new Set<string>();
  const host: Host = {
    read(path) {
      files.add(join(target.root, path));
      return target.host.read(path);
    },
  };
  return { target: { ...target, host }, files };
}
