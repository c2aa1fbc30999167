// Lint rules: typescript-eslint's strict set without type information (fast), and the house rules of docs/architecture.md.
import tseslint from "typescript-eslint";

const noDefaultOrStar = [
  { selector: "ExportDefaultDeclaration", message: "Export by name." },
  { selector: "ExportAllDeclaration", message: "Name what is exported." },
  { selector: "TSEnumDeclaration", message: "Use a union of literals." },
];

export default tseslint.config(
  { ignores: ["**/dist/", "coverage/", ".tmp/", "**/*.acl.ts", "test/fixtures/", "test/package/consumer/", "grammar/cst.ts"] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/prefer-for-of": "off",
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...noDefaultOrStar],
      "prefer-const": "error",
    },
  },
  { files: ["examples/**", "bench/**", "test/**"], rules: { "no-console": "off", "@typescript-eslint/no-empty-function": "off" } },
  { files: ["*.config.{js,ts}", "test/closing-line.ts"], rules: { "no-restricted-syntax": "off" } },
);
