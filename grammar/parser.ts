// The rules of the language over its tokens; what a tree of them means is said elsewhere.
import type { IParserConfig } from "chevrotain";
import { PartsParser } from "./parts.ts";
import * as t from "./tokens.ts";

/**
 * Parses one declaration. It is a little wider than the language where that makes a better message:
 * what is too much (two `on` clauses, a privilege that is denied) is said by the builder of the tree.
 */
export class AclParser extends PartsParser {
  constructor(config: IParserConfig) {
    super(config);
    this.performSelfAnalysis();
  }

  readonly declaration = this.RULE("declaration", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.importDeclaration) },
      { ALT: () => this.SUBRULE(this.attributesDeclaration) },
      { ALT: () => this.SUBRULE(this.classDeclaration) },
      { ALT: () => this.SUBRULE(this.accessWhenDeclaration) },
      { ALT: () => this.SUBRULE(this.privilegeDeclaration) },
      { ALT: () => this.SUBRULE(this.roleDeclaration) },
      { ALT: () => this.SUBRULE(this.groupDeclaration) },
      { ALT: () => this.SUBRULE(this.policyDeclaration) },
      { ALT: () => this.SUBRULE(this.ruleDeclaration) },
      { ALT: () => this.SUBRULE(this.externalDeclaration) },
      { ALT: () => this.SUBRULE(this.testDeclaration) },
      { ALT: () => this.SUBRULE(this.assertDeclaration) },
    ]);
  });

  readonly importDeclaration = this.RULE("importDeclaration", () => {
    this.CONSUME(t.Import);
    this.CONSUME(t.Text);
  });

  readonly attributesDeclaration = this.RULE("attributesDeclaration", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Operator) }, { ALT: () => this.CONSUME(t.Context) }]);
    this.SUBRULE(this.fields);
  });

  readonly classDeclaration = this.RULE("classDeclaration", () => {
    this.CONSUME(t.Class);
    this.CONSUME(t.Word);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Extends);
            this.CONSUME(t.Ref);
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Without);
            this.CONSUME(t.Pattern);
          },
        },
      ]);
    });
    this.SUBRULE(this.fields);
  });

  readonly accessWhenDeclaration = this.RULE("accessWhenDeclaration", () => {
    this.CONSUME(t.Access);
    this.CONSUME(t.When);
    this.CONSUME(t.Word);
    this.CONSUME(t.On);
    this.SUBRULE(this.names);
    this.SUBRULE(this.body);
  });

  readonly privilegeDeclaration = this.RULE("privilegeDeclaration", () => {
    this.CONSUME(t.Privilege);
    this.CONSUME(t.Word);
    this.CONSUME(t.On);
    this.SUBRULE(this.names);
  });

  // Roles and groups

  readonly roleDeclaration = this.RULE("roleDeclaration", () => {
    this.CONSUME(t.Role);
    this.SUBRULE(this.declaredRole);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Depends);
            this.CONSUME(t.On);
            this.SUBRULE(this.roleNames);
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Inherits);
            this.CONSUME(t.Privileges);
          },
        },
      ]);
    });
    this.CONSUME(t.LCurly);
    this.MANY2(() => this.SUBRULE(this.block));
    this.CONSUME(t.RCurly);
  });

  readonly block = this.RULE("block", () => {
    this.OPTION(() => this.CONSUME(t.Deny));
    this.CONSUME(t.Access);
    this.CONSUME(t.To);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.target) });
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.setting));
    this.CONSUME(t.RCurly);
  });

  readonly target = this.RULE("target", () => {
    this.CONSUME(t.Ref);
    this.OPTION(() => {
      this.CONSUME(t.And);
      this.CONSUME(t.Below);
    });
  });

  readonly setting = this.RULE("setting", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.SettingWord) },
      {
        ALT: () => {
          this.CONSUME(t.Privilege);
          this.CONSUME(t.Ref);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Privileges);
          this.SUBRULE(this.names);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.All);
          this.OR2([{ ALT: () => this.CONSUME(t.Settings) }, { ALT: () => this.CONSUME2(t.Privileges) }]);
        },
      },
    ]);
    this.OPTION(() => this.SUBRULE(this.bound));
    this.OPTION2(() => {
      this.CONSUME(t.When);
      this.SUBRULE(this.expression);
    });
  });

  readonly bound = this.RULE("bound", () => {
    this.OPTION(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.From) },
        {
          ALT: () => {
            this.CONSUME(t.Up);
            this.CONSUME(t.To);
          },
        },
      ]);
    });
    this.SUBRULE(this.number);
  });

  readonly groupDeclaration = this.RULE("groupDeclaration", () => {
    this.CONSUME(t.Group);
    this.SUBRULE(this.declaredRole);
    this.CONSUME(t.LCurly);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Roles);
            this.SUBRULE(this.roleNames);
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Stop);
            this.CONSUME(t.At);
            this.CONSUME(t.First);
            this.CONSUME(t.Grant);
            this.CONSUME(t.Or);
            this.CONSUME(t.Deny);
          },
        },
      ]);
    });
    this.CONSUME(t.RCurly);
  });

  // Policies

  readonly policyDeclaration = this.RULE("policyDeclaration", () => {
    this.OPTION(() => this.CONSUME(t.Final));
    this.CONSUME(t.Policy);
    this.CONSUME(t.Word);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.On);
            this.SUBRULE(this.names);
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.For);
            this.SUBRULE(this.actions);
          },
        },
      ]);
    });
    this.OPTION2(() => this.SUBRULE(this.body));
  });

  // Rules, external assignments, tests

  readonly ruleDeclaration = this.RULE("ruleDeclaration", () => {
    this.CONSUME(t.Rule);
    this.CONSUME(t.KindWord);
    this.CONSUME(t.Word);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.On);
            this.SUBRULE(this.names);
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Requires);
            this.CONSUME(t.Ref);
            this.MANY2(() => {
              this.CONSUME(t.Or);
              this.CONSUME2(t.Ref);
            });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.When);
            this.SUBRULE(this.expression);
          },
        },
      ]);
    });
  });

  readonly externalDeclaration = this.RULE("externalDeclaration", () => {
    this.CONSUME(t.External);
    this.CONSUME(t.Assignment);
    this.CONSUME(t.Word);
    this.CONSUME(t.On);
    this.SUBRULE(this.names);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.assignmentClause));
    this.CONSUME(t.RCurly);
  });

  readonly assignmentClause = this.RULE("assignmentClause", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Group);
          this.SUBRULE(this.roleName);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Performs);
          this.SUBRULE(this.names);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Expires);
          this.CONSUME(t.After);
          this.SUBRULE(this.duration);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Remind);
          this.CONSUME(t.Every);
          this.SUBRULE2(this.duration);
        },
      },
      { ALT: () => this.CONSUME(t.Open) },
    ]);
  });

  readonly testDeclaration = this.RULE("testDeclaration", () => {
    this.CONSUME(t.Test);
    this.CONSUME(t.Text);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.testItem));
    this.CONSUME(t.RCurly);
  });

  readonly testItem = this.RULE("testItem", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Group);
          this.SUBRULE(this.roleName);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Roles);
          this.SUBRULE(this.roleNames);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Level);
          this.SUBRULE(this.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Operator);
          this.SUBRULE(this.object);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Context);
          this.SUBRULE2(this.object);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Now);
          this.CONSUME(t.DatetimeWord);
          this.CONSUME(t.Text);
        },
      },
      { ALT: () => this.SUBRULE(this.expectation) },
    ]);
  });

  readonly expectation = this.RULE("expectation", () => {
    this.OR([
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(t.Can) }, { ALT: () => this.CONSUME(t.Cannot) }]);
          this.OR3([
            {
              ALT: () => {
                this.CONSUME(t.Perform);
                this.CONSUME(t.Ref);
                this.CONSUME(t.On);
              },
            },
            { ALT: () => this.CONSUME(t.SettingWord) },
            { ALT: () => this.CONSUME(t.Discover) },
          ]);
        },
      },
      {
        ALT: () => {
          this.OR4([{ ALT: () => this.CONSUME(t.Has) }, { ALT: () => this.CONSUME(t.Lacks) }]);
          this.CONSUME2(t.Ref);
          this.CONSUME2(t.On);
        },
      },
      {
        ALT: () => {
          this.OR5([{ ALT: () => this.CONSUME(t.Sees) }, { ALT: () => this.CONSUME(t.Hides) }]);
          this.CONSUME(t.Path);
          this.CONSUME(t.Of);
        },
      },
    ]);
    this.CONSUME3(t.Ref);
    this.OPTION(() => this.SUBRULE(this.object));
  });

  readonly assertDeclaration = this.RULE("assertDeclaration", () => {
    this.CONSUME(t.Assert);
    this.OPTION(() => this.CONSUME(t.Text));
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.No);
          this.CONSUME(t.Group);
        },
      },
      { ALT: () => this.CONSUME(t.Nobody) },
      {
        ALT: () => {
          this.CONSUME(t.Only);
          this.SUBRULE(this.roleNames);
        },
      },
    ]);
    this.SUBRULE(this.claim);
    this.SUBRULE(this.target);
    this.MANY(() => this.SUBRULE(this.assertClause));
  });

  readonly claim = this.RULE("claim", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Can);
          this.OR2([
            {
              ALT: () => {
                this.CONSUME(t.Both);
                this.SUBRULE(this.act);
                this.CONSUME(t.And);
                this.SUBRULE2(this.act);
                this.CONSUME(t.On);
              },
            },
            {
              ALT: () => {
                this.CONSUME(t.Perform);
                this.CONSUME(t.Ref);
                this.CONSUME2(t.On);
              },
            },
            { ALT: () => this.CONSUME(t.SettingWord) },
            { ALT: () => this.CONSUME(t.Discover) },
          ]);
        },
      },
      {
        ALT: () => {
          this.CONSUME2(t.Both);
          this.SUBRULE(this.deed);
          this.CONSUME2(t.And);
          this.SUBRULE2(this.deed);
          this.CONSUME3(t.On);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Has);
          this.CONSUME2(t.Ref);
          this.CONSUME4(t.On);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Sees);
          this.CONSUME(t.Path);
          this.CONSUME(t.Of);
        },
      },
    ]);
  });

  readonly deed = this.RULE("deed", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Can);
          this.SUBRULE(this.act);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Has);
          this.CONSUME(t.Ref);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Sees);
          this.CONSUME(t.Path);
        },
      },
    ]);
  });

  readonly act = this.RULE("act", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Perform);
          this.CONSUME(t.Ref);
        },
      },
      { ALT: () => this.CONSUME(t.SettingWord) },
      { ALT: () => this.CONSUME(t.Discover) },
    ]);
  });

  readonly assertClause = this.RULE("assertClause", () => {
    this.OR([
      {
        ALT: () => {
          this.OR2([
            { ALT: () => this.CONSUME(t.At) },
            { ALT: () => this.CONSUME(t.From) },
            {
              ALT: () => {
                this.CONSUME(t.Up);
                this.CONSUME(t.To);
              },
            },
          ]);
          this.CONSUME(t.Level);
          this.SUBRULE(this.number);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.When);
          this.SUBRULE(this.expression);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Unless);
          this.SUBRULE2(this.expression);
        },
      },
    ]);
  });

  readonly object = this.RULE("object", () => {
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.entry));
    this.CONSUME(t.RCurly);
  });

  readonly entry = this.RULE("entry", () => {
    this.CONSUME(t.Word);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.value);
    this.OPTION(() => this.CONSUME(t.Comma));
  });

  readonly value = this.RULE("value", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Null) },
      { ALT: () => this.SUBRULE(this.object) },
      {
        ALT: () => {
          this.CONSUME(t.LSquare);
          this.MANY(() => {
            this.SUBRULE(this.value);
            this.OPTION(() => this.CONSUME(t.Comma));
          });
          this.CONSUME(t.RSquare);
        },
      },
      { ALT: () => this.SUBRULE(this.scalar) },
    ]);
  });
}
