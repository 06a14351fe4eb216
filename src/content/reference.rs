//! The manual of all kinds of files, made from what the reader knows: `docs/content.md` cannot drift.

use std::fmt::Write as _;

use super::KINDS;
use super::key::{FrontMatterNeed, Key, Kind};
use crate::source::Side;

/// What stands before the list of kinds.
const INTRODUCTION: &str = "# What lies in `content/`

This file is made from the code: every key that a kind of file knows stands here, and every other key is an error.

Files are Markdown with front matter, or TOML. Front matter is TOML between two lines of `+++`:

```markdown
+++
title = \"Checkout errors in Europe\"
status = \"investigating\"
+++
About 15% of card payments in Europe fail.
```

- **Public or internal** is a matter of the path alone. Public files are written for customers. Nothing in an internal
  file can change one byte of what is published; it may only make a build fail.
- **A time** carries its offset and no quotes: `2026-03-14T09:22:00Z`, or `+02:00` at its end. Years go from 2000 to 9999.
- **A span** is a text such as `\"30m\"`, `\"1h 30m\"` or `\"2d\"`.
- **A component** is named by its path below `components/`, or by any ending of it that only one component has:
  `payments/checkout`, or `checkout`.
- **Names that become addresses** (ids, slugs, folders of components) are made of `a` to `z`, `0` to `9` and hyphens.
- **Keys stand before tables**: in TOML, a key after a line like `[imported]` belongs to that table.
- Line ends of Windows, a byte order mark and a missing last line end are fine. Files are UTF-8 and at most 1 MiB.

Text is Markdown with tables, strikethrough, task lists and footnotes. Raw HTML is an error. Links may be `https:`, `http:`
and `mailto:`, or begin with `/` for a page of this site. Pictures (PNG, JPEG, WebP) lie beside the text and are shown with
`![what it shows](chart.png)`. Braces are text, but `{{ title }}`, `{{ components }}` and `{{ next_update }}` are places that
a snippet leaves open, and an error in an update.
";

/// The whole manual as Markdown.
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
        FrontMatterNeed::Optional => "Front matter may be left out.",
    };
    let _ = write!(out, "{}. {form}", paths.join(" and "));
    if !kind.text.is_empty() {
        let _ = write!(out, " The text: {}", lower_first(kind.text));
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
        out.push_str("\nNo keys.\n");
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
