// The rules for what stands inside declarations: names, types, literals, conditions, what policies are for.
import { CstParser } from "chevrotain";
import type { IParserConfig, IToken } from "chevrotain";
import { LazyLookahead } from "./lookahead.ts";
import * as t from "./tokens.ts";

/** The lower half of the grammar; the declarations themselves are in `parser.ts`. */
export class PartsParser extends CstParser {
  constructor(config: IParserConfig) {
    const lookaheadStrategy = new LazyLookahead({ maxLookahead: 2 });
    super([...t.vocabulary], { lookaheadStrategy, maxLookahead: 2, nodeLocationTracking: "onlyOffset", recoveryEnabled: false, ...config });
  }

  // Names

  readonly names = this.RULE("names", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Ref) });
  });

  readonly declaredRole = this.RULE("declaredRole", () => {
    this.CONSUME(t.Word);
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.CONSUME2(t.Word);
    });
  });

  readonly roleName = this.RULE("roleName", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Ref);
          this.OPTION(() => {
            this.CONSUME(t.Colon);
            this.CONSUME(t.Word);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Reserved);
          this.CONSUME2(t.Colon);
          this.CONSUME2(t.Word);
        },
      },
    ]);
  });

  readonly roleNames = this.RULE("roleNames", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.roleName) });
  });

  // Types

  readonly fields = this.RULE("fields", () => {
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.field));
    this.CONSUME(t.RCurly);
  });

  readonly field = this.RULE("field", () => {
    this.CONSUME(t.Word);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
    this.OPTION(() => {
      this.CONSUME(t.Equals);
      this.SUBRULE(this.literal);
    });
    this.OPTION2(() => this.CONSUME(t.Comma));
  });

  readonly type = this.RULE("type", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.ScalarWord) },
      {
        ALT: () => {
          this.CONSUME(t.List);
          this.CONSUME(t.Of);
          this.CONSUME2(t.ScalarWord);
        },
      },
      { ALT: () => this.AT_LEAST_ONE_SEP({ SEP: t.Pipe, DEF: () => this.CONSUME(t.Text) }) },
      { ALT: () => this.SUBRULE(this.fields) },
    ]);
  });

  // Literals

  readonly number = this.RULE("number", () => {
    this.OPTION(() => this.CONSUME(t.Minus));
    this.CONSUME(t.Digits);
  });

  readonly scalar = this.RULE("scalar", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.SUBRULE(this.number) },
      { ALT: () => this.CONSUME(t.True) },
      { ALT: () => this.CONSUME(t.False) },
      {
        ALT: () => {
          this.CONSUME(t.DateWord);
          this.CONSUME2(t.Text);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.DatetimeWord);
          this.CONSUME3(t.Text);
        },
      },
    ]);
  });

  readonly literal = this.RULE("literal", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.scalar) },
      {
        ALT: () => {
          this.CONSUME(t.LSquare);
          this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE2(this.scalar) });
          this.CONSUME(t.RSquare);
        },
      },
    ]);
  });

  /** The unit is any word here, so that `30 months` gets a message of its own. */
  readonly duration = this.RULE("duration", () => {
    this.CONSUME(t.Digits);
    this.CONSUME(t.Ref);
  });

  // Expressions

  readonly operand = this.RULE("operand", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Path) },
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(t.Now) }, { ALT: () => this.CONSUME(t.Today) }]);
          this.OPTION(() => {
            this.OR3([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME(t.Minus) }]);
            this.SUBRULE(this.duration);
          });
        },
      },
      { ALT: () => this.CONSUME(t.Null) },
      { ALT: () => this.SUBRULE(this.literal) },
    ]);
  });

  readonly tail = this.RULE("tail", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.CompareSign);
          this.SUBRULE(this.operand);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Between);
          this.SUBRULE2(this.operand);
          this.CONSUME(t.And);
          this.SUBRULE3(this.operand);
        },
      },
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(t.Starts) }, { ALT: () => this.CONSUME(t.Ends) }]);
          this.CONSUME(t.With);
          this.SUBRULE4(this.operand);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Contains);
          this.SUBRULE5(this.operand);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Includes);
          this.OPTION(() => {
            this.OR3([{ ALT: () => this.CONSUME(t.All) }, { ALT: () => this.CONSUME(t.Any) }]);
            this.CONSUME(t.Of);
          });
          this.SUBRULE6(this.operand);
        },
      },
      {
        ALT: () => {
          this.OPTION2(() => this.CONSUME(t.Not));
          this.CONSUME(t.In);
          this.SUBRULE7(this.operand);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Is);
          this.OPTION3(() => this.CONSUME2(t.Not));
          this.OR4([{ ALT: () => this.CONSUME(t.Null) }, { ALT: () => this.CONSUME(t.Empty) }]);
        },
      },
    ]);
  });

  /** Comparisons do not chain; that there are several tails is said by the builder. */
  readonly condition = this.RULE("condition", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LParen);
          this.SUBRULE(this.expression);
          this.CONSUME(t.RParen);
        },
      },
      { ALT: () => this.CONSUME(t.Unrestricted) },
      {
        ALT: () => {
          this.CONSUME(t.Operator);
          this.CONSUME(t.Holds);
          this.SUBRULE(this.roleName);
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.operand);
          this.MANY(() => this.SUBRULE(this.tail));
        },
      },
      { ALT: () => this.CONSUME(t.Ref) },
    ]);
  });

  readonly negation = this.RULE("negation", () => {
    this.MANY(() => this.CONSUME(t.Not));
    this.SUBRULE(this.condition);
  });

  readonly conjunction = this.RULE("conjunction", () => {
    this.SUBRULE(this.negation);
    this.MANY(() => {
      this.CONSUME(t.And);
      this.SUBRULE2(this.negation);
    });
  });

  readonly expression = this.RULE("expression", () => {
    this.SUBRULE(this.conjunction);
    this.MANY(() => {
      this.CONSUME(t.Or);
      this.SUBRULE2(this.conjunction);
    });
  });

  readonly body = this.RULE("body", () => {
    this.CONSUME(t.LCurly);
    this.OPTION(() => {
      this.OR([{ ALT: () => this.AT_LEAST_ONE(() => this.SUBRULE(this.row)) }, { ALT: () => this.SUBRULE(this.expression) }]);
    });
    this.CONSUME(t.RCurly);
  });

  readonly row = this.RULE("row", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.When);
          this.SUBRULE(this.expression);
          this.CONSUME(t.Then);
          this.SUBRULE2(this.expression);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Otherwise);
          this.SUBRULE3(this.expression);
        },
      },
    ]);
  });

  // What policies are for

  readonly actions = this.RULE("actions", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.action) });
  });

  readonly action = this.RULE("action", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Read) },
      { ALT: () => this.CONSUME(t.Update) },
      { ALT: () => this.CONSUME(t.SettingWord) },
      {
        ALT: () => {
          this.CONSUME(t.Discover);
          this.OPTION(() => {
            this.CONSUME(t.Showing);
            this.SUBRULE(this.paths);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Privilege);
          this.CONSUME(t.Ref);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.PropertyRead);
          this.CONSUME(t.Of);
          this.SUBRULE(this.maskedProperty);
          this.MANY({
            GATE: () => isPath(this.LA(2)),
            DEF: () => {
              this.CONSUME(t.Comma);
              this.SUBRULE2(this.maskedProperty);
            },
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.PropertyEncrypt);
          this.CONSUME2(t.Of);
          this.SUBRULE2(this.paths);
        },
      },
    ]);
  });

  readonly paths = this.RULE("paths", () => {
    this.CONSUME(t.Path);
    this.MANY({
      GATE: () => isPath(this.LA(2)),
      DEF: () => {
        this.CONSUME(t.Comma);
        this.CONSUME2(t.Path);
      },
    });
  });

  readonly maskedProperty = this.RULE("maskedProperty", () => {
    this.CONSUME(t.Path);
    this.OPTION(() => {
      this.CONSUME(t.Masked);
      this.SUBRULE(this.mask);
    });
  });

  readonly mask = this.RULE("mask", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Full) },
      {
        ALT: () => {
          this.CONSUME(t.All);
          this.CONSUME(t.But);
          this.OR2([{ ALT: () => this.CONSUME(t.Last) }, { ALT: () => this.CONSUME(t.First) }]);
          this.SUBRULE(this.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.DigitsWord);
          this.SUBRULE2(this.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Year);
          this.SUBRULE3(this.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Day);
          this.SUBRULE4(this.number);
          this.CONSUME(t.Month);
          this.SUBRULE5(this.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.DateWord);
          this.CONSUME(t.Text);
        },
      },
    ]);
    this.OPTION(() => {
      this.CONSUME(t.With);
      this.CONSUME2(t.Text);
    });
  });
}

/** After a comma, a path goes on with the list of paths; anything else is the next action. */
function isPath(token: IToken): boolean {
  return token.tokenType === t.Path;
}
