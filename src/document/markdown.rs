//! Markdown (`CommonMark` with the tables, tasks and footnotes of GitHub) that renders as the document.
//!
//! Texts are escaped, so that no text becomes markup, and raw HTML is never written.

use super::html::{Element, Node, parse, text_of};
use super::{Block, Document, Fact, Task, one_line, web_address};

/// Elements that are blocks; everything else is a part of a line.
const BLOCKS: [&str; 14] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "hr", "table", "div"];

/// Returns a document as Markdown. It ends with a line feed.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut parts = vec![format!("# {}", escaped_line(&document.title))];
    parts.extend(document.warning.as_ref().map(|warning| format!("> **{}**", escaped_line(warning))));
    parts.extend(document.blocks.iter().map(|block| match block {
        Block::Heading(text) => format!("## {}", escaped_line(text)),
        Block::Facts(facts) => facts.iter().map(fact).collect::<Vec<_>>().join("\n"),
        Block::Html(html) => blocks(&parse(html)),
        Block::Tasks(tasks) => tasks.iter().map(task).collect::<Vec<_>>().join("\n"),
    }));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn fact(fact: &Fact) -> String {
    let value = escaped_line(&fact.value);
    let value = match fact.url.as_deref().and_then(web_address) {
        Some(url) => link(&value, &fact.value, url),
        None => value,
    };
    format!("- **{}:** {value}", escaped_line(&fact.label))
}

fn task(task: &Task) -> String {
    format!("- [{}] {}", if task.is_done { 'x' } else { ' ' }, escaped_line(&task.text))
}

/// Writes nodes as blocks with blank lines between them. Parts of a line between blocks are a paragraph.
fn blocks(nodes: &[Node]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut line: Vec<Node> = Vec::new();
    let end_line = |line: &mut Vec<Node>, parts: &mut Vec<String>| {
        let text = paragraph(line);
        line.clear();
        if !text.is_empty() {
            parts.push(text);
        }
    };
    for node in nodes {
        match node {
            Node::Element(element) if BLOCKS.contains(&element.name.as_str()) => {
                end_line(&mut line, &mut parts);
                let text = block(element);
                if !text.is_empty() {
                    parts.push(text);
                }
            }
            other => line.push(other.clone()),
        }
    }
    end_line(&mut line, &mut parts);
    parts.join("\n\n")
}

fn block(element: &Element) -> String {
    let children = element.children.as_slice();
    match element.name.as_str() {
        "p" => paragraph(children),
        "blockquote" => indented(&blocks(children), "> ", "> "),
        "ul" => list(children, None),
        "ol" if element.attribute("class") == "footnotes" => footnotes(children),
        "ol" => list(children, Some(element.attribute("start").parse().unwrap_or(1))),
        "pre" => code_block(&text_of(children)),
        "hr" => "***".to_owned(),
        "table" => table(children),
        "div" => blocks(children),
        heading => {
            let level = heading.trim_start_matches('h').parse().unwrap_or(2);
            let text = paragraph(children).replace("\\\n", " ").replace('\n', " ");
            // Hashes at the end would be the end of the heading.
            let text = match text.strip_suffix('#') {
                Some(rest) => format!("{rest}\\#"),
                None => text,
            };
            format!("{} {text}", "#".repeat(level))
        }
    }
}

/// Writes parts of a line as a paragraph. Nothing at the beginning of its lines is markup.
fn paragraph(nodes: &[Node]) -> String {
    let text = inline(nodes);
    let lines = text.trim_matches([' ', '\n', '\t']).lines().map(|line| {
        let line = line.trim_start_matches([' ', '\t']);
        match block_mark(line) {
            Some(at) => {
                format!("{}\\{}", line.get(..at).unwrap_or_default(), line.get(at..).unwrap_or_default())
            }
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The position at which a line that begins like the markup of a block needs a backslash.
fn block_mark(line: &str) -> Option<usize> {
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - after.len();
    if digits > 0 {
        return after.starts_with(['.', ')']).then_some(digits);
    }
    line.starts_with(['#', '>', '-', '+', '=', '|', ':']).then_some(0)
}

fn inline(nodes: &[Node]) -> String {
    let mut line = String::new();
    for node in nodes {
        match node {
            // A hard line break has its own line feed.
            Node::Text(text) if line.ends_with("\\\n") => {
                line.push_str(&escaped(text.trim_start_matches('\n')));
            }
            Node::Text(text) => line.push_str(&escaped(text)),
            Node::Element(element) => line.push_str(&inline_element(element)),
        }
    }
    line
}

fn inline_element(element: &Element) -> String {
    let children = element.children.as_slice();
    let marked = |mark: &str| match inline(children) {
        text if text.trim().is_empty() => text,
        text => format!("{mark}{text}{mark}"),
    };
    match element.name.as_str() {
        "em" => marked("*"),
        "strong" => marked("**"),
        "del" => marked("~~"),
        "code" => code(&text_of(children)),
        "br" => "\\\n".to_owned(),
        "input" => if element.has("checked") { "[x] " } else { "[ ] " }.to_owned(),
        "sup" => format!("[^{}]", one_line(&text_of(children))),
        "a" if element.is_link_back() => String::new(),
        "a" => match web_address(element.attribute("href")) {
            Some(url) => link(&inline(children), &text_of(children), url),
            None => inline(children),
        },
        "img" => match web_address(element.attribute("src")) {
            Some(url) => format!("!{}", link(&escaped_line(element.attribute("alt")), "", url)),
            None => escaped_line(element.attribute("alt")),
        },
        _ => inline(children),
    }
}

/// A link with its words as Markdown. `plain` are the same words without markup.
fn link(words: &str, plain: &str, url: &str) -> String {
    if plain == url && !url.starts_with("mailto:") {
        return format!("<{url}>");
    }
    let target = if url.contains(['(', ')', '\\']) { format!("<{url}>") } else { url.to_owned() };
    format!("[{words}]({target})")
}

fn list(items: &[Node], first: Option<u64>) -> String {
    let items: Vec<&Element> = items
        .iter()
        .filter_map(|node| match node {
            Node::Element(element) if element.name == "li" => Some(element),
            _ => None,
        })
        .collect();
    let has_paragraph = |item: &&Element| {
        item.children.iter().any(|node| matches!(node, Node::Element(inner) if inner.name == "p"))
    };
    let is_loose = items.iter().any(has_paragraph);
    let lines = items.iter().enumerate().map(|(index, item)| {
        let mark = first.map_or_else(|| "- ".to_owned(), |first| format!("{}. ", first + index as u64));
        let text = blocks(&item.children);
        let text = if is_loose { text } else { text.replace("\n\n", "\n") };
        indented(&text, &mark, &" ".repeat(mark.len()))
    });
    lines.collect::<Vec<_>>().join(if is_loose { "\n\n" } else { "\n" })
}

fn footnotes(items: &[Node]) -> String {
    let items = items.iter().filter_map(|node| match node {
        Node::Element(element) if element.name == "li" => Some(element),
        _ => None,
    });
    let notes = items.enumerate().map(|(index, item)| {
        indented(blocks(&item.children).trim_end(), &format!("[^{}]: ", index + 1), "    ")
    });
    notes.collect::<Vec<_>>().join("\n\n")
}

fn table(nodes: &[Node]) -> String {
    let mut rows = Vec::new();
    collect_rows(nodes, &mut rows);
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let cells = row.children.iter().filter_map(|node| match node {
            Node::Element(cell) if matches!(cell.name.as_str(), "th" | "td") => Some(cell),
            _ => None,
        });
        let cells: Vec<&Element> = cells.collect();
        let text = |cell: &&Element| {
            inline(&cell.children).replace('|', "\\|").replace("\\\n", " ").replace('\n', " ")
        };
        lines.push(format!("| {} |", cells.iter().map(text).collect::<Vec<_>>().join(" | ")));
        if index == 0 {
            let rule = |cell: &&Element| match cell.attribute("class") {
                "center" => ":-:",
                "right" => "--:",
                _ => "---",
            };
            lines.push(format!("| {} |", cells.iter().map(rule).collect::<Vec<_>>().join(" | ")));
        }
    }
    lines.join("\n")
}

fn collect_rows<'n>(nodes: &'n [Node], rows: &mut Vec<&'n Element>) {
    for node in nodes {
        match node {
            Node::Element(element) if element.name == "tr" => rows.push(element),
            Node::Element(element) => collect_rows(&element.children, rows),
            Node::Text(_) => {}
        }
    }
}

fn code_block(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    // One space on each side is not shown.
    let is_bare = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let space = if is_bare && !text.trim().is_empty() { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// Puts one text before the first line and another before all other lines that are not empty.
fn indented(text: &str, first: &str, others: &str) -> String {
    let mut lines = text.split('\n');
    let mut all = vec![format!("{first}{}", lines.next().unwrap_or_default()).trim_end().to_owned()];
    all.extend(lines.map(|line| format!("{others}{line}").trim_end().to_owned()));
    all.join("\n")
}

/// Escapes a plain text for one line.
fn escaped_line(text: &str) -> String {
    let line = escaped(&one_line(text));
    match block_mark(&line) {
        Some(at) => format!("{}\\{}", line.get(..at).unwrap_or_default(), line.get(at..).unwrap_or_default()),
        None => line,
    }
}

/// Escapes what would be markup within a line.
fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + text.len() / 16);
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        let in_word = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        let is_markup = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            // Before a link, which is an element of its own, it would make the link an image.
            '!' => next.is_none(),
            '_' => !(in_word(before) && in_word(next)),
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            _ => false,
        };
        if is_markup {
            markdown.push('\\');
        }
        if character == '\n' || !character.is_control() {
            markdown.push(character);
        }
        before = Some(character);
    }
    markdown
}
