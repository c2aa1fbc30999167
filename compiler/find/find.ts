// All findings about a policy without errors, within a budget of work (docs/language.md, Warnings).
import { Collector, type Diagnostic, type Sink } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import { DiagramTooLarge } from "../diagram.ts";
import type { Model } from "../model.ts";
import type { Span } from "../source.ts";
import type { Resolved } from "../resolve/resolve.ts";
import { findConstants } from "./constants.ts";
import { findIdle } from "./idle.ts";
import { type Commented, Silences } from "./silence.ts";
import { findInPolicies } from "./policies.ts";
import { findSurprises } from "./surprises.ts";
import { findUnseen } from "./unseen.ts";
import { findAbstractObjects, findUnused } from "./unused.ts";
import type { IsSilenced } from "./report.ts";
import { Without } from "./without.ts";

/** Rows looked at and diagrams joined, each a step. Counted and not timed, so that the same policy gives the same findings. */
const STEPS = 400_000;
/** Findings of one kind. */
const MOST = 100;

/** What of the files matters to findings. */
export interface Sources {
  readonly files: readonly Commented[];
  /** The paths of the entries: what is declared elsewhere is there for other policies too. */
  readonly entries: ReadonlySet<string>;
}

/** `sink` has what earlier stages found. All findings are warnings; those that a comment silences are taken out at the end. */
export function findAll(model: Model, resolved: Resolved, { files, entries }: Sources, sink: Collector): void {
  const silences = new Silences(files);
  const isSilenced: IsSilenced = (code, span) => silences.covers(code, span);
  findConstants(model, resolved, sink);
  const constant = sink.diagnostics.flatMap((d) => d.span ?? []);
  const found = new Collector();
  const without = new Without(model, resolved, { left: STEPS });
  const steps = [
    () => findUnused(without, entries, found),
    () => findAbstractObjects(model, found),
    () => findUnseen(without, found),
    () => findInPolicies(without, constant, found),
    () => findSurprises(without, isSilenced, found),
    () => findIdle(without, isSilenced, found),
  ];
  const stopped = steps.map((step) => withinLimit(without, step)).includes(false);
  report(
    found.diagnostics.filter(({ code, span }) => !ownFilesOnly.has(code) || (isOwn(span, entries) && !constant.some((other) => contains(span, other)))),
    sink,
  );
  if (stopped || without.isSpent) leftOut(sink, "the policy is so large that not all of it was judged");
  silences.apply(sink);
}

const ownFilesOnly: ReadonlySet<string> = new Set(
  [
    findingDiagnostics.settingChangesNothing,
    findingDiagnostics.denyChangesNothing,
    findingDiagnostics.dependencyChangesNothing,
    findingDiagnostics.policyChangesNothing,
    findingDiagnostics.grantedMoreBroadly,
  ].map(({ code }) => code),
);

/** Whether a place is in the folder of an entry or below it; what is imported from elsewhere, other policies may need. */
function isOwn(span: Span | undefined, entries: ReadonlySet<string>): boolean {
  return span === undefined || [...entries].some((entry) => span.file.path.startsWith(entry.slice(0, entry.lastIndexOf("/") + 1)));
}

/** Whether the cause is a condition in it that is always or never true. */
function contains(span: Span | undefined, other: Span): boolean {
  return span !== undefined && span.file === other.file && span.start <= other.start && other.end <= span.end;
}

/** False where a diagram grew too large to be judged. */
function withinLimit({ resolved }: Without, step: () => void): boolean {
  resolved.diagrams.budget();
  try {
    step();
    return true;
  } catch (error) {
    if (error instanceof DiagramTooLarge) return false;
    throw error;
  } finally {
    resolved.diagrams.unlimited();
  }
}

/** A restriction that is undone, or a narrower one, is also a setting that may change nothing: one finding is enough. */
function report(found: readonly Diagnostic[], sink: Collector): void {
  const counts = new Map<string, number>();
  const specific = new Set(found.filter(({ code }) => code === findingDiagnostics.restrictionUndone.code).map(placeOf));
  for (const diagnostic of found) {
    if (diagnostic.code === findingDiagnostics.settingChangesNothing.code && diagnostic.labels.length === 0 && specific.has(placeOf(diagnostic))) continue;
    const count = (counts.get(diagnostic.code) ?? 0) + 1;
    counts.set(diagnostic.code, count);
    if (count <= MOST) sink.diagnostics.push(diagnostic);
  }
  for (const [code, count] of counts) if (count > MOST) leftOut(sink, `${count - MOST} more of ${code}`);
}

function placeOf({ span }: Diagnostic): string {
  return `${span?.file.path}:${span?.start}`;
}

function leftOut(sink: Sink, what: string): void {
  sink.report(findingDiagnostics.findingsLeftOut, undefined, { what }, { help: "mend or silence what is here, and check again" });
}
