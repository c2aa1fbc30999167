// How many tokens tell alternatives apart, worked out when a rule is first used: a small file uses few of them.
import { LLkLookaheadStrategy } from "chevrotain";
import type { ILookaheadStrategy } from "chevrotain";

type Alternation = ReturnType<ILookaheadStrategy["buildLookaheadForAlternation"]>;
type Optional = ReturnType<ILookaheadStrategy["buildLookaheadForOptional"]>;

export class LazyLookahead extends LLkLookaheadStrategy {
  override buildLookaheadForAlternation(options: Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0]): Alternation {
    const build = (): Alternation => super.buildLookaheadForAlternation(options);
    let made: Alternation | undefined;
    return function (this: unknown, alternatives) {
      return (made ??= build()).call(this, alternatives);
    };
  }

  override buildLookaheadForOptional(options: Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0]): Optional {
    const build = (): Optional => super.buildLookaheadForOptional(options);
    let made: Optional | undefined;
    return function (this: unknown) {
      return (made ??= build()).call(this);
    };
  }
}
