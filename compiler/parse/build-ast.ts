// From the concrete tree of one declaration to the abstract one.
import type { DeclarationCstNode } from "../../grammar/cst.ts";
import type { Declaration } from "../ast.ts";
import { the, type Build } from "./build-context.ts";
import { assertDeclaration } from "./build-assertions.ts";
import { textLiteral } from "./build-literals.ts";
import { accessWhenDeclaration, policyDeclaration, privilegeDeclaration, ruleDeclaration } from "./build-policies.ts";
import { groupDeclaration, roleDeclaration } from "./build-roles.ts";
import { externalDeclaration, testDeclaration } from "./build-tests.ts";
import { attributesDeclaration, classDeclaration } from "./build-types.ts";

/** Undefined, and reported, if what was parsed has errors all the same. */
export function buildDeclaration(build: Build, node: DeclarationCstNode): Declaration | undefined {
  const before = build.failures;
  const declaration = declarationOf(build, node);
  return build.failures === before ? declaration : undefined;
}

function declarationOf(build: Build, node: DeclarationCstNode): Declaration | undefined {
  const parts = node.children;
  if (parts.importDeclaration !== undefined) {
    const found = the(parts.importDeclaration);
    return { kind: "import", path: textLiteral(build, the(found.children.Text)), span: build.spanOf(found) };
  }
  if (parts.attributesDeclaration !== undefined) return attributesDeclaration(build, the(parts.attributesDeclaration));
  if (parts.classDeclaration !== undefined) return classDeclaration(build, the(parts.classDeclaration));
  if (parts.accessWhenDeclaration !== undefined) return accessWhenDeclaration(build, the(parts.accessWhenDeclaration));
  if (parts.privilegeDeclaration !== undefined) return privilegeDeclaration(build, the(parts.privilegeDeclaration));
  if (parts.roleDeclaration !== undefined) return roleDeclaration(build, the(parts.roleDeclaration));
  if (parts.groupDeclaration !== undefined) return groupDeclaration(build, the(parts.groupDeclaration));
  if (parts.policyDeclaration !== undefined) return policyDeclaration(build, the(parts.policyDeclaration));
  if (parts.ruleDeclaration !== undefined) return ruleDeclaration(build, the(parts.ruleDeclaration));
  if (parts.externalDeclaration !== undefined) return externalDeclaration(build, the(parts.externalDeclaration));
  if (parts.testDeclaration !== undefined) return testDeclaration(build, the(parts.testDeclaration));
  return assertDeclaration(build, the(parts.assertDeclaration));
}
