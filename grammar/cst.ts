// The shape of the concrete syntax tree, written by UPDATE=1 vitest run test/grammar; do not edit.
import type { CstNode, IToken } from "chevrotain";

export interface NamesCstNode extends CstNode {
  name: "names";
  children: NamesCstChildren;
}

export type NamesCstChildren = {
  Ref: IToken[];
  Comma?: IToken[];
};

export interface DeclaredRoleCstNode extends CstNode {
  name: "declaredRole";
  children: DeclaredRoleCstChildren;
}

export type DeclaredRoleCstChildren = {
  Word: (IToken)[];
  Colon?: IToken[];
};

export interface RoleNameCstNode extends CstNode {
  name: "roleName";
  children: RoleNameCstChildren;
}

export type RoleNameCstChildren = {
  Ref?: IToken[];
  Colon?: (IToken)[];
  Word?: (IToken)[];
  Reserved?: IToken[];
};

export interface RoleNamesCstNode extends CstNode {
  name: "roleNames";
  children: RoleNamesCstChildren;
}

export type RoleNamesCstChildren = {
  roleName: RoleNameCstNode[];
  Comma?: IToken[];
};

export interface FieldsCstNode extends CstNode {
  name: "fields";
  children: FieldsCstChildren;
}

export type FieldsCstChildren = {
  LCurly: IToken[];
  field?: FieldCstNode[];
  RCurly: IToken[];
};

export interface FieldCstNode extends CstNode {
  name: "field";
  children: FieldCstChildren;
}

export type FieldCstChildren = {
  Word: IToken[];
  Colon: IToken[];
  type: TypeCstNode[];
  Equals?: IToken[];
  literal?: LiteralCstNode[];
  Comma?: IToken[];
};

export interface TypeCstNode extends CstNode {
  name: "type";
  children: TypeCstChildren;
}

export type TypeCstChildren = {
  ScalarWord?: (IToken)[];
  List?: IToken[];
  Of?: IToken[];
  Text?: IToken[];
  Pipe?: IToken[];
  fields?: FieldsCstNode[];
};

export interface NumberCstNode extends CstNode {
  name: "number";
  children: NumberCstChildren;
}

export type NumberCstChildren = {
  Minus?: IToken[];
  Digits: IToken[];
};

export interface ScalarCstNode extends CstNode {
  name: "scalar";
  children: ScalarCstChildren;
}

export type ScalarCstChildren = {
  Text?: (IToken)[];
  number?: NumberCstNode[];
  True?: IToken[];
  False?: IToken[];
  DateWord?: IToken[];
  DatetimeWord?: IToken[];
};

export interface LiteralCstNode extends CstNode {
  name: "literal";
  children: LiteralCstChildren;
}

export type LiteralCstChildren = {
  scalar?: (ScalarCstNode)[];
  LSquare?: IToken[];
  Comma?: IToken[];
  RSquare?: IToken[];
};

export interface DurationCstNode extends CstNode {
  name: "duration";
  children: DurationCstChildren;
}

export type DurationCstChildren = {
  Digits: IToken[];
  Ref: IToken[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  Path?: IToken[];
  Now?: IToken[];
  Today?: IToken[];
  Plus?: IToken[];
  Minus?: IToken[];
  duration?: DurationCstNode[];
  Null?: IToken[];
  literal?: LiteralCstNode[];
};

export interface TailCstNode extends CstNode {
  name: "tail";
  children: TailCstChildren;
}

export type TailCstChildren = {
  CompareSign?: IToken[];
  operand?: (OperandCstNode)[];
  Between?: IToken[];
  And?: IToken[];
  Starts?: IToken[];
  Ends?: IToken[];
  With?: IToken[];
  Contains?: IToken[];
  Includes?: IToken[];
  All?: IToken[];
  Any?: IToken[];
  Of?: IToken[];
  Not?: (IToken)[];
  In?: IToken[];
  Is?: IToken[];
  Null?: IToken[];
  Empty?: IToken[];
};

export interface ConditionCstNode extends CstNode {
  name: "condition";
  children: ConditionCstChildren;
}

export type ConditionCstChildren = {
  LParen?: IToken[];
  expression?: ExpressionCstNode[];
  RParen?: IToken[];
  Unrestricted?: IToken[];
  Operator?: IToken[];
  Holds?: IToken[];
  roleName?: RoleNameCstNode[];
  operand?: OperandCstNode[];
  tail?: TailCstNode[];
  Ref?: IToken[];
};

export interface NegationCstNode extends CstNode {
  name: "negation";
  children: NegationCstChildren;
}

export type NegationCstChildren = {
  Not?: IToken[];
  condition: ConditionCstNode[];
};

export interface ConjunctionCstNode extends CstNode {
  name: "conjunction";
  children: ConjunctionCstChildren;
}

export type ConjunctionCstChildren = {
  negation: (NegationCstNode)[];
  And?: IToken[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  conjunction: (ConjunctionCstNode)[];
  Or?: IToken[];
};

export interface BodyCstNode extends CstNode {
  name: "body";
  children: BodyCstChildren;
}

export type BodyCstChildren = {
  LCurly: IToken[];
  row?: RowCstNode[];
  expression?: ExpressionCstNode[];
  RCurly: IToken[];
};

export interface RowCstNode extends CstNode {
  name: "row";
  children: RowCstChildren;
}

export type RowCstChildren = {
  When?: IToken[];
  expression?: (ExpressionCstNode)[];
  Then?: IToken[];
  Otherwise?: IToken[];
};

export interface ActionsCstNode extends CstNode {
  name: "actions";
  children: ActionsCstChildren;
}

export type ActionsCstChildren = {
  action: ActionCstNode[];
  Comma?: IToken[];
};

export interface ActionCstNode extends CstNode {
  name: "action";
  children: ActionCstChildren;
}

export type ActionCstChildren = {
  Read?: IToken[];
  Update?: IToken[];
  SettingWord?: IToken[];
  Discover?: IToken[];
  Showing?: IToken[];
  paths?: (PathsCstNode)[];
  Privilege?: IToken[];
  Ref?: IToken[];
  PropertyRead?: IToken[];
  Of?: (IToken)[];
  maskedProperty?: (MaskedPropertyCstNode)[];
  Comma?: IToken[];
  PropertyEncrypt?: IToken[];
};

export interface PathsCstNode extends CstNode {
  name: "paths";
  children: PathsCstChildren;
}

export type PathsCstChildren = {
  Path: (IToken)[];
  Comma?: IToken[];
};

export interface MaskedPropertyCstNode extends CstNode {
  name: "maskedProperty";
  children: MaskedPropertyCstChildren;
}

export type MaskedPropertyCstChildren = {
  Path: IToken[];
  Masked?: IToken[];
  mask?: MaskCstNode[];
};

export interface MaskCstNode extends CstNode {
  name: "mask";
  children: MaskCstChildren;
}

export type MaskCstChildren = {
  Full?: IToken[];
  All?: IToken[];
  But?: IToken[];
  Last?: IToken[];
  First?: IToken[];
  number?: (NumberCstNode)[];
  DigitsWord?: IToken[];
  Year?: IToken[];
  Day?: IToken[];
  Month?: IToken[];
  DateWord?: IToken[];
  Text?: (IToken)[];
  With?: IToken[];
};

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  importDeclaration?: ImportDeclarationCstNode[];
  attributesDeclaration?: AttributesDeclarationCstNode[];
  classDeclaration?: ClassDeclarationCstNode[];
  accessWhenDeclaration?: AccessWhenDeclarationCstNode[];
  privilegeDeclaration?: PrivilegeDeclarationCstNode[];
  roleDeclaration?: RoleDeclarationCstNode[];
  groupDeclaration?: GroupDeclarationCstNode[];
  policyDeclaration?: PolicyDeclarationCstNode[];
  ruleDeclaration?: RuleDeclarationCstNode[];
  externalDeclaration?: ExternalDeclarationCstNode[];
  testDeclaration?: TestDeclarationCstNode[];
  assertDeclaration?: AssertDeclarationCstNode[];
};

export interface ImportDeclarationCstNode extends CstNode {
  name: "importDeclaration";
  children: ImportDeclarationCstChildren;
}

export type ImportDeclarationCstChildren = {
  Import: IToken[];
  Text: IToken[];
};

export interface AttributesDeclarationCstNode extends CstNode {
  name: "attributesDeclaration";
  children: AttributesDeclarationCstChildren;
}

export type AttributesDeclarationCstChildren = {
  Operator?: IToken[];
  Context?: IToken[];
  fields: FieldsCstNode[];
};

export interface ClassDeclarationCstNode extends CstNode {
  name: "classDeclaration";
  children: ClassDeclarationCstChildren;
}

export type ClassDeclarationCstChildren = {
  Class: IToken[];
  Word: IToken[];
  Extends?: IToken[];
  Ref?: IToken[];
  Without?: IToken[];
  Pattern?: IToken[];
  fields: FieldsCstNode[];
};

export interface AccessWhenDeclarationCstNode extends CstNode {
  name: "accessWhenDeclaration";
  children: AccessWhenDeclarationCstChildren;
}

export type AccessWhenDeclarationCstChildren = {
  Access: IToken[];
  When: IToken[];
  Word: IToken[];
  On: IToken[];
  names: NamesCstNode[];
  body: BodyCstNode[];
};

export interface PrivilegeDeclarationCstNode extends CstNode {
  name: "privilegeDeclaration";
  children: PrivilegeDeclarationCstChildren;
}

export type PrivilegeDeclarationCstChildren = {
  Privilege: IToken[];
  Word: IToken[];
  On: IToken[];
  names: NamesCstNode[];
};

export interface RoleDeclarationCstNode extends CstNode {
  name: "roleDeclaration";
  children: RoleDeclarationCstChildren;
}

export type RoleDeclarationCstChildren = {
  Role: IToken[];
  declaredRole: DeclaredRoleCstNode[];
  Depends?: IToken[];
  On?: IToken[];
  roleNames?: RoleNamesCstNode[];
  Inherits?: IToken[];
  Privileges?: IToken[];
  LCurly: IToken[];
  block?: BlockCstNode[];
  RCurly: IToken[];
};

export interface BlockCstNode extends CstNode {
  name: "block";
  children: BlockCstChildren;
}

export type BlockCstChildren = {
  Deny?: IToken[];
  Access: IToken[];
  To: IToken[];
  target: TargetCstNode[];
  Comma?: IToken[];
  LCurly: IToken[];
  setting?: SettingCstNode[];
  RCurly: IToken[];
};

export interface TargetCstNode extends CstNode {
  name: "target";
  children: TargetCstChildren;
}

export type TargetCstChildren = {
  Ref: IToken[];
  And?: IToken[];
  Below?: IToken[];
};

export interface SettingCstNode extends CstNode {
  name: "setting";
  children: SettingCstChildren;
}

export type SettingCstChildren = {
  SettingWord?: IToken[];
  Privilege?: IToken[];
  Ref?: IToken[];
  Privileges?: (IToken)[];
  names?: NamesCstNode[];
  All?: IToken[];
  Settings?: IToken[];
  bound?: BoundCstNode[];
  When?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface BoundCstNode extends CstNode {
  name: "bound";
  children: BoundCstChildren;
}

export type BoundCstChildren = {
  From?: IToken[];
  Up?: IToken[];
  To?: IToken[];
  number: NumberCstNode[];
};

export interface GroupDeclarationCstNode extends CstNode {
  name: "groupDeclaration";
  children: GroupDeclarationCstChildren;
}

export type GroupDeclarationCstChildren = {
  Group: IToken[];
  declaredRole: DeclaredRoleCstNode[];
  LCurly: IToken[];
  Roles?: IToken[];
  roleNames?: RoleNamesCstNode[];
  Stop?: IToken[];
  At?: IToken[];
  First?: IToken[];
  Grant?: IToken[];
  Or?: IToken[];
  Deny?: IToken[];
  RCurly: IToken[];
};

export interface PolicyDeclarationCstNode extends CstNode {
  name: "policyDeclaration";
  children: PolicyDeclarationCstChildren;
}

export type PolicyDeclarationCstChildren = {
  Final?: IToken[];
  Policy: IToken[];
  Word: IToken[];
  On?: IToken[];
  names?: NamesCstNode[];
  For?: IToken[];
  actions?: ActionsCstNode[];
  body?: BodyCstNode[];
};

export interface RuleDeclarationCstNode extends CstNode {
  name: "ruleDeclaration";
  children: RuleDeclarationCstChildren;
}

export type RuleDeclarationCstChildren = {
  Rule: IToken[];
  KindWord: IToken[];
  Word: IToken[];
  On?: IToken[];
  names?: NamesCstNode[];
  Requires?: IToken[];
  Ref?: (IToken)[];
  Or?: IToken[];
  When?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface ExternalDeclarationCstNode extends CstNode {
  name: "externalDeclaration";
  children: ExternalDeclarationCstChildren;
}

export type ExternalDeclarationCstChildren = {
  External: IToken[];
  Assignment: IToken[];
  Word: IToken[];
  On: IToken[];
  names: NamesCstNode[];
  LCurly: IToken[];
  assignmentClause?: AssignmentClauseCstNode[];
  RCurly: IToken[];
};

export interface AssignmentClauseCstNode extends CstNode {
  name: "assignmentClause";
  children: AssignmentClauseCstChildren;
}

export type AssignmentClauseCstChildren = {
  Group?: IToken[];
  roleName?: RoleNameCstNode[];
  Performs?: IToken[];
  names?: NamesCstNode[];
  Expires?: IToken[];
  After?: IToken[];
  duration?: (DurationCstNode)[];
  Remind?: IToken[];
  Every?: IToken[];
  Open?: IToken[];
};

export interface TestDeclarationCstNode extends CstNode {
  name: "testDeclaration";
  children: TestDeclarationCstChildren;
}

export type TestDeclarationCstChildren = {
  Test: IToken[];
  Text: IToken[];
  LCurly: IToken[];
  testItem?: TestItemCstNode[];
  RCurly: IToken[];
};

export interface TestItemCstNode extends CstNode {
  name: "testItem";
  children: TestItemCstChildren;
}

export type TestItemCstChildren = {
  Group?: IToken[];
  roleName?: RoleNameCstNode[];
  Roles?: IToken[];
  roleNames?: RoleNamesCstNode[];
  Level?: IToken[];
  number?: NumberCstNode[];
  Operator?: IToken[];
  object?: (ObjectCstNode)[];
  Context?: IToken[];
  Now?: IToken[];
  DatetimeWord?: IToken[];
  Text?: IToken[];
  expectation?: ExpectationCstNode[];
};

export interface ExpectationCstNode extends CstNode {
  name: "expectation";
  children: ExpectationCstChildren;
}

export type ExpectationCstChildren = {
  Can?: IToken[];
  Cannot?: IToken[];
  Perform?: IToken[];
  Ref: (IToken)[];
  On?: (IToken)[];
  SettingWord?: IToken[];
  Discover?: IToken[];
  Has?: IToken[];
  Lacks?: IToken[];
  Sees?: IToken[];
  Hides?: IToken[];
  Path?: IToken[];
  Of?: IToken[];
  object?: ObjectCstNode[];
};

export interface AssertDeclarationCstNode extends CstNode {
  name: "assertDeclaration";
  children: AssertDeclarationCstChildren;
}

export type AssertDeclarationCstChildren = {
  Assert: IToken[];
  Text?: IToken[];
  No?: IToken[];
  Group?: IToken[];
  Nobody?: IToken[];
  Only?: IToken[];
  roleNames?: RoleNamesCstNode[];
  claim: ClaimCstNode[];
  target: TargetCstNode[];
  assertClause?: AssertClauseCstNode[];
};

export interface ClaimCstNode extends CstNode {
  name: "claim";
  children: ClaimCstChildren;
}

export type ClaimCstChildren = {
  Can?: IToken[];
  Both?: (IToken)[];
  act?: (ActCstNode)[];
  And?: (IToken)[];
  On?: (IToken)[];
  Perform?: IToken[];
  Ref?: (IToken)[];
  SettingWord?: IToken[];
  Discover?: IToken[];
  deed?: (DeedCstNode)[];
  Has?: IToken[];
  Sees?: IToken[];
  Path?: IToken[];
  Of?: IToken[];
};

export interface DeedCstNode extends CstNode {
  name: "deed";
  children: DeedCstChildren;
}

export type DeedCstChildren = {
  Can?: IToken[];
  act?: ActCstNode[];
  Has?: IToken[];
  Ref?: IToken[];
  Sees?: IToken[];
  Path?: IToken[];
};

export interface ActCstNode extends CstNode {
  name: "act";
  children: ActCstChildren;
}

export type ActCstChildren = {
  Perform?: IToken[];
  Ref?: IToken[];
  SettingWord?: IToken[];
  Discover?: IToken[];
};

export interface AssertClauseCstNode extends CstNode {
  name: "assertClause";
  children: AssertClauseCstChildren;
}

export type AssertClauseCstChildren = {
  At?: IToken[];
  From?: IToken[];
  Up?: IToken[];
  To?: IToken[];
  Level?: IToken[];
  number?: NumberCstNode[];
  When?: IToken[];
  expression?: (ExpressionCstNode)[];
  Unless?: IToken[];
};

export interface ObjectCstNode extends CstNode {
  name: "object";
  children: ObjectCstChildren;
}

export type ObjectCstChildren = {
  LCurly: IToken[];
  entry?: EntryCstNode[];
  RCurly: IToken[];
};

export interface EntryCstNode extends CstNode {
  name: "entry";
  children: EntryCstChildren;
}

export type EntryCstChildren = {
  Word: IToken[];
  Colon: IToken[];
  value: ValueCstNode[];
  Comma?: IToken[];
};

export interface ValueCstNode extends CstNode {
  name: "value";
  children: ValueCstChildren;
}

export type ValueCstChildren = {
  Null?: IToken[];
  object?: ObjectCstNode[];
  LSquare?: IToken[];
  value?: ValueCstNode[];
  Comma?: IToken[];
  RSquare?: IToken[];
  scalar?: ScalarCstNode[];
};
