// The arbitraries: a plan is numbers only, which policy.ts reads as choices. So it shrinks well, and any plan has a meaning.
import fc from "fast-check";

export type Picks = readonly number[];

export interface ExpressionPlan {
  /** Above 0 it has parts; `picks` choose what it is. */
  readonly parts: readonly ExpressionPlan[];
  readonly picks: Picks;
}
export interface BodyPlan {
  readonly rows: readonly (readonly [ExpressionPlan, ExpressionPlan])[];
  readonly last: ExpressionPlan;
}
export interface SettingPlan {
  readonly picks: Picks;
  readonly when: ExpressionPlan | null;
}
export interface BlockPlan {
  readonly picks: Picks;
  readonly settings: readonly SettingPlan[];
}
export interface PolicyPlan {
  readonly classes: readonly { readonly picks: Picks; readonly fields: readonly number[] }[];
  readonly whens: readonly { readonly picks: Picks; readonly body: BodyPlan }[];
  readonly privileges: readonly { readonly picks: Picks }[];
  readonly roles: readonly {
    readonly picks: Picks;
    readonly dependsOn: readonly number[];
    readonly access: readonly BlockPlan[];
    readonly deny: readonly BlockPlan[];
  }[];
  readonly groups: readonly { readonly picks: Picks; readonly roles: readonly number[] }[];
  readonly policies: readonly { readonly picks: Picks; readonly actions: readonly Picks[]; readonly body: BodyPlan }[];
  readonly rules: readonly { readonly picks: Picks; readonly requires: readonly number[]; readonly when: ExpressionPlan | null }[];
}

const pick = fc.nat(9_999);
const picks = (length: number): fc.Arbitrary<Picks> => fc.array(pick, { minLength: length, maxLength: length });

const expression = (depth: number): fc.Arbitrary<ExpressionPlan> => {
  const leaf = fc.record({ parts: fc.constant([]), picks: picks(7) });
  if (depth === 0) return leaf;
  const inner = fc.record({ parts: fc.array(expression(depth - 1), { minLength: 1, maxLength: 3 }), picks: picks(2) });
  return fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: inner });
};

const body: fc.Arbitrary<BodyPlan> = fc.record({
  rows: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.tuple(expression(1), expression(1)), { minLength: 1, maxLength: 2 }) },
  ),
  last: expression(2),
});

const setting: fc.Arbitrary<SettingPlan> = fc.record({
  picks: picks(4),
  when: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: expression(1) }),
});

const block = (most: number): fc.Arbitrary<BlockPlan> =>
  fc.record({ picks: picks(4), settings: fc.array(setting, { minLength: Math.ceil(most / 2), maxLength: most }) });

export const policyPlan: fc.Arbitrary<PolicyPlan> = fc.record({
  classes: fc.array(fc.record({ picks: picks(4), fields: fc.array(pick, { minLength: 1, maxLength: 6 }) }), { minLength: 2, maxLength: 8 }),
  whens: fc.array(fc.record({ picks: picks(2), body }), { minLength: 1, maxLength: 6 }),
  privileges: fc.array(fc.record({ picks: picks(2) }), { minLength: 1, maxLength: 5 }),
  roles: fc.array(
    fc.record({
      picks: picks(3),
      dependsOn: fc.oneof(fc.constant([]), fc.array(pick, { maxLength: 2 })),
      access: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 6, arbitrary: fc.array(block(6), { minLength: 1, maxLength: 4 }) }),
      deny: fc.oneof(fc.constant([]), fc.array(block(2), { minLength: 1, maxLength: 2 })),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  groups: fc.array(fc.record({ picks: picks(2), roles: fc.array(pick, { minLength: 1, maxLength: 4 }) }), { minLength: 2, maxLength: 4 }),
  policies: fc.array(fc.record({ picks: picks(4), actions: fc.array(picks(4), { minLength: 1, maxLength: 3 }), body }), { maxLength: 6 }),
  rules: fc.array(fc.record({ picks: picks(3), requires: fc.array(pick, { minLength: 1, maxLength: 2 }), when: fc.option(expression(1)) }), { maxLength: 3 }),
});

/** What a request is made of; request.ts reads it. */
export const requestPlan: fc.Arbitrary<Picks> = fc.array(pick, { minLength: 60, maxLength: 60 });
