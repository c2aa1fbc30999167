// The files that `aclc init` makes: small enough to read in a minute, and a policy that checks without a warning.

export const starterPolicy = `// Who may do what with which documents. \`npm run build:policies\` turns this file into policy.acl.ts.

operator { // what every user brings, beside operator.id
  department: text
}

class Document { // a kind of object, and what is known of each one
  title: text
  owner: text
  department: text
  status: "draft" | "published"
}

// A condition with a name, to be used in roles and policies. What is absent is unknown, and unknown grants nothing.
access when IsOwner on Document { .owner = operator.id }

// Something that the application does with a document, beyond the settings open, modify, delete, …
privilege Publish on Document

role Reader {
  access to Document {
    open
  }
}

role Author depends on Reader { // what Author does not say itself, Reader is asked for
  access to Document {
    modify when IsOwner
    delete when IsOwner and .status = "draft"
  }
}

role Editor depends on Author {
  access to Document {
    modify
    privilege Publish when .status = "draft"
  }
}

// A user acts as a member of one group; the roles of a group add up.
group Readers { roles Reader }
group Authors { roles Author }
group Editors { roles Editor }

// Whatever roles grant, a policy must be met too: what is not published stays within its department.
policy Drafts on Document for read, update, delete {
  .status = "published" or .department = operator.department
}

// Something in the application that a privilege guards.
rule flow-action PublishDocument on Document requires Publish
`;

export const starterTest = `// What must hold, in examples. Tests never reach generated code.
import "./policy.acl"

test "authors change what is theirs" {
  group Authors
  operator { id: "ann", department: "sales" }
  can    modify Document { owner: "ann", department: "sales", status: "draft" }
  cannot modify Document { owner: "bob", department: "sales", status: "draft" }
  cannot delete Document { owner: "ann", department: "sales", status: "published" }
}

test "drafts stay in their department" {
  group Readers
  operator { id: "cleo", department: "legal" }
  cannot open Document { department: "sales", status: "draft" }
  can    open Document { department: "sales", status: "published" }
}

test "editors publish drafts" {
  group Editors
  operator { id: "eve", department: "sales" }
  has   Publish on Document { status: "draft" }
  lacks Publish on Document { status: "published" }
  can perform PublishDocument on Document { department: "sales", status: "draft" }
}
`;
