//! The storage format of Confluence: XML with elements of XHTML and macros of its own, without a root element.
//!
//! Source: <https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html>.

use super::html::{Element, Node, parse, text_of};
use super::{Block, Document, Fact, Task, one_line, web_address};
use crate::markdown::push_escaped;

/// Elements that are written as they are, without attributes.
const KEPT: [&str; 19] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "del",
    "code",
    "sup",
    "tr",
    "th",
    "td",
];

/// Returns a document in storage format. The title is not part of it: Confluence shows that of the page.
#[must_use]
pub fn storage(document: &Document) -> String {
    let mut xml = String::new();
    if let Some(warning) = &document.warning {
        xml.push_str("<ac:structured-macro ac:name=\"warning\"><ac:rich-text-body>");
        push_element(&mut xml, "p", &one_line(warning));
        xml.push_str("</ac:rich-text-body></ac:structured-macro>\n");
    }
    for block in &document.blocks {
        match block {
            Block::Heading(text) => push_element(&mut xml, "h2", &one_line(text)),
            Block::Facts(facts) => push_facts(&mut xml, facts),
            Block::Html(html) => push_nodes(&mut xml, &parse(html)),
            Block::Tasks(tasks) => push_tasks(&mut xml, tasks),
        }
        xml.push('\n');
    }
    xml
}

fn push_facts(xml: &mut String, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    xml.push_str("<table><tbody>");
    for fact in facts {
        xml.push_str("<tr>");
        push_element(xml, "th", &one_line(&fact.label));
        xml.push_str("<td>");
        let value = one_line(&fact.value);
        match fact.url.as_deref().and_then(web_address) {
            Some(url) => push_link(xml, url, |xml| push_text(xml, &value)),
            None => push_text(xml, &value),
        }
        xml.push_str("</td></tr>");
    }
    xml.push_str("</tbody></table>");
}

fn push_tasks(xml: &mut String, tasks: &[Task]) {
    if tasks.is_empty() {
        return;
    }
    xml.push_str("<ac:task-list>");
    for task in tasks {
        xml.push_str("<ac:task>");
        push_element(xml, "ac:task-status", if task.is_done { "complete" } else { "incomplete" });
        push_element(xml, "ac:task-body", &one_line(&task.text));
        xml.push_str("</ac:task>");
    }
    xml.push_str("</ac:task-list>");
}

fn push_nodes(xml: &mut String, nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Text(text) => push_text(xml, text),
            Node::Element(element) => push_html(xml, element),
        }
    }
}

/// Writes an element of the closed list. Of anything else, only the text is left.
fn push_html(xml: &mut String, element: &Element) {
    let children = element.children.as_slice();
    match element.name.as_str() {
        name if KEPT.contains(&name) => {
            open(xml, name);
            push_nodes(xml, children);
            close(xml, name);
        }
        "br" => xml.push_str("<br />"),
        "hr" => xml.push_str("<hr />"),
        // Confluence keeps the row of headings in the body of the table.
        "table" => {
            xml.push_str("<table><tbody>");
            push_nodes(xml, children);
            xml.push_str("</tbody></table>");
        }
        "pre" => push_code(xml, &text_of(children)),
        "input" => xml.push_str(if element.has("checked") { "☑ " } else { "☐ " }),
        "a" if element.is_link_back() => {}
        "a" => match web_address(element.attribute("href")) {
            Some(url) => push_link(xml, url, |xml| push_nodes(xml, children)),
            None => push_nodes(xml, children),
        },
        "img" => push_image(xml, element),
        _ => push_nodes(xml, children),
    }
}

fn push_image(xml: &mut String, element: &Element) {
    let alt = one_line(element.attribute("alt"));
    match web_address(element.attribute("src")) {
        Some(url) => {
            xml.push_str("<ac:image ac:alt=\"");
            push_text(xml, &alt);
            xml.push_str("\"><ri:url ri:value=\"");
            push_text(xml, url);
            xml.push_str("\" /></ac:image>");
        }
        None => push_text(xml, &alt),
    }
}

/// Writes lines of code. Their text is in a CDATA section, which ends at the first `]]>`, so that is split.
fn push_code(xml: &mut String, text: &str) {
    let text: String = text.chars().filter(|c| is_legal(*c)).collect();
    xml.push_str("<ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[");
    xml.push_str(&text.trim_end_matches('\n').replace("]]>", "]]]]><![CDATA[>"));
    xml.push_str("]]></ac:plain-text-body></ac:structured-macro>");
}

fn push_link(xml: &mut String, url: &str, words: impl FnOnce(&mut String)) {
    xml.push_str("<a href=\"");
    push_text(xml, url);
    xml.push_str("\">");
    words(xml);
    xml.push_str("</a>");
}

fn push_element(xml: &mut String, name: &str, text: &str) {
    open(xml, name);
    push_text(xml, text);
    close(xml, name);
}

fn open(xml: &mut String, name: &str) {
    xml.extend(["<", name, ">"]);
}

fn close(xml: &mut String, name: &str) {
    xml.extend(["</", name, ">"]);
}

fn push_text(xml: &mut String, text: &str) {
    let legal: String = text.chars().filter(|c| is_legal(*c)).collect();
    push_escaped(xml, &legal);
}

/// Whether XML 1.0 allows a character (section 2.2, `Char`).
fn is_legal(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
