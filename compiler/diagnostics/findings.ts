// Findings 51xx: what a correct policy says in vain, hides or leaves open, proved on the decision diagrams. All are warnings.
import { define } from "./diagnostic.ts";

export const findingDiagnostics = {
  settingChangesNothing: define<{ rows: string; role: string; why: string }>(
    "ACL5101",
    "setting-changes-nothing",
    "warning",
    (a) => `${a.rows} of role \`${a.role}\` ${a.rows.startsWith("`") ? "changes" : "change"} no decision of any group: ${a.why}`,
  ),
  denyChangesNothing: define<{ rows: string; role: string; cls: string }>(
    "ACL5102",
    "deny-changes-nothing",
    "warning",
    (a) => `${a.rows} in the deny block of role \`${a.role}\` on ${a.cls} ${a.rows.startsWith("`") ? "changes" : "change"} no decision of any group`,
  ),
  entryChangesNothing: define<{ role: string; group: string; why: string }>(
    "ACL5103",
    "group-entry-changes-nothing",
    "warning",
    (a) => `role \`${a.role}\` changes no decision of group \`${a.group}\`: ${a.why}`,
  ),
  dependencyChangesNothing: define<{ role: string; other: string }>(
    "ACL5104",
    "dependency-changes-nothing",
    "warning",
    (a) => `that role \`${a.role}\` depends on \`${a.other}\` changes no decision of any group`,
  ),
  policyChangesNothing: define<{ policy: string; cls: string; why: string }>(
    "ACL5105",
    "policy-changes-nothing",
    "warning",
    (a) => `policy \`${a.policy}\` on \`${a.cls}\` changes no decision: ${a.why}`,
  ),
  rowChangesNothing: define<{ where: string }>("ACL5106", "row-changes-nothing", "warning", (a) => `without this row ${a.where} comes to the same, always`),
  grantedMoreBroadly: define<{ rows: string; role: string; other: string; group: string; cls: string }>(
    "ACL5107",
    "granted-more-broadly",
    "warning",
    (a) =>
      `${a.rows} of role \`${a.role}\` ${a.rows.startsWith("`") ? "changes" : "change"} nothing: \`${a.other}\` in group \`${a.group}\` grants it on all of \`${a.cls}\``,
  ),
  restrictionUndone: define<{ row: string; role: string; cls: string; other: string; group: string; above: string }>(
    "ACL5108",
    "restriction-undone",
    "warning",
    (a) => `\`${a.row}\` of role \`${a.role}\` on \`${a.cls}\` restricts nobody in group \`${a.group}\`: \`${a.other}\` grants it there on \`${a.above}\``,
  ),
  narrowerReplacesBroader: define<{ row: string; role: string; cls: string; from: string }>(
    "ACL5109",
    "narrower-replaces-broader",
    "warning",
    (a) => `${a.row} on \`${a.cls}\` ${a.row.includes(", ") ? "take" : "takes"} from role \`${a.role}\` what ${a.from}`,
  ),
  policyOverrides: define<{ policy: string; cls: string; above: string; lost: string }>(
    "ACL5110",
    "policy-overrides",
    "warning",
    (a) => `policy \`${a.policy}\` on \`${a.cls}\` replaces the one on \`${a.above}\`, so that ${a.lost}`,
  ),
  rowShutsBelow: define<{ what: string }>(
    "ACL5111",
    "row-shuts-below",
    "warning",
    (a) => `where ${a.what} is absent, this row cannot be judged, and nothing below it is asked`,
  ),
  privilegeHidden: define<{ role: string; cls: string; privileges: string; above: string }>(
    "ACL5112",
    "privilege-hidden",
    "warning",
    (a) => `the block of role \`${a.role}\` on \`${a.cls}\` hides ${a.privileges}, which it grants on \`${a.above}\``,
  ),
  denyOnlyWithoutStop: define<{ role: string; group: string }>(
    "ACL5113",
    "deny-only-without-stop",
    "warning",
    (a) => `role \`${a.role}\` only denies, which does nothing in group \`${a.group}\` without \`stop at first grant or deny\``,
  ),
  denyLeavesOut: define<{ role: string; cls: string; settings: string; left: string }>(
    "ACL5114",
    "deny-leaves-out",
    "warning",
    (a) => `role \`${a.role}\` denies ${a.settings} on \`${a.cls}\`, and it stays granted on ${a.left} below`,
  ),
  changesUnseen: define<{ groups: string; what: string; classes: string }>(
    "ACL5115",
    "changes-unseen",
    "warning",
    (a) => `${a.groups} may ${a.what} what they may not open, on ${a.classes}`,
  ),
  unused: define<{ what: string; why: string }>("ACL5116", "unused", "warning", (a) => `${a.what} is never used: ${a.why}`),
  abstractObject: define<{ cls: string }>("ACL5117", "abstract-object", "warning", (a) => `\`${a.cls}\` is abstract, so no object has this class`),
  findingsLeftOut: define<{ what: string }>("ACL5118", "findings-left-out", "warning", (a) => `there may be more findings: ${a.what}`),
  silenceWithoutReason: define<{ code: string }>("ACL5119", "silence-without-reason", "warning", (a) => `this comment silences ${a.code} and does not say why`),
  silenceUnused: define<{ code: string }>("ACL5120", "silence-unused", "warning", (a) => `nothing gives ${a.code} here, so this comment silences nothing`),
} as const;
