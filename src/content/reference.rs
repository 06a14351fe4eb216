//! The content reference, generated from the keys that the reader accepts, so that `docs/content.md` is always right.

use std::fmt::Write as _;

use super::KINDS;
use super::key::{FrontMatterNeed, Key, Kind};
use crate::source::Side;

/// The text before the list of kinds.
const INTRODUCTION: &str = "# Content reference

Every kind of file in `content/` and all its keys. Any other key is an error. This file is generated from the code.

Files are Markdown with front matter, or TOML. Front matter is TOML between two lines of `+++`:

```markdown
+++
title = \"Checkout errors in Europe\"
status = \"investigating\"
+++
About 15% of card payments in Europe fail.
```

- **Whether a file is public or internal** is determined by its path alone. Public files are written for customers. An
  internal file cannot change a single byte of what is published; all it can do is make a build fail.
- **A time** has an offset and no quotes: `2026-03-14T09:22:00Z`, or with `+02:00` at the end. Years range from 2000 to 9999.
- **A duration** is a text such as `\"30m\"`, `\"1h 30m\"` or `\"2d\"`.
- **A component** is identified by its path below `components/`, or by any ending of the path that is unique:
  `payments/checkout` or `checkout`.
- **Names that become addresses** (ids, slugs, component folders) consist of `a` to `z`, `0` to `9` and hyphens.
- **Keys come before tables**: in TOML, a key after a line like `[imported]` belongs to that table.
- **Files** are UTF-8 and at most 1 MiB. Windows line endings, a byte order mark and a missing final newline are fine.

Texts are Markdown with tables, strikethrough, task lists and footnotes. Raw HTML is an error. Links begin with
`https:`, `http:` or `mailto:`, or with `/` for a page of this site. Put images (PNG, JPEG, WebP) in the same folder as the
text and show them with `![what it shows](chart.png)`. Braces have no special meaning, except that `{{ title }}`,
`{{ components }}` and `{{ next_update }}` are placeholders of snippets and an error in an update.
";

/// Returns the content reference as Markdown: the contents of `docs/content.md`.
#[must_use]
pub fn reference() -> String {
    let mut out = INTRODUCTION.to_owned();
    for (side, title) in [(Side::Public, "Public files"), (Side::Internal, "Internal files")] {
        let _ = write!(out, "\n## {title}\n");
        for kind in KINDS.iter().filter(|kind| kind.side == side) {
            describe(&mut out, kind);
        }
    }
    out
}

fn describe(out: &mut String, kind: &Kind) {
    let name = kind.name.trim_start_matches("a ").trim_start_matches("an ").trim_matches('`');
    let mut letters = name.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let heading = if name.contains('.') { format!("`{name}`") } else { capital };
    let _ = write!(out, "\n### {heading}\n\n");
    let paths: Vec<String> = kind.path.split(", ").map(|path| format!("`content/{path}`")).collect();
    let form = match kind.front_matter {
        FrontMatterNeed::WholeFile => "The whole file is TOML.",
        FrontMatterNeed::Required => "Front matter is required.",
        FrontMatterNeed::Optional => "Front matter is optional.",
    };
    let _ = write!(out, "{}. {form}", paths.join(" and "));
    if !kind.text.is_empty() {
        let _ = write!(out, " Text: {}", lower_first(kind.text));
    }
    out.push('\n');
    table(out, kind.keys);
    for (name, keys) in kind.tables {
        let _ = write!(out, "\nIn `{name}`:\n");
        table(out, keys);
    }
}

fn table(out: &mut String, keys: &[Key]) {
    if keys.is_empty() {
        out.push_str("\nThis kind of file has no keys.\n");
        return;
    }
    out.push_str("\n| key | value | | meaning |\n| --- | --- | --- | --- |\n");
    for key in keys {
        let need = if key.required { "required" } else { "" };
        let _ = writeln!(out, "| `{}` | {} | {need} | {} |", key.name, key.form, key.meaning);
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}
